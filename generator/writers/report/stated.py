"""The label below the heading of an item or a finding: its stated status, and the sentences that state it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.edition.edition import Edition
from generator.edition.words import WORDS, counts_of
from generator.model.report import Kind, Node

_LABELLED = frozenset({Kind.ITEM, Kind.FINDING, Kind.ENTRY})
"""Kinds of node that may have a label; a measure is told of in that of its item."""


def label(edition: Edition, node: Node) -> Iterator[str]:
    """Yield the label of a node as HTML: its stated status, and the sentences that state it.

    Labelled are items, findings that are rows of the ledger themselves, and annex entries with a status. What is
    numbered in such a finding are its fields (1.整改目标), which have no label.
    """
    if node.kind not in _LABELLED or node.id not in edition.facts.stated:
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
