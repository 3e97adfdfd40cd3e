"""A day of the week that does not belong to its date: 2023年3月6日（星期三）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.dates import find_dates
from generator.text.span import Span

_DAYS = "一二三四五六日"
_TOLD = re.compile(r"\s?\(\s?(?:星期|周|礼拜)(?P<day>[一二三四五六日天])\s?\)")


def check_weekdays(report: Report) -> Iterator[Message]:
    """Yield full dates that are followed by another day of the week than the calendar gives."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        if "星期" not in text and "(周" not in text and "礼拜" not in text:
            continue
        for written in find_dates(text):
            for moment in written.moments:
                told = _TOLD.match(text, moment.span.end)
                if not (told and moment.year and moment.day and moment.exists):
                    continue
                day = _DAYS[moment.first(moment.year).weekday()]
                if told["day"].replace("天", "日") != day:
                    span = Span(line.span.start + moment.span.start, line.span.start + told.end())
                    yield message_at(report, "weekday", span, found=report.source[span], expected=f"星期{day}")
