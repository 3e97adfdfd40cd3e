"""The units of a report: the headings, paragraphs and table rows that readers can cite, each with its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.edition.edition import Edition
from generator.model.pages import COVER, PAGED, anchor_on
from generator.model.report import Kind, Node
from generator.text.spacing import solid

_NAMED = frozenset({Kind.TITLE, Kind.CONTACT, Kind.NOTICE, Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT, Kind.ROW})
"""The kinds whose units are compared only with units of the same kind, from one version to the next."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading, a paragraph or a row of a table."""

    id: str
    """Id of its node."""
    kind: Kind
    """Kind of its node."""
    page: str
    """Name of the page that it stands on."""
    anchor: str
    """Its anchor on that page."""
    text: str
    """Its text as shown."""
    key: str
    """Its text without number and white space, by which it is recognised after a renumbering."""
    paged: bool
    """Whether it is the heading of a page."""
    above: tuple[str, ...]
    """Ids of the nodes that it is part of, the topmost first, its own last."""

    @property
    def category(self) -> str:
        """Only units of the same category are compared: `page` for headings of pages, a kind's name, or `text`."""
        return "page" if self.paged else str(self.kind) if self.kind in _NAMED else "text"

    @property
    def characters(self) -> str:
        """The text without white space."""
        return solid(self.text)


def units_of(edition: Edition) -> tuple[Unit, ...]:
    """Return the units of a report in reading order."""
    report = edition.report
    return tuple(unit for node in report.tops for unit in _Walk(edition).below(node, "", ()))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walks the tree of an edition's report and yields its units."""

    edition: Edition

    def below(self, node: Node, page: str, above: tuple[str, ...]) -> Iterator[Unit]:
        """Yield the units of a node and all below it; `page` is the id of the page that it stands on."""
        page = node.id if node.kind in PAGED else page
        above = (*above, node.id)
        children = node.children
        if node.kind is Kind.ROW:
            cells = [self.edition.text(cell.span) for cell in children]
            yield from self._unit(node, page, above, "；".join(filter(None, cells)))
            return
        if node.head:
            yield from self._unit(node, page, above, self.edition.text(node.head))
        elif node.kind is Kind.MEASURE:
            first, *others = children or (node,)
            yield from self._unit(node, page, above, self.edition.text(first.span))
            children = tuple(others)
        elif not children:
            yield from self._unit(node, page, above, self.edition.text(node.span))
        for child in children:
            yield from self.below(child, page, above)

    def _unit(self, node: Node, page: str, above: tuple[str, ...], text: str) -> Iterator[Unit]:
        if not text:
            return
        key = solid(text.removeprefix(self.edition.text(node.marker)))
        anchor = anchor_on(page, node.id)
        yield Unit(node.id, node.kind, page or COVER, anchor, text, key, node.kind in PAGED, above)
