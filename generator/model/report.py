"""The model that readers fill and writers read: Source, Report and its nodes, all immutable."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath

from generator.model.messages import Message

_SPACED = re.compile(r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])")
_NEWLINE = re.compile(r"\r\n|\r|\n")

EXCERPT = 12
"""Characters of a paragraph that the printed outline shows."""


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one blank, none at the ends."""
    return " ".join(text.split())


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the first `length` characters of `text`, with … where more follows."""
    return text if len(text) <= length else text[:length] + "…"


def unspaced(text: str) -> str:
    """Return `text` without blanks beside Chinese characters, as in letter-spaced titles (政 府 工 作 报 告)."""
    return _SPACED.sub("", squeeze(text))


def published_name(name: str) -> str:
    """Return the name that a source of that name has on the site."""
    return f"{name}.txt" if name.lower().endswith((".htm", ".html")) else name


def line_starts(text: str) -> tuple[int, ...]:
    r"""Return the offset at which each line starts; lines end as in an editor, with \r\n, \r or \n."""
    return (0, *(match.end() for match in _NEWLINE.finditer(text)))


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the source's text: offsets of its first character and of the one after its last."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Say whether another piece is part of this one."""
        return self.start <= other.start and other.end <= self.end


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
class Row:
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
    """What the page and the text state about the report; None where they do not say."""

    title: str | None = None
    source: str | None = None
    published: datetime | date | None = None
    issuing_body: str | None = None
    signed: date | None = None
    inspector: str | None = None
    inspected: str | None = None
    attachments: tuple[str, ...] = ()


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
    rows: tuple[Row, ...] = ()
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
        """The file's name without its folder: where the publisher keeps it is nobody's business."""
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


class Kind(StrEnum):
    """What a node of a report is."""

    TITLE = "title"
    PART = "part"
    THEME = "theme"
    FINDING = "finding"
    ITEM = "item"
    MEASURE = "measure"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    CONTACT = "contact"
    NOTICE = "notice"
    SIGNATURE = "signature"
    DATE = "date"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the report's tree.

    A leaf (no children) is text: all of `span`, in one line of the source.
    Every other node is its `head`, if it has one, followed by its children, in source order.
    """

    kind: Kind
    span: Span
    """All of the node: heading, text and everything below it."""
    line: int
    """1-based line at which it starts."""
    number: int | None = None
    """Its number in its sequence, as written; None for what is not numbered."""
    marker: Span | None = None
    """The numbering as written: `一、`, `（二）`, `3.`, `一是`."""
    head: Span | None = None
    """The whole heading: marker, title and closing mark; the marker alone where there is no title."""
    title: Span | None = None
    """The heading's words, without marker and closing mark."""
    children: tuple[Node, ...] = ()
    id: str = ""
    """ASCII, from the numbering alone; unique in the report."""

    def walk(self) -> Iterator[Node]:
        """Yield the node and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The spans of text that are the node's own, its children's excluded."""
        if self.span.start == self.span.end:
            return ()  # a blank cell
        if not self.children:
            return (self.head or self.span,)
        return (self.head,) if self.head else ()


@dataclass(frozen=True, slots=True)
class Report:
    """A rectification report: the whole tree, every node knowing where it came from."""

    source: Source
    front: tuple[Node, ...] = ()
    """Title and the paragraphs before the first heading."""
    sections: tuple[Node, ...] = ()
    """The numbered body."""
    closing: tuple[Node, ...] = ()
    """Contact, signature, date and attachments at the end."""
    warnings: tuple[Message, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield every node in reading order."""
        for node in (*self.front, *self.sections, *self.closing):
            yield from node.walk()

    def of(self, *kinds: Kind) -> list[Node]:
        """Return the nodes of the given kinds in reading order."""
        return [node for node in self.walk() if node.kind in kinds]

    def text(self, span: Span | None) -> str:
        """Return a span's text with white space runs as single blanks; empty for None."""
        return squeeze(self.source[span]) if span else ""

    @property
    def title(self) -> str:
        """The title as stated in the yml or the text, its lines joined; empty if there is none."""
        return self.source.metadata.title or ""

    def __str__(self) -> str:
        rows = [(c.line.span.start, f"  chrome {c.line.number} {c.kind}") for c in self.source.chrome]
        for node in (*self.front, *self.sections, *self.closing):
            rows.extend(self._outline(node, 1))
        title = unspaced("".join(self.text(n.span) for n in self.front if n.kind is Kind.TITLE))
        return "\n".join([f"report {title}".rstrip(), *(row for _, row in sorted(rows, key=lambda r: r[0]))])

    def _outline(self, node: Node, depth: int) -> Iterator[tuple[int, str]]:
        if node.kind is Kind.TITLE:
            return
        words = [str(node.kind)]
        if node.kind is Kind.TABLE:
            size = f"{len(node.children)}×{max(len(row.children) for row in node.children)}"
            cells = " | ".join(self.text(cell.span) for cell in node.children[0].children)
            yield node.span.start, f"{'  ' * depth}table {size} {excerpt(cells)}"
            return
        if node.number is not None:
            words.append(str(node.number))
        if node.title:
            words.append(self.text(node.title))
        elif not node.children or node.kind is Kind.MEASURE:
            first = next(n for n in node.walk() if not n.children)
            start = node.marker.end if node.marker and not node.head else first.span.start
            words.append(excerpt(self.text(Span(start, first.span.end))))
        yield node.span.start, "  " * depth + " ".join(words)
        # A measure's first paragraph is the measure itself: it holds the marker.
        below = node.children[1:] if node.kind is Kind.MEASURE and not node.head else node.children
        for child in below:
            yield from self._outline(child, depth + 1)
