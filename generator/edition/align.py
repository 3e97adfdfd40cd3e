"""Align two sequences of paragraphs: find for each of the later ones the earlier one that it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

SAME = 0.5
"""Minimum `likeness` of two texts for one to count as the other, corrected."""
TELLING = 6
"""Minimum length in characters of a text that is recognised at another place, if it stands only once in each."""
_MOST_PAIRS = 250_000
"""Maximum number of pairs of texts compared in a gap; a larger gap is text written anew, in which nothing is found."""

Pairs = dict[int, int]
"""Maps an index in the later sequence to the index of the same text in the earlier one."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a sequence that is aligned."""

    category: str
    """Only texts of the same category are aligned with each other."""
    key: str
    """The words by which texts are compared, without white space; may be empty."""


def align(old: Sequence[Text], new: Sequence[Text]) -> Pairs:
    """Return the pairs of texts that are the same: unchanged, moved word for word, or changed in their place.

    Texts that are the same word for word are paired first, so that a moved paragraph is not paired with another one
    that took its place.
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
    """Return the indices of a longest strictly increasing subsequence of the values."""
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
    """Return the share, from 0 to 1, of the pairs of neighbouring characters that two texts have in common."""
    if one == other:
        return 1.0
    first, second = _pairs_of(one), _pairs_of(other)
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _equal(old: Sequence[Text], new: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts that are the same word for word and in the same order.

    Texts that stand once in each sequence are paired first. Repeated ones, like the line 整改措施： under every item,
    are then paired within the gaps between those.
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
    """Return the texts with a key that stand only once, with their index."""
    numbers = Counter(texts)
    return {text: at for at, text in enumerate(texts) if text.key and numbers[text] == 1}


def _gaps(pairs: Pairs, old: int, new: int) -> Iterator[tuple[range, range]]:
    """Yield the gaps between pairs, as a range of the old and a range of the new sequence, if neither is empty.

    The pairs are in the same order in both sequences, whose lengths are `old` and `new`.
    """
    before = after = 0
    for place, start in [*sorted(pairs.items()), (new, old)]:
        if start > before and place > after:
            yield range(before, start), range(after, place)
        before, after = start + 1, place + 1


def _moved(old: Sequence[Text], new: Sequence[Text], pairs: Pairs) -> Pairs:
    """Return pairs of texts that moved word for word; of those not paired yet, each must stand only once in each."""
    olds, news = _by_text(old, left(pairs.values(), len(old))), _by_text(new, left(pairs, len(new)))
    return {
        places[0]: olds[text][0]
        for text, places in news.items()
        if len(text.key) >= TELLING and len(places) == len(olds.get(text, ())) == 1
    }


def _by_text(texts: Sequence[Text], places: Sequence[int]) -> dict[Text, list[int]]:
    """Return the indices in `places`, grouped by the text that stands there."""
    found: dict[Text, list[int]] = defaultdict(list)
    for at in places:
        found[texts[at]].append(at)
    return found


def _alike(old: Sequence[Text], new: Sequence[Text], olds: Sequence[int], news: Sequence[int]) -> Pairs:
    """Return the pairs, in the same order in both, whose likeness is greatest in sum; `olds` and `news` are indices."""
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
    """Return the likeness of two texts, or 0 if it is below `SAME` or their categories differ."""
    shorter, longer = sorted((len(old.key), len(new.key)))
    if old.category != new.category or not shorter or 2 * shorter < SAME * (shorter + longer):
        return 0.0
    score = likeness(old.key, new.key)
    return score if score >= SAME else 0.0


@lru_cache(maxsize=4096)
def _pairs_of(text: str) -> Counter[str]:
    """Return how often each pair of neighbouring characters occurs in a text."""
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def left(pairs: Iterable[int], number: int) -> list[int]:
    """Return the indices below `number` that are not among `pairs`."""
    taken = set(pairs)
    return [at for at in range(number) if at not in taken]
