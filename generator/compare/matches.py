"""Problems of an earlier report found again in a later one, by their words; a suggestion, never a finding."""

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

THRESHOLD = 0.58
"""Score from which two problems are taken for one: right in nine of ten cases, see tests/compare/problems.yml."""
MOST = 3
"""Matches of one problem that are told."""

_COMMON = 0.2
"""What a word that is common to all reports counts, a rare one counting 1."""
_LONGER = 0.2
"""How much of what only the longer one says speaks against a match: an added half-sentence hardly does."""
_ABOVE = 0.15
"""How much other headings above speak against a match."""
_NUMBERED = 0.03
"""How much the same number speaks for a match: the least."""
_NEAR_BEST = 0.85
"""Of several matches of a problem, those are left out that are worse than the best by more than this."""
_ENOUGH = 4.0
"""Weight of shared words below which they are too common to tell anything, like 制度执行不严."""
_OTHERS = 40
"""Added to the number of problems when the rarity of a word is counted, so that in two short reports a word that
stands once does not already count as common."""

_LEAD = re.compile(r"^(?:针对|关于)|^(?:存在|有)?(?=“)")
_TAIL = re.compile(r"(?:的?问题)?[。,;:.\s]*$")
_RUN = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")

Weights = Mapping[str, float]
"""Pairs of neighbouring characters, each with how much it tells."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A problem as its report words it."""

    id: str
    """Its id, made of its numbering."""
    words: str
    """Without its number."""
    above: str = ""
    """The heading that it stands under, without its number."""


@dataclass(frozen=True, slots=True)
class Match:
    """A problem of the earlier report, and one of the later report that may be the same."""

    earlier: str
    """Its id."""
    later: str
    """Its id."""
    score: float
    """From THRESHOLD to 1."""


def match_problems(earlier: Sequence[Worded], later: Sequence[Worded]) -> tuple[Match, ...]:
    """Return what may be the same problem, in the order of the earlier ones, the best match of each first."""
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
    """A problem with what its words tell."""

    problem: Worded
    plain: tuple[str, str]
    """Its words and the heading above, without 关于…问题 around them."""
    own: Weights
    above: Weights


class _Rarity:
    """How much each pair of characters tells, among the problems of both reports."""

    def __init__(self, problems: Sequence[Worded]) -> None:
        self._total = len(problems) + _OTHERS
        self._in = Counter(pair for problem in problems for pair in _pairs(_plain(problem.words)))

    def weigh(self, problem: Worded) -> _Weighed:
        plain = _plain(problem.words), _plain(problem.above)
        return _Weighed(problem, plain, self._weights(plain[0]), self._weights(plain[1]))

    def _weights(self, words: str) -> Weights:
        return {pair: share * log(1 + self._total / (self._in[pair] or 1)) for pair, share in _pairs(words).items()}


def _score(one: _Weighed, other: _Weighed) -> float:
    """Return from 0 to 1 how alike two problems are: what they share, against what each says alone."""
    if one.plain[0] and one.plain == other.plain:
        return 1.0
    shared, less, more = _overlap(one.own, other.own)
    if shared < _ENOUGH:
        return 0.0
    apart = less + _LONGER * (more - less) + _ABOVE * _overlap(one.above, other.above)[1]
    numbered = _NUMBERED if one.problem.id == other.problem.id else 0.0
    return min(1.0, shared / (shared + apart) + numbered)


def _overlap(one: Weights, other: Weights) -> tuple[float, float, float]:
    """Return the weight of what both have, of what the one that adds less has alone, and of what the other has."""
    shared = sum(min(one[pair], other[pair]) for pair in one if pair in other)
    less, more = sorted((sum(one.values()) - shared, sum(other.values()) - shared))
    return shared, less, more


def _plain(words: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", "".join(fold(words).split())))


def _pairs(words: str) -> dict[str, float]:
    """Return the pairs of neighbouring characters of a text, each with 1, or less where it is of common words."""
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
