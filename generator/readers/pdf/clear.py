"""Whether words that seem to be hidden are seen after all: a page is drawn with them and without them, and compared.

Grounds that fade or are round, boxes that are cut to a part, tints and highlighters over words, seals on a signature:
what they hide is told by no list of boxes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.shapes import Box, address_of

BY_DRAWING = frozenset({"white", "of the colour of its ground", "covered by a box", "covered by a picture", "cut off"})
"""Ways of hiding that are so only where the page looks the same without the words."""
MOST_PIXELS = 4_000_000
"""Of a drawing; a page that has more is drawn smaller."""
_DIFFERS = 16
"""Of 255: by less no word is told from its ground."""
_SEEN = 0.06
"""Share of a character's place in which the page is drawn otherwise without it, from which it is seen."""
_FLAT = 0.02
"""That of 一 and of marks."""
_NEARLY = 0.8
"""Share of the characters of a line."""
_EDGE = 0.12
"""Share of a character's place, at each side, that its neighbour's strokes may reach into."""
_HAN = "\u3400", "\u9fff"
_THIN = frozenset("一丶丨丿二三")


class Suspect(NamedTuple):
    """A character that seems to be hidden."""

    text: str
    box: Box
    line: tuple[str, int]
    """How it seems to be hidden, and where it stands on the page: what has one line is judged as one."""
    item: Any
    """What draws it."""


def seen_among(page: Any, suspects: Sequence[Suspect]) -> list[bool]:
    """Return for each of some characters whether it is seen."""
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
    """Yield what is seen, that of a line all the same where nearly all of it is."""
    for _, group in groupby(zip(suspects, found, strict=True), lambda pair: pair[0].line):
        seen = [one for _, one in group]
        share = sum(seen) / len(seen)
        yield from (share > _NEARLY or (one and share > 1 - _NEARLY) for one in seen)


def _drawn(page: Any, size: tuple[int, int]) -> bytes:
    """Return the grey pixels of a page as it lies before it is turned, from the top left."""
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
    """Return the share of a place in which two drawings differ."""
    columns = range(max(int(place[0]), 0), min(max(int(place[2]), int(place[0]) + 1), size[0]))
    rows = range(max(int(place[1]), 0), min(max(int(place[3]), int(place[1]) + 1), size[1]))
    differs = 0
    for row in rows:
        start = row * size[0] + columns.start
        here, there = one[start : start + len(columns)], other[start : start + len(columns)]
        if here != there:
            differs += sum(abs(a - b) > _DIFFERS for a, b in zip(here, there, strict=True))
    return differs / max(len(rows) * len(columns), 1)
