"""The day on which the program runs."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Return the day on which the program runs: the one place at which gongkai asks the clock for it."""
    return datetime.now().astimezone().date()
