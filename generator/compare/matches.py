"""Matches problems of an earlier report with those of a later one by their words; matches are only suggestions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

import yaml

from generator.settings.yml import LOADER
from generator.text.folding import fold
from generator.text.spacing import solid

THRESHOLD = 0.58
"""Minimum score of two problems to be a match: right in nine of ten cases, see tests/compare/problems.yml."""
MOST = 3
"""Maximum number of matches of one problem."""

_COMMON = 0.2
"""Weight of words that all reports use (common.yml); other words weigh 1."""
_LONGER = 0.2
"""Weight of the words that only the longer problem has: an added half-sentence hardly speaks against a match."""
_ABOVE = 0.15
"""Weight of different words in the headings above the two problems."""
_NUMBERED = 0.03
"""Added to the score if both problems have the same number: the weakest sign."""
_NEAR_BEST = 0.85
"""Minimum score of a match as a share of the best score of either of its problems."""
_ENOUGH = 4.0
"""Minimum weight of the shared words; lighter ones are too common to tell anything, like 制度执行不严."""
_OTHERS = 40
"""Added to the number of problems when the rarity of a pair of characters is computed.

Without it, a pair that occurs once in two short reports would already count as common.
"""

_LEAD = re.compile(r"^(?:针对|关于)|^(?:存在|有)?(?=“)")
_TAIL = re.compile(r"(?:的?问题)?[。,;:.\s]*$")
_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")

Weights = Mapping[str, float]
"""Weights of pairs of neighbouring characters: the rarer, the heavier."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A problem as its report words it."""

    id: str
    """The id of its node."""
    words: str
    """Its words without its number."""
    above: str = ""
    """The heading that it stands under, without its number; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Match:
    """A problem of the earlier report, and one of the later report that may be the same."""

    earlier: str
    """The id of the earlier report's problem."""
    later: str
    """The id of the later report's problem."""
    score: float
    """From THRESHOLD to 1."""


def match_problems(earlier: Sequence[Worded], later: Sequence[Worded]) -> tuple[Match, ...]:
    """Return the pairs that may be the same problem, in the order of the earlier ones, the best match of each first."""
    known = _Rarity([*earlier, *later])
    before, after = [known.weigh(problem) for problem in earlier], [known.weigh(problem) for problem in later]
    found: list[Match] = []
    for one in before:
        for other in after:
            score = _score(one, other)
            if score >= THRESHOLD:
                found.append(Match(one.problem.id, other.problem.id, score))
    best: dict[tuple[str, str], float] = {}
    for match in found:
        for side in (("earlier", match.earlier), ("later", match.later)):
            best[side] = max(match.score, best.get(side, 0))
    order = {problem.id: at for at, problem in enumerate(earlier)}
    places = {problem.id: at for at, problem in enumerate(later)}
    near = [
        match
        for match in found
        if match.score >= _NEAR_BEST * max(best["earlier", match.earlier], best["later", match.later])
    ]
    near.sort(key=lambda match: (order[match.earlier], -match.score, places[match.later]))
    told: Counter[str] = Counter()
    kept = []
    for match in near:
        told[match.earlier] += 1
        if told[match.earlier] <= MOST:
            kept.append(match)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A problem with the weights of its words."""

    problem: Worded
    plain: tuple[str, str]
    """Its words, and the heading above, without 关于…问题 around them."""
    own: Weights
    above: Weights


class _Rarity:
    """The weight of each pair of characters, by its rarity among the problems of both reports."""

    def __init__(self, problems: Sequence[Worded]) -> None:
        self._total = len(problems) + _OTHERS
        self._in = Counter(pair for problem in problems for pair in _pairs(_plain(problem.words)))

    def weigh(self, problem: Worded) -> _Weighed:
        plain = _plain(problem.words), _plain(problem.above)
        return _Weighed(problem, plain, self._weights(plain[0]), self._weights(plain[1]))

    def _weights(self, words: str) -> Weights:
        return {pair: share * log(1 + self._total / (self._in[pair] or 1)) for pair, share in _pairs(words).items()}


def _score(one: _Weighed, other: _Weighed) -> float:
    """Return how alike two problems are, from 0 to 1: the weight of what they share against what only one says."""
    if one.plain[0] and one.plain == other.plain:
        return 1.0
    shared, less, more = _overlap(one.own, other.own)
    if shared < _ENOUGH:
        return 0.0
    apart = less + _LONGER * (more - less) + _ABOVE * _overlap(one.above, other.above)[1]
    numbered = _NUMBERED if one.problem.id == other.problem.id else 0.0
    return min(1.0, shared / (shared + apart) + numbered)


def _overlap(one: Weights, other: Weights) -> tuple[float, float, float]:
    """Return the weights of what both have, and of what each has alone, the lighter of these two first."""
    shared = sum(min(one[pair], other[pair]) for pair in one if pair in other)
    less, more = sorted((sum(one.values()) - shared, sum(other.values()) - shared))
    return shared, less, more


def _plain(words: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", solid(fold(words))))


def _pairs(words: str) -> dict[str, float]:
    """Return the pairs of neighbouring characters of a text, each with 1, or with less if it is in common words."""
    common = [False] * len(words)
    for match in _common().finditer(words):
        common[match.start() : match.end()] = [True] * (match.end() - match.start())
    shares = (1.0, (1 + _COMMON) / 2, _COMMON)
    found: dict[str, float] = {}
    for run in _RUN.finditer(words):
        for at in range(run.start(), run.end() - 1):
            pair = words[at : at + 2]
            found[pair] = max(found.get(pair, 0.0), shares[common[at] + common[at + 1]])
    return found


@cache
def _common() -> re.Pattern[str]:
    data = yaml.load((files(__package__) / "common.yml").read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader
    words = {word for named in data.values() for word in named.split()}
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))
