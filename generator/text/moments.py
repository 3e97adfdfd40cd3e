"""Days, months and years as written, and the days that they mean in a given year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from generator.text.span import Span

FEASTS = {"元旦": (1, 1), "春节": None, "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1)}
"""Feasts by month and day; None for 春节, whose day the moon tells."""
_FIRST_YEAR = 2000
_SPRING = (
    "205 124 212 201 122 209 129 218 207 126 214 203 123 210 131 219 208 128 216 205 125 212 201 122 210 129 217 206"
    " 126 213 203 123 211 131 219 208 128 215 204 124 212 201 122 210 130 217 206 126 214 202 123"
)
"""月日 of 春节 from 2000 on, a year a word: 205 is 5 February."""
_DAYS = tuple(divmod(int(word), 100) for word in _SPRING.split())


def day_of(moment: date | datetime | None) -> date | None:
    """Return the day of a moment, the time of day left out; None for None."""
    return moment.date() if isinstance(moment, datetime) else moment


class Bound(StrEnum):
    """Which end of a period the words around it leave open."""

    NONE = ""
    UNTIL = "until"
    """截至2021年9月, 2021年底前, 3月底: from whenever to its last day."""
    SINCE = "since"
    """2019年6月1日起, 自2020年以来: from its first day on."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month or year as written; what is not written is None, and nothing says that the calendar has it."""

    span: Span
    year: int | None = None
    shift: int | None = None
    """Years from the year that the text is of: 今年 0, 去年 -1."""
    follows: int | None = None
    """Years from the year named before: 当年 0, 次年 1."""
    near: int | None = None
    """Months from the month that the text is of: 本月 0, 上月 -1."""
    feast: str = ""
    """What it is the eve of: 春节."""
    month: int | None = None
    day: int | None = None
    months: int = 1
    """How many months it is: three of 一季度, two of 3、4月份."""
    days: tuple[int, int] | None = None
    """First and last day of a third of a month: 上旬."""
    ends: bool = False
    """Whether only its last day is meant: 9月底, 三季度末."""

    @property
    def tells_year(self) -> bool:
        """Say whether its year is written: 2021年, 去年, 次年."""
        return not (self.year is self.shift is self.follows is None)

    @property
    def exists(self) -> bool:
        """Say whether the calendar has it; without a year, 29 February may be."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 13 - self.months:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    def seen_from(self, today: date) -> Moment:
        """Return it with the year and month that 本月 and 上月 mean on a day."""
        if self.near is None:
            return self
        months = 12 * today.year + today.month - 1 + self.near
        return replace(self, near=None, year=months // 12, month=months % 12 + 1)

    def first(self, year: int) -> date:
        """Return its first day in a year; raises ValueError for one that the calendar does not have."""
        if self.ends or self.feast:
            return self.last(year)
        return date(year, self.month or 1, self.day or (self.days[0] if self.days else 1))

    def last(self, year: int) -> date:
        """Return its last day in a year; raises ValueError for one that the calendar does not have."""
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
    """Offsets in the text; 前 and 以来 behind it are part of it, 截至 and 自 before it are not."""
    start: Moment | None
    """None where it is only told when it ends: 截至目前."""
    end: Moment | None = None
    """Where a period ends; None for a single date."""
    bound: Bound = Bound.NONE
    now: bool = False
    """Whether it reaches to the day of the text: 截至目前, 今年以来."""

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Its one or two dates."""
        return tuple(moment for moment in (self.start, self.end) if moment)

    def seen_from(self, today: date) -> Written:
        """Return it with the years and months that 本月 and 上月 mean on a day."""
        start, end = (moment and moment.seen_from(today) for moment in (self.start, self.end))
        return replace(self, start=start, end=end)

    def days(self, own: int | None, named: int | None = None) -> tuple[date | None, date | None] | None:
        """Return its first and last day, None where open or to be the day of the text; None if no year is known.

        `own` is the year that the text is of, `named` the one that was named before it. Raises ValueError for a day
        that the calendar does not have.
        """
        if self.start is None:
            return None, None
        first_year = told_year(self.start, own, named)
        if self.end and self.end.year and not self.start.tells_year:
            # 10月13日至2021年1月13日
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
    """Return the year of a moment; `bare`: one that tells none is of the year named before, else of the text's own."""
    if moment.year is not None:
        return moment.year
    if moment.shift is not None:
        return None if own is None else own + moment.shift
    before = own if named is None else named
    if moment.follows is not None:
        return None if before is None else before + moment.follows
    return before if bare else None


def _eve_of(feast: str, year: int) -> date:
    """Return the last day before a feast of a year; raises ValueError for a 春节 that is in no table."""
    day = FEASTS[feast] or _spring(year)
    return date(year, *day) - timedelta(days=1)


def _spring(year: int) -> tuple[int, int]:
    if not 0 <= year - _FIRST_YEAR < len(_DAYS):
        raise ValueError(year)
    return _DAYS[year - _FIRST_YEAR]
