"""Find the place of a node or a fact in the site: its page and anchor."""

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
"""Punctuation that may follow a number and is left out when the number is quoted: `2.` is quoted as 2."""
_NAME = 8
"""Number of characters by which a heading without a number is quoted."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a report's pages."""

    page: Node | None
    """The node whose page it is; None for the cover."""
    anchor: str
    """Anchor on the page; empty for the page itself."""
    path: tuple[Node, ...] = ()
    """The nodes from the top down to the place."""

    @property
    def markdown(self) -> str:
        """The target of a Markdown link from the same folder: `p2t1f1.md#i2`."""
        return f"{self.page.id if self.page else COVER}.md" + (f"#{self.anchor}" if self.anchor else "")

    @property
    def address(self) -> str:
        """The address relative to the report's cover, in a site whose pages are folders: `p2t1f1/#i2`."""
        return self.address_in(flat=False)

    def address_in(self, *, flat: bool) -> str:
        """Return the address relative to the report's cover; with `flat`, pages are files: `p2t1f1.html#i2`."""
        page = f"{self.page.id}{'.html' if flat else '/'}" if self.page else f"{COVER}.html" if flat else ""
        return page + (f"#{self.anchor}" if self.anchor else "")

    @property
    def code(self) -> str:
        """Page and anchor as they are shown beside the place's name: `p2t1f1 #i2`."""
        return " ".join(filter(None, (self.page.id if self.page else "", f"#{self.anchor}" if self.anchor else "")))


def place_of(report: Report, span: Span) -> Place:
    """Return the place of the smallest node with an address that holds a span; for a node, pass its heading's span."""
    page: Node | None = None
    found: Node | None = None
    path: list[Node] = []
    below: tuple[Node, ...] = report.tops
    while node := _holder(below, span):
        page = node if node.kind in PAGED else page
        found = node if node.id else found
        path.append(node)
        # A measure's first paragraph has the address of the measure, and cells have that of their row.
        first = node.kind is Kind.MEASURE and not node.head and node.children
        below = () if node.kind is Kind.ROW or (first and within(span, first[0])) else node.children
    if found is None or found is page:
        return Place(page, "", tuple(path))
    if found.kind is Kind.TITLE:
        # A title of several lines is one heading, with one anchor.
        found = next(node for node in report.tops if node.kind is Kind.TITLE)
    return Place(page, anchor_on(page.id if page else "", found.id), tuple(path))


def name_of(edition: Edition, place: Place) -> str:
    """Return the name of a place, made of the numbers from the top down to it: `二（一）2`; 封面 if there are none."""
    return "".join(_numbers(edition, place.path)).strip() or "封面"


def _numbers(edition: Edition, path: tuple[Node, ...]) -> Iterator[str]:
    """Yield the parts of a place's name, from the top down: numbers, and headings of pages without a number."""
    in_annex = False
    for at, node in enumerate(path):
        if node.kind is Kind.THEME and not _needed(edition, path[:at], path[at + 1 :]):
            continue
        if node.marker:
            apart = node.kind is Kind.MEASURE or in_annex  # 附件2 1 must not read as 附件21.
            yield (" " if apart else "") + edition.text(node.marker).strip().rstrip(_ENDS)
        elif node.kind in PAGED and node.head:
            yield f"“{excerpt(edition.text(node.head), _NAME)}”"
        in_annex = node.kind is Kind.ANNEX


def _needed(edition: Edition, above: tuple[Node, ...], below: tuple[Node, ...]) -> bool:
    """Say whether a theme must be named in a place's name: the number below it is missing or occurs in other themes."""
    if not above or not below or not below[0].marker:
        return True
    return edition.numbers_below(above[-1])[edition.text(below[0].marker)] > 1


def _holder(nodes: tuple[Node, ...], span: Span) -> Node | None:
    """Return the node that holds a span, of siblings in reading order, by bisection; None if none does."""
    at = bisect_right(nodes, span.start, key=lambda node: node.span.start)
    while at and nodes[at - 1].span.start == nodes[at - 1].span.end < span.start:
        at -= 1  # Skip cells without text.
    return nodes[at - 1] if at and within(span, nodes[at - 1]) else None
