"""Readers: turn a file as received into a Source, one module or package for each format.

A format's reader is imported with the first file of that format. No reader depends on a writer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.errors import UserError
from generator.model.source import Source
from generator.readers.filekinds import LEGACY, other_kind
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from generator.wording import say


def _read_docx(data: bytes, name: str, settings: ReportSettings) -> Source:
    from generator.readers.docx import read_docx

    return read_docx(data, name, settings)


def _read_html(data: bytes, name: str, settings: ReportSettings) -> Source:
    from generator.readers.html import read_html

    return read_html(data, name, settings)


def _read_mhtml(data: bytes, name: str, settings: ReportSettings) -> Source:
    from generator.readers.html import read_mhtml

    return read_mhtml(data, name, settings)


def _read_markdown(data: bytes, name: str, settings: ReportSettings) -> Source:
    from generator.readers.markdown import read_markdown

    return read_markdown(data, name, settings)


def _read_pdf(data: bytes, name: str, settings: ReportSettings) -> Source:
    from generator.readers.pdf import read_pdf

    return read_pdf(data, name, settings)


def _files_of_html(data: bytes, name: str, settings: ReportSettings) -> dict[str, bytes]:
    from generator.readers.html import files_of_html

    return files_of_html(data, name, settings)


def _files_of_markdown(data: bytes, name: str, settings: ReportSettings) -> dict[str, bytes]:
    from generator.readers.markdown import files_of_markdown

    return files_of_markdown(data, name, settings)


READERS: dict[str, Callable[[bytes, str, ReportSettings], Source]] = {
    ".docx": _read_docx,
    ".htm": _read_html,
    ".html": _read_html,
    ".md": _read_markdown,
    ".mht": _read_mhtml,
    ".mhtml": _read_mhtml,
    ".pdf": _read_pdf,
    ".txt": read_text,
}
"""The reader for each file name ending; its arguments are the file's bytes, its name for messages, and the settings."""

BESIDE: dict[str, Callable[[bytes, str, ReportSettings], dict[str, bytes]]] = {
    ".htm": _files_of_html,
    ".html": _files_of_html,
    ".md": _files_of_markdown,
}
"""For each ending of files that can refer to others: a function that returns the pictures and attachments beside it.

The result maps the path that the report gives, relative to its folder, to the file's bytes.
"""

_SAYS_ENCODING = {".docx", ".mht", ".mhtml", ".pdf"}
"""Endings of the formats that state their encoding themselves."""

LARGEST_FILE = 10_000_000
"""Maximum size of a report file in bytes; a report of 30,000 characters has about 0.1 million."""


def read_file(path: Path, settings: ReportSettings | None = None) -> Source:
    """Read a report into a Source.

    Raises UserError for a file that is missing, too large, of an unknown kind or not text.
    """
    ending = path.suffix.lower()
    reader = READERS.get(ending)
    if reader is None and path.is_dir():
        raise UserError(say("{path}: it is a folder; name the report's file in it.", path=path))
    if reader is None and not ending:
        raise UserError(
            say(
                "{path}: the name has no ending that tells the format; rename the file to end in one of: {known}.",
                path=path,
                known=", ".join(READERS),
            )
        )
    if reader is None:
        raise UserError(
            say(
                "{path}: files ending in “{suffix}” can't be read; {way_out}.",
                path=path,
                suffix=path.suffix,
                way_out=_way_out(ending),
            )
        )
    data = bytes_of(path)
    _refuse_other_kind(data, path)
    return reader(data, str(path), settings or ReportSettings())


def _refuse_other_kind(data: bytes, path: Path) -> None:
    """Raise UserError for a file whose bytes are of another format than its name says."""
    kind = other_kind(data, path.suffix.lower())
    if kind:
        raise UserError(
            say(
                "{path}: the file is a {kind} whatever its name says; rename it to end in {kind} and try again.",
                path=path,
                kind=kind,
            )
        )
    if kind is not None:
        raise UserError(
            say(
                "{path}: the file holds the source code of a page, not the page; open the page itself in a browser "
                "and save that.",
                path=path,
            )
        )


def is_in_characters(path: Path) -> bool:
    """Say whether a file's encoding has to be detected; Word, PDF and web archive files state theirs."""
    return path.suffix.lower() not in _SAYS_ENCODING


def _way_out(suffix: str) -> str:
    """Return the advice for a file that no reader takes; `suffix` is its ending in lower case."""
    if suffix in LEGACY:
        return say(
            "open it in Word or WPS and save it as .docx; a new report can be taken in with `gongkai add`, which turns "
            "it into .docx where LibreOffice is installed"
        )
    if suffix == ".ofd":
        return say("open it in WPS, or in the reader of 数科 or 福昕, and export it as a PDF with text or as .docx")
    return say("save it as one of: {known}", known=", ".join(READERS))


def files_beside(path: Path, settings: ReportSettings | None = None) -> dict[str, bytes]:
    """Return the pictures and attachments beside a report that it refers to, by the relative paths that it gives.

    Raises UserError as `read_file` does.
    """
    find = BESIDE.get(path.suffix.lower())
    return find(bytes_of(path), str(path), settings or ReportSettings()) if find else {}


def bytes_of(path: Path) -> bytes:
    """Return a file's bytes; raises UserError for a file that is missing, too large or can't be opened."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UserError(
                say(
                    "{path}: the file has {size:,} bytes and a report at most {largest_file:,}; give the report's "
                    "text alone.",
                    path=path,
                    size=size,
                    largest_file=LARGEST_FILE,
                )
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(say("{path}: there is no such file; check the path.", path=path)) from None
    except OSError as error:
        raise UserError(
            say(
                "{path}: can't be read ({reason}); check the path and its permissions.",
                path=path,
                reason=error.strerror,
            )
        ) from None
