"""Invisible characters: characters of no width, direction marks, and the soft hyphen, shown only where a line ends."""

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
"""The invisible characters. Paper shows none of them, so a paragraph of nothing else does not appear on it."""

_NONE = {ord(one): None for one in INVISIBLE}


def visible(text: str) -> str:
    """Return a text without its invisible characters."""
    return text.translate(_NONE)
