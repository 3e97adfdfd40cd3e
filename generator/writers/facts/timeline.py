"""时间线: the dates and periods that a report tells, in the order of time, each with its sentence."""

from __future__ import annotations

from datetime import date

from generator.edition.edition import Edition
from generator.facts.fact import Period
from generator.writers.markdown.added import Added, added_page, table
from generator.writers.markdown.escape import escape
from generator.writers.markdown.links import link_to

_LONGEST = 300
"""Days of a period that is still a place on a timeline: a bare year is none."""


def write_timeline(edition: Edition, slug: str) -> str:
    """Return the Markdown of the timeline."""
    rows = [_row(edition, start, end, period) for start, end, period in dated(edition)]
    told = (
        f"通报里写明年月或日期的 {len(rows)} 处，按时间先后排列；只写年份的没有列入。"
        if rows
        else "通报里没有写明年月或日期。"
    )
    page = Added("timeline", "时间线", "通报里的日期和期间，按时间先后排列。")
    return added_page(edition, slug, page, [told, *table(("时间", "原文", "原句", "出处"), rows)])


def dated(edition: Edition) -> list[tuple[date, date, Period]]:
    """Return the dates and periods that have a place on a timeline, the earliest first."""
    found = [
        (period.start, period.end, period)
        for period in edition.facts.periods
        if period.start and period.end and not period.relative and (period.end - period.start).days < _LONGEST
    ]
    return sorted(found, key=lambda entry: entry[:2])


def _row(edition: Edition, start: date, end: date, period: Period) -> tuple[str, ...]:
    when = f"{start:%Y-%m-%d}" if start == end else f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}"
    words, sentence = edition.text(period.span), edition.text(period.sentence)
    return when, escape(words), escape(sentence), link_to(edition, period.span)
