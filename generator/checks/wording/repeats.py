"""Paragraphs that occur twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.outline.tables import is_row
from generator.text.spacing import solid
from generator.text.span import Span

_SHORTEST = 20
"""Maximum characters, without white space, of a paragraph that may occur twice on purpose (该问题已完成整改。)."""
_FIELD = re.compile(r"[^,。;:]{1,10}:")
"""Matches a labelled field (责任单位：…), which may be the same under every finding."""


def check_repeats(report: Report) -> Iterator[Message]:
    """Yield each paragraph of over 20 characters that occurred before, except headings, fields and table rows."""
    source = report.source
    aside = {node.line for node in report.walk() if node.kind is Kind.TITLE}
    heads = {node.line: node for node in report.walk() if node.head}
    first: dict[str, int] = {}
    for line in source.text_lines:
        head = heads.get(line.number)
        if head and head.head and len(solid(source.fold(Span(head.head.end, line.span.end)))) <= _SHORTEST:
            continue
        words = solid(source.fold(Span(head.marker.end if head and head.marker else line.span.start, line.span.end)))
        if len(words) <= _SHORTEST or line.number in aside or _FIELD.match(words) or is_row(source, line):
            continue
        before = first.setdefault(words, line.number)
        if before != line.number:
            yield message_at(report, "repeated-paragraph", line.span, first=before)
