"""Dates that do not exist, and dates after the report's own that are told as past."""

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
"""Matches a date that lost its 年 and 月 in an export: 20241120日."""
_PAST = re.compile(r"已经?于$")
_AS_OF = re.compile(r"截[至止]到?$")
_DONE = re.compile(r",?[^,。;:]{0,16}?已(?:经)?(?!列入|明确|安排|计划|预|部署|确定|纳入|制定计划|规划|约定)")
"""Matches after a date that is told as past: 2023年3月15日已完成竣工验收."""
_ACT = re.compile(
    r",?(?:[^,。;:]{0,8}?(?:召开|印发|下发|出台|举办|完成|通过|办结|结案|立案|通车|竣工|签订|收到)了?|对|向)(?![^,。;]{0,20}(?:截止|到期))"
)
"""Matches after a day on which an office did something (召开, 印发); of plans a text says 将, 拟 or 前."""
_TOLD = re.compile(r",?[^,。;:]{1,30}?[\u4e00-\u9fff](?<![为除到罢])了(?![解结断])")
"""Matches after a day a verb with 了: 中央巡视组反馈了意见."""
_PLAN = re.compile(r"预计|计划|将|拟|力争|争取|确保|要求|承诺|规划|目标|定于|有效|届|到期|时限|期限|自|前|到|至")
_ROOM = 40
"""Maximum characters before a date that are searched for words of a plan (将, 力争)."""


def check_dates(report: Report) -> Iterator[Message]:
    """Yield dates that do not exist, and dates after the report's own that are told as past (已于…).

    The report's own date is the later one of its publication and its signature.
    """
    metadata = report.source.metadata
    days = [day for day in (day_of(metadata.published), metadata.signed) if day]
    issued = max(days, default=None)
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
        if moment.first(moment.year) <= issued:
            continue
        as_of = _AS_OF.search(clause) and not written.end
        planned = (written.bound and not moment.ends) or written.end or _PLAN.search(clause)
        acted = any(told.match(text, written.span.end) for told in (_ACT, _TOLD)) if moment.day else None
        done = _PAST.search(clause) or _DONE.match(text, written.span.end) or acted
        if as_of or (done and not planned):
            span = Span(line.span.start + moment.span.start, line.span.start + moment.span.end)
            yield message_at(report, "future-date", span, found=report.source[span], published=issued.isoformat())
