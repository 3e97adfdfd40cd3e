"""Grams: the short strings by which the reports that may hold a query are looked up before any is read.

A gram runs from a character on until it weighs 4: an ASCII character weighs 1, any other 2. So two Chinese characters
are a gram, or four digits, or 5份 with the next character. (Any two digits stand in every report, so pairs of digits
would lead to all reports for a number that only one has.) Every beginning of a gram is a gram as well, so that a query
that is shorter than a gram can be looked up, too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from generator.search.index import Index
from generator.search.normal import bare, folded, unified
from generator.text.spacing import squeeze
from generator.text.variants import simplified

_THREE = re.compile(r"(?=([\x00-\x7f]..|.[\x00-\x7f].))")
_FOUR = re.compile(r"(?=([\x00-\x7f]{3}.))")


def grams_of(index: Index) -> frozenset[str]:
    """Return the grams of all three texts that the engine scans: with blanks, without blanks, and `unified`."""
    lines = (squeeze("".join(piece[0] for piece in line)) for line in index.lines)
    with_blanks = folded("\n".join(lines), simplified())
    without = bare(with_blanks)
    found: set[str] = set()
    for line in {line for text in (with_blanks, without, unified(without)) for line in text.split("\n")}:
        found.update(line, map("".join, pairwise(line)), _THREE.findall(line), _FOUR.findall(line))
    return frozenset(found)


def hashed(text: str) -> int:
    """Return a 32-bit hash of a text: the same on every machine and in the theme's portal.js."""
    result = 0x811C9DC5
    for character in text:
        result = (result ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return result ^ result >> 15
