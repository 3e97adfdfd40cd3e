"""The label below an item's heading: its stated status, and the sentences of the report that state it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.edition.edition import Edition
from generator.edition.words import WORDS, counts_of
from generator.model.report import Kind, Node


def label(edition: Edition, node: Node) -> Iterator[str]:
    """Yield the label of an item as HTML: its stated status, and the sentences that state it.

    Nothing is yielded for a node that is neither an item nor an annex entry with a status.
    """
    if node.kind is not Kind.ITEM and not (node.kind is Kind.ENTRY and node.id in edition.facts.stated):
        return
    stated = edition.stated(node)
    counts = counts_of(stated)
    told = f"；措施 {sum(stated.measures.values())}：{counts}" if counts else ""
    name = f'<b class="status status--{stated.status}">{WORDS[stated.status]}</b>'
    if stated.set_by_publisher:
        source = f"发布单位标注：{escape(edition.plain(stated.set_by_publisher))}"
        yield f'<p class="stated" data-added>{name}<span>{source}</span></p>'
    elif not stated.statements:
        yield f'<p class="stated" data-added>通报所述：{name}{told}</p>'
    else:
        quotes = "".join(f"<q>{escape(sentence)}</q>" for sentence in edition.evidence(stated))
        yield f'<details class="stated" data-added><summary>通报所述：{name}{told}</summary>{quotes}</details>'
