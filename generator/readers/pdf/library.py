"""PDFium with the fonts that gongkai brings, for files that do not bring theirs: SimSun, say.

PDFium would take what the machine has, and leaves out a piece of text of which the font has no glyph. Droid Sans
Fallback, which many systems have, has no figures, so 10⁶ was read as 10. On Windows and macOS the system's fonts count.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pylopdf_fonts_zh_cn
import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # as above

_FOLDERS = (ctypes.c_char_p * 2)(str(pylopdf_fonts_zh_cn.serif_path().parent).encode(), None)
"""Where they are; PDFium keeps no copy of this."""


def _begin() -> None:
    """Begin anew, before any file is opened: the package has begun with the machine's fonts."""
    kind = dict(pdfium.FPDF_LIBRARY_CONFIG._fields_)["m_pUserFontPaths"]
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=ctypes.cast(_FOLDERS, kind))
    pdfium.FPDF_DestroyLibrary()
    pdfium.FPDF_InitLibraryWithConfig(config)


def open_document(data: bytes) -> Any:
    """Open a document; raises PdfiumError for what is none."""
    return pypdfium2.PdfDocument(data)


_begin()
