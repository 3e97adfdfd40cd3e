"""Dates that cannot be, and dates told as past that were yet to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Line
from generator.text.dates import find_dates
from generator.text.moments import day_of
from generator.text.span import Span

_DAMAGED = re.compile(r"(?<!\d)(?:19|20)\d{2}\d{2,4}日")
"""20241120日: an export lost 年 or 月."""
_PAST = re.compile(r"已经?于$")
_PLAN = re.compile(r"预计|计划|将|拟|力争|争取|确保|要求|承诺")
_ROOM = 40
"""Characters of a clause before a date that may say that it is planned."""


def check_dates(report: Report) -> Iterator[Message]:
    """Yield dates that the calendar does not have, and those after publication that are told as past (已于…)."""
    issued = day_of(report.source.metadata.published)
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        yield from _impossible(report, line, text)
        if issued:
            yield from _future(report, line, text, issued)


def _impossible(report: Report, line: Line, text: str) -> Iterator[Message]:
    found = [moment.span for written in find_dates(text) for moment in written.moments if not moment.exists]
    found.extend(Span(*match.span()) for match in _DAMAGED.finditer(text))
    for place in found:
        span = Span(line.span.start + place.start, line.span.start + place.end)
        yield message_at(report, "impossible-date", span, found=report.source[span])


def _future(report: Report, line: Line, text: str, issued: date) -> Iterator[Message]:
    for written in find_dates(text):
        moment, start = written.start, written.span.start
        if moment is None or moment.year is None or not moment.exists:
            continue
        clause = re.split("[,。;]", text[max(0, start - _ROOM) : start])[-1]
        if _PAST.search(clause) and moment.first(moment.year) > issued and not _PLAN.search(clause):
            span = Span(line.span.start + moment.span.start, line.span.start + moment.span.end)
            yield message_at(report, "future-date", span, found=report.source[span], published=issued.isoformat())
