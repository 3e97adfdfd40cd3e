"""Whether a character of a PDF is seen: invisible ink, white on white, too small, off the page, cut off, covered."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.layers import is_off
from generator.readers.pdf.shapes import Box, Cover, Shapes, fill_of, order_of

_SMALLEST = 2.5
"""Points; no printer shows smaller type as words."""
_NEAR = 16
"""Of 255: a colour so near to its ground can't be told from it."""
_UNSEEN_MODES = frozenset({3, 7})
"""Text rendering modes that draw nothing."""
_STROKED = frozenset({1, 2, 5, 6})
_SCANNED = 0.5
"""Share of a page that a picture takes where the words below or above it are those recognised in it."""


class Looker:
    """Looks at the characters of one page; what all characters of one piece of text share is asked once."""

    def __init__(self, page: Any, textpage: Any, shapes: Shapes, off: frozenset[bytes]) -> None:
        self._off = off
        self._textpage = textpage
        self._shapes = shapes
        self._page: Box = page.get_cropbox()
        width, height = self._page[2] - self._page[0], self._page[3] - self._page[1]
        self._scanned = shapes.pictures > _SCANNED * abs(width * height)
        self._known: dict[int, tuple[str, int | None, tuple[int, int, int], Box | None]] = {}

    def hidden(self, index: int, middle: tuple[float, float]) -> str:
        """Return how a character is hidden, in words; empty for one that is seen."""
        item = pdfium.FPDFText_GetTextObject(self._textpage, index)
        if not item:
            return ""
        address = int(ctypes.cast(item, ctypes.c_void_p).value or 0)
        if address not in self._known:
            self._known[address] = self._look(item)
        how, order, color, clip = self._known[address]
        if how:
            return how
        if not _within(middle, self._page):
            return "off the page"
        if pdfium.FPDFText_GetFontSize(self._textpage, index) > 0 and self._size(index) < _SMALLEST:
            return f"of {self._size(index):.2g} pt"
        if clip is not None and not _within(middle, clip):
            return "cut off"
        return self._under(order, color, middle)

    def _size(self, index: int) -> float:
        """Return how high a character is set."""
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._textpage, index, matrix)
        scale: float = max((matrix.a**2 + matrix.b**2) ** 0.5, (matrix.c**2 + matrix.d**2) ** 0.5)
        return float(pdfium.FPDFText_GetFontSize(self._textpage, index)) * scale

    def _look(self, item: Any) -> tuple[str, int | None, tuple[int, int, int], Box | None]:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        red, green, blue, alpha = fill_of(item)
        order = order_of(self._shapes, item)
        how = ""
        if mode in _UNSEEN_MODES and not self._scanned:
            how = "in invisible ink"
        elif is_off(item, self._off):
            how = "on a layer that is off"
        elif not alpha and mode not in _STROKED | _UNSEEN_MODES:
            how = "wholly transparent"
        color = (0, 0, 0) if mode in _STROKED or mode in _UNSEEN_MODES else (red, green, blue)
        return how, order, color, _clip(item)

    def _under(self, order: int | None, color: tuple[int, int, int], middle: tuple[float, float]) -> str:
        """Return how what is drawn before and after a character hides it."""
        if order is None:
            return ""
        ground: Cover | None = None
        for cover in self._shapes.covers:
            if not _within(middle, cover.box):
                continue
            if cover.order > order:
                if cover.color is not None or not self._scanned:
                    return "covered by a box" if cover.color is not None else "covered by a picture"
            else:
                ground = cover
        if ground is None:
            return "white" if _alike(color, (255, 255, 255)) else ""
        return "of the colour of its ground" if ground.color is not None and _alike(color, ground.color) else ""


def _alike(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _within(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _clip(item: Any) -> Box | None:
    """Return the box that an object is cut to; None where it is cut to none."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else -1
    found: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(count, 0)):
        points = []
        for at in range(max(pdfium.FPDFClipPath_CountPathSegments(path, index), 0)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, at)
            if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            box = (
                min(a for a, _ in points),
                min(b for _, b in points),
                max(a for a, _ in points),
                max(b for _, b in points),
            )
            found = (
                box
                if found is None
                else (max(found[0], box[0]), max(found[1], box[1]), min(found[2], box[2]), min(found[3], box[3]))
            )
    return found
