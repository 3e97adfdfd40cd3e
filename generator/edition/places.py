"""Where a node or a fact stands in the site: its page and anchor."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from generator.facts.annotate import within
from generator.model.pages import COVER, PAGED, anchor_on
from generator.model.report import Kind, Node, Report
from generator.text.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a report's pages."""

    page: Node | None
    """None for the cover."""
    anchor: str
    """Empty for the page itself."""

    @property
    def markdown(self) -> str:
        """The address in a Markdown link of the same folder."""
        return f"{self.page.id if self.page else COVER}.md" + (f"#{self.anchor}" if self.anchor else "")

    @property
    def address(self) -> str:
        """The address below the report's own."""
        return (f"{self.page.id}/" if self.page else "") + (f"#{self.anchor}" if self.anchor else "")


def place_of(report: Report, span: Span) -> Place:
    """Return the place of the smallest addressed node that holds a span; a node's own is that of its heading."""
    page: Node | None = None
    found: Node | None = None
    below: tuple[Node, ...] = report.tops
    while node := _holder(below, span):
        page = node if node.kind in PAGED else page
        found = node if node.id else found
        # A measure's first paragraph is the measure itself; a row's cells have no address of their own.
        first = node.kind is Kind.MEASURE and not node.head and node.children
        below = () if node.kind is Kind.ROW or (first and within(span, first[0])) else node.children
    if found is None or found is page:
        return Place(page, "")
    return Place(page, anchor_on(page.id if page else "", found.id))


def _holder(nodes: tuple[Node, ...], span: Span) -> Node | None:
    """Return the node among siblings, which stand in reading order, that holds a span; looked for by halves."""
    at = bisect_right(nodes, span.start, key=lambda node: node.span.start)
    while at and nodes[at - 1].span.start == nodes[at - 1].span.end < span.start:
        at -= 1  # a cell without text
    return nodes[at - 1] if at and within(span, nodes[at - 1]) else None
