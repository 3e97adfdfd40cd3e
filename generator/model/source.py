"""A report as received: its text and lines, which of them are page chrome, and what the page states."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePath

from generator.model.level import Level
from generator.model.marks import MarkKind, TextMark, plain
from generator.model.messages import Message
from generator.text.moments import day_of
from generator.text.numerals import years_in_digits
from generator.text.quotes import curled
from generator.text.spacing import ClosedUpInPlace, closed_up_in_place
from generator.text.span import Span


def published_name(name: str) -> str:
    """Return the name that a source file gets on the site: `.txt` is added to HTML, so that nothing in it runs."""
    return f"{name}.txt" if name.lower().endswith((".htm", ".html")) else name


FILES = "source_files"
"""The folder in which a project keeps the files that came with a source, under the relative paths that it names."""
ORIGINAL = "original"
"""File name, without extension, of a file received in an old format (.doc), kept beside the .docx made from it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source that holds something besides white space."""

    number: int
    """1-based line number, as an editor counts."""
    span: Span
    """The line without the white space at its ends."""


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
    """The running header, repeated at the top of every sheet of paper."""
    ARTICLE = "article"
    """A line of another article on the same web page, which is not the report."""
    HIDDEN = "hidden"
    """Text in the file that nobody sees: white, of no size, off the page."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """A line of the page around the report: set aside, with its place, and not part of the report's text."""

    kind: ChromeKind
    line: Line


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged cell: one that spans more than one column or row of its table.

    Its words hold for every place that it covers. The text has them once, in the cell where it begins; the other
    places have empty cells, so that every row has one cell for each column.
    """

    column: int
    """Index in the row's `cells` of the cell where it begins."""
    rows: int = 1
    """Row span, its own row included; never beyond the end of the table."""
    columns: int = 1
    """Column span, its own column included; never beyond the end of the row."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table in the source: one line, its cells separated by tabs."""

    table: int
    """1-based number of its table in the source."""
    line: Line
    cells: tuple[Span, ...]
    """A span for each column, without white space at its ends; empty for a blank or covered cell."""
    header: bool = False
    """Whether the file marks the row as a header row."""
    merged: tuple[Merged, ...] = ()
    """The merged cells that begin in this row, by column; no two of a table overlap."""
    origins: tuple[Span | None, ...] = ()
    """For each cell the span of the merged cell that covers it, or None; () if no cell of the row is covered."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture or another file that came with the source."""

    name: str
    """A safe file name, unique among the files of the source."""
    data: bytes
    """The content of the file."""
    words: str = ""
    """Alternative text of a picture, or the words of the link to a file."""
    picture: bool = True
    """Whether it is a picture, shown in the text; otherwise it is offered as a file."""
    line: int = 0
    """1-based line of the source in or after which it stands."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who issued a report, what it is called and when it appeared, as the page and the text state it.

    The publisher's settings take precedence. A value is None if neither states it.
    """

    title: str | None = None
    source: str | None = None
    """Where the text comes from, as the page says (来源)."""
    published: datetime | date | None = None
    """When the page was published."""
    issuing_body: str | None = None
    signed: date | None = None
    """The date below the signature."""
    inspector: str | None = None
    """The body that carried out the inspection."""
    inspected: str | None = None
    """When the inspection took place, in the report's words."""
    attachments: tuple[str, ...] = ()
    """Names of the attachments that the text names."""
    region: str | None = None
    level: Level | None = None
    round: str | None = None
    """The round of inspections (轮次), in words."""
    author: str | None = None
    keywords: tuple[str, ...] = ()

    @property
    def dated(self) -> date | None:
        """The day of publication, or if there is none the day of the signature; None if there is neither."""
        return day_of(self.published or self.signed)


@dataclass(frozen=True, slots=True)
class Source:
    """A report as received: its text and lines, and which of them are page chrome."""

    name: str
    """Name of the source file, with its folder, as messages show it."""
    text: str
    """The text, decoded or extracted, without byte order mark, otherwise unchanged."""
    encoding: str
    """Name of the codec that decoded it, with `-sig` if there was a byte order mark."""
    sha256: str
    """SHA-256 of the file's bytes, as 64 hexadecimal digits."""
    lines: tuple[Line, ...]
    """All lines that are not blank, in order."""
    chrome: tuple[Chrome, ...] = ()
    """The lines that are set aside as page chrome."""
    title: tuple[Line, ...] = ()
    """The lines of the title; empty if the text has no title."""
    metadata: Metadata = field(default_factory=Metadata)
    folded: str = ""
    """The result of `folded_text` for the text and its marks; of the same length, so that offsets fit both."""
    moved: ClosedUpInPlace | None = None
    """The folded text with the places of its characters, if blanks were moved in it; see `read_closed_up`."""
    rows: tuple[TableRow, ...] = ()
    """The rows of all tables, in order."""
    marks: tuple[TextMark, ...] = ()
    """The stretches drawn struck out, raised or lowered, by start; of those with one start, struck out comes first."""
    levels: tuple[tuple[int, int], ...] = ()
    """(line number, level) of the lines that have a heading style in the file; only hints to the outline."""
    files: tuple[Attached, ...] = ()
    """Pictures and attachments that came with the file."""
    messages: tuple[Message, ...] = ()
    """What the reader of the file's format noticed."""
    extracted: bool = False
    """Whether the text was extracted from a file of another format (HTML, Word, PDF)."""
    _starts: tuple[int, ...] = ()
    """Offset at which each line of `text` starts, blank lines included."""

    @property
    def file_name(self) -> str:
        """The file's name without its folder; the folder is not published."""
        return PurePath(self.name).name

    @property
    def published_name(self) -> str:
        """The file's name on the site: a saved web page gets `.txt`, so that nothing in it runs."""
        return published_name(self.file_name)

    def __getitem__(self, span: Span) -> str:
        drawn = self.drawn(span)
        return self.text[drawn.start : drawn.end]

    def fold(self, span: Span) -> str:
        """Return a span of the folded text, in which patterns are looked for."""
        return self.folded[span.start : span.end]

    def read_alike(self) -> Source:
        """Return the source with a folded text that is the same however its quotation marks and years are typed."""
        folded = years_in_digits(curled(self.folded))
        return self if folded == self.folded else replace(self, folded=folded)

    def read_closed_up(self) -> Source:
        """Return the source with a folded text in which the blanks around numbers stand behind their sentence.

        So do the commas between thousands (1,204).
        """
        moved = closed_up_in_place(self.folded)
        return replace(self, folded=moved.text, moved=moved) if moved else self

    def drawn(self, span: Span) -> Span:
        """Return the span of the text for one of the folded text, which differs if that is closed up."""
        return self.moved.outside(span) if self.moved else span

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based (line, column) of an offset."""
        number = bisect_right(self._starts, offset)
        return number, offset - self._starts[number - 1] + 1

    def stretches(self, span: Span) -> Iterator[tuple[Span, tuple[MarkKind, ...]]]:
        """Yield consecutive pieces of a span, each with the kinds of marks that hold for all of it.

        The kinds are in the order of `MarkKind`. A span without marks is one piece with no kinds.
        """
        changes: dict[int, list[tuple[MarkKind, bool]]] = {span.start: [], span.end: []}
        for mark in self.marks_in(span):
            changes.setdefault(max(mark.span.start, span.start), []).append((mark.kind, True))
            changes.setdefault(min(mark.span.end, span.end), []).append((mark.kind, False))
        on: set[MarkKind] = set()
        for start, end in pairwise(sorted(changes)):
            # Ends come first; their order does not matter, since marks of one kind never touch.
            on.difference_update(kind for kind, begins in changes[start] if not begins)
            on.update(kind for kind, begins in changes[start] if begins)
            yield Span(start, end), tuple(kind for kind in MarkKind if kind in on)

    def marks_in(self, span: Span) -> tuple[TextMark, ...]:
        """Return the marks that overlap a span."""
        if not self.marks:
            return ()
        # Marks are sorted and none reaches over the end of its line: none before the span's first line can overlap it.
        low = bisect_left(self.marks, self._starts[self.place(span.start)[0] - 1], key=lambda mark: mark.span.start)
        high = bisect_left(self.marks, span.end, key=lambda mark: mark.span.start)
        return tuple(mark for mark in self.marks[low:high] if mark.span.end > span.start)

    def words(self, span: Span) -> str:
        """Return a span as plain text for quotations: without struck-out text, raised digits as superscripts (10⁶)."""
        if not self.marks_in(span):
            return self[span]
        return "".join(plain(self[piece], kinds) for piece, kinds in self.stretches(span))

    @property
    def text_lines(self) -> tuple[Line, ...]:
        """The lines that are report text: neither chrome nor blank."""
        aside = {chrome.line for chrome in self.chrome}
        return tuple(line for line in self.lines if line not in aside)
