"""What a page of a PDF draws, as it stands when its text is upright and before it is read.

Words through which a line is drawn are struck out, and stated no more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from generator.readers.pdf.aside import Place, Run, leans, places_of, watermarks_of
from generator.readers.pdf.besides import MOST_TOLD
from generator.readers.pdf.characters import Character, once, turned_point, upright
from generator.readers.pdf.shapes import Box, Shapes

_LOW, _HIGH = 0.15, 0.5
"""Heights above the base between which a line goes through a character; below it underlines, above it is a rule."""
_COVERED = 0.6
"""Share of a character's width that a line goes through."""
_LEVEL = 0.5
"""Points by which a line may rise."""
_TALLEST = 100.0
"""Points; larger type stands on no line of a report."""
_STEPS = 2
"""Places of a point at which lines are told apart."""
_WHITE = (255, 255, 255)


@dataclass(slots=True)
class Leaf:
    """What a page draws, before it is read."""

    size: tuple[float, float]
    seen: list[Character]
    hidden: list[Character]
    rules: list[Box]
    fills: list[Box]
    """Boxes that it fills with a colour."""
    marks: list[Run]
    """Its watermarks."""
    places: set[Place]
    """Where those of them stand that lie level."""
    spoken: list[str]


def leaf_of(found: list[Character], shapes: Shapes, size: tuple[float, float]) -> Leaf:
    """Return what a page draws, as it stands when its text is upright."""
    turned, quarters, upright_size = upright(found, *size)
    rules = [_turned(box, quarters, size) for box in shapes.rules]
    fills = [_turned(cover.box, quarters, size) for cover in shapes.covers if cover.color not in {None, _WHITE}]
    # What is drawn once more to be seen, with a shadow or in outline, stands once.
    ordered = sorted(turned, key=lambda one: 2 * bool(one.hidden) + one.pale)
    kept = set(map(id, once(ordered)))
    seen = with_struck([one for one in turned if not one.hidden and id(one) in kept], rules)
    marks = watermarks_of(seen)
    level = [run for run in marks if not leans(run[0].angle)]
    return Leaf(
        upright_size,
        seen,
        [one for one in turned if one.hidden and id(one) in kept],
        rules,
        fills,
        marks,
        {place for run in level for place in places_of(run)},
        list(islice(shapes.spoken, MOST_TOLD)),
    )


def _turned(box: Box, quarters: int, size: tuple[float, float]) -> Box:
    """Return a box as it stands when a page is turned by some quarters."""
    (a, b), (c, d) = turned_point(box[:2], quarters, *size), turned_point(box[2:], quarters, *size)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def with_struck(found: Sequence[Character], rules: Sequence[Box]) -> list[Character]:
    """Return the characters of an upright page, those marked through which one of its rules goes."""
    rows = _rows(rules)
    return [replace(one, struck=True) if _is_struck(one, rows) else one for one in found] if rows else [*found]


def _rows(rules: Sequence[Box]) -> dict[int, list[tuple[float, float]]]:
    """Return the stretches of level lines, by their height on the page, from the left; what touches is one."""
    level: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for left, bottom, right, top in rules:
        if top - bottom < _LEVEL:
            level[round(bottom * _STEPS)].append((left, right))
    rows: dict[int, list[tuple[float, float]]] = {}
    for at, stretches in level.items():
        rows[at] = []
        for left, right in sorted(stretches):
            if rows[at] and left <= rows[at][-1][1]:
                rows[at][-1] = (rows[at][-1][0], max(right, rows[at][-1][1]))
            else:
                rows[at].append((left, right))
    return rows


def _is_struck(one: Character, rows: dict[int, list[tuple[float, float]]]) -> bool:
    if one.text.isspace():
        return False
    high = min(one.height, _TALLEST)
    middle = (one.left + one.right) / 2
    for at in range(round((one.base + _LOW * high) * _STEPS), round((one.base + _HIGH * high) * _STEPS) + 1):
        stretches = rows.get(at)
        if not stretches:
            continue
        place = bisect_right(stretches, (middle, float("inf"))) - 1
        if place >= 0:
            left, right = stretches[place]
            if min(right, one.right) - max(left, one.left) >= _COVERED * max(one.right - one.left, 1.0):
                return True
    return False
