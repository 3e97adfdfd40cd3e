"""Dates that do not exist, and dates after the report's own that are told as past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.checks.days.past import told_as_past
from generator.checks.days.years import years_told
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Line
from generator.outline.tables import is_row
from generator.text.dates import find_dates
from generator.text.moments import day_of
from generator.text.span import Span

_DAMAGED = re.compile(r"(?<!\d)(?:19|20)\d{2}\d{2,4}日")
"""Matches a date that lost its 年 and 月 in an export: 20241120日."""
_IN_DIGITS = re.compile(
    r"(?<![\d./-])(?:19|20)\d\d(?P<mark>[./-])(?:(?:1[3-9]|[2-9]\d)(?P=mark)\d{1,2}|\d{1,2}(?P=mark)(?:3[2-9]|[4-9]\d))(?![\d./-])"
)
"""Matches a date in digits that no calendar has: 2022-14-20."""

_CLOCK = re.compile(
    r"(?:\d日|[./-]\d{1,2}\s|[上下中]午|早上|晚上?|凌晨|当[日天晚])\s?(?P<clock>(?:2[5-9]|[3-9]\d)[:时]\d{2}(?!\d)|\d{1,2}[:时][6-9]\d(?!\d))"
)
"""Matches a time of day that no clock shows, behind a day: 3日25:40."""
_NO_YEAR = re.compile(r"(?<=于)2[1-9]\d\d年(?=\d{1,2}月)")
"""Matches a year far ahead of all plans, whose digits changed places: 已于2201年5月."""
_PLANS = re.compile("下一步|计划|打算|工作安排|目标任务|思路|展望|今后")
"""Matches a heading of what is to be done."""


def check_dates(report: Report) -> Iterator[Message]:
    """Yield dates that do not exist, and dates after the report's own that are told as past (已于…).

    The report's own date is the later one of its publication and its signature.
    """
    metadata = report.source.metadata
    days = [day for day in (day_of(metadata.published), metadata.signed) if day]
    issued = max(days, default=None)
    ahead = _lines_of_plans(report)
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        yield from _impossible(report, line, text)
        if issued and line.number not in ahead:
            yield from _future(report, line, text, issued)


def _lines_of_plans(report: Report) -> set[int]:
    """Return the lines below a heading that tells of what is to be done (下一步工作安排)."""
    heads = [node for node in report.walk() if node.title and _PLANS.search(report.source.fold(node.title))]
    return {below.line for node in heads for below in node.walk() if below is not node}


def _impossible(report: Report, line: Line, text: str) -> Iterator[Message]:
    found = [moment.span for written in find_dates(text) for moment in written.moments if not moment.exists]
    found.extend(Span(*match.span()) for match in (*_DAMAGED.finditer(text), *_IN_DIGITS.finditer(text)))
    found.extend(Span(*match.span("clock")) for match in _CLOCK.finditer(text))
    for place in found:
        span = Span(line.span.start + place.start, line.span.start + place.end)
        yield message_at(report, "impossible-date", span, found=report.source[span])


def _future(report: Report, line: Line, text: str, issued: date) -> Iterator[Message]:
    for year in _NO_YEAR.finditer(text):
        span = Span(line.span.start + year.start(), line.span.start + year.end())
        yield message_at(report, "future-date", span, found=report.source[span], published=issued.isoformat())
    told = [moment.span for moment in told_as_past(text, issued, row=is_row(report.source, line))]
    listed = (
        year
        for year in years_told(text, issued.year)
        if all(year.end <= one.start or one.end <= year.start for one in told)
    )
    for place in (*told, *listed):
        span = Span(line.span.start + place.start, line.span.start + place.end)
        yield message_at(report, "future-date", span, found=report.source[span], published=issued.isoformat())
