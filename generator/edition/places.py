"""Where a node or a fact stands in the site: its page and anchor."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.edition.edition import Edition
from generator.facts.annotate import within
from generator.model.pages import COVER, PAGED, anchor_on
from generator.model.report import Kind, Node, Report
from generator.text.spacing import excerpt
from generator.text.span import Span

_ENDS = "、.．,，:： "
"""What may close a number: `2.` is 2 where it is named."""
_NAME = 8
"""Characters of a heading without a number, where it is named."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a report's pages."""

    page: Node | None
    """None for the cover."""
    anchor: str
    """Empty for the page itself."""
    path: tuple[Node, ...] = ()
    """The node with that anchor and those above it, top first."""

    @property
    def markdown(self) -> str:
        """The address in a Markdown link of the same folder."""
        return f"{self.page.id if self.page else COVER}.md" + (f"#{self.anchor}" if self.anchor else "")

    @property
    def address(self) -> str:
        """The address below the report's own, where a page is a folder."""
        return self.address_in(flat=False)

    def address_in(self, *, flat: bool) -> str:
        """Return the address below the report's own, of a site in which pages are files if it is `flat`."""
        page = f"{self.page.id}{'.html' if flat else '/'}" if self.page else f"{COVER}.html" if flat else ""
        return page + (f"#{self.anchor}" if self.anchor else "")

    @property
    def code(self) -> str:
        """Page and anchor as they are written beside its name: `p2t1f1 #i2`."""
        return " ".join(filter(None, (self.page.id if self.page else "", f"#{self.anchor}" if self.anchor else "")))


def place_of(report: Report, span: Span) -> Place:
    """Return the place of the smallest addressed node that holds a span; a node's own is that of its heading."""
    page: Node | None = None
    found: Node | None = None
    path: list[Node] = []
    below: tuple[Node, ...] = report.tops
    while node := _holder(below, span):
        page = node if node.kind in PAGED else page
        found = node if node.id else found
        path.append(node)
        # A measure's first paragraph is the measure itself; a row's cells have no address of their own.
        first = node.kind is Kind.MEASURE and not node.head and node.children
        below = () if node.kind is Kind.ROW or (first and within(span, first[0])) else node.children
    if found is None or found is page:
        return Place(page, "", tuple(path))
    if found.kind is Kind.TITLE:
        # A title of several lines is one heading.
        found = next(node for node in report.tops if node.kind is Kind.TITLE)
    return Place(page, anchor_on(page.id if page else "", found.id), tuple(path))


def name_of(edition: Edition, place: Place) -> str:
    """Return what a place is called, by the numbers above it: `二（一）2`; 封面 for what no number stands above."""
    return "".join(_numbers(edition, place.path)).strip() or "封面"


def _numbers(edition: Edition, path: tuple[Node, ...]) -> Iterator[str]:
    in_annex = False
    for at, node in enumerate(path):
        if node.kind is Kind.THEME and not _needed(edition, path[:at], path[at + 1 :]):
            continue
        if node.marker:
            apart = node.kind is Kind.MEASURE or in_annex  # 附件2 1, which is no 附件21
            yield (" " if apart else "") + edition.text(node.marker).strip().rstrip(_ENDS)
        elif node.kind in PAGED and node.head:
            yield f"“{excerpt(edition.text(node.head), _NAME)}”"
        in_annex = node.kind is Kind.ANNEX


def _needed(edition: Edition, above: tuple[Node, ...], below: tuple[Node, ...]) -> bool:
    """Say whether a theme must be named: nothing stands below it on the way, or the same number stands in another."""
    if not above or not below or not below[0].marker:
        return True
    return edition.numbers_below(above[-1])[edition.text(below[0].marker)] > 1


def _holder(nodes: tuple[Node, ...], span: Span) -> Node | None:
    """Return the node among siblings, which stand in reading order, that holds a span; looked for by halves."""
    at = bisect_right(nodes, span.start, key=lambda node: node.span.start)
    while at and nodes[at - 1].span.start == nodes[at - 1].span.end < span.start:
        at -= 1  # a cell without text
    return nodes[at - 1] if at and within(span, nodes[at - 1]) else None
