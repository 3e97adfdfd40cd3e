"""A prefilter for many patterns: which of them can match in a text at all, by the characters of the text.

Most clauses contain nothing that the rules look for; to try every pattern on each clause takes many times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import _constants as told  # type: ignore[attr-defined]  # what Python calls the parts of a pattern
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST_RANGE = 100
"""A range of characters (`a-z`) with at least so many is not listed one by one."""
_COMMON = frozenset("的一工作区会开实制度人部中发建理问题责改组单位整对不全进行政大项完成设强化管展加业任务委定")
"""Characters of which most clauses contain one, so that a set with one of them hardly filters."""
_WEIGHT = 8
"""The weight of a common character in a set; any other weighs 1."""
_SETS = 4
"""Maximum number of character sets that are kept of each way to match a pattern."""
_MOST_WAYS = 60
"""Maximum number of alternatives of a pattern that are ways of their own."""
_REPEATS = frozenset({told.MAX_REPEAT, told.MIN_REPEAT, told.POSSESSIVE_REPEAT})


@dataclass(frozen=True, slots=True)
class Needed:
    """The characters that each of several patterns needs for a match, as bit masks.

    A pattern has one or more ways to match: 甲乙|丙丁 has two. Each way has up to `_SETS` sets of characters; it can
    match only in a text with a character of each. A mask has a row of bits for each set, with a bit for each way.
    """

    by_character: dict[str, int]
    """The mask of a character: the sets that contain it; the lowest bit is the first way's first set."""
    always: int
    """The mask of the sets that a way lacks, which count as found."""
    of: tuple[int, ...]
    """The index of the pattern that each way belongs to, ascending."""

    def likely(self, text: str) -> Iterator[int]:
        """Yield the indices of the patterns that may match in a text, in order, each once."""
        bits = self.always
        for character in text:
            bits |= self.by_character.get(character, 0)
        told_by = [bits >> at * len(self.of) for at in range(1, _SETS)]
        for each in told_by:
            bits &= each
        last = -1
        while bits:
            lowest = bits & -bits
            number = self.of[lowest.bit_length() - 1]
            if number != last:
                yield number
            last = number
            bits ^= lowest


def needed_of(patterns: Sequence[re.Pattern[str]]) -> Needed:
    """Return the prefilter of some patterns."""
    ways = [(number, sets) for number, pattern in enumerate(patterns) for sets in _ways(pattern)]
    by_character: dict[str, int] = {}
    always = 0
    for at, (_, sets) in enumerate(ways):
        for row in range(_SETS):
            bit = 1 << at + row * len(ways)
            if row >= len(sets):
                always |= bit
                continue
            for character in sets[row]:
                by_character[character] = by_character.get(character, 0) | bit
    return Needed(by_character, always, tuple(number for number, _ in ways))


def _ways(pattern: re.Pattern[str]) -> list[tuple[frozenset[str], ...]]:
    """Return the character sets that each way to match a pattern needs: each alternative at its end is a way."""
    if pattern.flags & re.IGNORECASE:
        return [()]
    parts = list(_parser.parse(pattern.pattern, pattern.flags))
    # The parser puts a common beginning of all alternatives, such as ^, before them.
    forms: Sequence[Iterable[tuple[Any, Any]]] = [parts[-1:]]
    if parts and parts[-1][0] is told.BRANCH and len(parts[-1][1][1]) <= _MOST_WAYS:
        forms = parts[-1][1][1]
    return [_needs([*parts[:-1], *form]) for form in forms]


def _needs(parts: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], ...]:
    """Return sets of characters, the rarest first and at most `_SETS`; every match has a character of each."""
    found = {characters: None for part in parts for characters in _of_part(*part)}
    return tuple(sorted(found, key=_weight)[:_SETS])


def _weight(characters: frozenset[str]) -> int:
    """Return a measure of how many clauses contain one of some characters, by which sets are sorted."""
    return len(characters) + _WEIGHT * len(characters & _COMMON)


def _of_part(kind: Any, of: Any) -> tuple[frozenset[str], ...]:
    if kind is told.LITERAL:
        return (frozenset(chr(of)),)
    if kind is told.IN:
        return _listed(of)
    if kind is told.SUBPATTERN or kind is told.ATOMIC_GROUP:
        return _needs(of[-1] if kind is told.SUBPATTERN else of)
    if kind is told.BRANCH:
        return _of_branches([_needs(branch) for branch in of[1]])
    return _needs(of[2]) if kind in _REPEATS and of[0] else ()


def _of_branches(each: list[tuple[frozenset[str], ...]]) -> tuple[frozenset[str], ...]:
    if not all(each):
        return ()
    return tuple(frozenset().union(*(sets[min(at, len(sets) - 1)] for sets in each)) for at in range(_SETS))


def _listed(members: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], ...]:
    """Return the characters of a class in square brackets; empty if it is negated or contains a category (`digit`)."""
    found: set[str] = set()
    for kind, of in members:
        if kind is told.LITERAL:
            found.add(chr(of))
        elif kind is told.RANGE and of[1] - of[0] < _LONGEST_RANGE:
            found.update(map(chr, range(of[0], of[1] + 1)))
        else:
            return ()
    return (frozenset(found),)
