"""What is the same to a searcher: widths, cases, traditional and simplified characters, white space, 1,000 and 1000."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from opencc import OpenCC

from generator.text.folding import fold
from generator.text.spacing import squeeze

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


@cache
def simplified() -> dict[str, str]:
    """Return the simplified form of every traditional character, by opencc's tables; one for one."""
    characters = [chr(code) for block in _HAN for code in block]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, forms, strict=True) if a != b and len(b) == 1}


def variant_pairs(plain: Collection[str]) -> str:
    """Return traditional and simplified character, pair after pair, of those that stand simplified in `plain`."""
    return "".join(a + b for a, b in sorted(simplified().items()) if b in plain)


def variants_of(text: str) -> str:
    """Return the pairs of all traditional characters that are the same as one of a text's."""
    return variant_pairs(frozenset(folded(text, simplified())))


def spaced(text: str, variants: dict[str, str]) -> str:
    """Return the folded text, white space runs as single blanks; else one character for one."""
    return folded(squeeze(text), variants)


def folded(text: str, variants: dict[str, str]) -> str:
    """Return the text half-width, in lower case and simplified, one character for one, white space as it is."""
    table = {}
    for character in set(text):
        half = fold(character)
        low = half.lower()
        table[ord(character)] = variants.get(low, low) if len(low) == 1 else half
    return text.translate(table)


def bare(text: str) -> str:
    """Return a `spaced` text without its blanks."""
    return text.replace(" ", "")


def ungrouped(text: str) -> str:
    """Return a text with the commas of 1,000 taken out."""
    return _GROUPED.sub(lambda match: match[0].replace(",", ""), text)


def grouping_commas(text: str) -> list[int]:
    """Return the offsets of the commas that `ungrouped` takes out."""
    return [match.start() + at for match in _GROUPED.finditer(text) for at, c in enumerate(match[0]) if c == ","]
