"""Find what a PDF page draws besides words: rules of tables, and boxes and pictures that cover what is below them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.layers import spoken_of

Matrix = tuple[float, float, float, float, float, float]
"""An affine transformation, as PDF writes it: a, b, c, d, e, f."""
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the page's bottom left."""

STILL: Matrix = (1, 0, 0, 1, 0, 0)
"""The identity transformation."""
_THIN = 3.0
"""Maximum width or height, in points, of a filled box that is a rule."""
_STRAIGHT = 0.7
"""Maximum deviation of a rule from the horizontal or vertical, in points."""
_SHORTEST = 4.0
"""Minimum length of a rule in points."""
_OPAQUE = 255
_DEEPEST = 8
"""Maximum depth of forms within forms that is followed."""
MOST_SEGMENTS = 200_000
"""Maximum number of path segments on one page; a page with more has a map or a chart, and no table is looked for."""


@dataclass(frozen=True, slots=True)
class Cover:
    """An opaque box or a picture: it hides what is drawn before it within its box."""

    order: int
    """Place in the drawing order."""
    box: Box
    color: tuple[int, int, int] | None
    """Red, green and blue, 0 to 255; None for a picture."""


@dataclass(slots=True)
class Shapes:
    """What a page draws; places are in points, before the page is turned upright."""

    orders: dict[int, int] = field(default_factory=dict)
    """The place in the drawing order of each object, by `address_of`."""
    inside: dict[int, tuple[Matrix, float]] = field(default_factory=dict)
    """For text objects in a form, by `address_of`: the form's transformation and its opacity, from 0 to 1."""
    rules: list[Box] = field(default_factory=list)
    """Horizontal and vertical lines, as boxes without height or width."""
    covers: list[Cover] = field(default_factory=list)
    """Opaque boxes and pictures, in drawing order."""
    pictures: float = 0.0
    """Area of all pictures in square points."""
    segments: int = 0
    """Number of path segments."""
    spoken: dict[str, None] = field(default_factory=dict)
    """Replacement texts (ActualText) of objects, each once, in order."""


def shapes_of(page: Any) -> Shapes:
    """Return what a page draws."""
    shapes = Shapes()
    count = pdfium.FPDFPage_CountObjects(page)
    items = (pdfium.FPDFPage_GetObject(page, index) for index in range(count))
    for item, matrix, opaque in _walk(items, STILL, 1.0, 0):
        kind = pdfium.FPDFPageObj_GetType(item)
        order = len(shapes.orders)
        shapes.orders[address_of(item)] = order
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            bounds = bounds_of(item, matrix)
            shapes.pictures += (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
            shapes.covers.append(Cover(order, bounds, None))
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            shapes.spoken.update(dict.fromkeys(spoken_of(item)))
            if matrix != STILL or opaque < 1:
                shapes.inside[address_of(item)] = matrix, opaque
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and shapes.segments <= MOST_SEGMENTS:
            _path(item, matrix, order, shapes)
    return shapes


def _walk(items: Iterator[Any], around: Matrix, opaque: float, depth: int) -> Iterator[tuple[Any, Matrix, float]]:
    """Yield the objects that are drawn, those in forms included, with the transformation and opacity of the forms."""
    for item in items:
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                count = pdfium.FPDFFormObj_CountObjects(item)
                inside = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
                shown = opaque * _color(item)[3] / _OPAQUE
                yield from _walk(inside, _times(_matrix(item), around), shown, depth + 1)
        else:
            yield item, around, opaque


def _path(item: Any, around: Matrix, order: int, shapes: Shapes) -> None:
    """Add to `shapes` the rules and covers that a path draws; nothing once the page has too many segments."""
    matrix = _times(_matrix(item), around)
    mode, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
    count = pdfium.FPDFPath_CountSegments(item)
    shapes.segments += count
    if shapes.segments > MOST_SEGMENTS:
        return
    for points in _parts(item, count, matrix):
        if mode.value:
            _filled(item, points, around, order, shapes)
        if stroke.value and _color(item, stroke=True)[3]:
            shapes.rules.extend(_straight(points))


def _filled(item: Any, points: list[tuple[float, float]], around: Matrix, order: int, shapes: Shapes) -> None:
    """Add a filled box to `shapes`: a thin one as a rule, an opaque one, as far as it is not clipped, as a cover."""
    box = box_of(points)
    wide, high = box[2] - box[0], box[3] - box[1]
    red, green, blue, alpha = _color(item)
    if not alpha or not _is_box(points, box):
        return
    if min(wide, high) <= _THIN < max(wide, high):
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        shapes.rules.append((box[0], y, box[2], y) if wide > high else (x, box[1], x, box[3]))
    elif alpha == _OPAQUE:
        clip = clip_of(item, around)
        box = box if clip is None else _common(box, clip)
        if box[0] < box[2] and box[1] < box[3]:
            shapes.covers.append(Cover(order, box, (red, green, blue)))


def _is_box(points: list[tuple[float, float]], box: Box) -> bool:
    """Say whether the points of a path are the corners of its box."""
    return (
        all(
            min(abs(x - box[0]), abs(x - box[2])) < _STRAIGHT and min(abs(y - box[1]), abs(y - box[3])) < _STRAIGHT
            for x, y in points
        )
        and len(points) > 3
    )


def _straight(points: list[tuple[float, float]]) -> Iterator[Box]:
    """Yield the horizontal and vertical lines between successive points, as rules."""
    for (x, y), (a, b) in pairwise(points):
        if abs(x - a) < _STRAIGHT and abs(y - b) > _SHORTEST:
            yield (x, min(y, b), x, max(y, b))
        elif abs(y - b) < _STRAIGHT and abs(x - a) > _SHORTEST:
            yield (min(x, a), y, max(x, a), y)


def _parts(item: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """Yield the points of each part (subpath) of a path; parts with curves are left out."""
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(moved((x.value, y.value), matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def bounds_of(item: Any, around: Matrix) -> Box:
    """Return the box of an object on the page, transformed by `around` if it is in a form."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return box_of([moved((x, y), around) for x in (left.value, right.value) for y in (bottom.value, top.value)])


def _color(item: Any, *, stroke: bool = False) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint() for _ in range(4)]
    read = pdfium.FPDFPageObj_GetStrokeColor if stroke else pdfium.FPDFPageObj_GetFillColor
    if not read(item, *parts):
        return 0, 0, 0, _OPAQUE
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def fill_of(item: Any) -> tuple[int, int, int, int]:
    """Return red, green, blue and opacity of an object's fill, 0 to 255."""
    return _color(item)


def stroke_of(item: Any) -> tuple[int, int, int, int]:
    """Return red, green, blue and opacity of an object's outline, 0 to 255."""
    return _color(item, stroke=True)


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return STILL
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    """Return the transformation that applies `one`, then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    """Return a point transformed by a matrix."""
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def address_of(item: Any) -> int:
    """Return the memory address of a PDFium object, by which objects are told apart."""
    return int(ctypes.cast(item, ctypes.c_void_p).value or 0)


def order_of(shapes: Shapes, item: Any) -> int | None:
    """Return an object's place in the drawing order; None for an object that `shapes_of` did not meet."""
    return shapes.orders.get(address_of(item))


def clip_of(item: Any, around: Matrix) -> Box | None:
    """Return the box of the page to which an object is clipped; None if it is not clipped."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else -1
    found: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(count, 0)):
        points = []
        for at in range(max(pdfium.FPDFClipPath_CountPathSegments(path, index), 0)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, at)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append(moved((x.value, y.value), around))
        if points:
            box = box_of(points)
            found = box if found is None else _common(found, box)
    return found


def box_of(points: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box around some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _common(one: Box, other: Box) -> Box:
    """Return the intersection of two boxes; its left is right of its right if they do not meet."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
