"""Word files built part by part, so that a test holds the very XML that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from generator.model.source import Source
from generator.readers.docx import read_docx
from generator.settings.report import ReportSettings

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def p(text: str = "", properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int = 0, num: int = 1) -> str:
    """Return a paragraph that Word numbers."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def root(name: str, inside: str) -> str:
    """Return a part's XML."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMES}>{inside}</w:{name}>'


def files(body: str, **parts: str | bytes) -> dict[str, bytes]:
    """Return the entries of a .docx; a part `header1` is the content of w:hdr, of which rId is the same name."""
    kinds = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    tags = {"header": "hdr", "footer": "ftr"}
    entries: dict[str, bytes] = {}
    links = ""
    for name, inside in parts.items():
        base = name.rstrip("0123456789")
        if isinstance(inside, bytes):
            path, kind = f"media/{name}.png", "image"
            entries[f"word/{path}"] = inside
        else:
            path, kind = f"{name}.xml", kinds.get(base, base)
            entries[f"word/{path}"] = root(tags.get(base, base), inside).encode()
        links += f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{path}"/>'
    main = f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'.encode(),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>").encode(),
        **entries,
    }


def packed(entries: Mapping[str, bytes]) -> bytes:
    """Return entries as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def read(body: str, **parts: str | bytes) -> Source:
    """Return the Source of a .docx of a body and other parts."""
    return read_docx(packed(files(body, **parts)), "a.docx", ReportSettings())


def lines(body: str, **parts: str | bytes) -> list[str]:
    """Return the lines of its text."""
    return read(body, **parts).text.splitlines()
