"""A PDF without its fonts is read with those that gongkai brings, whatever the machine has."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations
import pytest

from generator.readers.pdf.library import open_document

RAISED = Path(__file__).parent / "cases" / "raised.pdf"


def _font_of(page: Any) -> bytes:
    """Return the font file with which the first text of a page is drawn."""
    item = pdfium.FPDFPage_GetObject(page, 0)
    assert pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT
    font = pdfium.FPDFTextObj_GetFont(item)
    assert pdfium.FPDFFont_GetIsEmbedded(font) == 0
    size = ctypes.c_size_t()
    pdfium.FPDFFont_GetFontData(font, None, 0, size)
    data = (ctypes.c_uint8 * size.value)()
    assert pdfium.FPDFFont_GetFontData(font, data, size.value, size)
    return bytes(data)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there PDFium takes the system's fonts")
def test_a_font_that_a_file_does_not_bring_is_ours() -> None:
    """Of a font without figures, as many machines have one, PDFium left out the 6 of 10⁶."""
    document = open_document(RAISED.read_bytes())
    try:
        ours = {path.read_bytes() for path in pylopdf_fonts_zh_cn.serif_path().parent.glob("*.otf")}
        assert _font_of(document[0]) in ours
    finally:
        document.close()
