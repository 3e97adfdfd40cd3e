"""Dates and periods as Chinese texts write them, found in one pass from the left."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from generator.text.date_words import (
    EVERY,
    FOLLOWS,
    IN_A_NAME,
    LASTS,
    NEAR,
    NOT_BEFORE_LAST,
    PLANNED,
    PLANS,
    SAME,
    SHIFTS,
    THIRDS,
    YEARLY,
    DateWord,
    date_words,
    end_of_iso,
    part_of_year,
)
from generator.text.moments import AFTER, FEAST, UNTIL_BEFORE, Bound, Moment, Written, bounded, stands
from generator.text.spacing import solid
from generator.text.span import Span

_ALONE = frozenset({"今年", "本年度", "去年", "前年", "上年度", "上一年度", "明年", "下一年度", "年内"})
"""The words for a relative year that are a date even without a month after them."""
_YEARS_END = ("年底", "年末")
_ON = re.compile(r"(?<![对关基由处])于$|(?:预计|力争|确保|计划|争取|预期)$")
_CLAUSE = 20  # characters before a date in which `PLANNED` and `YEARLY` are looked for
_AT = frozenset("于自从在至到")
"""Characters before the name of a month that show it to be a date: 于四月."""
_OPENS = frozenset(["", *",。;:("])
"""What stands before a clause."""
_MOST_LISTED = 12
"""Maximum of members in a list that shares a unit (3、4、5月): the months of a year."""
_KEPT = 2_000
"""Length in characters up to which the dates of a text are cached: longer than any paragraph."""
_LONGEST = 40
"""Maximum length of a full date in characters, with a margin (二〇二三年十二月三十一日 has twelve)."""


def find_dates(folded: str) -> Iterator[Written]:
    """Yield the dates and periods of a text in half-width forms, in reading order."""
    yield from _kept(folded) if len(folded) <= _KEPT else _read(folded)


@lru_cache(maxsize=1000)  # Several rules and facts ask for the dates of the same lines.
def _kept(folded: str) -> tuple[Written, ...]:
    return tuple(_read(folded))


def _read(folded: str) -> Iterator[Written]:
    reader = _Reader(folded)
    at = 0
    while at < len(reader.words):
        found, at = reader.read(at)
        yield from found


def date_of_line(folded: str) -> date | None:
    """Return the date of a line that is a full date and nothing else, in Arabic or Chinese numerals; else None."""
    line = solid(folded)
    if len(line) > _LONGEST:
        return None
    found = next(_read(line), None)
    if found is None or found.span != Span(0, len(line)) or found.start is None or found.end:
        return None
    moment = found.start
    return moment.first(moment.year) if moment.year and moment.day and moment.exists else None


class _Reader:
    """Puts the date words of a text together to dates and periods."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(date_words(text))
        self.before: Moment | None = None  # the last date with a month: 同月 means its month

    def read(self, at: int) -> tuple[list[Written], int]:  # noqa: C901, PLR0911 - a case a line
        """Return the dates that begin at the word with index `at`, and the index of the word after them."""
        word = self.words[at]
        if word.kind == "now":
            return [Written(Span(word.start, word.end), None, bound=Bound.UNTIL, now=True)], at + 1
        if word.kind == "plan":
            return self._plan(at)
        listed = self._list(at)
        if listed:
            return listed
        start, after = self._moment(at)
        past = start and not start.year and start.shift in {None, -1}
        if start is None or (past and YEARLY.search(self.text, max(0, word.start - _CLAUSE), word.start)):
            return [], at + 1
        if self._kind(after) == "dash":
            if self._kind(after + 1) == "today":
                span = Span(start.span.start, self.words[after + 1].end)
                return [Written(span, start, bound=Bound.SINCE, now=True)], after + 2
            end, beyond = self._moment(after + 1, start)
            if word.kind == "iso" and (day := end_of_iso(self.text, self.words[after].end, start)):
                end, beyond = day, bisect_left(self.words, day.span.end, key=lambda word: word.start)
            lone = word.kind in {"month", "number"} and not start.year and not start.day
            if end and not (lone and stands(LASTS, self.text, word.start)):
                return [bounded(self.text, Written(Span(start.span.start, end.span.end), start, end))], beyond
        self.before = start if start.month else self.before
        if not self._whole(start, at):
            return [], at + 1
        found = [bounded(self.text, Written(start.span, start))]
        while start.day and self._kind(after) == "list" and self._kind(after + 1) == "day":
            # 9月15日、22日
            word = self.words[after + 1]
            if self.text.startswith(("内", "以内"), word.end):
                break
            start = replace(start, span=Span(word.start, word.end), day=word.value)
            found.append(bounded(self.text, Written(start.span, start)))
            after += 2
        return found, after

    def _kind(self, at: int) -> str:
        """Return the kind of the word at an index if at most blanks part it from the word before; else empty."""
        if at >= len(self.words):
            return ""
        gap, kind = self.text[self.words[at - 1].end if at else 0 : self.words[at].start], self.words[at].kind
        before = self.words[at - 1].kind if at else ""
        if (gap, kind) == ("起", "dash") or (gap == "的" and kind == "month" and before in {"year", "shift"}):
            return kind  # 7月1日起至8月31日止, 2020年的5月
        return kind if len(gap) <= 2 and not gap.strip() else ""

    def _moment(  # noqa: C901, PLR0912 - a case a line
        self, at: int, before: Moment | None = None
    ) -> tuple[Moment | None, int]:
        """Return the date at a word (or None) and the index after it; `before` is the start of a period it may end."""
        word = self.words[at] if at < len(self.words) else None
        if word is None or (before and not self._kind(at)):
            return None, at
        begin, first = at, word.start
        moment = Moment(Span(first, word.end))
        if word.kind in {"iso", "iso_month"}:
            year, month, *days = (int(part) for part in re.findall(r"\d+", word.text))
            return replace(moment, year=year, month=month, day=days[0] if days else moment.day), at + 1
        if word.kind == "year":
            moment, at = replace(moment, year=word.value), at + 1
        elif word.kind == "shift":
            moment, at = replace(moment, shift=SHIFTS[word.text]), at + 1
        elif word.kind == "follows":
            moment, at = replace(moment, follows=FOLLOWS[word.text]), at + 1
        elif word.kind == "near":
            known = self.before if word.text in SAME else moment
            if known is None:
                return None, at
            moment = replace(known, span=moment.span, day=None, days=None, ends=False, near=NEAR.get(word.text))
            at += 1
        elif word.kind == "number" and self._opens(at, "year", 1900, 2100):
            return replace(moment, year=word.value), at + 1
        following = self._kind(at) if at > begin else word.kind
        if following in {"half", "quarter", "quarters", "pair", "firsts"}:
            moment, at = part_of_year(moment, self.words[at]), at + 1
        elif following == "feast":
            moment, at = replace(moment, feast=self.words[at].text), at + 1
        elif word.kind == "near" and following == "day":
            moment, at = replace(moment, day=self.words[at].value), at + 1
        elif following == "month" or (following == "number" and self._opens(at, "month", 1, 12)):
            moment, at = replace(moment, month=self.words[at].value), at + 1
            following = self._kind(at)
            if following == "day" or (following == "number" and self._opens(at, "day", 1, 31)):
                moment, at = replace(moment, day=self.words[at].value), at + 1
        elif at == begin and before and (before.month or before.near is not None) and following in {"day", "third"}:
            if following == "day" and before.day:
                moment, at = replace(moment, near=before.near, month=before.month, day=word.value), at + 1
            elif word.text in THIRDS and before.days:
                moment, at = replace(moment, near=before.near, month=before.month, days=THIRDS[word.text]), at + 1
        elif at == begin and word.text in _YEARS_END:
            moment, at = replace(moment, month=12, ends=True), at + 1
        moment, at = self._tail(moment, at, begin)
        if at == begin:
            return None, begin
        return replace(moment, span=Span(first, self.words[at - 1].end)), at

    def _tail(self, moment: Moment, at: int, begin: int) -> tuple[Moment, int]:
        """Return a moment narrowed by a word after it (上旬, 底), and the index after that word."""
        kind = self._kind(at) if at > begin else ""
        if moment.day or kind not in {"third", "last"}:
            return moment, at
        text = self.words[at].text
        if kind == "last":
            if moment.month is moment.near is None:
                moment = replace(moment, month=12)
            elif text.startswith("年"):
                return moment, at
            return replace(moment, ends=True), at + 1
        if moment.month is moment.near is None:
            return (moment, at) if "旬" in text else (replace(moment, month=1), at + 1)
        return (moment, at) if text == "年初" else (replace(moment, days=THIRDS[text]), at + 1)

    def _opens(self, at: int, kind: str, least: int, most: int) -> bool:
        """Say whether a number without unit takes that of the next word: 1 in 1—9月, 2018 in 2018-2020年."""
        within = least <= self.words[at].value <= most
        return within and self._kind(at + 1) in {"dash", "list"} and self._kind(at + 2) == kind

    def _whole(self, moment: Moment, at: int) -> bool:  # noqa: PLR0911 - a case a line
        """Say whether a moment that begins at a word is a date by itself, not a part of another expression."""
        word = self.words[at]
        if word.kind in {"year", "shift"} and FEAST.match(self.text, moment.span.end):
            return False
        if word.kind == "shift" and moment.month is None and not moment.feast:
            return word.text in _ALONE and not (word.text == "前年" and stands(NOT_BEFORE_LAST, self.text, word.start))
        if word.kind == "follows":
            return moment.month is not None
        if word.kind == "feast":
            planned = re.split("[,。;]", self.text[max(0, word.start - _CLAUSE) : word.start])[-1]
            return bool(PLANNED.search(planned)) or self.text.startswith(("已", "均已", ",已"), moment.span.end + 1)
        if word.kind == "near":
            return bool(moment.day or moment.days or moment.ends) or word.text in NEAR
        if word.kind in {"firsts", "number", "day", "third"}:
            return False
        if word.kind == "month" and not moment.day:
            told = word.text.isdecimal() or moment.days or moment.ends or self.text[word.end - 1] == "份"
            if not (told or self._month_in_words(at, moment.span)):
                return False  # 阳春三月 is a season
            return not stands(LASTS, self.text, word.start) and not self.text.startswith("内", moment.span.end)
        if word.kind == "last":
            told = any(stands(pattern, self.text, word.start) for pattern in (UNTIL_BEFORE, _ON))
            return not stands(EVERY, self.text, word.start) and (told or self.text.startswith("前", moment.span.end))
        return True

    def _month_in_words(self, at: int, span: Span) -> bool:
        """Say whether the name of a month (四月) is a date: as a clause, with a bound, or in a list of months."""
        if IN_A_NAME.match(self.text, span.end):
            return False
        before = self.text[: span.start][-1:]
        clause = self.text.startswith(",", span.end) and before in _OPENS
        if AFTER.match(self.text, span.end) or before in _AT or clause:
            return True
        listed = ("list", "month")
        behind = (self._kind(at + 1), self._kind(at + 2)) == listed
        return behind or (at > 1 and (self._kind(at - 1), self.words[at - 2].kind) == listed)

    def _list(self, at: int) -> tuple[list[Written], int] | None:  # noqa: PLR0911 - a case a line
        """Return the dates of a list that shares year or unit (2021年3、4月份, 2019、2020年) and the next index."""
        head: Moment | None = None
        first = at
        word = self.words[at]
        if word.kind in {"year", "shift"}:
            year = word.value if word.kind == "year" else None
            head = Moment(Span(word.start, word.end), year=year, shift=SHIFTS.get(word.text))
            at += 1
        members: list[DateWord] = []
        while at < len(self.words) and (self._kind(at) if at > first else word.kind) == "number":
            if self._kind(at + 1) != "list" or len(members) == _MOST_LISTED:
                return None
            members.append(self.words[at])
            at += 2
        kind = self._kind(at) if members and at < len(self.words) else ""
        if kind not in ({"month"} if head else {"month", "year"}):
            return None
        members.append(self.words[at])
        values = [member.value for member in members]
        least, most = (1, 12) if kind == "month" else (1900, 2100)
        if not all(least <= value <= most for value in values):
            return None
        if head is None and kind == "month" and stands(LASTS, self.text, word.start):
            return None
        head = head or Moment(Span(word.start, word.start))
        in_a_row = all(b == a + 1 for a, b in pairwise(values))
        span = Span(word.start, members[-1].end)
        if kind == "year":
            moments = [Moment(Span(m.start, m.end), year=m.value) for m in members]
            if in_a_row:
                return [bounded(self.text, Written(span, moments[0], moments[-1]))], at + 1
        else:
            moments = [
                replace(head, span=Span(m.start if n else word.start, m.end), month=m.value)
                for n, m in enumerate(members)
            ]
            if in_a_row:
                whole = replace(moments[0], span=span, months=len(members))
                return [bounded(self.text, Written(span, whole))], at + 1
        return [Written(moment.span, moment) for moment in moments], at + 1

    def _plan(self, at: int) -> tuple[list[Written], int]:
        """Return the five years of a plan (“十四五”期间), or one end of them (“十四五”末), and the next index."""
        word = self.words[at]
        year = PLANS[word.text]
        span = Span(word.start, word.end)
        start, end = Moment(span, year=year), Moment(span, year=year + 4)
        kind = self._kind(at + 1)
        if kind in {"last", "third"} and self.words[at + 1].text in {"末", "初"}:
            span = Span(word.start, self.words[at + 1].end)
            moment, _ = self._tail(end if kind == "last" else start, at + 1, at)
            return [bounded(self.text, Written(span, replace(moment, span=span)))], at + 2
        return [bounded(self.text, Written(span, start, end))], at + 1
