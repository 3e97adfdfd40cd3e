"""Periods that end before they start."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.moments import Moment
from generator.text.span import Span


def check_periods(report: Report) -> Iterator[Message]:
    """Yield periods that end before they start.

    An end without a year may be in the year of the start or in the next (2020年11月至1月), so that only an end in the
    month of the start can be wrong.
    """
    for line in report.source.text_lines:
        for written in find_dates(report.source.fold(line.span)):
            if written.start and written.end and _backward(written.start, written.end):
                span = Span(line.span.start + written.span.start, line.span.start + written.span.end)
                yield message_at(report, "backward-period", span, found=report.source[span])


def _backward(start: Moment, end: Moment) -> bool:
    if not (start.exists and end.exists):
        return False
    if start.year and end.year:
        return end.last(end.year) < start.first(start.year)
    same = start.month == end.month and end.year is end.shift is end.follows is None
    return bool(same and start.day and end.day and end.day < start.day)
