"""The dates and periods of a report as days; a date without a year gets it from its item, its section or the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.facts.fact import Period
from generator.facts.sentences import as_read, sentences_of_node
from generator.model.report import Kind, Node, Report
from generator.text.dates import find_dates
from generator.text.moments import Moment, Written, day_of
from generator.text.span import Span

_TO_COME = re.compile(r"将|拟|计划|预计|力争|争取|确保|要|下一步|定于|安排|完成时限|前|延[至期后]|推迟|改[至期]")
"""Matches words that tell of the future: a date after them, such as 10月10日, may lie after the report's own day."""
_SHOWN = re.compile(r"[,(]?(?:进行|为|开始|期间)?(?:公示|公告)(?!后|了|期?[满结])")
"""Matches after a date on which something is shown to the public for a time: 11月25日至12月5日公示."""
_NEAR = 20
"""Maximum characters of the sentence before a date that are searched for such words."""
_SOON = 31
"""Maximum days from one date to the next of the same sentence for both to be in one year."""
_DONE_NEAR = 3
_CONTEXTS = frozenset(Kind) - {Kind.TITLE, Kind.MEASURE, Kind.PARAGRAPH, Kind.TABLE, Kind.CELL}
_UNDER_TITLE = re.compile(r"[-—–―(\d]")
_SUBTITLES, _SUBTITLE = 2, 60
"""Maximum number of lines under the title that may state the day of the report, and maximum characters of each."""


def find_periods(report: Report) -> tuple[Period, ...]:
    """Return every date and period in reading order; one that does not exist has neither start nor end."""
    context = _Context(report, own_day(report))
    places = (place for top in (*report.front, *report.sections, *report.closing) for place in _places(top, top))
    return tuple(period for node, within in places for period in context.read(node, within))


def own_day(report: Report) -> date | None:
    """Return the day from which 去年 and 今年 are counted; None if none is known.

    It is the day in a line under the title, or else that of publication, or else that of the signature.
    """
    metadata = report.source.metadata
    return day_of(_spoken(report) or metadata.published or metadata.signed)


def _spoken(report: Report) -> date | None:
    """Return the day in a line right under the title: ——2031年1月15日在…会议上, （2031年1月15日）."""
    titles = [at for at, node in enumerate(report.front) if node.kind is Kind.TITLE]
    under = report.front[titles[-1] + 1 :][:_SUBTITLES] if titles else ()
    for node in under:
        text = report.source.fold(node.span)
        if len(text) <= _SUBTITLE and _UNDER_TITLE.match(text):
            moment = next((written.start for written in find_dates(text)), None)
            if moment and moment.year and moment.day and moment.exists:
                return moment.first(moment.year)
    return None


def _places(node: Node, within: Node) -> Iterator[tuple[Node, Node]]:
    """Yield (node, context) for a node and all below it: the context is its item, or else its nearest section."""
    if node.kind in _CONTEXTS and within.kind is not Kind.ITEM:
        within = node
    yield node, within
    for child in node.children:
        yield from _places(child, within)


def _year_of_feast(eve: Moment, today: date, *, done: bool) -> int | None:
    """Return the year of a feast without a year (春节前): of the last one if `done`, else of the next one."""
    years = (today.year - 1, today.year, today.year + 1)
    if done:
        return next((year for year in reversed(years) if eve.last(year) <= today), None)
    return next((year for year in years if eve.last(year) >= today), None)


class _Context:
    """Reads dates in reading order; one without a year gets the last year named in its section, or the report's."""

    def __init__(self, report: Report, today: date | None) -> None:
        self._report = report
        self._today = today
        self._read = as_read(report)
        self._named: int | None = None
        self._within: Node | None = None
        self._last: tuple[Span, date] | None = None

    def read(self, node: Node, within: Node) -> Iterator[Period]:
        """Yield the dates of a node's own text; `within` is the item or section that it stands in."""
        if within is not self._within:
            self._within, self._named = within, None
        for sentence in sentences_of_node(self._report, node):
            read = self._read.inside(sentence)
            text = self._read.text[read.start : read.end]
            for written in find_dates(text):
                span = self._read.outside(Span(read.start + written.span.start, read.start + written.span.end))
                period = self._period(written, span, sentence, text)
                if period:
                    yield period

    def _period(self, written: Written, span: Span, sentence: Span, text: str) -> Period | None:
        own = self._today.year if self._today else None
        if self._today:
            written = written.seen_from(self._today)
        elif any(moment.near is not None for moment in written.moments):
            return None
        relative = written.now or any(moment.shift is not None for moment in written.moments)
        if not all(moment.exists for moment in written.moments):
            return Period(span, sentence, None, None, relative)
        try:
            days = written.days(self._year(written, own, text, sentence), self._named)
        except ValueError:
            return Period(span, sentence, None, None, relative)
        if days is None:
            return Period(span, sentence, None, None, relative) if relative else None
        first, last = days
        self._remember(written, first, last)
        self._last = (sentence, last) if last else None
        return Period(span, sentence, first, self._today if written.now else last, relative, written.bound)

    def _goes_on(self, moment: Moment, own: int, sentence: Span) -> bool:
        """Say whether a date soon follows one of its sentence and of the year `own`: 10月10日至15日,…10月16日."""
        if not (self._last and self._last[0] == sentence and moment.exists and self._last[1].year == own):
            return False
        return 0 <= (moment.first(own) - self._last[1]).days <= _SOON

    def _year(self, written: Written, own: int | None, text: str, sentence: Span) -> int | None:
        """Return the year for a date without one: the report's, or the year before if it is told as past.

        It is told as past if no word of the future stands before it, though it would be after the report's day.
        """
        moment = written.start
        bare = moment and not moment.tells_year
        if moment and moment.feast and bare and own and self._today and not self._named:
            return _year_of_feast(
                moment, self._today, done="已" in text[written.span.end : written.span.end + _DONE_NEAR]
            )
        if not (moment and bare and own and self._today) or self._named or written.bound or not moment.month:
            return own
        if self._goes_on(moment, own, sentence):
            return own
        before = text[max(0, written.span.start - _NEAR) : written.span.start]
        ahead = (moment.month, moment.day or 1) > (self._today.month, self._today.day)
        comes = _TO_COME.search(before) or _SHOWN.match(text, written.span.end)
        return own - 1 if ahead and not comes else own

    def _remember(self, written: Written, first: date | None, last: date | None) -> None:
        """Remember the year of a date for the dates after it.

        The year of a goal (到2025年), of a start (2019年以来) and of a period of several years is not remembered.
        """
        tells = any(moment.tells_year for moment in written.moments)
        if not tells or written.bound or first is None or last is None:
            return
        if last.year - first.year <= 1 and (first.year == last.year or first.month > 1):
            self._named = last.year
