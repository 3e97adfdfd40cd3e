"""The sentences of a report, each within one paragraph or heading."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.report import Node, Report
from generator.text.sentences import split_sentences
from generator.text.span import Span


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
