"""Dates and times in the forms of the standards; times without a zone are China's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def minute(moment: date | datetime) -> str:
    """Return `YYYY-MM-DD HH:MM`, the form of the label PubDate; a day without a time gets 00:00."""
    return _full(moment).replace(tzinfo=None).isoformat(" ", "minutes")


def timestamp(moment: date | datetime) -> str:
    """Return a timestamp by RFC 3339, as Atom needs it; a day without a time gets midnight in China."""
    return _full(moment).isoformat(timespec="seconds")


def iso(moment: date | datetime) -> str:
    """Return an ISO 8601 date, with a time only if there is one."""
    return timestamp(moment) if isinstance(moment, datetime) else moment.isoformat()


def _full(moment: date | datetime) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), CHINA)
    return moment.astimezone(CHINA) if moment.tzinfo else moment.replace(tzinfo=CHINA)
