"""What is the same to a searcher: widths, cases, traditional and simplified characters, white space, 1,000 and 1000."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from generator.folding import fold
from generator.model import squeeze

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


@cache
def simplified() -> dict[str, str]:
    """Return the simplified form of every traditional character, by opencc's tables; one for one."""
    characters = [chr(code) for block in _HAN for code in block]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, forms, strict=True) if a != b and len(b) == 1}


def spaced(text: str, variants: dict[str, str]) -> str:
    """Return the folded text, white space runs as single blanks; else one character for one."""
    folded = (character.lower() for character in fold(squeeze(text)))
    return "".join(
        variants.get(low, low) if len(low) == 1 else original
        for low, original in zip(folded, fold(squeeze(text)), strict=True)
    )


def bare(text: str) -> str:
    """Return a `spaced` text without its blanks."""
    return text.replace(" ", "")


def ungrouped(text: str) -> str:
    """Return a text with the commas of 1,000 taken out."""
    return _GROUPED.sub(lambda match: match[0].replace(",", ""), text)


def grouping_commas(text: str) -> list[int]:
    """Return the offsets of the commas that `ungrouped` takes out."""
    return [match.start() + at for match in _GROUPED.finditer(text) for at, c in enumerate(match[0]) if c == ","]
