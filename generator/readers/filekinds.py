"""Recognise a file by its bytes: the old formats of Word and WPS, and files named after another format."""

from __future__ import annotations

import re

LEGACY = frozenset({".doc", ".rtf", ".wps"})
"""The file name endings of the old formats, which no reader reads."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The first bytes of a .doc, also of one that is named .wps; an encrypted .docx begins with them as well."""

_WRITTEN = frozenset({".txt", ".md", ".html", ".htm"})
"""The endings of text formats, as which a file of nearly any kind could be decoded."""
_PAGES = frozenset({".html", ".htm"})
_HEAD = 2048
"""Number of bytes at the start of a file that are looked at."""
_BEGINNINGS = ((b"%PDF-", ".pdf"), (rb"{\rtf", ".rtf"), (OLE, ".doc"))
_ZIP, _OF_WORD = b"PK\x03\x04", b"word/document.xml"
_PAGE = re.compile(rb"(?is)(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>]|head[\s>])")
_ARCHIVE = re.compile(rb"(?im)^MIME-Version:|^Content-Type:\s*multipart/related")
_PARTS = re.compile(rb"(?i)Content-Type:\s*multipart/")
_TAG = re.compile(rb"<[A-Za-z!/?]")
_SOURCE_VIEW = re.compile(rb"(?i)<td[^>]{0,80}class=[\"']?line-content|<body[^>]{0,40}id=[\"']?viewsource")
"""Matches the view of a page's source as Chromium and Firefox save it."""


def other_kind(data: bytes, ending: str) -> str | None:
    """Return the ending that the name of a text file should have by its bytes; None if it has the right one.

    `""` for a saved view of a page's source, which is of no use under any name.
    """
    if ending not in _WRITTEN:
        return None
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return _by_beginning(data, head) or (_of_page(data, head) if ending in _PAGES else _of_text(head))


def _by_beginning(data: bytes, head: bytes) -> str | None:
    """Return the ending for a file that its first bytes identify; None for text."""
    if head.startswith(_ZIP) and _OF_WORD in data:
        return ".docx"
    if _ARCHIVE.search(head) and _PARTS.search(head) and not _TAG.match(head):
        return ".mhtml"
    return next((kind for start, kind in _BEGINNINGS if head.startswith(start)), None)


def _of_page(data: bytes, head: bytes) -> str | None:
    if _SOURCE_VIEW.search(data):
        return ""
    # UTF-16 has a NUL in each tag.
    return None if b"\0" in head or _TAG.search(data) else ".txt"


def _of_text(head: bytes) -> str | None:
    return ".html" if _PAGE.match(head) else None
