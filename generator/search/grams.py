"""Grams: the short strings by which reports are looked up before they are read.

A gram runs from a character until it weighs 4, a character of ASCII weighing 1 and any other 2: two Chinese characters,
four digits, 5份 with what follows. Two digits stand in every report, so pairs alone would lead to all of them for the
number that only one holds. Every beginning of a gram is one as well, so that whatever is shorter than a gram is looked
up as it is.
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.search.index import Index
from generator.search.normal import bare, folded, simplified, unified
from generator.text.spacing import squeeze

_THREE = re.compile(r"(?=([\x00-\x7f]..|.[\x00-\x7f].))")
_FOUR = re.compile(r"(?=([\x00-\x7f]{3}.))")


def grams_of(index: Index) -> frozenset[str]:
    """Return the grams of an index, of all that the engine scans: with blanks, without, and with 1,000 as 1000."""
    lines = (squeeze("".join(piece[0] for piece in line)) for line in index.lines)
    with_blanks = folded("\n".join(lines), simplified())
    without = bare(with_blanks)
    found: set[str] = set()
    for line in {line for text in (with_blanks, without, unified(without)) for line in text.split("\n")}:
        found.update(line, map("".join, pairwise(line)), _THREE.findall(line), _FOUR.findall(line))
    return frozenset(found)


def hashed(text: str) -> int:
    """Return 32 bits that are the same on every machine, and in engine.js's neighbour grams.js."""
    result = 0x811C9DC5
    for character in text:
        result = (result ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return result ^ result >> 15
