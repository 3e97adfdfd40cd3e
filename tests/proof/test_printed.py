"""PDFs as they are drawn: each way to hide a character that the text layer has is found, nothing told of ours."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations
import pytest

from generator.errors import CheckFailed
from generator.proof.seen.printed import look_at_paper
from tests.proof.conftest import SLUG

Edit = Callable[[Any, Any, tuple[float, float, float, float]], None]
"""Do something to a page, one of its pieces of text, and where that stands: left, bottom, right, top."""


def _drawn(page: Any, path: Any, *, red: int = 255, green: int = 255, blue: int = 255) -> None:
    pdfium.FPDFPageObj_SetFillColor(path, red, green, blue, 255)
    pdfium.FPDFPath_SetDrawMode(path, pdfium.FPDF_FILLMODE_WINDING, 0)
    pdfium.FPDFPage_InsertObject(page, path)


def _box(page: Any, box: tuple[float, float, float, float]) -> None:
    left, bottom, right, top = box
    _drawn(page, pdfium.FPDFPageObj_CreateNewRect(left - 2, bottom - 4, right - left + 4, top - bottom + 8))


def _round(page: Any, box: tuple[float, float, float, float]) -> None:
    """Draw what has no straight side over a box."""
    left, bottom, right, top = box
    wide, middle = right - left, (bottom + top) / 2
    path = pdfium.FPDFPageObj_CreateNewPath(left - wide, middle)
    pdfium.FPDFPath_BezierTo(path, left, top + 400, right, top + 400, right + wide, middle)
    pdfium.FPDFPath_BezierTo(path, right, bottom - 400, left, bottom - 400, left - wide, middle)
    pdfium.FPDFPath_Close(path)
    _drawn(page, path)


def _note(page: Any, kind: int, box: tuple[float, float, float, float]) -> None:
    left, bottom, right, top = box
    note = pdfium.FPDFPage_CreateAnnot(page, kind)
    pdfium.FPDFAnnot_SetRect(note, pdfium.FS_RECTF(left, top, right, bottom))
    pdfium.FPDFAnnot_SetColor(note, pdfium.FPDFANNOT_COLORTYPE_InteriorColor, 255, 255, 255, 255)
    pdfium.FPDFPage_CloseAnnot(note)


def _clip(page: Any, box: tuple[float, float, float, float]) -> None:
    left, _, right, top = box
    pdfium.FPDFPage_InsertClipPath(page, pdfium.FPDF_CreateClipPath(left, top + 20, right, top + 60))


WAYS: dict[str, tuple[Edit, str]] = {
    "mode": (lambda _page, text, _: pdfium.FPDFTextObj_SetTextRenderMode(text, 3), "in invisible ink"),
    "white": (lambda _page, text, _: pdfium.FPDFPageObj_SetFillColor(text, 255, 255, 255, 255), "white on white"),
    "nearly white": (lambda _page, text, _: pdfium.FPDFPageObj_SetFillColor(text, 250, 251, 250, 255), "white"),
    "pale": (lambda _page, text, _: pdfium.FPDFPageObj_SetFillColor(text, 230, 230, 230, 255), "there is no ink"),
    "transparent": (lambda _page, text, _: pdfium.FPDFPageObj_SetFillColor(text, 0, 0, 0, 0), "wholly transparent"),
    "almost": (lambda _page, text, _: pdfium.FPDFPageObj_SetFillColor(text, 0, 0, 0, 9), "there is no ink"),
    "box": (lambda page, _text, box: _box(page, box), "covered by a box"),
    "round": (lambda page, _text, box: _round(page, box), "there is no ink"),
    "square": (lambda page, _text, box: _note(page, pdfium.FPDF_ANNOT_SQUARE, box), "covered by a note"),
    "stamp": (lambda page, _text, box: _note(page, pdfium.FPDF_ANNOT_STAMP, box), "covered by a note"),
    "clipped": (lambda page, _text, box: _clip(page, box), "cut off"),
    "away": (lambda _page, text, _: pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 2000, 0), "outside the page"),
    "cropped": (lambda page, _text, box: pdfium.FPDFPage_SetCropBox(page, 0, 0, 595, box[1] - 5), "outside the page"),
    "tiny": (lambda _page, text, _: pdfium.FPDFPageObj_Transform(text, 0.05, 0, 0, 0.05, 200, 400), "smaller"),
}
"""What is done to a page of a PDF, and what is told of it."""


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def edited(data: bytes, edit: Edit) -> tuple[bytes, int]:
    """Return a PDF with something done to the longest piece of text on the last page but one, and its number."""
    with _opened(data) as document:
        index = len(document) - 2
        page = document[index]
        found = []
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, at)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
                edges = [ctypes.c_float() for _ in range(4)]
                pdfium.FPDFPageObj_GetBounds(item, *edges)
                left, bottom, right, top = (edge.value for edge in edges)
                found.append((right - left, item, (left, bottom, right, top)))
        _, text, box = max(found, key=lambda one: one[0])
        edit(page, text, box)
        pdfium.FPDFPage_GenerateContent(page)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue(), index + 1


@pytest.mark.parametrize("ending", [".pdf", "-large.pdf"])
def test_ours_are_seen(small: Path, ending: str) -> None:
    pages, unseen = look_at_paper(small / SLUG / f"{SLUG}{ending}", "a.pdf")
    assert pages > 2
    assert unseen == []


@pytest.mark.parametrize("way", WAYS)
def test_what_hides_is_told(small: Path, tmp_path: Path, way: str) -> None:
    edit, told = WAYS[way]
    data, number = edited((small / SLUG / f"{SLUG}.pdf").read_bytes(), edit)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    _, unseen = look_at_paper(path, "a.pdf")
    assert any(told in str(one) and one.page == f"a.pdf, page {number}" for one in unseen), list(map(str, unseen))


def test_what_is_no_pdf_is_a_sentence(tmp_path: Path) -> None:
    for data in (b"", b"%PDF-1.7 x", b"\0" * 1000):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        with pytest.raises(CheckFailed, match=r"a\.pdf: "):
            look_at_paper(path, "a.pdf")
