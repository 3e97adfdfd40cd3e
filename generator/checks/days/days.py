"""Dates as reports write them, with year, month and day in digits."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

DATE = r"(?<!\d)(?:(?P<{0}y>(?:19|20)\d{{2}})\s?年\s?)?(?P<{0}m>\d{{1,2}})\s?月(?:\s?(?P<{0}d>\d{{1,2}})\s?日)?"
"""Pattern of a date, to be formatted with a prefix for the names of its groups."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; year and day may be left out."""

    year: int | None
    month: int
    day: int | None

    @property
    def exists(self) -> bool:
        """Say whether the calendar has it; without a year, 29 February may be."""
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year or 2000, self.month)[1]

    def first(self, year: int) -> date:
        """Return the earliest day that it can mean in a year."""
        return date(year, self.month, self.day or 1)

    def last(self, year: int) -> date:
        """Return the latest day that it can mean in a year."""
        return date(year, self.month, self.day or calendar.monthrange(year, self.month)[1])


def read_day(match: re.Match[str], prefix: str = "") -> Day:
    """Return the date that a match of `DATE` holds."""
    year, month, day = (match[prefix + part] for part in "ymd")
    return Day(int(year) if year else None, int(month), int(day) if day else None)
