"""The period of a figure: the words that say when, in its own clause or in an earlier one of its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from generator.facts.figures.frame import Setting
from generator.facts.figures.numbers import Amount
from generator.facts.kept_yml import kept_yml

Kind = Literal["dated", "whole", "yearly", "against", "from"]
"""Day, month or year; a number of years; each year; what a figure is measured against; the time of an old value."""


@dataclass(frozen=True, slots=True)
class Time:
    """Words that say when, as offsets in the sentence."""

    start: int
    end: int
    kind: Kind
    heads: bool
    """Whether its clause begins with these words: 2021年,…, not 已于4月27日动工."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of times.yml."""

    pattern: re.Pattern[str]
    rare: re.Pattern[str]
    against: re.Pattern[str]
    of_name: re.Pattern[str]
    level: re.Pattern[str]


_DATA = Path(__file__).with_name("times.yml")


@cache
def _words() -> _Words:
    return kept_yml(_DATA, _make_words)


def _make_words(data: Mapping[str, Any]) -> _Words:
    parts = {key: f"(?:{value})" for key, value in data.items() if isinstance(value, str)}

    def every(kind: str) -> str:
        filled = []
        for pattern in data[kind]:
            for key, value in (*parts.items(), *parts.items()):
                pattern = pattern.replace("{" + key + "}", value)  # noqa: PLW2901 - filled in step by step
            filled.append(f"(?:{pattern})")
        return "|".join(filled)

    pattern = re.compile(
        rf"(?={data['begins']})(?<!\d)(?:{parts['before']}?(?P<dated>{every('dated')})(?P<after>{parts['after']})?"
        rf"|(?P<whole>{every('whole')})|(?P<yearly>{every('yearly')}))"
    )
    rare = re.compile(rf"(?P<dated>{every('since')})|(?P<within>{every('within')})")
    return _Words(
        pattern,
        rare,
        re.compile(rf"{parts['against']}$"),
        re.compile(rf"{parts['of_name']}$"),
        re.compile(parts["level"]),
    )


_REACH = 30
"""Maximum characters before a number that are searched for a verb like 达到 (`_Words.level`)."""
_PLACES = "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南"
_PLACES += "|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|全国|我国"
_BODIES = (
    "(?:集团)?公司|集团|企业|(?:人民|中)?医院|学校|学院|大学|(?:中级|高级)?(?:人民)?法院|(?:人民)?检察院|街道|园区"
)
_LEAD = re.compile(
    rf"^(?:力争|预计|计划|确保|争取|预期|其中|同时|另外|此外|但|而|截至|自|从|到|在|至|[一二三四五六七八九十]是|\s){{0,3}}(?:(?![对按根落围针以就把将在])[\u4e00-\u9fff]{{1,3}}[省市县区州镇乡]|[我全本][省市县区州镇乡局校院]|{_PLACES}|(?:[全我本该各][省市县区州镇乡]?|[省市县区州镇乡])?(?:{_BODIES}))?$"
)
_SIGNS = ("以来", "期间", "假期")
"""Words of which one stands in each time without a day or year: 开展以来, 巡察期间."""
_COUNTED = re.compile(r"(?:[两二三四五六七八九十]|\d{1,2})年(?!来)")
_OF_A_ROW = re.compile(r"[^\d,。;:、]{2,20}(?:项目|工程|行动)等\d")
"""Matches after a year that is part of a name: 丙县2030年公厕建设项目等49个项目."""
_BASE = re.compile(r"[^\d,。;:在]{0,12}基础上")
"""Matches after a time on top of which something grows: 在上年快速增长的基础上增长14%."""
_VALUE = re.compile(r"第?\d")
"""Matches a value right after the time of an old value: 由2028年35亿元增加到42亿元."""
_NOT_A_NUMBER = re.compile(r"[第〔【\[\d.A-Za-z]")


def times_of(frame: Setting) -> list[Time]:
    """Return the words of a sentence that say when, in reading order."""
    words = _words()
    found: list[Time] = []
    for match in _matches(frame.text):
        start, end = match.span()
        groups = match.groupdict()
        if (start and _NOT_A_NUMBER.match(frame.text, start - 1)) or _BASE.match(frame.text, end):
            continue
        if any(frame.hidden[start:end]) and "”" not in match[0]:
            continue
        if groups["dated"] and frame.text[start] in "自从" and groups.get("after") not in {"以来", "起", "至今"}:
            start += 1
        clause = frame.clause(start)
        before = frame.text[max(clause, start - 8) : start]
        heads = start - clause <= 8 and bool(_LEAD.match(before))
        # 市政协六届一次会议以来,
        heads = heads or (match[0].endswith(("以来", "会议期间")) and frame.text.startswith(",", end))
        kind: Kind = "dated" if groups["dated"] else "yearly" if groups.get("yearly") else "whole"
        if (kind == "yearly" or groups.get("within")) and not heads:
            continue
        joined = found and found[-1].kind == "against" and frame.text[found[-1].end : start] in {"和", "、", "及", "与"}
        named = groups["dated"] and _OF_A_ROW.match(frame.text, end)
        if named or joined or words.against.search(before) or frame.text.startswith("同期", end):
            kind = "against"
        elif (
            words.of_name.search(before)
            or frame.text.startswith("的", end)
            or (before.endswith(("由", "从")) and _VALUE.match(frame.text, end))
            or (groups["dated"] == "上年" and not frame.text.startswith(",", end))
        ):
            kind = "from"
        found.append(Time(start, end, kind, heads))
    return found


def _matches(text: str) -> list[re.Match[str]]:
    """Return the matches that may say when; of overlapping ones the first, or if they begin together the longest."""
    words = _words()
    found = list(words.pattern.finditer(text))
    if not any(sign in text for sign in _SIGNS):
        return found
    kept: list[re.Match[str]] = []
    for match in sorted([*found, *words.rare.finditer(text)], key=lambda match: (match.start(), -match.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def marked(times: Sequence[Time], size: int) -> bytes:
    """Return for each of `size` characters of a sentence 1 if it says when, else 0."""
    marks = bytearray(size)
    for time in times:
        marks[time.start : time.end] = b"\1" * (time.end - time.start)
    return bytes(marks)


class Clock:
    """Walks through a sentence and returns the period of each figure; figures must be asked for in order."""

    def __init__(self, frame: Setting, times: Sequence[Time], carried: Time | None) -> None:
        """Begin at the start of the sentence; `carried` is the time of the sentence before that holds for this one."""
        self._frame = frame
        self._times = times
        self._next = 0
        self._ends = {time.end: time for time in times}
        self._clause = 0
        self._own: list[Time] = []
        """The times in the figure's clause that stand before it."""
        self._carried = carried
        self._before = -1

    def period_of(self, amount: Amount, *, grows: bool) -> Time | None:
        """Return the period of a figure, None if none is stated; `grows` says whether the figure is a change."""
        clause = self._frame.clause(amount.start)
        if clause != self._clause:
            self._leave()
            self._clause = clause
        while self._next < len(self._times) and self._times[self._next].end <= amount.start:
            time = self._times[self._next]
            self._next += 1
            if self._before == time.start or not self._is_told(time):
                continue
            if self._frame.clause(time.start) != clause:
                self._leave()
                self._carried = time if time.heads else self._carried
            else:
                self._own.append(time)
        self._before = amount.end
        if self._frame.text.startswith("(", max(0, amount.start - 1)) and amount.start - 1 in self._ends:
            return self._ends[amount.start - 1]  # 较一季度(-10.8%)回升
        own = self._own
        if own and own[-1].kind in {"from", "yearly"}:
            return own.pop()
        carried = self._carried
        if own and not (carried and self._counts_years(own[-1])):
            return own[-1] if self._are_one(own) else None
        if carried and carried.kind != "dated":
            words = self._frame.text[max(clause, amount.start - _REACH) : amount.start] + amount.hedge
            return carried if (grows or amount.plain) and not _words().level.search(words) else None
        return carried

    def _counts_years(self, time: Time) -> bool:
        """Say whether words only count the years that were named before: 2029年至2031年,3年累计投入."""
        dated = self._carried is not None and self._carried.kind == "dated"
        return dated and time.kind == "whole" and bool(_COUNTED.match(self._frame.text, max(0, time.start), time.end))

    def left(self) -> Time | None:
        """Return the time that holds at the end of the sentence, or None; to be called after the last figure."""
        self._leave()
        return self._carried

    def _leave(self) -> None:
        """End a clause: its time holds for the clauses after it; two different times there leave none."""
        if self._clause and self._frame.text.startswith("(", self._clause - 1):
            pass  # 今年建成路68公里(1-10月36公里),完成投资5亿元: the bracket's time does not hold behind it
        elif self._own and self._are_one(self._own):
            self._carried = self._own[-1]
        elif self._own:
            self._carried = None
        self._own = []

    @staticmethod
    def _is_told(time: Time) -> bool:
        return time.kind != "against"

    def _are_one(self, own: Sequence[Time]) -> bool:
        """Say whether the times of a clause are one list: 2019年、2020年, not 2016年督察和2018年督察."""
        return all(a.kind != b.kind or b.start - a.end <= 1 for a, b in pairwise(own))
