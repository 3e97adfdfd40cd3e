"""What MkDocs is told beside the Markdown: text is text, a report's own navigation, its reading order.

Functions of https://www.mkdocs.org/user-guide/configuration/#hooks; stateless, so that `mkdocs serve` may
build again and again.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

_PRINTED = ("title", "description", "report", "issuing_body", "number")
"""Front-matter that templates print as it is: a report may hold `<` and `&`."""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Escape the front-matter that templates print."""
    meta = page.meta
    for key in _PRINTED:
        if isinstance(meta.get(key), str):
            meta[key] = escape(meta[key])
    for above in meta.get("path") or ():
        above["title"] = escape(above["title"])
    return markdown


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """Escape the titles of the navigation's sections."""
    for item in nav.items:
        _escape_titles(item)
    return nav


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:  # noqa: ARG001
    """Give a page its own report's navigation, and neighbours by its front-matter."""
    top = page.ancestors[-1] if page.ancestors else None
    if isinstance(top, Section):
        items = list(top.children)
        by_name = {below.file.src_uri: below for below in _pages(top)}
        page.previous_page = _neighbour(page, "previous", by_name)
        page.next_page = _neighbour(page, "next", by_name)
    else:
        items = [next(_pages(item), item) if isinstance(item, Section) else item for item in nav.items]
        page.previous_page = page.next_page = None
    context["nav"] = Navigation(items, [nav.homepage] if nav.homepage else [])
    return context


def _escape_titles(item: StructureItem) -> None:
    if isinstance(item, Section):
        item.title = escape(item.title)
        for child in item.children:
            _escape_titles(child)


def _pages(section: Section) -> Iterator[Page]:
    """Yield the pages of a section and of those below it, in order."""
    for child in section.children:
        if isinstance(child, Section):
            yield from _pages(child)
        elif isinstance(child, Page):
            yield child


def _neighbour(page: Page, key: str, by_name: dict[str, Page]) -> Page | None:
    name = page.meta.get(key)
    return by_name.get(join(dirname(page.file.src_uri), name)) if isinstance(name, str) else None
