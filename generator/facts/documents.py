"""Documents cited in 《》; a citation inside another belongs to the outer one's title."""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts.fact import Document
from generator.model import Report, Span


def find_documents(report: Report) -> tuple[Document, ...]:
    """Return the citations of a report in reading order; a mark without its partner cites nothing."""
    return tuple(document for node in report.walk() for piece in node.pieces for document in _citations(report, piece))


def _citations(report: Report, piece: Span) -> Iterator[Document]:
    opened: list[int] = []
    found: list[Document] = []
    for offset, character in enumerate(report.source[piece], piece.start):
        if character == "《":
            opened.append(offset)
        elif character == "》" and opened:
            start = opened.pop()
            # What this pair holds is part of its title; an outer 《 that never closes must not swallow it.
            found = [document for document in found if document.span.end <= start]
            if offset > start + 1:
                found.append(Document(Span(start, offset + 1), Span(start + 1, offset)))
    yield from found
