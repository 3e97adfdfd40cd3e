"""Reads the report's text from a built PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations

from generator.errors import CheckFailed
from generator.text.spacing import solid
from generator.wording import say

_MM = 72 / 25.4
_BLOCK = (28 * _MM, 35 * _MM, (210 - 26) * _MM, (297 - 37) * _MM)
"""The type area of GB/T 9704 in points: left, bottom, right, top. Running heads and page numbers are outside."""
_SLACK = 1.0
"""Points by which a character may reach out of the type area."""
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})
"""The characters that PDFium gives for a hyphen at the end of a line."""


def read_pdf(path: Path) -> tuple[str, ...]:
    """Return the text of each page of the report's body, white space left out.

    Pages with Arabic page labels are the body; cover and contents before it have none or Roman ones. Raises CheckFailed
    if the file is no PDF or has no such page.
    """
    with _opened(path.read_bytes(), path.name) as document:
        body = _body(document)
        if not body:
            raise CheckFailed(say("{file}: no page of the PDF has a number; run `gongkai build`.", file=path.name))
        return tuple(_text(document[index]) for index in body)


def count_pages(data: bytes) -> int:
    """Return the number of pages of the report's body in a PDF; raises CheckFailed if it is no PDF."""
    with _opened(data, "PDF") as document:
        return len(_body(document))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise CheckFailed(
            say("{file}: the PDF can't be read ({reason}); run `gongkai build`.", file=name, reason=error)
        ) from None


def _body(document: Any) -> list[int]:
    return [index for index in range(len(document)) if document.get_page_label(index).isdecimal()]


def _text(page: Any) -> str:
    left, bottom, right, top = _BLOCK
    text = page.get_textpage().get_text_bounded(left - _SLACK, bottom - _SLACK, right + _SLACK, top + _SLACK)
    return solid(str(text).translate(_HYPHENS))
