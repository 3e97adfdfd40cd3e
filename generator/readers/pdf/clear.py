"""Check whether words that seem to be hidden are visible: draw the page with them and without them, and compare.

The boxes that a page draws are not enough to tell: backgrounds may fade or be round, boxes be clipped, tints and
highlighters lie over words, seals over a signature.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.shapes import Box, address_of

BY_DRAWING = frozenset({"white", "of the colour of its ground", "covered by a box", "covered by a picture", "cut off"})
"""The ways of hiding that are checked here: they hold only if the page looks the same without the words."""
MOST_PIXELS = 4_000_000
"""Maximum number of pixels of a drawing; a larger page is drawn on a smaller scale."""
_DIFFERS = 16
"""Minimum difference of two grey values, of 255, that the eye can see."""
_SEEN = 0.06
"""Minimum share of the pixels in a character's box that must differ without it for it to count as visible."""
_FLAT = 0.02
"""The same for characters with little ink: those in `_THIN`, punctuation, letters and digits."""
_NEARLY = 0.8
"""If over 80 % of a line's characters are visible, all count as visible; if under 20 % are, none does."""
_EDGE = 0.12
"""Share of a character's box, at each side, that is not compared: a neighbour's strokes may reach into it."""
_HAN = "\u3400", "\u9fff"
_THIN = frozenset("一丶丨丿二三")
"""Chinese characters with few strokes."""


class Suspect(NamedTuple):
    """A character that seems to be hidden."""

    text: str
    box: Box
    """Its box in points, as in `Shapes`."""
    line: tuple[str, int]
    """How it seems to be hidden, and its baseline in points; neighbours with the same value are judged together."""
    item: Any
    """PDFium's text object that draws it."""


def seen_among(page: Any, suspects: Sequence[Suspect]) -> list[bool]:
    """Return for each suspect whether it is visible; the page is drawn twice, without the suspects the second time."""
    items = {address_of(one.item): one.item for one in suspects}
    left, bottom, right, top = page.get_cropbox()
    wide, high = right - left, top - bottom
    scale = min(1.0, (MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
    size = max(int(wide * scale), 1), max(int(high * scale), 1)
    whole = _drawn(page, size)
    for item in items.values():
        pdfium.FPDFPageObj_SetIsActive(item, False)  # noqa: FBT003 - as the library has it
    without = _drawn(page, size)
    for item in items.values():
        pdfium.FPDFPageObj_SetIsActive(item, True)  # noqa: FBT003
    found = []
    for one in suspects:
        box = one.box
        across, down = _EDGE * (box[2] - box[0]), _EDGE * (box[3] - box[1])
        place = (
            (box[0] + across - left) / wide * size[0],
            (top - box[3] + down) / high * size[1],
            (box[2] - across - left) / wide * size[0],
            (top - box[1] - down) / high * size[1],
        )
        han = _HAN[0] <= one.text <= _HAN[1] and one.text not in _THIN
        found.append(_share(whole, without, size, place) >= (_SEEN if han else _FLAT))
    return list(_by_line(suspects, found))


def _by_line(suspects: Sequence[Suspect], found: Sequence[bool]) -> Iterator[bool]:
    """Yield for each suspect whether it is visible, all of a line alike where nearly all are (`_NEARLY`)."""
    for _, group in groupby(zip(suspects, found, strict=True), lambda pair: pair[0].line):
        seen = [one for _, one in group]
        share = sum(seen) / len(seen)
        yield from (share > _NEARLY or (one and share > 1 - _NEARLY) for one in seen)


def _drawn(page: Any, size: tuple[int, int]) -> bytes:
    """Return the grey values of a page, row by row from the top left, without its own rotation (/Rotate)."""
    wide, high = size
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        turned = (4 - pdfium.FPDFPage_GetRotation(page)) % 4
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, turned, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return b"".join(data[row * stride : row * stride + wide] for row in range(high))


def _share(one: bytes, other: bytes, size: tuple[int, int], place: Box) -> float:
    """Return the share of the pixels in a place (left, top, right, bottom, in pixels) in which two drawings differ."""
    columns = range(max(int(place[0]), 0), min(max(int(place[2]), int(place[0]) + 1), size[0]))
    rows = range(max(int(place[1]), 0), min(max(int(place[3]), int(place[1]) + 1), size[1]))
    differs = 0
    for row in rows:
        start = row * size[0] + columns.start
        here, there = one[start : start + len(columns)], other[start : start + len(columns)]
        if here != there:
            differs += sum(abs(a - b) > _DIFFERS for a, b in zip(here, there, strict=True))
    return differs / max(len(rows) * len(columns), 1)
