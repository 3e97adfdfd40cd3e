"""Dates and periods, absolute and relative to the report's own date, as intervals."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.facts.fact import Period
from generator.facts.sentences import sentences_of
from generator.model.report import Report
from generator.text.span import Span

_DASH = r"\s*(?:-|—|–|―|~|至|到)+\s*"
_DAY = r"(?:(?P<{0}y>\d{{4}})年)?(?P<{0}m>\d{{1,2}})月(?P<{0}d>\d{{1,2}})日"
_FIVE_YEARS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_TEN_DAYS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_PART = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "第一季度": (1, 3), "一季度": (1, 3)} | {
    "第二季度": (4, 6), "二季度": (4, 6), "第三季度": (7, 9), "三季度": (7, 9), "第四季度": (10, 12), "四季度": (10, 12)
}  # fmt: skip

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        _DAY.format("a") + _DASH + r"(?:(?P<by>\d{4})年)?(?:(?P<bm>\d{1,2})月)?(?P<bd>\d{1,2})日",
        r"(?P<ay>\d{4})年(?:(?P<am>\d{1,2})月)" + _DASH + r"(?:(?P<by>\d{4})年)?(?P<bm>\d{1,2})月",
        r"(?:(?P<ay>\d{4})年|(?P<this>今年|本年度?))?(?P<am>\d{1,2})月?" + _DASH + r"(?P<bm>\d{1,2})月(?!\d|份)",
        r"(?P<ay>\d{4})" + r"\s*(?:-|—|–|至)\s*" + r"(?P<by>\d{4})年",
        _DAY.format("a"),
        r"(?:(?P<ay>\d{4})年|(?P<this>今年|本年度?)|(?P<last>去年|上年))(?P<am>\d{1,2})月(?P<ten>上旬|中旬|下旬|底)?",
        r"(?:(?P<ay>\d{4})年|(?P<this>今年|本年度?)|(?P<last>去年|上年))(?P<part>" + "|".join(_PART) + ")",
        r"(?P<ay>\d{4})年(?P<ten>底)?",
        r"(?P<since>今年以来)|(?P<this>今年|本年度)|(?P<last>去年)(?!同期)",
        r"[“\"]?(?P<plan>" + "|".join(_FIVE_YEARS) + r")[”\"]?(?:期间|时期|以来)",
        r"(?P<now>截至目前|截止目前|到目前为止)",
    )
)


@dataclass(frozen=True, slots=True)
class _Interval:
    start: date | None
    end: date | None
    relative: bool = False


def find_periods(report: Report) -> tuple[Period, ...]:
    """Return every date and period in reading order; one that cannot be has neither start nor end."""
    own = report.source.metadata.published or report.source.metadata.signed
    today = date(own.year, own.month, own.day) if own else None
    found: list[Period] = []
    for sentence in sentences_of(report):
        year = found[-1].start.year if found and found[-1].start else (today.year if today else None)
        for start, match in _matches(report.source.fold(sentence)):
            interval = _interval(match, year, today)
            if interval is None:
                continue
            span = Span(sentence.start + start, sentence.start + match.end())
            found.append(Period(span, sentence, interval.start, interval.end, interval.relative))
            if interval.start:
                year = interval.start.year
    return tuple(found)


def _matches(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the matches from the left; where several begin together the earliest pattern, the fullest, counts."""
    at = 0
    while True:
        matches = [match for pattern in _PATTERNS if (match := pattern.search(text, at))]
        if not matches:
            return
        first = min(matches, key=lambda match: match.start())
        before = text[max(first.start() - 1, 0) : first.start()]
        at = first.end()
        # 〔2018〕, 第10号 and the like are numbers of something else.
        if not re.match(r"[\d〔【\[第.A-Za-z]", before):
            yield first.start(), first


def _interval(match: re.Match[str], year: int | None, today: date | None) -> _Interval | None:  # noqa: C901, PLR0911, PLR0912 - a case a line
    found = {key: value for key, value in match.groupdict().items() if value}
    if "now" in found:
        return _Interval(None, today, relative=True)
    if "plan" in found:
        first = _FIVE_YEARS[found["plan"]]
        return _Interval(date(first, 1, 1), date(first + 4, 12, 31))
    relative = bool({"since", "this", "last"} & set(found))
    if relative:
        if today is None:
            return _Interval(None, None, relative=True)
        year = today.year - ("last" in found)
    first_year = int(found["ay"]) if "ay" in found else year
    if "since" in found:
        return _Interval(date(today.year, 1, 1), today, relative=True) if today else None
    if first_year is None or not 1900 <= first_year <= 2100:
        return None
    last_year = int(found.get("by", first_year))
    if "part" in found:
        begin, end = _PART[found["part"]]
        return _Interval(date(first_year, begin, 1), _last(first_year, end), relative)
    if "am" not in found:
        start = date(first_year, 12, 31) if "ten" in found else date(first_year, 1, 1)
        return _Interval(start, date(last_year, 12, 31), relative)
    month = int(found["am"])
    last_month = int(found.get("bm", month))
    if "by" not in found and last_month < month and "ad" in found:
        last_year += 1
    try:
        if "ad" in found:
            begin_day = date(first_year, month, int(found["ad"]))
            end_day = date(last_year, last_month, int(found["bd"])) if "bd" in found else begin_day
            return _Interval(begin_day, end_day, relative)
        begin_day, end_day = date(first_year, month, 1), _last(last_year, last_month)
    except ValueError:
        return _Interval(None, None, relative)
    if found.get("ten") == "底":
        begin_day = end_day
    elif "ten" in found:
        low, high = _TEN_DAYS[found["ten"]]
        begin_day, end_day = begin_day + timedelta(low - 1), min(begin_day + timedelta(high - 1), end_day)
    return _Interval(begin_day, end_day, relative)


def _last(year: int, month: int) -> date:
    """Return a month's last day; raises ValueError for a month that cannot be."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, calendar.monthrange(year, month)[1])
