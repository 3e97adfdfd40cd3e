"""Indexes the pages that people wrote beside the reports.

They have an index of their own: a quotation is checked against reports alone, while a search from the command line
finds these pages as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.search.index import Index
from generator.settings.project import Project, is_source
from generator.writers.markdown.frontmatter import is_generated

_EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc", "admonition", "fenced_code", "def_list")
"""Markdown extensions with which a page is read; the syntax of any other is indexed as text."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ", ".join((*_HEADINGS, "p", "li", "td", "th", "dt", "dd", "pre", "figcaption", "summary"))


def own_pages(project: Project) -> Index:
    """Return the index of all Markdown pages that people wrote, except the home page."""
    index = Index()
    reports = project.folders()
    for path in sorted(project.docs.rglob("*.md")):
        name = path.relative_to(project.docs)
        if name.as_posix() == "index.md" or any(part.startswith(".") for part in name.parts) or is_source(path.name):
            continue
        if len(name.parts) > 1 and name.parts[0] in reports:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if not is_generated(text):
            _add(index, text, _address(name))
    return index


def _address(name: Path) -> str:
    page = name.with_suffix("").as_posix()
    folder, _, last = page.rpartition("/")
    if last in {"index", "README"}:
        return f"{folder}/"
    return f"{page}/"


def _add(index: Index, text: str, address: str) -> None:
    """Add a page to an index: each heading opens a unit, each block of text is a line."""
    body = text.partition("\n---\n")[2] if text.startswith("---\n") else text
    tree = LexborHTMLParser(Markdown(extensions=list(_EXTENSIONS)).convert(body))
    first = tree.css_first("h1")
    title = _words(first.text()) if first else address.strip("/")
    index.pages.append((address, title, ()))
    page, anchor = len(index.pages) - 1, ""
    index.units.append((title, page))
    for node, words in _blocks(tree):
        heading = node.tag in _HEADINGS
        if heading:
            anchor = node.attributes.get("id") or ""
            index.units.append((words, page))
        index.lines.append([(words, anchor, len(index.units) - 1, int(heading))])


def _blocks(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Yield each block element that has words of its own, with these words, in reading order."""
    for node in tree.css(_BLOCKS):
        whole = not any(node.css(_BLOCKS)[1:])  # css() finds the node itself, too
        if words := _words(node.text(deep=whole)):
            yield node, words


def _words(text: str) -> str:
    return " ".join(text.replace("¶", "").split())
