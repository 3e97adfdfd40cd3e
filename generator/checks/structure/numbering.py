"""Gaps and repeats in the numbering, and a missing title."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report


def check_numbering(report: Report) -> Iterator[Message]:
    """Yield the warnings that were recorded while the outline was inferred, and one if no title is known."""
    if not report.title:
        yield message_at(
            report,
            "no-title",
            report.source.text_lines[0].span if report.source.text_lines else report.source.lines[0].span,
        )
    yield from report.warnings
