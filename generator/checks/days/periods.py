"""Periods that end before they start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.days.days import DATE, Day, read_day
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_TO = r"\s?(?:至|到|—{1,2}|-|~|–|―)\s?"
_PERIOD = re.compile(rf"(?P<period>{DATE.format('a')}{_TO}{DATE.format('b')})")
_DAYS = re.compile(rf"(?P<period>{DATE.format('a')}(?<=日){_TO}(?P<d>\d{{1,2}})\s?日)")
_YEARS = re.compile(rf"(?<!\d)(?P<period>(?P<a>(?:19|20)\d{{2}})\s?年?{_TO}(?P<b>(?:19|20)\d{{2}})\s?年)(?!\s?\d)")


def check_periods(report: Report) -> Iterator[Message]:
    """Yield periods that end before they start.

    A second year that is left out is the first one, or the next (2020年11月至1月): then only an end in the month of
    the start can be wrong.
    """
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for match in _PERIOD.finditer(text):
            if _backward(read_day(match, "a"), read_day(match, "b")):
                yield _told(report, line.span.start, match)
        for match in _DAYS.finditer(text):
            day = read_day(match, "a")
            if day.exists and day.day and int(match["d"]) < day.day:
                yield _told(report, line.span.start, match)
        for match in _YEARS.finditer(text):
            if int(match["b"]) < int(match["a"]):
                yield _told(report, line.span.start, match)


def _backward(start: Day, end: Day) -> bool:
    if not (start.exists and end.exists):
        return False
    if start.year and end.year:
        return end.last(end.year) < start.first(start.year)
    same = start.month == end.month and not end.year
    return bool(same and start.day and end.day and end.day < start.day)


def _told(report: Report, start: int, match: re.Match[str]) -> Message:
    span = Span(start + match.start("period"), start + match.end("period"))
    return message_at(report, "backward-period", span, found=report.source[span])
