"""The tree cut into pages: a cover, a page a part, theme, finding and annex, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.report import Kind, Node, Report

PAGED = frozenset({Kind.PART, Kind.THEME, Kind.FINDING, Kind.ANNEX})
"""The kinds of node that have a page of their own."""

COVER = "index"
FULL = "full"
PROOF = "proof"
"""The page that tells readers what was compared."""
EXTRACTED = "text.txt"
"""The text that was read out of a source in another format, a line a paragraph, beside the pages."""
LEDGER = "ledger"
FIGURES = "figures"
DOCUMENTS = "documents"
TIMELINE = "timeline"
EARLIER = "earlier"
"""The page that sets a report's problems beside those of the same body's report before it, where there is one."""
CHANGES = "changes"
"""The page that sets a report's versions beside each other, where it was corrected."""
VERSIONS = "versions"
"""The folder of a report's earlier versions, each in one of its own: `versions/1`."""
MOVED = "was-"
"""Begins the anchor of a paragraph that a correction moved here from another page: `was-p1d3`."""
_OPENS = frozenset("ptfimdbrcuaens")
"""The letters with which the part of an id below its page can begin: p for a part, t for a theme (outline/ids.py)."""
BESIDE = (LEDGER, EARLIER, FIGURES, DOCUMENTS, TIMELINE, PROOF)
"""The pages of which every word is added, in the order in which they are listed."""
RECEIPT = ".receipt.jsonl"
"""The receipt's name in the folder of a built report, and at the top of the site for the pages around the reports.

Its first line has the bytes of each file of the build, by path in the folder; receipt.py tells of the others.
"""
NAMED = (".pdf", "-large.pdf", ".html", "-offline.zip", ".bib", ".ris")
"""Ends of the files of a report that are called after its address, in the order in which readers are told of them."""
HOSTING = "_hosting"
"""The folder in which the site keeps what its web server reads."""
HIDDEN = ("_headers", "_redirects", "web.config")
"""The files at the top of the site that its web server reads; like the folder they are for no reader."""
COPIES = (".gz", ".br")
"""Ends of the compressed copies beside a site's files."""
ARTICLE = "article.md-content__inner"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a report."""

    name: str
    """File name without ending: `index`, or the node's id."""
    node: Node | None
    """None for the cover."""
    ancestors: tuple[Node, ...] = ()
    """The nodes above, top first; the cover is not among them."""
    previous: str | None = None
    """Name of the page before in reading order."""
    next: str | None = None
    """Name of the page after in reading order."""

    def anchor(self, node: Node) -> str:
        """Return the id that a node of this page has on it: its own id without the page's."""
        return anchor_on(self.node.id if self.node else "", node.id)


def anchor_on(page: str, identifier: str) -> str:
    """Return the id that a node has on the page of the node `page`, empty for the cover and for a page of all.

    It is the node's own without the page's. A correction may move a paragraph, which keeps its id, to another page:
    there the whole of it stands, after a word that keeps it apart from what the page has of its own.
    """
    if identifier == page or not page:
        return identifier
    rest = identifier.removeprefix(page)
    return rest if rest != identifier and rest[0] in _OPENS else f"{MOVED}{identifier}"


def page_file(folder: Path, name: str) -> Path:
    """Return the file of a page in a built report's folder: `full.html` where addresses are flat, `full/index.html`."""
    flat = folder / f"{name}.html"
    return flat if flat.is_file() else folder / name / "index.html"


def own_children(node: Node) -> tuple[Node, ...]:
    """Return the children that stand on the node's own page."""
    return tuple(child for child in node.children if child.kind not in PAGED)


def paged_children(node: Node) -> tuple[Node, ...]:
    """Return the children that have pages of their own; they come after the others."""
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
