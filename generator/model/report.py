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
    """A text attached below the report's signature: 附件1, 名词解释."""
    ENTRY = "entry"
    """Anything numbered in an annex; it does not count as a part, item or measure of the report."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the report's tree.

    A leaf (a node without children) is the text of its whole `span`, which lies in one line of the source.
    Every other node consists of its `head`, if it has one, and of its children, in source order.
    """

    kind: Kind
    span: Span
    """The whole node: heading, text and everything below it."""
    line: int
    """1-based line of the source at which the node starts."""
    number: int | None = None
    """The node's number in its sequence, as written; None if it has none."""
    marker: Span | None = None
    """The numbering as written: `一、`, `（二）`, `3.`, `一是`."""
    head: Span | None = None
    """The whole heading: marker, title and closing mark; the marker alone if there is no title."""
    title: Span | None = None
    """The heading's words, without marker and closing mark."""
    children: tuple[Node, ...] = ()
    id: str = ""
    """The node's id, ASCII, made of the numbering alone and unique in the report: `p2t1f5i1` (outline/ids.py)."""
    group: int | None = None
    """The first part of a two-part number: 2 of 项目2.1; else None."""
    rows: int = 1
    """Row span of a cell, never beyond the end of its table: over 1 for a merged cell."""
    columns: int = 1
    """Column span of a cell."""
    origin: Span | None = None
    """For a cell covered by a merged one: the span of the merged cell's words; the covered cell's own span is empty."""

    def walk(self) -> Iterator[Node]:
        """Yield the node and all nodes below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def measures(self) -> tuple[Node, ...]:
        """The measures below the node, as they are counted: (1) with ① and ② below it counts as those two."""
        found: list[Node] = []
        for child in self.children:
            found.extend(child.measures or ((child,) if child.kind is Kind.MEASURE else ()))
        return tuple(found)

    @property
    def said(self) -> Span:
        """The span of the words that hold for a cell: its own, or those of the merged cell that covers it."""
        return self.origin or self.span

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The spans of text that belong to the node itself and not to its children: of a leaf all, else its head."""
        if self.span.start == self.span.end:
            return ()  # a blank cell
        if not self.children:
            return (self.head or self.span,)
        return (self.head,) if self.head else ()


@dataclass(frozen=True, slots=True)
class Report:
    """A rectification report: the whole tree, each node with its place in the source."""

    source: Source
    front: tuple[Node, ...] = ()
    """The title and the paragraphs before the first heading."""
    sections: tuple[Node, ...] = ()
    """The body: its parts, or whatever stands topmost in it."""
    closing: tuple[Node, ...] = ()
    """Contact, signature, date and the list of attachments at the end of the body."""
    annexes: tuple[Node, ...] = ()
    """The annexes, which have their own numbering and stand after the closing."""
    warnings: tuple[Message, ...] = ()
    """What the outline noticed, such as gaps in the numbering."""

    @property
    def tops(self) -> tuple[Node, ...]:
        """The nodes without a parent, in reading order."""
        return (*self.front, *self.sections, *self.closing, *self.annexes)

    def walk(self) -> Iterator[Node]:
        """Yield every node of the report, annexes included, in reading order."""
        for node in self.tops:
            yield from node.walk()

    def of(self, *kinds: Kind) -> list[Node]:
        """Return the nodes of the given kinds in reading order."""
        return [node for node in self.walk() if node.kind in kinds]

    @property
    def measures(self) -> list[Node]:
        """The measures of the report in reading order, as they are counted: one that holds others counts as those."""
        return [node for node in self.of(Kind.MEASURE) if not node.measures]

    def text(self, span: Span | None) -> str:
        """Return a span's text with each run of white space as one blank; empty for None."""
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
        """Yield the lines of the printed outline for a node and those below it, each with the offset of its node."""
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
        # The first child of a measure without a head is the paragraph with its marker, which is already shown.
        below = node.children[1:] if node.kind is Kind.MEASURE and not node.head else node.children
        for child in below:
            yield from self._outline(child, depth + 1)
