"""Which of many patterns can match in a text at all, told by its characters.

Most clauses hold nothing of what the rules look for; to let every pattern loose on each takes many times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import _constants as told  # type: ignore[attr-defined]  # what Python calls the parts of a pattern
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_LONGEST_RANGE = 100
"""Characters from `a` to `z` that are listed one by one."""
_COMMON = frozenset("的一工作区会开实制度人部中发建理问题责改组单位整对不全进行政大项完成设强化管展加业任务委定")
"""Characters that most clauses hold one of: a pattern that is looked for by one of them is looked for in vain."""
_WEIGHT = 8
"""A common character is as bad as so many that are not."""
_SETS = 4
"""Sets of characters that are kept of each way to match a pattern."""
_MOST_WAYS = 60
"""Forms of a pattern that are told apart."""
_REPEATS = frozenset({told.MAX_REPEAT, told.MIN_REPEAT, told.POSSESSIVE_REPEAT})


@dataclass(frozen=True, slots=True)
class Needed:
    """What a row of patterns can't match without."""

    by_character: dict[str, int]
    """Which ways to match a character allows: a bit for each, the first one's the lowest; a row for each set."""
    always: int
    """The bits that need no character."""
    of: tuple[int, ...]
    """The number of the pattern that each way is of: of 甲乙|丙丁 there are two. One may be where all its bits are."""

    def likely(self, text: str) -> Iterator[int]:
        """Yield the numbers of the patterns that may match in a text, in order."""
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
    """Return what patterns can't match without."""
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
    """Return what each way to match a pattern needs: each form that it lists is one."""
    if pattern.flags & re.IGNORECASE:
        return [()]
    parts = list(_parser.parse(pattern.pattern, pattern.flags))
    # What all forms begin with, as ^, stands before them.
    forms: Sequence[Iterable[tuple[Any, Any]]] = [parts[-1:]]
    if parts and parts[-1][0] is told.BRANCH and len(parts[-1][1][1]) <= _MOST_WAYS:
        forms = parts[-1][1][1]
    return [_needs([*parts[:-1], *form]) for form in forms]


def _needs(parts: Iterable[tuple[Any, Any]]) -> tuple[frozenset[str], ...]:
    """Return sets of characters of each of which every match has at least one, the rarest first; so many at most."""
    found = {characters: None for part in parts for characters in _of_part(*part)}
    return tuple(sorted(found, key=_weight)[:_SETS])


def _weight(characters: frozenset[str]) -> int:
    """Return how many clauses, about, hold one of some characters; only the order of two tells."""
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
    """Return the characters between brackets; nothing where they are told by what they are not, or by their kind."""
    found: set[str] = set()
    for kind, of in members:
        if kind is told.LITERAL:
            found.add(chr(of))
        elif kind is told.RANGE and of[1] - of[0] < _LONGEST_RANGE:
            found.update(map(chr, range(of[0], of[1] + 1)))
        else:
            return ()
    return (frozenset(found),)
