"""Periods that end before they start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.moments import Moment
from generator.text.span import Span

_TO = re.compile(r"(?:起|开始|启动|进驻)?,?\s?(?:至|到)\s?")
"""Matches between the beginning and the end of a period that are told in two clauses: 自9月5日开始,至10月8日结束."""
_SINCE = ("自", "从")


def check_periods(report: Report) -> Iterator[Message]:
    """Yield periods that end before they start.

    An end without a year may be in the year of the start or in the next (2020年11月至1月), so that only an end in the
    month of the start can be wrong.
    """
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        dates = list(find_dates(text))
        told = [(written.span, written.start, written.end) for written in dates]
        told += [
            (Span(one.span.start, other.span.end), one.start, other.start)
            for one, other in pairwise(dates)
            if text.endswith(_SINCE, 0, one.span.start)
            and not (one.end or other.end)
            and _TO.fullmatch(text, one.span.end, other.span.start)
        ]
        for span, start, end in sorted(told, key=lambda period: period[0].start):
            if start and end and _backward(start, end):
                place = Span(line.span.start + span.start, line.span.start + span.end)
                yield message_at(report, "backward-period", place, found=report.source[place])


def _backward(start: Moment, end: Moment) -> bool:
    if not (start.exists and end.exists):
        return False
    if start.year and end.year:
        return end.last(end.year) < start.first(start.year)
    same = start.month == end.month and end.year is end.shift is end.follows is None
    return bool(same and start.day and end.day and end.day < start.day)
