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
from generator.text.moments import Moment, Written, day_of
from generator.text.span import Span

_HOUR = r"\s?(?:[上下中]午|凌晨|早上?|晚上?)?\d{1,2}[:时点](?:\d{2}分?|半)?"
_TO = re.compile(rf"(?:{_HOUR})?(?:起|开始|启动|进驻)?,?\s?(?:至|到)\s?")
"""Matches between the beginning and the end of a period that are told in two clauses: 自9月5日开始,至10月8日结束."""
_BETWEEN_HOURS = re.compile(rf"{_HOUR}起?\s?(?:至|到|[-—~]{{1,2}})\s?")
"""Matches the same where days have a time of day: 9月14日|8时至|9月18日."""
_BEGINS = "起[算租始计]?|开始|生效|启动|开工|入[职住场]|签订|进驻|执行"
_ENDS = "止|届满|期满|到期|满期|终止|结束|截止|为止|失效"
_AHEAD = re.compile(rf"(?:[自从]|(?:{_BEGINS})[^,。;:\d]{{0,8}}[为是于在:]{{0,2}})$")
_BEGUN = re.compile(rf"[^,。;:、\d]{{0,4}}(?:{_BEGINS})")
_ENDED = re.compile(rf"[^,。;:、\d]{{0,4}}(?:{_ENDS})(?!的)")
_ENDS_ON = re.compile(rf"[,;、]?[^,。;:、\d]{{0,6}}(?:{_ENDS})[^,。;:、\d]{{0,6}}[为是于在:]{{0,2}}$")
_APART = re.compile("[。;]|[另旧老前]|原|上[一次轮]|此[前次]|续|新|已|查|补|才")
"""Matches between two dates what makes them those of two periods, or of two deeds: 起算,而原合同到…届满."""
_PUT_OFF = re.compile("[^,。;\\d]{0,8}(?:延[长期续后]|推迟|顺延|持续|延续|一直)[^,。;\\d]{0,6}[至到为]")
"""Matches between two dates what makes the second the later one: 由6月30日|延期至|9月30日."""
_FARTHEST = 24
_OVER = re.compile("[^。;]{0,30}(?:进行了|开展了|组织了|已)")
_DONE_THEN = re.compile("[,;](?:并|且)?(?:于|在)?$")
_SCHOOL = re.compile("学[年期校]|课[后程]|教学|支教|[供采]暖|[供采]热|防火|雨季|旱季|汛|榨季|雪季|年度")
"""Matches words of a span of time that goes over the end of the year, whose end needs no year: 2020年9月至6月学年."""
_NEWEST_FIRST = re.compile("倒查|倒推|(?:追|回|上)溯[至到]|逐年[追回上]溯|由近[及到]远|往前|前推|倒序")
"""Matches words of years that are told from the last one back: 对2020年至2016年的凭证倒查."""
_CLOCKS = re.compile(
    r"(?P<hour>\d{1,2})[:时](?P<minute>\d{2})?分?\s?(?:至|到|[-—~]{1,2})\s?(?P<till>\d{1,2})[:时](?P<end>\d{2})?(?!\d)"
)
"""Matches the hours of one day: 9:30至8:50."""
_MORNING, _EVENING = 7, 17
"""Hours between which a span of time lies on one day: 22时至6时 goes over midnight, 8:30至5:00 over noon."""
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
            if not (one.end or other.end or one.now or other.now) and _is_period(text, one.span, other.span)
        ]
        for span, start, end in sorted(told, key=lambda period: period[0].start):
            if not (start and end):
                continue
            if _NEWEST_FIRST.search(text, max(0, span.start - _ROOM), span.end + _ROOM):
                continue
            around = text[max(0, span.start - _ROOM) : span.end + _ROOM]
            if (
                _backward(start, end)
                or _ends_too_late(text, span, start, end, issued)
                or (_too_long(start, end) and not _SCHOOL.search(around))
            ):
                place = Span(line.span.start + span.start, line.span.start + span.end)
                yield message_at(report, "backward-period", place, found=report.source[place])
        for clocks in _of_one_day(text, dates):
            place = Span(line.span.start + clocks.start, line.span.start + clocks.end)
            yield message_at(report, "backward-period", place, found=report.source[place])


def _of_one_day(text: str, dates: list[Written]) -> Iterator[Span]:
    """Yield the hours behind a day, both by daylight, of which the second is earlier: 10月27日9:30至8:50."""
    for written in dates:
        moment = written.start
        clocks = _CLOCKS.match(text, written.span.end) if moment and moment.day and not written.end else None
        if clocks:
            start = int(clocks["hour"]), int(clocks["minute"] or 0)
            end = int(clocks["till"]), int(clocks["end"] or 0)
            if (_MORNING, 0) <= end < start < (_EVENING, 0):
                yield Span(*clocks.span())


def _is_period(text: str, one: Span, other: Span) -> bool:
    """Say whether two dates in a row are the beginning and the end of one period: 从5月1日起算,到4月30日届满."""
    if other.start - one.end > _FARTHEST:
        return False
    since = text.endswith(_SINCE, 0, one.start)
    if _BETWEEN_HOURS.fullmatch(text, one.end, other.start) or (since and _TO.fullmatch(text, one.end, other.start)):
        return True
    between = text[one.end : other.start]
    if text.endswith((*_SINCE, "由", "原定"), 0, one.start) and _PUT_OFF.fullmatch(between):
        return True
    if _APART.search(between):
        return False
    # 起 may have been taken into the date: 2020年6月12日起
    begins = _AHEAD.search(text[max(0, one.start - _FARTHEST) : one.start]) or _BEGUN.match(between)
    to = re.search("[,;]?(?:并|且)?[至到]$", between)
    ends = _ENDED.match(text, other.end) or text.endswith("止", 0, other.end)
    return bool(begins and ((ends and (to or between.endswith((",", ",于", ",在")))) or _ENDS_ON.search(between)))


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
