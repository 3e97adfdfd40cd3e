"""A report as read: the tree of its parts, findings, items and measures, immutable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.model.messages import Message
from generator.model.source import Source
from generator.text.spacing import excerpt, squeeze, unspaced
from generator.text.span import Span


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
    ANNEX = "annex"
    """What is attached below the report: 附件1, 名词解释."""
    ENTRY = "entry"
    """Whatever is numbered in an annex; it is none of the report's parts, items or measures."""


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
    group: int | None = None
    """What stands before the point of a number of two: 2 of 项目2.1."""
    rows: int = 1
    """Rows that a cell takes, as far as its table goes: over 1 where it is merged."""
    columns: int = 1
    """Columns that a cell takes."""
    origin: Span | None = None
    """Of a cell that a merged one covers: the words of that one, which are this one's as well; its own are none."""

    def walk(self) -> Iterator[Node]:
        """Yield the node and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def said(self) -> Span:
        """The words that a cell says: its own, or those of the merged cell that covers it."""
        return self.origin or self.span

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
    annexes: tuple[Node, ...] = ()
    """What is attached, with its own numbering; it stands after the closing."""
    warnings: tuple[Message, ...] = ()

    @property
    def tops(self) -> tuple[Node, ...]:
        """The nodes that stand under no other, in reading order."""
        return (*self.front, *self.sections, *self.closing, *self.annexes)

    def walk(self) -> Iterator[Node]:
        """Yield every node in reading order, those of annexes included."""
        for node in self.tops:
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
        for node in self.tops:
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
