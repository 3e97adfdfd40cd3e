"""Amounts in a text, with scale and unit (386.5万元, 48.6亿元, 12.5%), and the change from one to another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.text.numerals import number_in_words
from generator.text.span import Span

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_SIZES = {"公里": 1000, "平方公里": 10**6, "公顷": 10**4, "吨": 1000, "毫克/立方米": 1000}
"""How many of the base unit of its kind a unit is; 1 for all others."""
_KINDS = {
    "公里": "米",
    "平方公里": "平方米",
    "公顷": "平方米",
    "吨": "公斤",
    "千克": "公斤",
    "名": "人",
    "毫克/立方米": "微克/立方米",
}
"""The base unit of a unit's kind; the unit itself for all others."""
IN_WORDS = (
    "(?<![第一二三四五六七八九十百千万亿两几数零〇])(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一两三四五六七八九])"
    "(?=[件宗家户人名项起条份处座栋所间例场次辆台册篇支张](?![一二三四五六七八九十])|个(?![月别人体]|方面))"
)
"""Matches a small number in words before what it counts: 四十二|个问题."""
_AMOUNT = re.compile(
    r"(?<![\d.A-Za-z〔-])(?<!\d,)(?P<number>\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12}|"
    + IN_WORDS
    + r")(?P<part>\.\d{1,6})?\s?(?P<scale>[百千]?万|亿|千|百)?余?"
    r"(?:(?P<unit>%|(?:[微毫]克|公斤)/(?:立方米|升|亩)|个百分点|倍|平方公里|平方米|公里|公顷|千瓦时|立方米|公斤|千克|吨|元|亩|米|[辆架台车]次|人次|家次|户次|批次|场次|件次|人|户|家|个工作日|个月|小时|分钟|天|个|件|宗|项|条|份|名|起|座|处|所|张|辆|台|株|头|册|批|篇|期|场|栋|套|例|次|只|本|块|箱|艘|幅|盏|口|间|层|所|班|卷|棵|头|根|枚|架|瓶|袋|桶|眼|支|幢|笔|封)(?![年月日号])|(?![\d年月日号]))"
)

FROM_TO = re.compile(
    r"[^。;:\d]{0,14}(?:\d{4}年[^。;:\d]{0,8})?(?P<way>增长|增加|提高|上升|提升|扩大|攀升|充实|优化|整合|合并|增配|壮大|扩展|发展|增多|拓展|回升|跃升|拓宽|加宽|延长|增|升|下降|降低|减少|压减|压缩|缩减|减|降|精简|缩短|缩小|收窄|下调|上调|扩充|调整|变更|变动|变)"
    r"(?:了|为)?[到至为][^。;:,\d]{0,4}(?:\d{4}年(?:的|度)?[^。;:,\d]{0,6})?"
)
"""Matches between an old value and a new one: 386.5万元降至352.1万元."""
BY = re.compile(
    r"[,、;(]?(?:同比|总体|共|净|实际|大幅|[较比](?:上年|去年|年初|上季度|整改前|原来|以前|此前|改造前|\d{4}年)(?:同期)?|即)?"
    r"(?:增长|增加|提高|上升|提升|增幅|涨幅|下降|降低|减少|压减|压缩|缩短|精简|缩减|缩小|扩充|[上下]调|降幅|减幅|升幅|[新净]增(?=了?$))[^。;,\d]{0,5}$"
)
ROUGHLY = ("多", "以上", "左右", "有余")
"""Words behind a change or multiple that is not told exactly: 3倍多, 30%以上."""
_JUMP = 1000
"""Minimum ratio of two units for one of them to be a mistake."""
_LIKE = 10
"""Maximum ratio of the two written numbers for one of their units to be a mistake: 386.5万元, 352.1亿元."""

_JOINTS = frozenset({"、", "和", "及", "与", "、和"})
_KEPT = 2_000
"""Maximum characters of a text whose amounts are kept, in case they are asked for again."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""

    span: Span
    """Offsets in the text that was searched."""
    digits: str
    """The number as written, thousands commas left out."""
    scale: str
    """The power of ten as written: 万, 亿, 百万; empty if there is none."""
    unit: str
    """Empty if the number has only a scale, or nothing, after it."""

    @property
    def written(self) -> Decimal:
        """The number without its scale."""
        return Decimal(self.digits)

    @property
    def figures(self) -> int:
        """How many digits it is written with."""
        return len(self.digits.replace(".", ""))

    @property
    def value(self) -> Decimal:
        """The number with its scale, in the base unit of its kind."""
        return self.written * self.size

    @property
    def kind(self) -> str:
        """The base unit of its kind: 米 for 公里."""
        return _KINDS.get(self.unit, self.unit)

    @property
    def rounding(self) -> Decimal:
        """By how much the true value may differ: half of the last decimal; 0 for a number without decimals."""
        place = last_place(self.written)
        return place * self.size / 2 if place != 1 else Decimal(0)

    def shown(self, text: str) -> str:
        """Return the amount as written; `text` is the text that was searched."""
        return text[self.span.start : self.span.end]

    @property
    def size(self) -> int:
        """How many of the base unit its scale and unit are: 10,000,000 for 万公里."""
        return _SCALES[self.scale] * _SIZES.get(self.unit, 1)


def last_place(number: Decimal) -> Decimal:
    """Return one unit of the last digit of a number as written: 0.1 for 98.5, 1 for 98."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def amounts(text: str) -> Iterator[Quantity]:
    """Yield the amounts of a text in half-width forms; a number without scale and unit is no amount."""
    yield from _kept(text) if len(text) <= _KEPT else _read(text)


@lru_cache(maxsize=1000)  # Many checks ask for the amounts of the same sentences.
def _kept(text: str) -> tuple[Quantity, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Quantity]:
    found = list(_AMOUNT.finditer(text))
    counted = counted_in_words((match["number"], match["unit"] or "") for match in found)
    for match in found:
        if (match["scale"] or match["unit"]) and (match["number"][0].isdecimal() or match["unit"] in counted):
            digits = digits_of_count(match["number"]) + (match["part"] or "")
            yield Quantity(Span(*match.span()), digits, match["scale"] or "", match["unit"] or "")


def counted_in_words(found: Iterable[tuple[str, str]]) -> set[str]:
    """Return the units before which numbers in words count: where two stand, or one above ten (六个问题中,四个…).

    A single small one may tell only that there is such a thing: 建立一个台账.
    """
    words = [(number, unit) for number, unit in found if not number[0].isdecimal()]
    units = Counter(unit for _, unit in words)
    return {unit for number, unit in words if units[unit] > 1 or len(number) > 1}


def digits_of_count(number: str) -> str:
    """Return a number, in digits or words, in digits without thousands commas: 42 for 四十二."""
    return number.replace(",", "") if number[0].isdecimal() else str(number_in_words(number))


def rows(text: str, found: list[Quantity]) -> list[list[Quantity]]:
    """Return the lists of two and more amounts of one kind that are joined by 、 or 和, without bare marks between."""
    lists: list[list[Quantity]] = []
    for amount in found:
        last = lists[-1][-1] if lists else None
        if last and last.kind == amount.kind and text[last.span.end : amount.span.start] in _JOINTS:
            lists[-1].append(amount)
        else:
            lists.append([amount])
    return [row for row in lists if len(row) > 1]


def jumps(old: Quantity, new: Quantity) -> bool:
    """Say whether the units of two values are so far apart, and their numbers so near, that one unit is a slip."""
    if (old.scale, old.unit) == (new.scale, new.unit):
        return False
    units = max(old.size, new.size) / min(old.size, new.size)
    written = max(old.written, new.written) / min(old.written, new.written)
    return units >= _JUMP and written <= _LIKE


def wrong_change(old: Quantity, new: Quantity, by: Quantity) -> str | None:
    """Return the growth that follows from two values if the stated growth `by` differs from it beyond rounding.

    None if they agree, or cannot be compared.
    """
    change, unsure = abs(new.value - old.value), old.rounding + new.rounding
    if by.kind == old.kind and by.unit != "%":
        exact, low, high = change, change - unsure, change + unsure
        if by.value == new.value:
            return None
    elif by.unit == "个百分点":
        if old.unit != "%":
            return None
        exact, low, high = change, change - unsure, change + unsure
    elif old.unit == "%" or old.value <= old.rounding:
        return None
    else:
        share = 1 if by.unit == "倍" else 100
        rates = [
            abs(b - a) / a * share
            for a in (old.value - old.rounding, old.value + old.rounding)
            for b in (new.value - new.rounding, new.value + new.rounding)
        ]
        exact, low, high = change / old.value * share, min(rates), max(rates)
    step = by.rounding * 2
    if not unsure and by.unit == "%":
        step = max(step, Decimal(by.size))  # 20.7% may be told as 21%
    if low - step <= by.value <= high + step:
        return None
    shown = last_place(by.written)
    return f"{(exact / by.size).quantize(min(shown, Decimal(1)))}"
