"""Front-matter and frame of added pages (ledger, timeline and the like), none of whose words are the report's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.edition.edition import Edition
from generator.writers.markdown.common import common
from generator.writers.markdown.frontmatter import front_matter


@dataclass(frozen=True, slots=True)
class Added:
    """The kind, title and description of an added page."""

    kind: str
    """The page's kind in its front-matter, which is also the CSS class of its frame."""
    title: str
    description: str


def added_page(edition: Edition, slug: str, page: Added, blocks: Iterable[str]) -> str:
    """Return the Markdown of an added page: front-matter, title, and `blocks` in a frame marked `data-added`."""
    values = {
        "title": page.title,
        "number": None,
        "kind": page.kind,
        **common(edition, slug),
        "path": [],
        "description": f"{edition.title}：{page.description}",
        "source_lines": None,
        "previous": None,
        "next": None,
        "search": {"exclude": True},
    }
    body = [
        f"# {page.title} {{: #title data-added }}",
        f'<div class="{page.kind}" data-added markdown>',
        *blocks,
        "</div>",
    ]
    return front_matter(values) + "\n\n".join(body) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a Markdown table as a list of one block; empty if there are no rows.

    Numbers are aligned by the style sheet: Markdown would put a style into every cell.
    """
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return []
    rule = " | ".join("---" for _ in head)
    return ["\n".join([f"| {' | '.join(head)} |", f"| {rule} |", *lines])]
