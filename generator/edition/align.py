"""Two sequences of paragraphs → which of the later ones are which of the earlier ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

SAME = 0.5
"""Share of the pairs of characters that two texts have in common from which one is clearly the other, corrected."""
TELLING = 6
"""Characters from which a text that stands once is known also where it was moved."""
_MOST_PAIRS = 250_000
"""Pairs of texts that are compared in a gap; where a text was written anew there is nothing to be found."""

Pairs = dict[int, int]
"""Position in the later sequence → position in the earlier one."""


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in a sequence."""

    category: str
    """Only texts of one category are ever the same."""
    key: str
    """The words that it is known by, without white space; empty for what has none."""


def align(old: Sequence[Text], new: Sequence[Text]) -> Pairs:
    """Return which texts are which: those that stayed word for word, those that stand elsewhere, those that changed.

    What is the same word for word comes first: a paragraph that was moved is not taken for another one that was put
    in its place.
    """
    stayed = dict(_equal(old, new))
    moved = _moved(old, new, stayed)
    pairs = {**stayed, **moved}
    gone = set(moved.values())
    for olds, news in _gaps(stayed, len(old), len(new)):
        left_here = [at for at in olds if at not in gone], [at for at in news if at not in moved]
        pairs.update(_alike(old, new, *left_here))
    return pairs


def increasing(values: Sequence[int]) -> set[int]:
    """Return the positions of a longest sequence of values that grow."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        place = bisect_left(ends, value)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [value]
        last[place : place + 1] = [at]
    found = set()
    at = last[-1] if last else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def likeness(one: str, other: str) -> float:
    """Return how much two texts have in common, from 0 to 1, by pairs of neighbouring characters."""
    if one == other:
        return 1.0
    first, second = _pairs_of(one), _pairs_of(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _equal(old: Sequence[Text], new: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Yield what is the same word for word: what stands once in each first, what stands often between it.

    A line like 整改措施： stands under every item; the paragraphs around it tell which of them it is.
    """
    once = [_once(old), _once(new)]
    common = sorted((once[1][text], once[0][text]) for text in once[0].keys() & once[1].keys())
    kept = increasing([before for _, before in common])
    fixed = {after: before for at, (after, before) in enumerate(common) if at in kept}
    yield from fixed.items()
    for olds, news in _gaps(fixed, len(old), len(new)):
        first: list[Hashable] = [old[at] if old[at].key else ("old", at) for at in olds]
        second: list[Hashable] = [new[at] if new[at].key else ("new", at) for at in news]
        for start, place, size in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
            yield from ((news[place + step], olds[start + step]) for step in range(size))


def _once(texts: Sequence[Text]) -> dict[Text, int]:
    numbers = Counter(texts)
    return {text: at for at, text in enumerate(texts) if text.key and numbers[text] == 1}


def _gaps(pairs: Pairs, old: int, new: int) -> Iterator[tuple[range, range]]:
    """Yield what lies between pairs that stand in one order in both sequences."""
    before = after = 0
    for place, start in [*sorted(pairs.items()), (new, old)]:
        if start > before and place > after:
            yield range(before, start), range(after, place)
        before, after = start + 1, place + 1


def _moved(old: Sequence[Text], new: Sequence[Text], pairs: Pairs) -> Pairs:
    """Return the texts that stand elsewhere now, word for word, if there is but one that each can be."""
    olds, news = _by_text(old, left(pairs.values(), len(old))), _by_text(new, left(pairs, len(new)))
    return {
        places[0]: olds[text][0]
        for text, places in news.items()
        if len(text.key) >= TELLING and len(places) == len(olds.get(text, ())) == 1
    }


def _by_text(texts: Sequence[Text], places: Sequence[int]) -> dict[Text, list[int]]:
    found: dict[Text, list[int]] = defaultdict(list)
    for at in places:
        found[texts[at]].append(at)
    return found


def _alike(old: Sequence[Text], new: Sequence[Text], olds: Sequence[int], news: Sequence[int]) -> Pairs:
    """Return the pairs in one order that have the most in common."""
    if len(olds) * len(news) > _MOST_PAIRS:
        return {}
    scores = [[_score(old[before], new[after]) for after in news] for before in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for row in range(len(olds) - 1, -1, -1):
        for column in range(len(news) - 1, -1, -1):
            with_both = scores[row][column] + best[row + 1][column + 1] if scores[row][column] else 0.0
            best[row][column] = max(best[row + 1][column], best[row][column + 1], with_both)
    row = column = 0
    found: Pairs = {}
    while row < len(olds) and column < len(news):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            found[news[column]] = olds[row]
            row, column = row + 1, column + 1
    return found


def _score(old: Text, new: Text) -> float:
    """Return how much two texts have in common; 0 where that is not enough for one to be the other."""
    shorter, longer = sorted((len(old.key), len(new.key)))
    if old.category != new.category or not shorter or 2 * shorter < SAME * (shorter + longer):
        return 0.0
    score = likeness(old.key, new.key)
    return score if score >= SAME else 0.0


@lru_cache(maxsize=4096)
def _pairs_of(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def left(pairs: Iterable[int], number: int) -> list[int]:
    """Return the positions that are in no pair."""
    taken = set(pairs)
    return [at for at in range(number) if at not in taken]
