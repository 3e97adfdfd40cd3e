"""Paragraphs that were not split into measures because a number is missing: 一是…二是…四是…."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.place import message_at
from generator.checks.structure.skips import breaks_between, breaks_in, slips_in
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.outline.tables import is_row


def check_unsplit(report: Report) -> Iterator[Message]:
    """Yield the numbers at which measures, in a paragraph or one a paragraph, skip a number or tell one twice."""
    source = report.source
    found = [
        told
        for top in (*report.front, *report.sections)
        for node in top.walk()
        if node.kind is Kind.PARAGRAPH and not node.children
        for told in breaks_in(source, node.span)
    ]
    for siblings in (report.front, report.sections, *(node.children for node in report.walk())):
        leaves = [node.span for node in siblings if node.kind in {Kind.PARAGRAPH, Kind.MEASURE}]
        found.extend(breaks_between(source, leaves) if len(leaves) > 1 else ())
    for line in source.text_lines:
        if not is_row(source, line):
            found.extend(slips_in(source, line.span))
    for span, before, expected in found:
        yield message_at(report, "unsplit", span, found=source[span], before=before, expected=expected)
