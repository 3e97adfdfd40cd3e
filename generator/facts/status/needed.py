"""Which of many patterns can match in a text at all, told by its characters.

Most clauses hold nothing of what the rules look for; to let every pattern loose on each takes many times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import _constants as told  # type: ignore[attr-defined]  # what Python calls the parts of a pattern
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST_RANGE = 100
"""Characters from `a` to `z` that are listed one by one."""
_REPEATS = frozenset({told.MAX_REPEAT, told.MIN_REPEAT, told.POSSESSIVE_REPEAT})


@dataclass(frozen=True, slots=True)
class Needed:
    """What a row of patterns can't match without."""

    by_character: dict[str, int]
    """Which patterns may match where a character is: a bit for each, the first one's the lowest."""
    always: int
    """The bits of those that may match whatever is there."""

    def likely(self, text: str) -> Iterator[int]:
        """Yield the numbers of the patterns that may match in a text, in order."""
        bits = self.always
        for character in text:
            bits |= self.by_character.get(character, 0)
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest


def needed_of(patterns: Iterable[re.Pattern[str]]) -> Needed:
    """Return what patterns can't match without."""
    by_character: dict[str, int] = {}
    always = 0
    for number, pattern in enumerate(patterns):
        characters = None if pattern.flags & re.IGNORECASE else _one_of(_parser.parse(pattern.pattern, pattern.flags))
        always |= 1 << number if characters is None else 0
        for character in characters or ():
            by_character[character] = by_character.get(character, 0) | 1 << number
    return Needed(by_character, always)


def _one_of(parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return characters of which every match has at least one, as few as are plain to see; None if none are."""
    found = [characters for part in parts if (characters := _of_part(*part)) is not None]
    return min(found, key=len, default=None)


def _of_part(kind: Any, of: Any) -> frozenset[str] | None:
    if kind is told.LITERAL:
        return frozenset(chr(of))
    if kind is told.IN:
        return _listed(of)
    if kind is told.SUBPATTERN or kind is told.ATOMIC_GROUP:
        return _one_of(of[-1] if kind is told.SUBPATTERN else of)
    if kind in _REPEATS and of[0]:
        return _one_of(of[2])
    if kind is told.BRANCH:
        each = [_one_of(branch) for branch in of[1]]
        return None if None in each else frozenset().union(*filter(None, each))
    return None


def _listed(members: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the characters between brackets; None where they are told by what they are not, or by their kind."""
    found: set[str] = set()
    for kind, of in members:
        if kind is told.LITERAL:
            found.add(chr(of))
        elif kind is told.RANGE and of[1] - of[0] < _LONGEST_RANGE:
            found.update(map(chr, range(of[0], of[1] + 1)))
        else:
            return None
    return frozenset(found)
