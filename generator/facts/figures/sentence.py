"""A sentence that was cut once into its clauses, its numbers, and the words that say when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.facts.figures.changes import change_before, leads_to_new
from generator.facts.figures.frame import Setting, frame_of
from generator.facts.figures.numbers import Amount, find_amounts, numbers_in
from generator.facts.figures.ranks import RANK, find_ranks, holds_a_rank
from generator.facts.figures.times import Time, marked, times_of
from generator.facts.figures.units import units

REACH = 120
"""Maximum characters before a number that are searched for its name."""
_OLD_NAME = re.compile(
    "(?:同期)?(?:累计|全年|实际){0,2}(?:支出|收入|完成|实现|发生|安排|投入)?(?:决算数|执行数|完成数|实绩)?(?:的)?"
)
_APART = 12
"""Maximum characters before a number of a list that are searched for 分别."""
_ENDS = frozenset({"", "、", ",", "。", ";", ")", "和"})
_JOINTS = frozenset({"、", "和", ",", "及", "与", "以及", ""})
"""What may stand between two numbers of a list; empty if they are adjacent."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence up to its full stop, in half-width forms."""

    frame: Setting
    times: tuple[Time, ...]
    amounts: tuple[Amount, ...]
    lengths: tuple[int, ...]
    """For each number the length of the list that it begins (1 for a single number); 0 for a list's other numbers."""
    starts: tuple[int, ...]
    """The offsets at which the times start."""
    ends: tuple[int, ...]
    """The offsets at which the times end."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.frame.text

    def after_time(self, start: int, end: int) -> int:
        """Return the offset between `start` and `end` after the last time there; `start` if there is none."""
        at = bisect_right(self.ends, end)
        return max(start, self.ends[at - 1]) if at else start

    def time_within(self, start: int, end: int) -> Time | None:
        """Return the first time that begins between two offsets; None if there is none."""
        at = bisect_left(self.starts, start)
        return self.times[at] if at < len(self.times) and self.starts[at] < end else None

    def time_of(self, at: int) -> Time | None:
        """Return the time right before 的 and the number at `at`: 2015年的287.9亿元; None if there is none."""
        found = (
            self.times[bisect_right(self.ends, at - 1) - 1] if self.text.endswith("的", 0, at) and self.ends else None
        )
        return found if found and found.end == at - 1 else None

    def time_of_old(self, amount: Amount) -> Time | None:
        """Return the time of an old amount with which a later one is compared: 较上年28899万元增长9.9%; else None."""
        at = bisect_right(self.ends, amount.start)
        time = self.times[at - 1] if at else None
        if not (time and time.kind == "against" and amount.plain and amount.unit != "倍"):
            return None
        same = 2 * self.text.startswith("同期", time.end)
        old = _OLD_NAME.fullmatch(self.text, time.end, amount.start)
        return replace(time, end=time.end + same) if old else None

    def taken(self, amount: Amount) -> bool:
        """Say whether money is the object of 将 or 把, so that it has no name before it: 县里将540万元用于…."""
        return amount.unit in units().money and self.text.endswith(("把", "将"), 0, amount.start)

    def times_before(self, end: int, count: int) -> Sequence[Time]:
        """Return the last `count` times before an offset; fewer if there are not so many."""
        at = bisect_right(self.ends, end)
        return self.times[max(0, at - count) : at]

    def room_behind(self, index: int) -> tuple[int, int]:
        """Return where a name after a number can begin at the earliest, and where it must end at the latest."""
        after = self.amounts[index].end
        if index + 1 < len(self.amounts) and self.amounts[index + 1].start == after and self._ages(index + 1):
            index += 1  # 7万名35-64岁妇女
            after = self.amounts[index].end
        stop = self.amounts[index + 1].start if index + 1 < len(self.amounts) else len(self.text)
        at = bisect_left(self.starts, after)
        if at < len(self.starts) and self.starts[at] == after:
            after = self.ends[at]
            at += 1
        return after, min(stop, self.starts[at]) if at < len(self.starts) else stop

    def _ages(self, index: int) -> bool:
        return self.amounts[index].unit in {"岁", "周岁"}

    def units_of(self, index: int) -> list[str]:
        """Return the units of the list of numbers that begins with the number at `index`."""
        return [amount.unit for amount in self.amounts[index : index + self.lengths[index]]]

    def bounds(self, amount: Amount) -> bool:
        """Say whether a number is the bound of a name that follows it: 20层以上高层."""
        bound = (amount.qualifier or "").endswith(("以上", "以下", "以内"))
        return bound and "\u4e00" <= self.text[amount.end : amount.end + 1] <= "\u9fff"


def read_sentence(text: str) -> Sentence | None:
    """Return a folded sentence, cut; None if it has neither a number nor a rank."""
    numbers = numbers_in(text)
    if not numbers and not holds_a_rank(text):
        return None
    frame = frame_of(text)
    times = times_of(frame)
    found = [*_with_their_units(text, [*find_amounts(frame, marked(times, len(text)), numbers)]), *find_ranks(frame)]
    amounts = tuple(sorted(found, key=lambda amount: amount.start))
    return Sentence(
        frame,
        tuple(times),
        amounts,
        tuple(_lengths(text, amounts)),
        tuple(time.start for time in times),
        tuple(time.end for time in times),
    )


def _with_their_units(text: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    """Yield the numbers; those of a row get the unit of its last: 提高11个、9个和8个百分点."""
    row_of = [*amounts]
    for at in range(len(row_of) - 2, -1, -1):
        amount, after = row_of[at : at + 2]
        joined = text[amount.end : after.start] in {"、", "和"} or _differs(text, amount, after)
        if amount.unit == "个" and after.unit.startswith("个") and joined:
            row_of[at] = replace(amount, unit=after.unit)
    before: Amount | None = None
    for told in row_of:
        row = before and told.unit in units().sizes and _goes_on(text, before, told)
        if row and before and before.unit.partition("/")[0] == told.unit:
            before = replace(told, unit=before.unit)  # 提高到每人每月780元和560元
        else:
            before = told
        yield before


def _goes_on(text: str, before: Amount, told: Amount) -> bool:
    """Say whether a number is of the same kind as the one before: 每月780元和560元, 每月560元调整到620元."""
    return text[before.end : told.start] in {"、", "和"} or leads_to_new(text, before.end, told.start)


def _differs(text: str, before: Amount, amount: Amount) -> bool:
    """Say whether nothing but a change of its own stands before a later number of a list: 3%、|上升2%."""
    start = before.end + 1
    if start >= amount.start or text[before.end] not in "、,和及与" or amount.start - start > _APART:
        return False
    told = change_before(text, start, amount.start)
    return told is not None and told.start == start


def _moved(text: str, first: Amount, before: Amount, amount: Amount) -> bool:
    """Say whether only the change of the second stands between two numbers of a list: 分别下降3%、上升2%."""
    if before.unit != amount.unit or not _differs(text, before, amount):
        return False
    start = max(0, first.start - _APART)
    return "分别" in text[start : first.start] and change_before(text, start, first.start) is not None


def _lengths(text: str, amounts: Sequence[Amount]) -> list[int]:
    lengths = [1] * len(amounts)
    first = 0
    for index in range(1, len(amounts)):
        before, amount = amounts[index - 1], amounts[index]
        joint = text[before.end : amount.start] if amount.start - before.end <= 2 else None
        alike = (amount.unit == RANK) == (before.unit == RANK)
        named = joint == "," and text[amount.end : amount.end + 1] not in _ENDS
        if _moved(text, amounts[first], before, amount) or (
            joint in _JOINTS
            and alike
            and not named
            and not (amount.hedge and (joint in {"", ","} or before.unit != amount.unit))
        ):
            lengths[index] = 0
            lengths[first] += 1
        else:
            first = index
    return lengths
