"""Dates that cannot be, and dates told as past that were yet to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from generator.checks.days.days import DATE, read_day
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Line
from generator.text.numerals import number_of
from generator.text.span import Span

_DATE = re.compile(DATE.format("") + r"(?!\s?(?:工资|薪|奖金))")
"""A thirteenth month is paid, never lived."""
_DURATION = re.compile(r"(?:为期|历时|长达|期限?|满|近|约|超过?|共计?|达|余|刑|延长|缩短)$")
"""Before 18月, which are then months that something lasts."""
_HAN = "[一二三四五六七八九十]{1,3}"
_HAN_DATE = re.compile(rf"(?<![一二三四五六七八九十])(?P<m>{_HAN})月(?P<d>{_HAN})日")
_DAMAGED = re.compile(r"(?<!\d)(?:19|20)\d{2}\d{2,4}日")
"""20241120日: an export lost 年 or 月."""
_PAST = re.compile(r"已经?于(?P<date>(?P<y>20\d{2})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?)")
_PLAN = re.compile(r"预计|计划|将|拟|力争|争取|确保|要求|承诺")
_ROOM = 6


def check_dates(report: Report) -> Iterator[Message]:
    """Yield dates that the calendar does not have, and those after publication that are told as past (已于…)."""
    published = report.source.metadata.published
    issued = published.date() if isinstance(published, datetime) else published
    for line in report.source.text_lines:
        yield from _impossible(report, line)
        if issued:
            yield from _future(report, line, issued)


def _impossible(report: Report, line: Line) -> Iterator[Message]:
    text = report.source.fold(line.span)
    found = []
    for match in _DATE.finditer(text):
        day = read_day(match)
        lasts = (
            day.year is None
            and day.day is None
            and _DURATION.search(text[max(0, match.start() - _ROOM) : match.start()])
        )
        if not day.exists and not lasts:
            found.append(match)
    for match in _HAN_DATE.finditer(text):
        month, number = number_of(match["m"]), number_of(match["d"])
        if month and number and (month > 12 or number > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)):
            found.append(match)
    found.extend(_DAMAGED.finditer(text))
    for match in found:
        span = Span(line.span.start + match.start(), line.span.start + match.end())
        yield message_at(report, "impossible-date", span, found=report.source[span])


def _future(report: Report, line: Line, issued: date) -> Iterator[Message]:
    text = report.source.fold(line.span)
    for match in _PAST.finditer(text):
        clause = re.split("[,。;]", text[max(0, match.start() - 40) : match.start()])[-1]
        try:
            first = date(int(match["y"]), int(match["m"] or 1), int(match["d"] or 1))
        except ValueError:
            continue
        if first > issued and not _PLAN.search(clause):
            span = Span(line.span.start + match.start("date"), line.span.start + match.end("date"))
            yield message_at(report, "future-date", span, found=report.source[span], published=issued.isoformat())
