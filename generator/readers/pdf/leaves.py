"""A leaf, what a PDF page draws, turned until its text is upright, before lines and tables are found in it.

Characters through which a line is drawn are marked as struck out.
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
"""A line between these heights above the baseline, in heights of a character, strikes it out; others do not."""
_COVERED = 0.6
"""Minimum share of a character's width that a line must cover to strike it out."""
_LEVEL = 0.5
"""Maximum rise of a horizontal line in points."""
_TALLEST = 100.0
"""Height in points to which a character's is limited here; a report has no larger type."""
_STEPS = 2
"""Number of steps in a point by which the heights of lines are rounded."""
_WHITE = (255, 255, 255)


@dataclass(slots=True)
class Leaf:
    """What a page draws, turned upright; places are in points from the bottom left."""

    size: tuple[float, float]
    """Width and height of the page."""
    seen: list[Character]
    """The visible characters."""
    hidden: list[Character]
    """The hidden characters."""
    rules: list[Box]
    """Horizontal and vertical lines."""
    fills: list[Box]
    """Boxes filled with a colour other than white."""
    marks: list[Run]
    """The watermarks."""
    places: set[Place]
    """The places of the characters of level watermarks."""
    spoken: list[str]
    """Replacement texts (ActualText) of objects on the page, at most `MOST_TOLD`."""


def leaf_of(found: list[Character], shapes: Shapes, size: tuple[float, float]) -> Leaf:
    """Return the leaf of a page with these characters, shapes and size, all as they are before it is turned."""
    turned, quarters, upright_size = upright(found, *size)
    rules = [_turned(box, quarters, size) for box in shapes.rules]
    fills = [_turned(cover.box, quarters, size) for cover in shapes.covers if cover.color not in {None, _WHITE}]
    # Of a character drawn twice, with a shadow or an outline, the visible and darker one is kept.
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
    """Return a box of a page of that size after some quarter turns."""
    (a, b), (c, d) = turned_point(box[:2], quarters, *size), turned_point(box[2:], quarters, *size)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def with_struck(found: Sequence[Character], rules: Sequence[Box]) -> list[Character]:
    """Return the characters of an upright page, with `struck` set for those through which a rule goes."""
    rows = _rows(rules)
    return [replace(one, struck=True) if _is_struck(one, rows) else one for one in found] if rows else [*found]


def _rows(rules: Sequence[Box]) -> dict[int, list[tuple[float, float]]]:
    """Return the horizontal lines as (left, right), by height in steps (`_STEPS`), sorted, touching ones joined."""
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
    """Say whether one of the horizontal lines `rows` strikes a character out."""
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
