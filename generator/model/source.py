"""A report as received: its text and lines, which of them are page chrome, and what the page states."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePath

from generator.model.level import Level
from generator.model.marks import MarkKind, TextMark, plain
from generator.model.messages import Message
from generator.text.moments import day_of
from generator.text.span import Span


def published_name(name: str) -> str:
    """Return the name that a source of that name has on the site."""
    return f"{name}.txt" if name.lower().endswith((".htm", ".html")) else name


FILES = "source_files"
"""Where a project keeps what stood beside a source, under the paths that the source gives."""
ORIGINAL = "original"
"""What a file in an old format is called beside the .docx that was made of it."""


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
    HEADER = "header"
    """What stands at the top of every sheet."""
    ARTICLE = "article"
    """Another article of the same page, which the publisher did not choose."""
    HIDDEN = "hidden"
    """Text that the file holds and shows to nobody: white, of no size, off the page."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """A line of the page around the report, set aside with its place."""

    kind: ChromeKind
    line: Line


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell that takes more than one column or row of its table.

    What it says belongs to every place that it takes. The text has it once, where the cell begins; the other places
    have cells without text, so that every row has one cell a column and offsets stay simple.
    """

    column: int
    """Index in the row's cells of the place where it begins."""
    rows: int = 1
    """Rows of the same table that it takes, its own included; never more than the table has from there on."""
    columns: int = 1
    """Columns that it takes, its own included; never more than the row has from there on."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table in the source: one line, its cells parted by tabs."""

    table: int
    """1-based number of its table in the source."""
    line: Line
    cells: tuple[Span, ...]
    """Each cell without white space at its ends, one a column; empty where it is blank or covered by a merged one."""
    header: bool = False
    """Whether the file marks the row as the table's head."""
    merged: tuple[Merged, ...] = ()
    """The cells that begin in this row and take more than one place, by column; no two of a table overlap."""
    origins: tuple[Span | None, ...] = ()
    """For each cell the words of the merged cell that covers it, else None; () where none of the row is covered."""


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
    """What `folded_text` makes of the text and its marks; same length, so that offsets fit both."""
    rows: tuple[TableRow, ...] = ()
    """The rows of tables that the file has, in order."""
    marks: tuple[TextMark, ...] = ()
    """What the file draws struck out, raised or lowered, by where it begins, struck out before the others."""
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

    def stretches(self, span: Span) -> Iterator[tuple[Span, tuple[MarkKind, ...]]]:
        """Yield a span in pieces that are each drawn in one way, with the marks on it in the order of `MarkKind`.

        A span without marks is one piece.
        """
        changes: dict[int, list[tuple[MarkKind, bool]]] = {span.start: [], span.end: []}
        for mark in self.marks_in(span):
            changes.setdefault(max(mark.span.start, span.start), []).append((mark.kind, True))
            changes.setdefault(min(mark.span.end, span.end), []).append((mark.kind, False))
        on: set[MarkKind] = set()
        for start, end in pairwise(sorted(changes)):
            # Ends first: where one mark ends another of the same kind never begins.
            on.difference_update(kind for kind, begins in changes[start] if not begins)
            on.update(kind for kind, begins in changes[start] if begins)
            yield Span(start, end), tuple(kind for kind in MarkKind if kind in on)

    def marks_in(self, span: Span) -> tuple[TextMark, ...]:
        """Return the marks that a span has characters of."""
        if not self.marks:
            return ()
        # Marks stand in order and none is longer than a line, of which a span of one line sees only its own.
        low = bisect_left(self.marks, self._starts[self.place(span.start)[0] - 1], key=lambda mark: mark.span.start)
        high = bisect_left(self.marks, span.end, key=lambda mark: mark.span.start)
        return tuple(mark for mark in self.marks[low:high] if mark.span.end > span.start)

    def words(self, span: Span) -> str:
        """Return what a span says in plain text, as it is quoted: nothing struck out, raised figures as 10⁶."""
        if not self.marks_in(span):
            return self[span]
        return "".join(plain(self[piece], kinds) for piece, kinds in self.stretches(span))

    @property
    def text_lines(self) -> tuple[Line, ...]:
        """The lines that are report text: neither chrome nor blank."""
        aside = {chrome.line for chrome in self.chrome}
        return tuple(line for line in self.lines if line not in aside)
