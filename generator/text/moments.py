"""Days, months and years as written in a text, and the calendar days that they stand for in a given year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from generator.text.span import Span

FEASTS = {"元旦": (1, 1), "春节": None, "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1)}
"""Feasts with their month and day; None for 春节, whose day follows the moon (`_DAYS`)."""
FEAST = re.compile('[“"]?(?:五一|劳动节|国庆|元旦|春节|元宵|清明|端午|中秋|重阳|[两双]节)')
"""Matches a feast behind a year, which then tells of the days of the feast alone: 2023年“五一”期间."""
_FIRST_YEAR = 2000
"""The first year of `_DAYS`."""
_SPRING = (
    "205 124 212 201 122 209 129 218 207 126 214 203 123 210 131 219 208 128 216 205 125 212 201 122 210 129 217 206"
    " 126 213 203 123 211 131 219 208 128 215 204 124 212 201 122 210 130 217 206 126 214 202 123"
)
"""The day of 春节 in each year from 2000 on, month and day as one number: 205 is 5 February."""
_DAYS = tuple(divmod(int(word), 100) for word in _SPRING.split())
"""The (month, day) of 春节 in each year from `_FIRST_YEAR` on."""
AFTER = re.compile(
    r"(?:\((?:不?含|当日)[^()]{0,4}\))?(?:"
    r"(?P<until>(?:下班|\s?(?:[上下]午|早上?|晚上?|中午)?\s?\d{1,2}(?::\d\d|[时点](?:\d{1,2}分?|整|半)?))?"
    r"(?:[之以]前|前(?!提(?![交出供请报])|[期后列三二两往来述沿所任线\d一四五六七八九十]))|为?止)"
    r"|(?P<now>以来|(?<=年)来(?![源自临访信电函年]))|(?P<since>起(?![草步诉火来源伏到点])|[以之]后))"
)
"""Matches behind a date what makes it an end or a beginning: 前, 止, 以来, 起."""
BEGUN = re.compile(
    r"[^,。;:、\d]{1,16}?(?:启动|开展|成立|组建|实施|施行|建成|投用|运行|开工|复工|换届|部署|出台|印发|任职|上任|到任|进驻|挂牌|开业|开园|反馈|就任|履新)(?:之日|至今)?(?P<now>以来)"
)
"""Matches behind a date what began then and goes on: 2014年2月活动正式启动以来."""
GOING_ON = re.compile(r"[^,。;:、]{0,16}?(?:(?P<now>以来)|起(?![草步诉火来源伏到点])|开始|后)")
"""Matches behind a date that follows 自 or 从 the same in the words after it: 自3月开工以来."""
UNTIL_BEFORE = re.compile(
    r"(?:截[至止](?:时间|日期|日)?[到至为是:]?|(?:有效|试行|试用|服务|任|租|合同)期限?[至到]|(?:^|[,。;:、(]|[和及与直]|力争|争取|确保|保证|预计|计划|规划|目标|拟|将|并|持续|延续)[到至])\s?$"
)
"""Matches before a date what makes it an end: 截至, 到."""
_SINCE_BEFORE = re.compile(r"(?:自|从)\s?$")
_LOOK = 6
"""Characters before a date in which the patterns that end with `$` are looked for."""


def day_of(moment: date | datetime | None) -> date | None:
    """Return the day of a moment, the time of day left out; None for None."""
    return moment.date() if isinstance(moment, datetime) else moment


class Bound(StrEnum):
    """Which end of a period the words around it leave open."""

    NONE = ""
    UNTIL = "until"
    """截至2021年9月, 2021年底前, 3月底: the period ends on the last day of the date; its start is not told."""
    SINCE = "since"
    """2019年6月1日起, 自2020年以来: the period starts on the first day of the date; its end is not told."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year as written; what is not written is None. The calendar need not have it (2月30日)."""

    span: Span
    """Where it stands in the text."""
    year: int | None = None
    shift: int | None = None
    """Years after the year in which the text was written: 今年 0, 去年 -1."""
    follows: int | None = None
    """Years after the last year named in the text: 当年 0, 次年 1."""
    near: int | None = None
    """Months after the month in which the text was written: 本月 0, 上月 -1."""
    feast: str = ""
    """The feast whose eve it is, 春节 for 春节前; else empty."""
    month: int | None = None
    """Month, or the first of several months."""
    day: int | None = None
    months: int = 1
    """Number of months: 3 for 一季度, 2 for 3、4月份."""
    days: tuple[int, int] | None = None
    """First and last day of a part of a month: (1, 10) for 上旬."""
    ends: bool = False
    """Whether only its last day is meant: 9月底, 三季度末."""

    @property
    def tells_year(self) -> bool:
        """Whether its year is written, be it as a number (2021年) or relatively (去年, 次年)."""
        return not (self.year is self.shift is self.follows is None)

    @property
    def exists(self) -> bool:
        """Whether the calendar has it; without a year, 29 February counts as existing."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 13 - self.months:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    def seen_from(self, today: date) -> Moment:
        """Return the moment with `near` resolved: 本月 and 上月 become the year and month that they mean on `today`."""
        if self.near is None:
            return self
        months = 12 * today.year + today.month - 1 + self.near
        return replace(self, near=None, year=months // 12, month=months % 12 + 1)

    def first(self, year: int) -> date:
        """Return its first day, in the given year; raises ValueError for a day that the calendar does not have."""
        if self.ends or self.feast:
            return self.last(year)
        return date(year, self.month or 1, self.day or (self.days[0] if self.days else 1))

    def last(self, year: int) -> date:
        """Return its last day, in the given year; raises ValueError for a day that the calendar does not have."""
        if self.feast:
            return _eve_of(self.feast, year)
        month = self.month + self.months - 1 if self.month else 12
        if not 1 <= month <= 12:
            raise ValueError(month)
        longest = calendar.monthrange(year, month)[1]
        return date(year, month, self.day or (min(self.days[1], longest) if self.days else longest))


@dataclass(frozen=True, slots=True)
class Written:
    """A date or a period as it stands in a text."""

    span: Span
    """Its place in the text. 前 and 以来 after the date are included, 截至 and 自 before it are not."""
    start: Moment | None
    """The date, or the first date of a period; None for 截至目前, which has no date of its own."""
    end: Moment | None = None
    """The last date of a period; None for a single date."""
    bound: Bound = Bound.NONE
    now: bool = False
    """Whether it reaches to the day on which the text was written: 截至目前, 今年以来."""

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Its dates: none, one or two."""
        return tuple(moment for moment in (self.start, self.end) if moment)

    def seen_from(self, today: date) -> Written:
        """Return it with both dates resolved as by `Moment.seen_from`."""
        start, end = (moment and moment.seen_from(today) for moment in (self.start, self.end))
        return replace(self, start=start, end=end)

    def days(self, own: int | None, named: int | None = None) -> tuple[date | None, date | None] | None:
        """Return its first and last day; None for an end that is open or is the day on which the text was written.

        `own` is the year in which the text was written, `named` the last year named before this date. Returns a single
        None if its year is not known. Raises ValueError for a day that the calendar does not have.
        """
        if self.start is None:
            return None, None
        first_year = told_year(self.start, own, named)
        if self.end and self.end.year and not self.start.tells_year:
            # 10月13日至2021年1月13日 begins in 2020.
            first_year = self.end.year - ((self.start.month or 0) > (self.end.month or 12))
        if first_year is None:
            return None
        last_year, ending = first_year, self.end or self.start
        if self.end:
            told = told_year(self.end, own, first_year, bare=False)
            over = (self.end.month or 12) < (self.start.month or 0)
            last_year = first_year + over if told is None else told
        first, last = self.start.first(first_year), ending.last(last_year)
        if self.bound is Bound.UNTIL and not self.end:
            return None, last
        return first, None if self.bound is Bound.SINCE else last


def told_year(moment: Moment, own: int | None, named: int | None, *, bare: bool = True) -> int | None:
    """Return the year of a moment, None if it is not known; `own` and `named` are as in `Written.days`.

    With `bare`, a moment without a year takes the year named before it or, if there is none, the text's own.
    """
    if moment.year is not None:
        return moment.year
    if moment.shift is not None:
        return None if own is None else own + moment.shift
    before = own if named is None else named
    if moment.follows is not None:
        return None if before is None else before + moment.follows
    return before if bare else None


def _eve_of(feast: str, year: int) -> date:
    """Return the day before a feast in a year; raises ValueError for 春节 in a year that `_DAYS` does not have."""
    day = FEASTS[feast] or _spring(year)
    return date(year, *day) - timedelta(days=1)


def _spring(year: int) -> tuple[int, int]:
    if not 0 <= year - _FIRST_YEAR < len(_DAYS):
        raise ValueError(year)
    return _DAYS[year - _FIRST_YEAR]


def bounded(text: str, written: Written) -> Written:
    """Return a date of a text with the bound that the words around it give: 截至, 前, 起, 以来."""
    start, end = written.span.start, written.span.end
    after = AFTER.match(text, end)
    if after and after["now"]:
        return replace(written, span=Span(start, after.end()), end=None, bound=Bound.SINCE, now=True)
    if written.end:
        return written
    if after and after["until"]:
        return replace(written, span=Span(start, after.end()), bound=Bound.UNTIL)
    if after:
        return replace(written, bound=Bound.SINCE)
    if stands(UNTIL_BEFORE, text, start) or (written.start and written.start.ends):
        return replace(written, bound=Bound.UNTIL)
    going_on = (GOING_ON if stands(_SINCE_BEFORE, text, start) else BEGUN).match(text, end)
    return replace(written, bound=Bound.SINCE, now=bool(going_on["now"])) if going_on else written


def stands(pattern: re.Pattern[str], text: str, end: int) -> bool:
    """Say whether a pattern that ends with `$` matches in the few characters before an offset."""
    return bool(pattern.search(text, max(0, end - _LOOK), end))
