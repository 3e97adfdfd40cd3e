"""Draws a report's PDFs to check that each character of the text layer is visible: it has ink, and nothing covers it.

The reader of PDF sources knows how a PDF can hide characters; it is used here to find that none is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from generator.errors import CheckFailed, UserError
from generator.proof.seen.found import Unseen
from generator.proof.seen.reasons import hidden, told
from generator.readers.pdf.bounds import check_drawing, check_packing, objects_of
from generator.readers.pdf.characters import characters
from generator.readers.pdf.layers import layers_off
from generator.readers.pdf.shapes import Box, shapes_of
from generator.wording import say

_SCALE = 1.5
"""Pixels per point: enough for the thinnest stroke of the smallest letters."""
_INK = 48
"""Minimum difference, of 255, between the darkest and the brightest pixel in a visible character's box."""
_PICTURE = 0.5
"""Share of a page's area above which its pictures count as a scan that covers the text; ours are smaller."""


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A page drawn in shades of grey."""

    rows: list[bytes]
    """The rows of pixels from the top, a byte a pixel."""
    left: float
    """The page's left edge in points."""
    top: float
    """The page's top edge in points."""

    def has_ink(self, box: Box) -> bool:
        """Return whether something is drawn in a box of the page, given in points."""
        left, right = ((edge - self.left) * _SCALE for edge in box[::2])
        top, bottom = ((self.top - edge) * _SCALE for edge in (box[3], box[1]))
        columns = slice(max(int(left), 0), max(int(right) + 1, 0))
        rows = [row[columns] for row in self.rows[max(int(top), 0) : max(int(bottom) + 1, 0)]]
        rows = [row for row in rows if row]
        return bool(rows) and max(map(max, rows)) - min(map(min, rows)) >= _INK


def look_at_paper(path: Path, name: str) -> tuple[int, list[Unseen]]:
    """Return the number of pages of a PDF, and the text on them that is not seen.

    `name` is the file's name in messages. Raises CheckFailed if the file can't be drawn.
    """
    try:
        data = path.read_bytes()
        check_packing(data, name)
        document = pypdfium2.PdfDocument(data)
        try:
            objects = objects_of(document, name)
            check_drawing(objects, name)
            off = layers_off(objects)
            found = [one for index in range(len(document)) for one in _unseen(document[index], index, name, off)]
            return len(document), found
        finally:
            document.close()
    except UserError as error:
        raise CheckFailed(error.message) from None
    except (pypdfium2.PdfiumError, OverflowError) as error:
        raise CheckFailed(
            say("{file}: the PDF can't be read ({reason}); run `gongkai build`.", file=name, reason=error)
        ) from None


def _unseen(page: Any, index: int, name: str, off: frozenset[bytes]) -> Iterator[Unseen]:
    """Yield each run of characters of a page that readers do not see for the same reason.

    `index` is the page's from 0, `name` the file's name in messages, `off` are the layers that are switched off.
    """
    shapes = shapes_of(page)
    left, bottom, right, top = page.get_cropbox()
    found = [one for one in characters(page, shapes, off) if not (one.generated or one.text.isspace())]
    scanned = shapes.pictures > _PICTURE * abs((right - left) * (top - bottom))
    notes = list(_notes(page))
    drawing = _drawn(page, left, top)
    glyphs: list[Box] = []
    for one in found:
        glyphs.append(glyphs[-1] if one.part and glyphs else one.box)  # the second half of —— has no ink of its own

    def why(at: int) -> str:
        one = found[at]
        if one.hidden:
            return hidden(one.hidden)
        if scanned:
            return hidden("covered by a picture")
        if any(_meets(note, one.box) for note in notes):
            return told("noted")
        return "" if drawing.has_ink(glyphs[at]) else told("no-ink")

    place = say("{path}, page {number}", path=name, number=index + 1)
    for reason, group in groupby(range(len(found)), why):
        if reason:
            yield Unseen(place, say("PDF"), reason, "".join(found[at].text for at in group))
    page.close()


def _drawn(page: Any, left: float, top: float) -> _Drawing:
    bitmap = page.render(scale=_SCALE, grayscale=True, draw_annots=True)
    data, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    rows = [data[at * stride : at * stride + width] for at in range(bitmap.height)]
    bitmap.close()
    return _Drawing(rows, left, top)


def _notes(page: Any) -> Iterator[Box]:
    """Yield the boxes in points of a page's annotations that are drawn: a link without an appearance is not."""
    for at in range(max(pdfium.FPDFPage_GetAnnotCount(page), 0)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        plain = kind in {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}
        rect = pdfium.FS_RECTF()
        drawn = not plain or pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
        if drawn and pdfium.FPDFAnnot_GetRect(annotation, rect):
            low, high = sorted((rect.bottom, rect.top))
            yield (rect.left, low, rect.right, high)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _meets(note: Box, box: Box) -> bool:
    return note[0] < box[2] and note[2] > box[0] and note[1] < box[3] and note[3] > box[1]
