"""A report's part of the site's navigation, as YAML that the MkDocs plugin reads."""

from __future__ import annotations

import sys

import yaml

from generator.edition.edition import Edition
from generator.edition.history import history_of
from generator.model.pages import BESIDE, CHANGES, COVER, EARLIER, FULL, PAGED
from generator.model.report import Node

NAVIGATION = ".nav.yml"
"""The file in a report's folder that lists its pages; MkDocs does not publish files whose name begins with a dot."""
_NOTE = "# Written by `gongkai convert`: the report's pages in the site's navigation.\n"


def write_navigation(edition: Edition, slug: str) -> str:
    """Return the navigation of a report as YAML: its title with its pages, nested as in the tree, then added pages."""
    below = [
        _entry(slug, edition, node)
        for node in (*edition.report.sections, *edition.report.annexes)
        if node.kind in PAGED
    ]
    names = [name for name in (FULL, *BESIDE) if name != EARLIER or edition.series.before]
    beside: list[object] = [f"{slug}/{name}.md" for name in names]
    history = history_of(edition)
    if history.earlier:
        versions = [f"{slug}/{version.folder}/{COVER}.md" for version in reversed(history.earlier)]
        beside.insert(1, {"更正对照": [f"{slug}/{CHANGES}.md", *versions]})
    beside.extend(f"{slug}/{name}.md" for name in history.gone_pages)
    pages = {edition.title: [f"{slug}/{COVER}.md", *below, *beside]}
    return _NOTE + yaml.safe_dump(pages, allow_unicode=True, sort_keys=False, width=sys.maxsize)


def _entry(slug: str, edition: Edition, node: Node) -> object:
    page = f"{slug}/{node.id}.md"
    below = [_entry(slug, edition, child) for child in node.children if child.kind in PAGED]
    return {edition.label(node): [page, *below]} if below else page
