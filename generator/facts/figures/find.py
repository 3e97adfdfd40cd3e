"""Figures: a number with its unit, what it counts, how it changed, its rank and period; never an edit of the text.

A sentence is cut into clauses, numbers and words that say when, each once; then every number in reading order is given
its change, its subject and its period by the first rule that fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.facts.fact import Change, Figure
from generator.facts.figures.changes import Told, basis_before, change_before, change_of_rank, change_of_verb
from generator.facts.figures.frame import frame_of
from generator.facts.figures.numbers import RANK, Amount, find_amounts, units
from generator.facts.figures.subjects import (
    Place,
    is_verb,
    name_after,
    name_before,
    names_before,
    stripped,
    topic_of,
    undone_after,
)
from generator.facts.figures.times import Clock, Time, marked, times_of
from generator.facts.sentences import sentences_of
from generator.model.report import Report
from generator.text.span import Span

_JOINTS = frozenset({"、", "和", ",", "及", "与", "以及", ""})
"""What stands between the numbers of a list."""
_IN_ORDER = re.compile(r"分别|各自|依次")
_FROM = re.compile(r"(?:由(?!于)|从(?![业事严]))[^,。;:]{0,60}$")
"""由35%提高到54%: what is before 由 is what both figures are of."""
_BASIS = re.compile(r"(?:比|较|与|同(?!比))(?![重率例])")
"""比上年决算数11.94亿元增长3.9%: what a change is measured against has a name of its own."""
_LAST_BASIS = re.compile(r"[\u4e00-\u9fff](比|较(?![快大多高好低小强少]))(?![重率例])[^比较]{1,14}$")
"""常住人口比十年前增加8.6万人: what stands before 比 has grown."""
_SHARE_OF = re.compile(r"(?:其中)?占(?![比用地有])")
_POINTS = frozenset({"个百分点", "百分点", "个千分点"})
_REACH = 120
"""Characters before a number that are looked through."""


def find_figures(report: Report) -> tuple[Figure, ...]:
    """Return every figure in reading order."""
    found: list[Figure] = []
    for pieces in _full_sentences(report):
        found.extend(_Reading(report, pieces).figures())
    return tuple(found)


def _full_sentences(report: Report) -> Iterator[list[Span]]:
    """Yield the sentences up to their full stops, each as the pieces between semicolons."""
    pieces: list[Span] = []
    for sentence in sentences_of(report):
        if pieces and not (pieces[-1].end == sentence.start and report.source.fold(pieces[-1]).endswith(";")):
            yield pieces
            pieces = []
        pieces.append(sentence)
    if pieces:
        yield pieces


@dataclass(slots=True)
class _Said:
    """What the figures of a piece have told so far."""

    last: Place | None = None
    topic: Place | None = None
    """What a growth without words of its own is told of."""
    share: Place | None = None
    """The last share: what percentage points are told of."""
    named: list[Place] = field(default_factory=list)
    """The last names of figures that are no changes, each once."""
    used: int = 0
    """Where the words of the figures before end."""
    end: int = 0
    """Where the last number ends."""
    told: Told | None = None
    """The change of the list that goes on."""
    count: int = 1
    """How many numbers the last list has."""
    before: tuple[int, int] = (0, 0)
    """The words before the last number, where its name stands behind it."""
    waiting: list[Place] = field(default_factory=list)
    """The names of the list's next figures."""
    times: list[Time] = field(default_factory=list)
    """When the list's next figures are of."""


def bounds(amount: Amount, text: str) -> bool:
    """Say whether a number bounds what is named behind it: 20层以上高层."""
    return (amount.qualifier or "").endswith(("以上", "以下", "以内")) and "\u4e00" <= text[
        amount.end : amount.end + 1
    ] <= "\u9fff"


class _Reading:
    """A sentence as it is read."""

    def __init__(self, report: Report, pieces: Sequence[Span]) -> None:
        self._pieces = pieces
        self._offset = pieces[0].start
        text = report.source.fold(Span(pieces[0].start, pieces[-1].end))
        self._frame = frame_of(text)
        self._times = times_of(self._frame)
        self._amounts = find_amounts(self._frame, marked(self._times, len(text)))
        self._clock = Clock(self._frame, self._times)
        self._lengths = self._lists()
        self._starts = [time.start for time in self._times]
        self._ends = [time.end for time in self._times]
        self._of: dict[Place, Time | None] = {}
        """When the figures of a name are of."""

    def figures(self) -> Iterator[Figure]:
        """Yield the sentence's figures."""
        piece = 0
        said = _Said()
        for index, amount in enumerate(self._amounts):
            while self._offset + amount.start >= self._pieces[piece].end:
                piece += 1
                said = _Said(used=self._pieces[piece].start - self._offset)
            yield self._figure(index, amount, said, self._pieces[piece])

    def _lists(self) -> list[int]:
        """Return for each number how many of a list it begins; 0 for those that go on with one."""
        lengths = [1] * len(self._amounts)
        text = self._frame.text
        first = 0
        for index in range(1, len(self._amounts)):
            before, amount = self._amounts[index - 1], self._amounts[index]
            joint = text[before.end : amount.start] if amount.start - before.end <= 2 else None
            same = (amount.unit == RANK) == (before.unit == RANK)
            if joint in _JOINTS and same and not (amount.hedge and joint in {"", ","}):
                lengths[index] = 0
                lengths[first] += 1
            else:
                first = index
        return lengths

    def _figure(self, index: int, amount: Amount, said: _Said, sentence: Span) -> Figure:
        text = self._frame.text
        goes_on = not self._lengths[index] and bool(said.end)
        clause = self._frame.clause(amount.start)
        start = max(clause, min(said.used, amount.start), amount.start - _REACH)
        carried = False
        if goes_on and said.waiting:
            subject: Place | None = said.waiting.pop(0)
        elif goes_on:
            subject = said.last
        else:
            said.told = change_before(text, start, amount.start + len(amount.hedge))
            said.waiting = self._in_order(index, amount, start, said)
            said.count = self._lengths[index]
            said.times = self._times_in_order(index, start, amount)
            if said.waiting:
                subject = said.waiting.pop(0)
            else:
                subject = self._own(index, amount, start, said)
                carried = subject is None
                subject = subject or self._carried(amount, said)
        time = self._period(amount, subject, said)
        change, basis = self._change(amount, said)
        self._remember(amount, said, subject, start, carried=carried)
        return Figure(
            span=Span(self._offset + amount.start, self._offset + amount.end),
            sentence=sentence,
            value=amount.value,
            high=amount.high,
            unit=amount.unit,
            qualifier=amount.qualifier,
            subject=Span(self._offset + subject[0], self._offset + subject[1]) if subject else None,
            change=change,
            basis=basis,
            period=Span(self._offset + time.start, self._offset + time.end) if time else None,
        )

    def _period(self, amount: Amount, subject: Place | None, said: _Said) -> Time | None:
        """Return when a figure is of; a growth is of when the figure is that has grown."""
        grows = said.told is not None and not said.told.change.endswith("to")
        time = self._clock.period_of(amount, grows=grows)
        if said.times:
            return said.times.pop(0)
        if bounds(amount, self._frame.text):
            return None
        if subject is None:
            return time
        if subject not in self._of:
            self._of[subject] = time if time and time.kind != "from" else None
        elif (said.told or amount.unit == RANK) and not (
            time and (time.kind == "dated" or time.start >= self._frame.clause(amount.start))
        ):
            return self._of[subject]
        return time

    def _change(self, amount: Amount, said: _Said) -> tuple[Change | None, str | None]:
        if amount.unit == RANK:
            return change_of_rank(self._frame.text[amount.start : amount.end]), None
        if not said.told:
            return None, None
        return said.told.change, said.told.basis

    def _times_in_order(self, index: int, start: int, amount: Amount) -> list[Time]:
        """Return when each number of a list is of: 2019年、2020年分别增长4%和5%."""
        count = self._lengths[index]
        if count == 1 or not _IN_ORDER.search(self._frame.text, start, amount.start):
            return []
        at = bisect_right(self._ends, amount.start)
        times = self._times[max(0, at - count) : at]
        clause = self._frame.clause(amount.start)
        joined = all(b.start - a.end <= 1 for a, b in pairwise(times))
        one = len(times) == count and joined and all(time.kind == "dated" and time.start >= clause for time in times)
        return list(times) if one else []

    def _in_order(self, index: int, amount: Amount, start: int, said: _Said) -> list[Place]:
        """Return what each number of a list belongs to: A、B、C同比分别增长6.5%、19.5%、11.3%."""
        count = self._lengths[index]
        if count < 2:
            return []
        text = self._frame.text
        end = said.told.start if said.told else amount.start
        marker = _IN_ORDER.search(text, start, amount.end)
        end = max(start, min(end, marker.start())) if marker else end
        end = basis_before(text, start, end)
        names = names_before(text, self._after_time(start, end), end)
        if not marker:
            again = not names and said.told and count == said.count and len(said.named) >= count
            return said.named[-count:] if again else names if len(names) == count else []
        if len(names) >= count:
            return names[-count:]
        if names:
            return []
        if len(said.named) >= count:
            return said.named[-count:]
        clause = self._frame.clause(amount.start)
        before = clause - 1
        if before > said.used:
            begin = max(self._frame.clause(before), said.used, before - _REACH)
            names = names_before(text, self._after_time(begin, before), before)
        return names if len(names) == count else []

    def _own(self, index: int, amount: Amount, start: int, said: _Said | None) -> Place | None:
        """Return the words of its own clause that a number belongs to: after a measure word, before an amount."""
        text = self._frame.text
        told = said.told if said else None
        end = told.start if told else amount.start
        after, stop = self._room_behind(index)
        known = units()
        if bounds(amount, text):
            return name_after(text, after, stop)
        if not told and amount.unit != RANK:
            if amount.unit in known.counts | {""} and not (amount.qualifier or "").endswith(("以上", "以下", "以内")):
                found = name_after(text, after, stop)
            elif amount.unit in known.measured:
                found = name_after(text, after, stop, measured=True)
            else:
                found = None
            if found:
                return found
        before = self._before(start, end, amount, said)
        if not told and (undone := undone_after(text, amount.end)) and (not before or is_verb(text[slice(*before)])):
            return undone
        if not before and told and amount.unit in known.counts:
            return name_after(text, after, stop)
        if amount.unit in known.shares | {""} and not told and (not before or is_verb(text[slice(*before)])):
            after += text.startswith("的", after)
            return name_after(text, after, stop, measured=True) or before
        return before

    def _before(self, start: int, end: int, amount: Amount, said: _Said | None) -> Place | None:
        text = self._frame.text
        end = basis_before(text, start, end)
        origin = _FROM.search(text[start:end])
        end = start + origin.start() if origin else end
        begin = self._after_time(start, end)
        if said and said.told and (against := _LAST_BASIS.search(text, begin, end)):
            end = against.start(1)
        first = stripped(text, begin, end)
        if said and not said.told and (verb := change_of_verb(text, first, end)):
            found = name_before(text, verb.start, end)
            if found:
                said.told = verb
                return found
        if basis := _BASIS.match(text, first, end):
            begin = basis.end()
        found = name_before(text, begin, end)
        if not found and begin > start:
            at = bisect_left(self._starts, start)
            found = name_before(text, start, self._starts[at]) if self._starts[at] < begin else None
        return found

    def _after_time(self, start: int, end: int) -> int:
        """Return where the words begin behind the last one that says when."""
        at = bisect_right(self._ends, end)
        return max(start, self._ends[at - 1]) if at else start

    def _room_behind(self, index: int) -> tuple[int, int]:
        """Return where the name of what is counted can begin behind a number, and where it ends at the latest."""
        after = self._amounts[index].end
        stop = self._amounts[index + 1].start if index + 1 < len(self._amounts) else len(self._frame.text)
        at = bisect_left(self._starts, after)
        if at < len(self._starts) and self._starts[at] == after:
            after = self._ends[at]
            at += 1
        return after, min(stop, self._starts[at]) if at < len(self._starts) else stop

    def _carried(self, amount: Amount, said: _Said) -> Place | None:
        """Return what a number without words of its own is told of: 产值达57.23亿元,同比增长12.2%."""
        if amount.unit in units().counts and not said.told and said.used == amount.start and said.before[1]:
            # 涉及18个单位236人: the persons are not of the units.
            return name_before(self._frame.text, *said.before) or said.last
        if amount.unit in _POINTS:
            return said.share or said.topic or said.last
        last = said.topic or said.last if said.told or amount.unit == RANK else said.last
        if last or not (said.told or amount.hedge):
            return last
        clause = self._frame.clause(amount.start)
        begin = self._frame.clause(max(0, clause - 1))
        return (
            topic_of(self._frame.text, self._after_time(max(begin, said.used), begin), clause - 1) if clause else None
        )

    def _remember(self, amount: Amount, said: _Said, subject: Place | None, start: int, *, carried: bool) -> None:
        text = self._frame.text
        behind = subject and subject[0] >= amount.end and not bounds(amount, text)
        said.before = (start, amount.start) if behind else (0, 0)
        said.used = max(amount.end, subject[1] if subject else 0)
        said.end = amount.end
        if subject is None:
            return
        begin = stripped(text, start, amount.start)
        against = bool(_BASIS.match(text, begin, amount.start)) and not said.told
        if amount.unit in units().shares and not amount.unit == "倍" and not said.told:
            said.share = subject
        if against:
            return
        said.last = subject
        if not carried and not _SHARE_OF.match(text, begin, amount.start):
            said.topic = subject
            if not (said.told and amount.unit in units().shares) and subject not in said.named[-1:]:
                said.named.append(subject)
