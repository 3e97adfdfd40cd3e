"""Tell how a character of a PDF is hidden: invisible ink, white on white, too small, off the page, cut off, covered."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.layers import is_off
from generator.readers.pdf.shapes import (
    STILL,
    Box,
    Cover,
    Shapes,
    address_of,
    bounds_of,
    box_of,
    clip_of,
    fill_of,
    moved,
    order_of,
    stroke_of,
)  # fmt: skip

_SMALLEST = 2.5
"""Minimum size of type in points that can be read in print."""
_NEAR = 16
"""Maximum difference, of 255 for each channel, between two colours that can't be told apart."""
_UNSEEN_MODES = frozenset({3, 7})
"""Text rendering modes that draw nothing."""
_STROKED = frozenset({1, 2, 5, 6})
"""Text rendering modes that draw outlines."""
_ONLY_STROKED = frozenset({1, 5})
"""Text rendering modes that draw outlines and no fill."""
_NARROWEST = 0.1
"""Minimum share of its usual width that a character must have to be readable."""
_MOST_LOOKED_AT = 20_000_000.0
"""Maximum area of pictures in square points on a page that is drawn to see what they cover; else they are opaque."""
_PALE = 105
"""Maximum difference, of 255 for each channel, between a watermark and its background."""
_FAINT = 140
"""Opacity, of 255, below which text is as faint as a watermark."""

Color = tuple[int, int, int]
Point = tuple[float, float]
_WHITE = (255, 255, 255)
Scale = tuple[float, float, float, float]
"""Size of type, factor of its width, factor of its height, and degrees by which its line is turned."""
Known = tuple[str, int | None, tuple[Color, ...], Box | None, bool, Scale]
"""Of a text object: how it is hidden, its place in the drawing order, its colours, its clip box, whether it is faint,
and its scale."""
_SCANNED = 0.5
"""Share of a page's area that pictures take from which on invisible text is that recognised in a scan (OCR)."""


class Looker:
    """Answers questions about the characters of one page, by their index; properties of a text object are cached."""

    def __init__(self, page: Any, textpage: Any, shapes: Shapes, off: frozenset[bytes]) -> None:
        self._off = off
        self._textpage = textpage
        self._shapes = shapes
        self._page: Box = page.get_cropbox()
        width, height = self._page[2] - self._page[0], self._page[3] - self._page[1]
        self._scanned = shapes.pictures > _SCANNED * abs(width * height)
        self._known: dict[int, Known] = {}
        self.draws = shapes.pictures <= _MOST_LOOKED_AT
        """Whether the page may be drawn to check which characters are visible."""
        self._asked = -1
        self._answer: Known | None = None

    def hidden(self, index: int, middle: tuple[float, float]) -> str:
        """Return how a character is hidden, in the words of messages; empty if it is visible."""
        known = self._of(index)
        if known is None:
            return ""
        how, order, colors, clip, _, scale = known
        if how:
            return how
        if not _within(middle, self._page):
            return "off the page"
        if (how := _out_of_shape(scale)) or clip is None or _within(middle, clip):
            return how or self._under(order, colors, middle)
        return "cut off"

    def size(self, index: int) -> float:
        """Return the size of a character's type in points; 0 if the file does not tell it."""
        known = self._of(index)
        return known[5][0] * known[5][2] if known is not None else 0.0

    def angle(self, index: int) -> float:
        """Return the degrees by which a character's line is turned counter-clockwise."""
        known = self._of(index)
        return known[5][3] if known is not None else 0.0

    def placed(self, index: int, point: Point, box: Box) -> tuple[Point, Box]:
        """Return a character's origin and box on the page; for some in a form, PDFium gives those within the form."""
        item = self.item(index)
        around, _ = self._shapes.inside.get(address_of(item), (STILL, 1.0)) if item else (STILL, 1.0)
        if around == STILL:
            return point, box
        away = _apart(point, bounds_of(item, around))
        if away <= max(self.size(index), 1.0) or away <= _apart(point, bounds_of(item, STILL)):
            return point, box
        return moved(point, around), box_of([moved((x, y), around) for x in box[::2] for y in box[1::2]])

    def _scaled(self, index: int) -> Scale:
        """Return the scale of a character."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._textpage, index, matrix)
        wide, high = (matrix.a**2 + matrix.b**2) ** 0.5, (matrix.c**2 + matrix.d**2) ** 0.5
        # PDFium's own angle is not used: it takes slanted type for turned type.
        turned = degrees(atan2(matrix.b, matrix.a)) % 360
        return float(pdfium.FPDFText_GetFontSize(self._textpage, index)), wide, high, turned

    def pale(self, index: int, middle: tuple[float, float]) -> bool:
        """Say whether a character stands out from its background as little as a watermark does."""
        known = self._of(index)
        if known is None:
            return False
        _, order, colors, _, faint, _ = known
        ground = self._ground(order, middle)
        below = ground.color if ground is not None and ground.color is not None else _WHITE
        return faint or all(_alike(color, below, _PALE) for color in colors)

    def _ground(self, order: int | None, middle: tuple[float, float]) -> Cover | None:
        """Return the cover drawn last before a character at its place; None for the bare page."""
        if order is None:
            return None
        covers = reversed(self._shapes.covers)
        return next((cover for cover in covers if cover.order <= order and _within(middle, cover.box)), None)

    def _of(self, index: int) -> Known | None:
        """Return the properties of a character's text object, None if it has none; the last answer is cached."""
        if index != self._asked:
            self._asked, self._answer = index, self._find(index)
        return self._answer

    def _find(self, index: int) -> Known | None:
        """Return the properties of a character's text object, cached by object; None if it has none."""
        item = self.item(index)
        if not item:
            return None
        address = address_of(item)
        if address not in self._known:
            self._known[address] = self._look(item, self._scaled(index))
        return self._known[address]

    def item(self, index: int) -> Any:
        """Return PDFium's text object that draws a character; a false value if none does, as for a generated blank."""
        return pdfium.FPDFText_GetTextObject(self._textpage, index)

    def _look(self, item: Any, scale: Scale) -> Known:
        """Return the properties of a text object."""
        around, opaque = self._shapes.inside.get(address_of(item), (STILL, 1.0))
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        red, green, blue, alpha = fill_of(item)
        order = order_of(self._shapes, item)
        how = ""
        if mode in _UNSEEN_MODES and not self._scanned:
            how = "in invisible ink"
        elif is_off(item, self._off):
            how = "on a layer that is off"
        elif not opaque or (not alpha and mode not in _STROKED | _UNSEEN_MODES):
            how = "wholly transparent"
        colors = [] if mode in _ONLY_STROKED or mode in _UNSEEN_MODES or not alpha else [(red, green, blue)]
        if mode in _STROKED:
            colors.append(stroke_of(item)[:3])
        faint = mode not in _STROKED | _UNSEEN_MODES and 0 < alpha * opaque < _FAINT
        return how, order, tuple(colors or [(0, 0, 0)]), clip_of(item, around), faint, scale

    def _under(self, order: int | None, colors: Sequence[Color], middle: tuple[float, float]) -> str:
        """Return how what is drawn before a character (its background) or after it hides it; empty if it does not."""
        if order is None:
            return ""
        for cover in self._shapes.covers:
            if cover.order <= order or not _within(middle, cover.box):
                continue
            if cover.color is not None or not self._scanned:
                return "covered by a box" if cover.color is not None else "covered by a picture"
        ground = self._ground(order, middle)
        if ground is None:
            return "white" if all(_alike(color, _WHITE) for color in colors) else ""
        below = ground.color
        hidden = below is not None and all(_alike(color, below) for color in colors)
        return "of the colour of its ground" if hidden else ""


def _out_of_shape(scale: Scale) -> str:
    """Return how a character is too small or too narrow to be read; empty if it is not."""
    size, wide, high, _ = scale
    if size > 0 and size * max(wide, high) < _SMALLEST:
        return f"of {size * max(wide, high):.2g} pt"
    narrow = wide / high if wide and high else 1.0
    return f"of {100 * narrow:.2g}% width" if narrow < _NARROWEST else ""


def _alike(one: Color, other: Color, apart: int = _NEAR) -> bool:
    """Say whether two colours differ by at most `apart`, of 255, in each channel."""
    return all(abs(a - b) <= apart for a, b in zip(one, other, strict=True))


def _apart(point: Point, box: Box) -> float:
    """Return the distance of a point from a box, horizontal and vertical distance added; 0 inside it."""
    return max(box[0] - point[0], point[0] - box[2], 0.0) + max(box[1] - point[1], point[1] - box[3], 0.0)


def _within(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
