"""Open PDF files with PDFium, with the fonts that gongkai brings for files without embedded fonts (SimSun, say).

Otherwise PDFium takes the machine's fonts, and leaves out a piece of text for which the font has no glyph: Droid Sans
Fallback, which many systems have, has no superscript digits, so that 10⁶ was read as 10. On Windows and macOS the
system's fonts are used nevertheless.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pylopdf_fonts_zh_cn
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # as above

_FOLDERS = (ctypes.c_char_p * 2)(str(pylopdf_fonts_zh_cn.serif_path().parent).encode(), None)
"""The folder of the fonts; PDFium keeps a pointer to this array and no copy, so it must stay alive."""


def _begin() -> None:
    """Initialise PDFium again with gongkai's fonts: importing the package has initialised it with the machine's."""
    kind = dict(pdfium.FPDF_LIBRARY_CONFIG._fields_)["m_pUserFontPaths"]
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=ctypes.cast(_FOLDERS, kind))
    pdfium.FPDF_DestroyLibrary()
    pdfium.FPDF_InitLibraryWithConfig(config)


def open_document(data: bytes) -> Any:
    """Open a PDF from its bytes; raises PdfiumError if it can't be opened."""
    return pypdfium2.PdfDocument(data)


_begin()
