"""The whole report on one page."""

from __future__ import annotations

from generator.edition.edition import Edition
from generator.model.pages import FULL
from generator.model.report import Node
from generator.writers.markdown.common import common
from generator.writers.markdown.frontmatter import front_matter
from generator.writers.report.body import blocks
from generator.writers.report.corrections import gone_from, notice
from generator.writers.report.cover import DOWNLOADS, opening


def write_full(edition: Edition, slug: str) -> str:
    """Return the Markdown of the full page; the level of a heading is its depth in the tree."""
    report = edition.report
    body = whole_text(edition, below_title=[*notice(edition, FULL), DOWNLOADS])
    body.extend(gone_from(edition, FULL))
    values = {
        "title": f"{edition.title}（全文）",
        "number": None,
        "kind": FULL,
        **common(edition, slug),
        "path": [],
        "description": f"{edition.title}全文，一页读完、打印或存档。",
        "source_lines": [report.source.lines[0].number, report.source.lines[-1].number],
        "previous": None,
        "next": None,
        "search": {"exclude": True},
    }
    return front_matter(values) + "\n\n".join(body) + "\n"


def whole_text(edition: Edition, *, below_title: list[str]) -> list[str]:
    """Return the blocks of the whole report, with the blocks `below_title` inserted after its title."""
    title, preamble = opening(edition, _whole)
    body = [*title, *below_title, *preamble]
    for node in edition.report.sections:
        body.extend(blocks(edition, node, 2, _whole))
    if edition.report.closing:
        body.append('<section class="closing" markdown>')
        for node in edition.report.closing:
            body.extend(blocks(edition, node, 2, _whole))
        body.append("</section>")
    for node in edition.report.annexes:
        body.extend(blocks(edition, node, 2, _whole))
    return body


def _whole(node: Node) -> str:
    return node.id
