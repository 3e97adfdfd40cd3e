"""The ladder, the order of a report's numbering styles from the top down, inferred from how its sequences nest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations, permutations

from generator.model.report import Kind
from generator.outline.markers import Marker

_MOST_TRIED = 7
"""Maximum number of styles for which every order is tried; more styles are sorted by their net votes."""
_MERGEABLE = (("1、", "1."), ("一、", "一."))
"""Pairs of styles that some reports mix within one sequence (９、 then 10.)."""


class Ladder:
    """The order of a report's numbering styles, topmost first, and the kind of node that each opens."""

    def __init__(
        self,
        styles: Sequence[str],
        merged: dict[str, str],
        tasks: Collection[str] = (),
        steps: Collection[str] = (),
    ) -> None:
        self.styles = tuple(styles)
        """Names of the styles, topmost first."""
        self._merged = merged
        self.kinds = tuple(_kinds(self.styles, tasks, steps))
        """The kind of node that each style opens."""

    def rank(self, marker: Marker) -> float:
        """Return how deep a marker stands, 0 at the top.

        A marker whose `kind` is set has the rank of that kind, or one between two styles if no style opens that kind.
        """
        if marker.kind is None:
            return float(self.styles.index(self.style(marker)))
        for rank, kind in enumerate(self.kinds):
            if kind is marker.kind:
                return float(rank)
        above = sum(_DEPTH[kind] < _DEPTH[marker.kind] for kind in self.kinds)
        return above - 0.5

    def kind(self, marker: Marker) -> Kind:
        """Return the kind of node that a marker opens."""
        return marker.kind or self.kinds[self.styles.index(self.style(marker))]

    def style(self, marker: Marker) -> str:
        """Return the name of the marker's style, the same for styles that are mixed; empty if it has none."""
        if marker.style is None:
            return ""
        return self._merged.get(marker.style.name, marker.style.name)


_DEPTH = {kind: depth for depth, kind in enumerate((Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM, Kind.MEASURE))}


def infer_ladder(markers: Sequence[Marker], tasks: Collection[str] = (), steps: Collection[str] = ()) -> Ladder:
    """Infer the ladder from the markers in source order.

    `tasks` are the names of styles that surely open items, `steps` of those that surely open measures.

    Every pair of styles gets votes. A sequence that starts at 1 right after a marker of another style is below that
    style (20 votes). A sequence that goes on after another one has started in between is above it (10). The customary
    order (2) and the style that appears first (1) decide only without such evidence.
    """
    numbered = [marker for marker in markers if marker.style]
    merged = _merge(numbered)
    names = [merged.get(marker.style.name, marker.style.name) for marker in numbered if marker.style]
    priors = {name: marker.style.prior for name, marker in zip(names, numbered, strict=True) if marker.style}
    above: Counter[tuple[str, str]] = Counter()
    for upper, lower in combinations(dict.fromkeys(names), 2):  # in order of first appearance
        above[upper, lower] += 1
        if priors[upper] != priors[lower]:
            above[(upper, lower) if priors[upper] < priors[lower] else (lower, upper)] += 2
    last: dict[str, int] = {}
    for index, (name, marker) in enumerate(zip(names, numbered, strict=True)):
        if marker.number == 1 and index and names[index - 1] != name:
            above[names[index - 1], name] += 20
        previous = last.get(name)
        if previous is not None and numbered[previous].number == (marker.number or 0) - 1:
            first: dict[str, int | None] = {}
            for between in range(previous + 1, index):
                first.setdefault(names[between], numbered[between].number)
            for other, number in first.items():
                if number == 1:
                    above[name, other] += 10
        last[name] = index
    return Ladder(_best_order(list(dict.fromkeys(names)), above), merged, tasks, steps)


def _best_order(names: list[str], above: Counter[tuple[str, str]]) -> list[str]:
    """Return the styles in the order that the most votes agree with; `above[a, b]` are the votes for a above b."""
    if len(names) > _MOST_TRIED:
        return sorted(names, key=lambda name: sum(above[other, name] - above[name, other] for other in names))
    return list(max(permutations(names), key=lambda order: sum(above[pair] for pair in combinations(order, 2))))


def _merge(markers: Sequence[Marker]) -> dict[str, str]:
    """Return the mixed styles, each with the name of the style that it is merged into.

    Two styles are mixed if their numbers together have no more breaks than apart, and neither is nested in the other.
    """
    merged = {}
    for keep, other in _MERGEABLE:
        numbers = {
            names: [marker.number or 0 for marker in markers if marker.style and marker.style.name in names]
            for names in ((keep,), (other,), (keep, other))
        }
        apart = _breaks(numbers[keep,]) + _breaks(numbers[other,])
        both = [marker for marker in markers if marker.style and marker.style.name in (keep, other)]
        if numbers[keep,] and numbers[other,] and _breaks(numbers[keep, other]) <= apart and not _nested(both):
            merged[other] = keep
    return merged


def _nested(markers: Sequence[Marker]) -> bool:
    """Say whether, among markers of two styles, a sequence of one goes on after one of the other started in between."""
    for index, marker in enumerate(markers):
        number = marker.number or 0
        started = False
        for at in range(index - 1, -1, -1):
            if markers[at].style is marker.style:
                if started and markers[at].number == number - 1:
                    return True
                break
            started = started or markers[at].number == 1
    return False


def _breaks(numbers: list[int]) -> int:
    """Return how many numbers neither follow the one before nor start a new sequence."""
    return sum(
        number not in (1, before + 1) or (number == before == 1)
        for before, number in zip([0, *numbers], numbers, strict=False)
    )


def _kinds(styles: Sequence[str], tasks: Collection[str], steps: Collection[str]) -> list[Kind]:
    """Return the kind of node that each style of a ladder opens.

    The topmost style among `tasks` opens items and those below it measures. So do the topmost among `steps`, below
    another style, and those below that.

    The style (一) opens findings, the styles above it a part and themes, those below it items and measures.
    In a ladder without (一), the topmost style with Arabic numbers opens items.
    """
    task = next((rank for rank, name in enumerate(styles) if name in tasks), None)
    if task is not None:
        upper = task
        middle: list[Kind] = []
    elif "(一)" in styles:
        upper = styles.index("(一)")
        middle = [Kind.FINDING]
    else:
        upper = next((rank for rank, name in enumerate(styles) if name in _BELOW_FINDING), len(styles))
        middle = []
    top = [
        Kind.THEME if rank or (upper == 1 and name == "第一方面") else Kind.PART
        for rank, name in enumerate(styles[:upper])
    ]
    below = len(styles) - upper - len(middle)
    kinds = top + middle + [Kind.ITEM][:below] + [Kind.MEASURE] * (below - 1)
    step = next((rank for rank, name in enumerate(styles) if rank and name in steps), len(styles))
    return kinds[:step] + [Kind.MEASURE] * (len(styles) - step)


_BELOW_FINDING = frozenset(
    {"1、", "1.", "1.1", "第一项:", "第一条", "问题1:", "项目1.1:", "措施1:", "(1)", "1)", "①", "(a)", "a."}
)
"""The styles that open items or measures."""
