"""Find what a PDF holds besides the text of its pages: scripts, actions, attachments, annotations.

There is a message for each, since the PDF is published with them; they are not read as text.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.model.messages import Message
from generator.readers.pdf.bounds import PdfObjects
from generator.readers.pdf.layers import unfollowed_layers
from generator.text.spacing import excerpt, squeeze

_ACTIONS = {
    b"JavaScript": "JavaScript",
    b"JS": "JavaScript",
    b"Launch": "an action that starts a program",
    b"SubmitForm": "an action that sends a form",
    b"ImportData": "an action that takes in data",
    b"EmbeddedFile": "an embedded file",
    b"EmbeddedFiles": "an embedded file",
    b"RichMedia": "film or sound",
    b"Movie": "film or sound",
    b"Sound": "film or sound",
    b"XFA": "an XFA form",
}
"""Names in the dictionaries of a PDF that show active content, with the words of the message about it."""
_SILENT = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})
"""Types of annotation that neither cover words nor add any."""
_NAMES = {
    pdfium.FPDF_ANNOT_TEXT: "a note",
    pdfium.FPDF_ANNOT_FREETEXT: "text put on the page",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "a highlight",
    pdfium.FPDF_ANNOT_UNDERLINE: "an underline",
    pdfium.FPDF_ANNOT_STRIKEOUT: "words struck out",
    pdfium.FPDF_ANNOT_STAMP: "a stamp",
    pdfium.FPDF_ANNOT_WIDGET: "a form field",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "an attached file",
    pdfium.FPDF_ANNOT_REDACT: "words marked to be blacked out",
    pdfium.FPDF_ANNOT_SQUARE: "a box put on the page",
    pdfium.FPDF_ANNOT_WATERMARK: "a watermark",
}
"""The words of the message about each type of annotation."""
MOST_TOLD = 20
"""Maximum number of messages about annotations in a file, and of replacement texts read from a page."""
_NAME = re.compile(rb"/([A-Za-z]+)(?![A-Za-z])")


def told_besides(document: Any, objects: PdfObjects) -> list[Message]:
    """Return messages about the active content and annotations of a file; their line numbers are set later."""
    names = {name for item in objects.found.values() for name in _NAME.findall(item.words)}
    found = list(dict.fromkeys(words for name, words in _ACTIONS.items() if name in names))
    found += ["layers that are shown by rules, whose words are all read"] * unfollowed_layers(objects)
    messages = [Message("pdf-active", 0, 1, (("what", words),)) for words in found]
    notes: Counter[tuple[str, str, int]] = Counter()
    for index in range(len(document)):
        page = document[index]
        for at in range(min(max(pdfium.FPDFPage_GetAnnotCount(page), 0), 10_000)):
            annotation = pdfium.FPDFPage_GetAnnot(page, at)
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind not in _SILENT:
                words = _string(annotation, b"Contents") or (_string(annotation, b"V") if kind == _WIDGET else "")
                notes[_NAMES.get(kind, "a drawing put on the page"), excerpt(squeeze(words), 30), index + 1] += 1
            pdfium.FPDFPage_CloseAnnot(annotation)
        page.close()
    for what, words, number in list(notes)[:MOST_TOLD]:
        said = f" (“{words}”)" if words else ""
        messages.append(Message("pdf-annotation", 0, 1, (("what", what), ("page", str(number)), ("said", said))))
    return messages


_WIDGET = pdfium.FPDF_ANNOT_WIDGET


def _string(annotation: Any, key: bytes) -> str:
    """Return the string in an annotation's dictionary under a key; empty if there is none."""
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
