"""Characters that nobody sees: of no width, marks of direction, a hyphen that shows only where a line ends."""

from __future__ import annotations

INVISIBLE = frozenset(
    chr(code)
    for codes in (
        (0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        range(0x200B, 0x2010),
        range(0x202A, 0x202F),
        range(0x2060, 0x2070),
        range(0xFE00, 0xFE10),
    )
    for code in codes
)
"""Paper shows none of them, and a paragraph of nothing else is none there."""

_NONE = {ord(one): None for one in INVISIBLE}


def visible(text: str) -> str:
    """Return a text without what nobody sees."""
    return text.translate(_NONE)
