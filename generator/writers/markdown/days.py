"""Dates as readers see them: 2021年11月23日."""

from __future__ import annotations

from datetime import date, datetime

NOT_STATED = "未载明"


def day(moment: datetime | date | None) -> str:
    """Return a date as 2021年11月23日; `未载明` for None."""
    return f"{moment.year}年{moment.month}月{moment.day}日" if moment else NOT_STATED
