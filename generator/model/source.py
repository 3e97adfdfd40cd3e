"""A report as received: its text and lines, which of them are page chrome, and what the page states."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath

from generator.model.level import Level
from generator.model.messages import Message
from generator.text.moments import day_of
from generator.text.span import Span


def published_name(name: str) -> str:
    """Return the name that a source of that name has on the site."""
    return f"{name}.txt" if name.lower().endswith((".htm", ".html")) else name


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source that holds something besides white space."""

    number: int
    """1-based, counted as an editor counts."""
    span: Span
    """The line without white space at its ends."""


class ChromeKind(StrEnum):
    """What a line of page chrome is."""

    BREADCRUMB = "breadcrumb"
    BYLINE = "byline"
    TOOLBAR = "toolbar"
    METADATA = "metadata"
    TITLE = "title"
    NAVIGATION = "navigation"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Chrome:
    """A line of the page around the report, set aside with its place."""

    kind: ChromeKind
    line: Line


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table in the source: one line, its cells parted by tabs."""

    table: int
    """1-based number of its table in the source."""
    line: Line
    cells: tuple[Span, ...]
    """Each cell without white space at its ends; empty where it is blank or merged with another."""
    header: bool = False
    """Whether the file marks the row as the table's head."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture or another file that came with the source."""

    name: str
    """A safe file name, unique in the source."""
    data: bytes
    words: str = ""
    """What stands in its place for who can't see it: alternative text, or a link's words."""
    picture: bool = True
    line: int = 0
    """1-based line that it stands in or after."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who a report is by, what it is called and when it appeared: what page and text state, the settings over it.

    None where neither says.
    """

    title: str | None = None
    source: str | None = None
    """Where the page says that the text comes from."""
    published: datetime | date | None = None
    issuing_body: str | None = None
    signed: date | None = None
    inspector: str | None = None
    inspected: str | None = None
    """When they inspected, in words."""
    attachments: tuple[str, ...] = ()
    region: str | None = None
    level: Level | None = None
    round: str | None = None
    """The round of inspections."""
    author: str | None = None
    keywords: tuple[str, ...] = ()

    @property
    def dated(self) -> date | None:
        """The day of publication, or else of the signature."""
        return day_of(self.published or self.signed)


@dataclass(frozen=True, slots=True)
class Source:
    """A report as received: its text and lines, and which of them are page chrome."""

    name: str
    """File name, for messages."""
    text: str
    """The decoded text, byte order mark taken off, otherwise untouched."""
    encoding: str
    """Codec that decoded it, with `-sig` where there was a byte order mark."""
    sha256: str
    """Checksum of the file's bytes."""
    lines: tuple[Line, ...]
    """All lines that are not blank."""
    chrome: tuple[Chrome, ...] = ()
    title: tuple[Line, ...] = ()
    """The lines of the title, none if the text has no title."""
    metadata: Metadata = field(default_factory=Metadata)
    folded: str = ""
    """The text with full-width forms as their ASCII twins; same length, so that offsets fit both."""
    rows: tuple[TableRow, ...] = ()
    """The rows of tables that the file has, in order."""
    levels: tuple[tuple[int, int], ...] = ()
    """(line number, level) of the lines that the file's own style calls headings; hints only."""
    files: tuple[Attached, ...] = ()
    """Pictures and attachments that came with the file."""
    messages: tuple[Message, ...] = ()
    """What its reader has to tell."""
    extracted: bool = False
    """Whether the text was taken out of a file of another format (HTML, Word, PDF)."""
    _starts: tuple[int, ...] = ()
    """Offset at which each physical line starts."""

    @property
    def file_name(self) -> str:
        """The file's name without its folder, which is not published."""
        return PurePath(self.name).name

    @property
    def published_name(self) -> str:
        """The file's name on the site, where a saved web page is text: nothing in it runs there."""
        return published_name(self.file_name)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def fold(self, span: Span) -> str:
        """Return a span of the folded text, in which patterns are looked for."""
        return self.folded[span.start : span.end]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based (line, column) of an offset."""
        number = bisect_right(self._starts, offset)
        return number, offset - self._starts[number - 1] + 1

    @property
    def text_lines(self) -> tuple[Line, ...]:
        """The lines that are report text: neither chrome nor blank."""
        aside = {chrome.line for chrome in self.chrome}
        return tuple(line for line in self.lines if line not in aside)
