"""时间线: the dates and periods that a report states, on an axis and as a table, in chronological order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from generator.edition.edition import Edition
from generator.facts.fact import Period
from generator.text.moments import Bound
from generator.writers.facts.charts import Stretch, timeline
from generator.writers.markdown.added import Added, added_page, table
from generator.writers.markdown.escape import escape
from generator.writers.markdown.links import link_to

_FINER = re.compile(r"[月季旬日底末初]|半年|\d[-./]\d{1,2}[-./]\d")
"""Matches what makes a date more precise than a year: 9月, 上半年, 二季度, 2021-9-3."""
_HEAD = ("时间", "原文", "原句", "出处")


def write_timeline(edition: Edition, slug: str) -> str:
    """Return the Markdown of the page: the chart, the table, then a second table of dates that name only a year."""
    fine, years = dated(edition), _years(edition)
    blocks = [told(edition), *chart(edition, "timeline"), *table(_HEAD, [_row(edition, period) for period in fine])]
    if years:
        blocks += [
            f"## 只写年份的 {len(years)} 处 {{: #years data-added }}",
            *table(_HEAD, [_row(edition, period) for period in years]),
        ]
    page = Added("timeline", "时间线", "通报里的日期和期间，按时间先后排列。")
    return added_page(edition, slug, page, blocks)


def told(edition: Edition) -> str:
    """Return a sentence that tells how many dates the report states, and how many of them the tables leave out."""
    fine, years = dated(edition), _years(edition)
    rest = [period for period in edition.facts.periods if not _placed(period) or _only_now(period)]
    impossible = sum(period.impossible for period in rest)
    parts = [f"通报里写明年月或日期的 {len(fine)} 处，按时间先后排列" if fine else "通报里没有写明年月或日期"]
    if years:
        parts.append(f"只写年份的 {len(years)} 处列在后面" if fine else f"只写年份的 {len(years)} 处列在下面")
    if impossible:
        parts.append(f"日历上没有的日期 {impossible} 处没有列入")
    if len(rest) > impossible:
        parts.append(f"“截至目前”一类没有写明日期的 {len(rest) - impossible} 处没有列入")
    return "；".join(parts) + "。"


def dated(edition: Edition) -> list[Period]:
    """Return the dates and periods that are more precise than a year, the earliest first."""
    return sorted((p for p in _all(edition) if not _only_years(edition, p)), key=_order)


def chart(edition: Edition, ident: str) -> list[str]:
    """Return the chart of the dates as a list of one block; empty if there are fewer than two different dates."""
    places: Counter[tuple[date | None, date | None, Bound, str]] = Counter()
    for period in dated(edition):
        places[period.start, period.end, period.bound, edition.words(period.span)] += 1
    if len({place[:3] for place in places}) < 2:
        return []
    stretches = [
        Stretch(start, end, bound, _label(start, end, bound, words, count))
        for (start, end, bound, words), count in places.items()
    ]
    drawn = timeline(ident, "通报里的时间", _words(stretches, sum(places.values())), stretches)
    return [f'<figure class="glance__chart">{drawn}</figure>']


def _words(stretches: Sequence[Stretch], count: int) -> str:
    first = min(day for stretch in stretches for day in (stretch.start, stretch.end) if day)
    last = max(day for stretch in stretches for day in (stretch.start, stretch.end) if day)
    return f"通报写明年月或日期的 {count} 处，从 {first:%Y-%m-%d} 到 {last:%Y-%m-%d}"


def _label(start: date | None, end: date | None, bound: Bound, words: str, count: int) -> str:
    return f"{words}：{_when(start, end, bound)}" + (f"，{count} 处" if count > 1 else "")


def _all(edition: Edition) -> list[Period]:
    return [period for period in edition.facts.periods if _placed(period) and not _only_now(period)]


def _years(edition: Edition) -> list[Period]:
    return sorted((p for p in _all(edition) if _only_years(edition, p)), key=_order)


def _placed(period: Period) -> bool:
    return period.start is not None or period.end is not None


def _only_now(period: Period) -> bool:
    """Say whether a period only means the day of the report itself: 截至目前."""
    return period.start is None and period.relative


def _only_years(edition: Edition, period: Period) -> bool:
    whole = (period.start is None or (period.start.month, period.start.day) == (1, 1)) and (
        period.end is None or (period.end.month, period.end.day) == (12, 31) or period.bound is Bound.SINCE
    )
    return whole and not _FINER.search(edition.report.source.fold(period.span))


def _order(period: Period) -> tuple[date, date]:
    """Return the sort key of a period: its first day (or the last, if only that is known), then its last day."""
    first = period.start or period.end or date.min
    return first, period.end or date.max


def _row(edition: Edition, period: Period) -> tuple[str, ...]:
    when = _when(period.start, period.end, period.bound)
    words, sentence = edition.words(period.span), edition.words(period.sentence)
    return when, escape(words), escape(sentence), link_to(edition, period.span)


def _when(start: date | None, end: date | None, bound: Bound) -> str:
    if start is None:
        return f"至 {end:%Y-%m-%d}"
    if bound is Bound.SINCE:
        return f"{start:%Y-%m-%d} 以来" if end else f"{start:%Y-%m-%d} 起"
    return f"{start:%Y-%m-%d}" if start == end or end is None else f"{start:%Y-%m-%d} 至 {end:%Y-%m-%d}"
