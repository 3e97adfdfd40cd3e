"""The site's navigation, as data that mkdocs.yml takes in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

import yaml

from generator.model import Node
from generator.pages import BESIDE, COVER, FULL, PAGED
from generator.writers.display import Display

_NOTE = "# Written by `gongkai convert`; mkdocs.yml takes it in with INHERIT.\n"


def write_navigation(pages: Iterable[str], reports: Mapping[str, Display]) -> str:
    """Return the navigation YAML: home, the hand-written `pages`, then the reports by slug."""
    nav: list[object] = [f"{COVER}.md", *pages]
    for slug, display in reports.items():
        below = [_entry(slug, display, node) for node in display.report.sections if node.kind in PAGED]
        nav.append(
            {
                display.title: [
                    f"{slug}/{COVER}.md",
                    *below,
                    f"{slug}/{FULL}.md",
                    *(f"{slug}/{name}.md" for name in BESIDE),
                ]
            }
        )
    return _NOTE + yaml.safe_dump({"nav": nav}, allow_unicode=True, sort_keys=False, width=sys.maxsize)


def _entry(slug: str, display: Display, node: Node) -> object:
    page = f"{slug}/{node.id}.md"
    below = [_entry(slug, display, child) for child in node.children if child.kind in PAGED]
    return {display.label(node): [page, *below]} if below else page
