"""Whether a clause tells of a time after its report's own day: 2031年12月建成通水 in a report of September."""

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
"""Behind a time that only names something: 12月的工资, 2032年度预算."""
_ALONE = re.compile("(?:份|[春夏秋冬]季?(?:学期)?|学期)?[,、]?")
"""Behind a time that is a clause of its own: 2031年12月,泵站建成."""
_PART = re.compile("[,。;:\n]")
_NEAR = 300
"""Characters before a clause in which the year of its month is looked for."""


def tells_of_later(folded: str, clause: Clause, until: int, own: date) -> bool:
    """Tell whether the last time before `until`, in a clause or alone in the one before it, is after a day.

    A month without a year is of the year that was named before it; where none was, nobody knows whether it is past.
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
    except ValueError:  # 13月: nothing that the calendar has
        return False
    if days is None:
        return False
    first, last = days
    if first is None:
        return written.bound is Bound.UNTIL and last is not None and last > own
    return first > own
