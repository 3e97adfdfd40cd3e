"""Contents lists: links to the headings below a page, as nested Markdown lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.edition.edition import Edition
from generator.model.pages import COVER, PAGED, anchor_on
from generator.model.report import Kind, Node
from generator.writers.markdown.escape import escape

_LISTED = PAGED | {Kind.ITEM}
_NAMED = frozenset({Kind.ENTRY})
"""Kinds of node that are listed too if their heading has words beside its number."""


def contents(
    edition: Edition, nodes: Iterable[Node], page: str = COVER, prefix: str = "", depth: int = 0
) -> Iterator[str]:
    """Yield the lines of a nested list of the nodes and all below them that have headings.

    `page` is the name of the page that shows the nodes without a page of their own, `prefix` the id of that page's
    node (empty for the cover).
    """
    for node in nodes:
        if not node.head or not (node.kind in _LISTED or (node.kind in _NAMED and node.title)):
            continue
        own = node.kind in PAGED
        target = f"{node.id}.md" if own else f"{page}.md#{anchor_on(prefix, node.id)}"
        yield f"{'    ' * depth}- [{escape(edition.label(node))}]({target})"
        below = (node.id, node.id) if own else (page, prefix)
        yield from contents(edition, node.children, *below, depth + 1)


def contents_block(lines: Iterable[str], label: str, title: str = "") -> list[str]:
    """Return the blocks of a `nav` element around the lines of a contents list; empty if there are no lines.

    A list without a `title` has the class `contents--own`: it lists what is below the page itself.
    """
    listed = "\n".join(lines)
    if not listed:
        return []
    css = "contents" if title else "contents contents--own"
    blocks = [f'<nav class="{css}" aria-label="{label}" data-added markdown>']
    if title:
        blocks.append(title)
    return [*blocks, listed, "</nav>"]
