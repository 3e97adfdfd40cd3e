"""The sentences of a report, each within one paragraph or heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.facts.fields import with_colons
from generator.model.report import Node, Report
from generator.text.quotes import curled
from generator.text.sentences import split_sentences
from generator.text.spacing import ClosedUp, closed_up
from generator.text.span import Span

_VARIANTS = dict(zip("‐‑‒﹣−─〜∼⁓﹝﹞", "-----—~~~〔〕", strict=True))
"""Marks that look like another one and are typed for it."""
_VARIANT = re.compile(f"[{''.join(_VARIANTS)}]")


def as_read(report: Report) -> ClosedUp:
    """Return a report's folded text as facts are looked for in it: one kind of quotation mark, dash and bracket.

    Labels of fields have colons. It lacks the blanks around numbers and marks, and all invisible characters.
    """
    return _as_read(report.source.folded)


@lru_cache(maxsize=2)  # Each kind of facts asks for the same text.
def _as_read(folded: str) -> ClosedUp:
    return closed_up(with_colons(curled(_VARIANT.sub(lambda mark: _VARIANTS[mark[0]], folded))))


def sentences_of(report: Report) -> Iterator[Span]:
    """Yield the spans of all sentences in reading order, numbering excluded."""
    for node in report.walk():
        yield from sentences_of_node(report, node)


def first_sentence(report: Report, node: Node) -> Span:
    """Return the span of the first sentence in a node or below it, numbering excluded; the node's if it has none."""
    return next((sentence for below in node.walk() for sentence in sentences_of_node(report, below)), node.span)


def sentences_of_node(report: Report, node: Node) -> Iterator[Span]:
    """Yield the spans of the sentences of a node's own text, numbering excluded."""
    for piece in node.pieces:
        start = node.marker.end if node.marker and piece.start == node.marker.start else piece.start
        text = report.source.fold(Span(start, piece.end))
        for sentence in split_sentences(text):
            yield Span(start + sentence.start, start + sentence.end)
