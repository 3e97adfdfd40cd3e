"""Paragraphs that were not split into measures because a number is missing: 一是…二是…四是…."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.outline.runs import breaks_in, gap_in, repeats_in
from generator.outline.tables import is_row


def check_unsplit(report: Report) -> Iterator[Message]:
    """Yield the numbers at which the measures of a paragraph skip a number, or that stand twice in a row."""
    source = report.source
    found = [
        told
        for top in (*report.front, *report.sections)
        for node in top.walk()
        if node.kind is Kind.PARAGRAPH and not node.children
        for told in breaks_in(source, node.span)
    ]
    for line in source.text_lines:
        if not is_row(source, line):
            found.extend((*gap_in(source, line.span), *repeats_in(source, line.span)))
    for span, before, expected in found:
        yield message_at(report, "unsplit", span, found=source[span], before=before, expected=expected)
