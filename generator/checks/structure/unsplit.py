"""Paragraphs that were not split into measures because a number is missing: 一是…二是…四是…."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.outline.runs import breaks_in


def check_unsplit(report: Report) -> Iterator[Message]:
    """Yield the numbers at which the measures of an unsplit paragraph skip a number."""
    for top in (*report.front, *report.sections):
        for node in top.walk():
            if node.kind is Kind.PARAGRAPH and not node.children:
                for span, before, expected in breaks_in(report.source, node.span):
                    yield message_at(
                        report, "unsplit", span, found=report.source[span], before=before, expected=expected
                    )
