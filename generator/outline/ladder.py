"""The ladder of numbering styles, inferred from how the report's own sequences nest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, permutations

from generator.model.report import Kind
from generator.outline.markers import Marker

_MOST_TRIED = 7
"""Styles up to which every order is tried; beyond, they are sorted by net votes."""
_MERGEABLE = (("1、", "1."), ("一、", "一."))
"""Styles that some reports mix within one sequence (９、 then 10.)."""


class Ladder:
    """The order of a report's numbering styles, top first, and the kind of node each opens."""

    def __init__(self, styles: Sequence[str], merged: dict[str, str]) -> None:
        self.styles = tuple(styles)
        """Names of the styles, top first."""
        self._merged = merged
        self.kinds = tuple(_kinds(self.styles))
        """The kind of node that each style opens."""

    def rank(self, marker: Marker) -> float:
        """Return how deep a marker stands, 0 at the top; corrected headings fall between styles."""
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
        """Return the name of the marker's style, mixed styles as one."""
        if marker.style is None:
            return ""
        return self._merged.get(marker.style.name, marker.style.name)


_DEPTH = {kind: depth for depth, kind in enumerate((Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM, Kind.MEASURE))}


def infer_ladder(markers: Sequence[Marker]) -> Ladder:
    """Infer the ladder from the markers in source order.

    Evidence: a sequence that starts at 1 right after a marker of another style stands below it; a sequence
    that goes on over another one that started meanwhile stands above it. Custom decides only ties.
    """
    numbered = [marker for marker in markers if marker.style]
    merged = _merge(numbered)
    names = [merged.get(marker.style.name, marker.style.name) for marker in numbered if marker.style]
    priors = {name: marker.style.prior for name, marker in zip(names, numbered, strict=True) if marker.style}
    above: Counter[tuple[str, str]] = Counter()
    for upper, lower in combinations(dict.fromkeys(names), 2):  # in order of first appearance
        above[upper, lower] += 2
        if priors[upper] != priors[lower]:
            above[(upper, lower) if priors[upper] < priors[lower] else (lower, upper)] += 1
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
    return Ladder(_best_order(list(dict.fromkeys(names)), above), merged)


def _best_order(names: list[str], above: Counter[tuple[str, str]]) -> list[str]:
    """Return the order that agrees with the most votes."""
    if len(names) > _MOST_TRIED:
        return sorted(names, key=lambda name: sum(above[other, name] - above[name, other] for other in names))
    return list(max(permutations(names), key=lambda order: sum(above[pair] for pair in combinations(order, 2))))


def _merge(markers: Sequence[Marker]) -> dict[str, str]:
    """Return which styles are one: those whose numbers run no worse together than apart, neither over the other."""
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
    """Say whether, among markers of two styles, one goes on over a sequence that the other started."""
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
    return sum(
        number not in (1, before + 1) or (number == before == 1)
        for before, number in zip([0, *numbers], numbers, strict=False)
    )


def _kinds(styles: Sequence[str]) -> list[Kind]:
    """Return the kind of each style of a ladder.

    The (一) level is the finding; what stands above it part and themes, what stands below item and measures.
    Without one, Arabic numbers are items and all above them parts and themes.
    """
    if "(一)" in styles:
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
    return top + middle + [Kind.ITEM][:below] + [Kind.MEASURE] * (below - 1)


_BELOW_FINDING = frozenset({"1、", "1.", "问题1:", "项目1.1:", "(1)", "1)", "①"})
