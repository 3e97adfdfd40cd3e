"""Decides whether a clause is about a time after the report's own day: 2031年12月建成通水 in a report of September."""

from __future__ import annotations

import re
from datetime import date

from generator.facts.status.clauses import Clause
from generator.text.dates import find_dates
from generator.text.moments import Bound, Written, told_year
from generator.text.span import Span

_OF_A_TIME = re.compile(
    "(?:份|度)?(?:的|至|到|预算|计划|任务|目标|资金|指标|项目|工资|薪|补贴|补助|养老|租金|费|社保|保险|版|届|期|学年|考核|账)"
)
"""Matches after a time that is only part of a name: 12月的工资, 2032年度预算."""
_ALONE = re.compile("(?:份|[春夏秋冬]季?(?:学期)?|学期)?[,、]?")
"""Matches between a time that is a clause of its own and the next clause: 2031年12月,泵站建成."""
_PART = re.compile("[,。;:\n]")
_NEAR = 300
"""Maximum characters before a clause that are searched for the year of its month."""


def tells_of_later(folded: str, clause: Clause, until: int, own: date) -> bool:
    """Tell whether the time of a clause is after the day `own`.

    It is the last time before the offset `until`, in the clause or as a clause of its own right before it. A month
    without a year has the year named before it; if there is none, it is not taken for later.
    """
    begin = max(0, clause.start - _NEAR)
    cut = _PART.search(folded, begin, clause.start) if begin else None
    begin = cut.end() if cut else begin
    named: int | None = None
    governing: tuple[Written, int | None] | None = None
    for written in (one.seen_from(own) for one in find_dates(folded[begin:until])):
        if _governs(folded, clause, Span(begin + written.span.start, begin + written.span.end)):
            governing = written, named
        named = (written.start and told_year(written.start, own.year, named, bare=False)) or named
    return governing is not None and _is_later(*governing, own)


def _governs(folded: str, clause: Clause, place: Span) -> bool:
    if _OF_A_TIME.match(folded, place.end):
        return False
    return place.start >= clause.start or bool(_ALONE.fullmatch(folded, place.end, clause.start))


def _is_later(written: Written, named: int | None, own: date) -> bool:
    if not (named or any(moment.tells_year for moment in written.moments)):
        return False
    try:
        days = written.days(own.year, named)
    except ValueError:  # 13月: it does not exist
        return False
    if days is None:
        return False
    first, last = days
    if first is None:
        return written.bound is Bound.UNTIL and last is not None and last > own
    return first > own
