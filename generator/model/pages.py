"""A report's tree cut into pages: a cover, then one page for each part, theme, finding and annex, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.report import Kind, Node, Report

PAGED = frozenset({Kind.PART, Kind.THEME, Kind.FINDING, Kind.ANNEX})
"""The kinds of node that have a page of their own."""

COVER = "index"
"""The report's first page."""
FULL = "full"
"""The page with the whole report."""
PROOF = "proof"
"""The page that shows readers the result of the proof: which outputs were compared with the source, and how."""
EXTRACTED = "text.txt"
"""The file beside the pages with the text extracted from a source in HTML, Word or PDF, one line for a paragraph."""
LEDGER = "ledger"
"""The page with the table of all problems (整改台账)."""
FIGURES = "figures"
"""The page with the figures that the report states."""
DOCUMENTS = "documents"
"""The page with the documents that the report cites."""
TIMELINE = "timeline"
"""The page with the dates that the report states, in order of time."""
EARLIER = "earlier"
"""The page that compares a report's problems with those of the same body's previous report, if there is one."""
CHANGES = "changes"
"""The page that compares the versions of a report that was corrected."""
VERSIONS = "versions"
"""The folder of a report's earlier versions, each in a folder of its own: `versions/1`."""
MOVED = "was-"
"""Prefix of the anchor of a paragraph that a correction moved here from another page: `was-p1d3`."""
_OPENS = frozenset("ptfimdbrcuaens")
"""The letters that can follow a page's own id in the id of a node on it: f in `p2f5` on page `p2` (outline/ids.py)."""
BESIDE = (LEDGER, EARLIER, FIGURES, DOCUMENTS, TIMELINE, PROOF)
"""The pages on which nothing is the report's own text, all of it added; in the order in which they are listed."""
RECEIPT = ".receipt.jsonl"
"""Name of the receipt in the folder of a built report, and at the top of the site for the pages around the reports.

Its first line has the size in bytes of each file of the build, by path; build/receipt.py documents the other lines.
"""
NAMED = (".pdf", "-large.pdf", ".html", "-offline.zip", ".bib", ".ris")
"""Endings of the files of a report that are named after its slug (`huadu-2021.pdf`), in the order of the downloads."""
HOSTING = "_hosting"
"""The folder of the site with the configuration files for its web server."""
HIDDEN = ("_headers", "_redirects", "web.config")
"""Configuration files at the top of the site for its web server; readers are not served them."""
STYLES = "assets/inline"
"""The folder, in the site or in a report's folder, of style sheets that stand in for style elements of pages."""
COPIES = (".gz", ".br")
"""Endings of the compressed copies beside a site's files."""
ARTICLE = "article.md-content__inner"
"""CSS selector of the element that holds a page's content in the theme's HTML."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a report."""

    name: str
    """File name without extension: `index` for the cover, else the node's id."""
    node: Node | None
    """The node whose page it is; None for the cover."""
    ancestors: tuple[Node, ...] = ()
    """The nodes above `node`, topmost first; the cover is not among them."""
    previous: str | None = None
    """Name of the previous page in reading order; None on the cover."""
    next: str | None = None
    """Name of the next page in reading order; None on the last page."""

    def anchor(self, node: Node) -> str:
        """Return the anchor of a node on this page: the node's id without the page's id at its beginning."""
        return anchor_on(self.node.id if self.node else "", node.id)


def anchor_on(page: str, identifier: str) -> str:
    """Return the anchor of the node with id `identifier` on the page of the node with id `page`.

    It is the node's id without the page's id at its beginning: `i1` for `p2f5i1` on page `p2f5`; the page's own heading
    keeps its id. `page` is empty for the cover and for the page of the whole report, on which the anchor is the whole
    id. A correction may move a paragraph, which keeps its id, to another page: its anchor there is `MOVED` and its id.
    """
    if identifier == page or not page:
        return identifier
    rest = identifier.removeprefix(page)
    return rest if rest != identifier and rest[0] in _OPENS else f"{MOVED}{identifier}"


def page_file(folder: Path, name: str) -> Path:
    """Return the file of a page in a built report's folder: `full.html` if that exists, else `full/index.html`."""
    flat = folder / f"{name}.html"
    return flat if flat.is_file() else folder / name / "index.html"


def own_children(node: Node) -> tuple[Node, ...]:
    """Return the children without pages of their own: they stand on the node's page."""
    return tuple(child for child in node.children if child.kind not in PAGED)


def paged_children(node: Node) -> tuple[Node, ...]:
    """Return the children that have pages of their own; in a report they follow those that have none."""
    return tuple(child for child in node.children if child.kind in PAGED)


def split_into_pages(report: Report) -> tuple[Page, ...]:
    """Return the pages of a report in reading order, the cover first."""
    pages = [Page(COVER, None)]
    for node in (*report.sections, *report.annexes):
        pages.extend(_pages(node, ()))
    names = [page.name for page in pages]
    before = [None, *names[:-1]]
    after = [*names[1:], None]
    return tuple(replace(page, previous=b, next=a) for page, b, a in zip(pages, before, after, strict=True))


def _pages(node: Node, ancestors: tuple[Node, ...]) -> Iterator[Page]:
    if node.kind not in PAGED:
        return
    yield Page(node.id, node, ancestors)
    for child in node.children:
        yield from _pages(child, (*ancestors, node))
