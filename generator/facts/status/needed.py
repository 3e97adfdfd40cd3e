"""A prefilter for many patterns: which of them can match in a text at all, by the characters and pairs of the text.

Most clauses contain nothing that the rules look for; to try every pattern on each clause takes many times as long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from re import _constants as told  # type: ignore[attr-defined]  # what Python calls the parts of a pattern
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

_Grams = frozenset[str]
"""Single characters and pairs of neighbouring characters, of which a text must contain one."""

_DIGIT = "0"
"""Stands for every digit."""
_DIGITS = re.compile(r"\d")
_LONGEST_RANGE = 100
"""A range of characters (`a-z`) with at least so many is not listed one by one."""
_MOST_PAIRS = 600
"""Maximum number of pairs in a set that is made of the last characters of one part and the first of the next."""
_SETS = 4
"""Maximum number of sets that are kept of each way to match a pattern."""
_MOST_WAYS = 60
"""Maximum number of alternatives of a pattern that are ways of their own."""
_SELDOM = 0.1
"""Added to the number of texts that contain a pair or a character, since none is a proof of never."""
_REPEATS = frozenset({told.MAX_REPEAT, told.MIN_REPEAT, told.POSSESSIVE_REPEAT})
_WITHOUT_WIDTH = frozenset({told.AT, told.ASSERT, told.ASSERT_NOT})


def grams_of(text: str) -> set[str]:
    """Return the characters of a text and its pairs of neighbouring characters; any digit is 0."""
    characters = list(_DIGITS.sub(_DIGIT, text))
    return {*characters, *map(str.__add__, characters, characters[1:])}


@dataclass(frozen=True, slots=True)
class Needed:
    """The characters and pairs that each of several patterns needs for a match.

    A pattern has one or more ways to match: 甲乙|丙丁 has two. Each way has up to `_SETS` sets; it can match only in a
    text that contains one of each.
    """

    ways_by: dict[str, tuple[int, ...]]
    """The ways whose first set, of which texts contain the least, has a character or pair."""
    always: tuple[int, ...]
    """The indices of patterns that need nothing."""
    ways: tuple[tuple[int, tuple[_Grams, ...]], ...]
    """For each way (the index of its pattern, its further sets)."""

    def likely(self, grams: AbstractSet[str]) -> set[int]:
        """Return the indices of the patterns that may match in a text with some `grams_of` it."""
        found = set(self.always)
        for gram in grams & self.ways_by.keys():
            for way in self.ways_by[gram]:
                number, further = self.ways[way]
                if number not in found and not any(map(grams.isdisjoint, further)):
                    found.add(number)
        return found


def needed_of(patterns: Sequence[Iterable[Sequence[re.Pattern[str] | None]]], texts: Iterable[str]) -> Needed:
    """Return the prefilter of some things that are found by patterns.

    Each thing is found by any of several lists of patterns, if all patterns of the list match (None always does). By
    `texts` is judged what texts seldom contain.
    """
    seldom = _Seldom(Counter(gram for text in texts for gram in grams_of(text)))
    always: list[int] = []
    ways: list[tuple[int, tuple[_Grams, ...]]] = []
    ways_by: dict[str, list[int]] = {}
    kept: dict[_Grams, _Grams] = {}
    for number, lists in enumerate(patterns):
        for each in lists:
            for needs in seldom.ways(*filter(None, each)):
                if not needs:
                    always.append(number)
                    continue
                for gram in needs[0]:
                    ways_by.setdefault(gram, []).append(len(ways))
                ways.append((number, tuple(kept.setdefault(needed, needed) for needed in needs[1:])))
    return Needed({gram: tuple(by) for gram, by in ways_by.items()}, tuple(always), tuple(ways))


class _Part(NamedTuple):
    """What a part of a pattern matches."""

    first: _Grams | None
    """The characters with which its match may begin; None if these are too many."""
    last: _Grams | None
    """The characters with which its match may end; None if these are too many."""
    empty: bool
    """Whether it can match no character."""
    needs: tuple[_Grams, ...] = ()
    """Sets of characters and pairs; every match contains one of each."""


_NOTHING = _Part(frozenset(), frozenset(), empty=True)
_ANYTHING = _Part(None, None, empty=True)


@dataclass(frozen=True, slots=True)
class _Seldom:
    """Finds what a pattern needs, by the number of texts that contain a character or pair."""

    texts: Counter[str]
    weights: dict[_Grams, float] = field(default_factory=dict)
    """A cache of `_weight`."""

    def ways(self, pattern: re.Pattern[str], *also: re.Pattern[str]) -> list[tuple[_Grams, ...]]:
        """Return what each way to match a pattern needs, if others must match as well.

        Each alternative at the pattern's end is a way.
        """
        if pattern.flags & re.IGNORECASE:
            return [()]
        parts = list(_parser.parse(pattern.pattern, pattern.flags))
        # The parser puts a common beginning of all alternatives, such as ^, before them.
        forms: Sequence[Iterable[tuple[Any, Any]]] = [parts[-1:]]
        if parts and parts[-1][0] is told.BRANCH and len(parts[-1][1][1]) <= _MOST_WAYS:
            forms = parts[-1][1][1]
        others = [needs for other in also for needs in self._row(_parser.parse(other.pattern, other.flags)).needs]
        return [self._best([*self._row([*parts[:-1], *form]).needs, *others]) for form in forms]

    def _best(self, needs: Iterable[_Grams]) -> tuple[_Grams, ...]:
        """Return those sets, at most `_SETS`, of which the fewest texts contain something, the best first."""
        different = list(dict.fromkeys(needs))
        return tuple(sorted(different, key=self._weight)[:_SETS] if len(different) > 1 else different)

    def _weight(self, grams: _Grams) -> float:
        if grams not in self.weights:
            self.weights[grams] = sum(map(self.texts.__getitem__, grams)) + _SELDOM * len(grams)
        return self.weights[grams]

    def _row(self, parts: Iterable[tuple[Any, Any]]) -> _Part:
        """Return what several parts one after another match."""
        row, needs = _NOTHING, list[_Grams]()
        for each in parts:
            part = self._part(*each)
            needs += part.needs
            if row.last and part.first and not row.empty and not part.empty:
                pairs = [before + behind for before in row.last for behind in part.first]
                needs += [frozenset(pairs)] * (len(pairs) <= _MOST_PAIRS)
            first = _either(row.first, part.first) if row.empty else row.first
            last = _either(row.last, part.last) if part.empty else part.last
            row = _Part(first, last, row.empty and part.empty)
        return row._replace(needs=self._best(needs))

    def _part(self, kind: Any, of: Any) -> _Part:
        """Return what a part matches; `kind` and `of` are what Python's parser tells of it."""
        if kind is told.LITERAL:
            return _one_of(frozenset({_as_gram(of)}))
        if kind is told.IN:
            return _one_of(_listed(of))
        if kind is told.SUBPATTERN or kind is told.ATOMIC_GROUP:
            return self._group(of)
        if kind is told.BRANCH:
            return self._branches([self._row(branch) for branch in of[1]])
        if kind in _REPEATS:
            part = self._row(of[2])
            return part if of[0] else part._replace(empty=True, needs=())
        return _NOTHING if kind in _WITHOUT_WIDTH else _ANYTHING

    def _group(self, of: Any) -> _Part:
        _, added, _, parts = of if isinstance(of, tuple) else (None, 0, 0, of)
        return _ANYTHING if added & re.IGNORECASE else self._row(parts)

    def _branches(self, each: Sequence[_Part]) -> _Part:
        """Return what any of several alternatives matches."""
        one = each[0]
        for other in each[1:]:
            one = _Part(_either(one.first, other.first), _either(one.last, other.last), one.empty or other.empty)
        if not all(part.needs for part in each):
            return one
        sets = (frozenset().union(*(part.needs[min(at, len(part.needs) - 1)] for part in each)) for at in range(_SETS))
        return one._replace(needs=tuple(dict.fromkeys(sets)))


def _either(one: _Grams | None, other: _Grams | None) -> _Grams | None:
    return None if one is None or other is None else one | other


def _one_of(characters: _Grams | None) -> _Part:
    """Return what one of some characters matches; None for too many."""
    return _Part(characters, characters, empty=False, needs=(characters,) if characters else ())


def _as_gram(code: int) -> str:
    character = chr(code)
    return _DIGIT if character.isdecimal() else character


def _listed(members: Iterable[tuple[Any, Any]]) -> _Grams | None:
    """Return the characters of a class in square brackets; None if it is negated or has too many."""
    found: set[str] = set()
    for kind, of in members:
        if kind is told.LITERAL:
            found.add(_as_gram(of))
        elif kind is told.RANGE and of[1] - of[0] < _LONGEST_RANGE:
            found.update(map(_as_gram, range(of[0], of[1] + 1)))
        elif kind is told.CATEGORY and of is told.CATEGORY_DIGIT:
            found.add(_DIGIT)
        else:
            return None
    return frozenset(found)
