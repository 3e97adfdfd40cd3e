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

_MARKER = re.compile(
    r"(?:(?<![^\n])|(?<=[。;:,]))(?:[一二三四五六七八九十]{1,3}是(?!否)|[—–―]{1,3}|-{2,3}|[●•◆■▪◇□○])[ \u00a0]{0,2}"
)
"""Matches what opens a point within a text: 一是, ——, ●."""

_KEPT = 2_000
"""Length in characters up to which the sentences of a text are kept."""


def as_read(report: Report) -> ClosedUp:
    """Return a report's folded text as facts are looked for in it: one kind of quotation mark, dash and bracket.

    Labels of fields have colons. It lacks the blanks around numbers and marks, all invisible characters, and what
    opens a point (一是, ——).
    """
    return _as_read(report.source.folded)


@lru_cache(maxsize=2)  # Each kind of facts asks for the same text.
def _as_read(folded: str) -> ClosedUp:
    text = with_colons(curled(_VARIANT.sub(lambda mark: _VARIANTS[mark[0]], folded)))
    return closed_up(text, (at for marker in _MARKER.finditer(text) for at in range(*marker.span())))


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
        for sentence in _split(text) if len(text) <= _KEPT else split_sentences(text):
            yield Span(start + sentence.start, start + sentence.end)


@lru_cache(maxsize=1000)  # Dates and figures are looked for in the same sentences.
def _split(text: str) -> tuple[Span, ...]:
    return tuple(split_sentences(text))
