"""The search index of reports: the text of every line once, cut into the pieces that results link to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from generator.edition.edition import Edition
from generator.model.pages import COVER, PAGED, Page, split_into_pages
from generator.model.report import Kind, Node
from generator.search.normal import spaced, variant_pairs
from generator.text.span import Span
from generator.text.variants import simplified

FORMAT = 1
"""Version of the index's layout; engine.js reads this one."""


Piece = tuple[str, str, int, int]
"""A heading or paragraph, or a part of one: (text, anchor, index of its unit, 1 for a heading and else 0)."""


@dataclass(slots=True)
class Index:
    """The index of a site; `as_dict` is what the browser reads."""

    pages: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    """Each page as (address, title, titles of the pages above it)."""
    units: list[tuple[str, int]] = field(default_factory=list)
    """Each unit as (label, index of its page).

    A unit is an item, or another stretch of text in which all words of a query must stand together.
    """
    lines: list[list[Piece]] = field(default_factory=list)
    """The lines of the reports, each as its pieces in order, which joined are the line."""

    def as_dict(self) -> dict[str, Any]:
        """Return the index as JSON values, in the frame that Material's search box hands to its worker."""
        text = {character for line in self.lines for piece in line for character in piece[0]}
        plain = set(spaced("".join(sorted(text)), simplified()))
        return {"config": {"lang": ["zh"], "format": FORMAT, "variants": variant_pairs(plain)}, "docs": self.docs}

    @property
    def docs(self) -> dict[str, Any]:
        """The part of `as_dict` that does not depend on other reports."""
        return {"pages": self.pages, "units": self.units, "lines": self.lines}

    def as_text(self) -> str:
        """Return `docs` as JSON: the file of a report's own index."""
        return json.dumps(self.docs, ensure_ascii=False, separators=(",", ":"))

    def at(self, address: Callable[[str], str]) -> Index:
        """Return the same index with other addresses of pages: `address` maps an old address to the new one."""
        return Index([(address(url), title, above) for url, title, above in self.pages], self.units, self.lines)

    @staticmethod
    def from_text(text: str) -> Index:
        """Return the index that `as_text` wrote."""
        docs = json.loads(text)
        return Index(
            [(address, title, tuple(above)) for address, title, above in docs["pages"]],
            [(label, page) for label, page in docs["units"]],
            [[(text, anchor, unit, heading) for text, anchor, unit, heading in line] for line in docs["lines"]],
        )


def merged(indices: Iterable[Index]) -> Index:
    """Return one index of several, in their order: the same as `build_index` makes of all their reports at once."""
    whole = Index()
    for index in indices:
        pages, units = len(whole.pages), len(whole.units)
        whole.pages += index.pages
        whole.units += ((label, pages + page) for label, page in index.units)
        whole.lines += (
            [(text, anchor, units + unit, heading) for text, anchor, unit, heading in line] for line in index.lines
        )
    return whole


def build_index(reports: Iterable[tuple[str, Edition]], address: str = "{slug}/{page}/") -> Index:
    """Return the index of (slug, edition) pairs.

    `address` is the pattern of a page's address, from which `index/` is dropped for covers.
    """
    index = Index()
    for slug, edition in reports:
        _Indexer(index, slug, edition, address).run()
    return index


class _Indexer:
    """Adds a report to an index."""

    def __init__(self, index: Index, slug: str, edition: Edition, address: str) -> None:
        self.index = index
        self.slug = slug
        self.edition = edition
        self.address = address
        self._line: list[Piece] = []
        self._number = 0
        self._end = 0

    def run(self) -> None:
        """Add the report's pages in reading order: title and preamble first, the closing last."""
        report = self.edition.report
        cover, *sections = split_into_pages(report)
        at = self._page(cover)
        for node in (*report.front, *(node for node in report.sections if node.kind not in PAGED)):
            self._add(node, cover, at, None)
        for page in sections:
            place = self._page(page)
            assert page.node is not None  # only the cover has no node
            unit = self._unit(self.edition.label(page.node), place)
            self._heading(page.node, page, unit)
            for child in page.node.children:
                if child.kind not in PAGED:
                    self._add(child, page, place, unit)
        for node in report.closing:
            self._add(node, cover, at, None)
        self._flush()

    def _page(self, page: Page) -> int:
        title = self.edition.label(page.node) if page.node else self.edition.title
        above = (self.edition.title, *map(self.edition.label, page.ancestors)) if page.node else ()
        address = self.address.format(slug=self.slug, page=page.name).replace(f"{COVER}/", "")
        self.index.pages.append((address, title, above))
        return len(self.index.pages) - 1

    def _unit(self, label: str, page: int) -> int:
        self.index.units.append((label, page))
        return len(self.index.units) - 1

    def _add(self, node: Node, page: Page, place: int, unit: int | None) -> None:
        """Add a node and all below it; an item opens a unit, and so does each node outside of sections."""
        if node.kind in {Kind.ITEM, Kind.ENTRY} or unit is None:
            label = "" if node.kind is Kind.TITLE or not node.head else self.edition.label(node)
            unit = self._unit(label, place)
        if node.head:
            self._heading(node, page, unit)
        elif node.kind is Kind.TITLE:
            joins = node.span != self.edition.report.source.title[0].span
            self._piece(node.span, "title", unit, heading=True, joins=joins)
        elif node.kind is Kind.ROW:
            for cell in node.children:
                if cell.pieces:
                    self._piece(cell.span, page.anchor(node), unit)
            return
        elif not node.children:
            self._piece(node.span, page.anchor(node), unit)
        for at, child in enumerate(node.children):
            if node.kind is Kind.MEASURE and not node.head and at == 0:
                self._piece(child.span, page.anchor(node), unit)
            else:
                self._add(child, page, place, unit)

    def _heading(self, node: Node, page: Page, unit: int) -> None:
        if node.head:
            self._piece(node.head, page.anchor(node), unit, heading=True)

    def _piece(self, span: Span, anchor: str, unit: int, *, heading: bool = False, joins: bool = False) -> None:
        """Add a piece to the current line, or to a new one; the further lines of a title are one line (`joins`)."""
        source = self.edition.report.source
        number = source.place(span.start)[0]
        gap = source.text[self._end : span.start]
        if not joins and (number != self._number or gap.strip()):
            self._flush()
        if self._line and gap and not joins:
            text, before, of, kind = self._line[-1]
            self._line[-1] = (f"{text} ", before, of, kind)
        self._line.append((self.edition.text(span), anchor, unit, int(heading)))
        self._number, self._end = number, span.end

    def _flush(self) -> None:
        if self._line:
            self.index.lines.append(self._line)
            self._line = []
