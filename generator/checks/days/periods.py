"""Periods that end before they start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.moments import Moment, day_of
from generator.text.span import Span

_TO = re.compile(r"(?:(?:[上下]午)?\d{1,2}[:时](?:\d{2}分?)?)?(?:起|开始|启动|进驻)?,?\s?(?:至|到)\s?")
"""Matches between the beginning and the end of a period that are told in two clauses: 自9月5日开始,至10月8日结束."""
_OVER = re.compile("[^。;]{0,30}(?:进行了|开展了|组织了|已)")
_DONE_THEN = re.compile("[,;](?:并|且)?(?:于|在)?$")
_SCHOOL = re.compile("学[年期校]|课[后程]|教学|支教|[供采]暖|[供采]热|防火|雨季|旱季|汛|榨季|雪季|年度")
"""Matches words of a span of time that goes over the end of the year, whose end needs no year: 2020年9月至6月学年."""
_ROOM, _HALF_A_YEAR = 80, 6
_SINCE = ("自", "从")


def check_periods(report: Report) -> Iterator[Message]:
    """Yield periods that end before they start.

    An end without a year may be in the year of the start or in the next (2020年11月至1月), so that only an end in the
    month of the start can be wrong, or one for which the period would be longer than half a year (2021年8月至5月).
    """
    metadata = report.source.metadata
    issued = max((day for day in (day_of(metadata.published), metadata.signed) if day), default=None)
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
            if not (start and end):
                continue
            around = text[max(0, span.start - _ROOM) : span.end + _ROOM]
            if (
                _backward(start, end)
                or _ends_too_late(text, span, start, end, issued)
                or (_too_long(start, end) and not _SCHOOL.search(around))
            ):
                place = Span(line.span.start + span.start, line.span.start + span.end)
                yield message_at(report, "backward-period", place, found=report.source[place])


def _ends_too_late(text: str, span: Span, start: Moment, end: Moment, issued: date | None) -> bool:
    """Say whether an end that would have to be in the next year lies after what its sentence tells as past.

    2022年7月14日至5月14日开展巡察,并于2022年8月22日反馈意见.
    """
    if not (start.year and start.month and end.month and start.exists and end.exists) or end.tells_year:
        return False
    if end.month >= start.month or end.follows is not None:
        return False
    last = end.first(start.year + 1)
    if issued and last > issued and start.first(start.year) <= issued and _OVER.match(text, span.end):
        return True
    for later in find_dates(text[span.end : span.end + _ROOM].partition("。")[0]):
        day = later.start
        if day and day.year and day.exists and not later.end:
            return bool(_DONE_THEN.search(text, span.end, span.end + day.span.start)) and day.first(day.year) < last
    return False


def _too_long(start: Moment, end: Moment) -> bool:
    """Say whether a period would last longer than half a year if its end, told without a year, were in the next one."""
    if not (start.year and start.month and end.month) or end.tells_year or end.near is not None:
        return False
    return start.exists and end.exists and 0 < start.month - end.month < 12 - _HALF_A_YEAR


def _backward(start: Moment, end: Moment) -> bool:
    if not (start.exists and end.exists):
        return False
    if start.year and end.year:
        return end.last(end.year) < start.first(start.year)
    same = start.month == end.month and end.year is end.shift is end.follows is None
    return bool(same and start.day and end.day and end.day < start.day)
