"""Amounts in a text, with scale and unit: 386.5万元, 48.6亿元, 12.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.text.span import Span

_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_SIZES = {"公里": 1000, "平方公里": 10**6, "公顷": 10**4, "吨": 1000}
"""How many of the base unit of its kind a unit is; 1 for all others."""
_KINDS = {"公里": "米", "平方公里": "平方米", "公顷": "平方米", "吨": "公斤", "千克": "公斤", "名": "人"}
"""The base unit of a unit's kind; the unit itself for all others."""
_AMOUNT = re.compile(
    r"(?<![\d.A-Za-z〔-])(?<!\d,)(?P<number>\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?P<part>\.\d{1,6})?\s?(?P<scale>[百千]?万|亿|千|百)?余?"
    r"(?P<unit>%|个百分点|倍|平方公里|平方米|公里|公顷|千瓦时|立方米|公斤|千克|吨|元|亩|米|[辆架台车]次|人次|家次|户次|批次|场次|件次|人|户|家|个工作日|个月|小时|分钟|天|个|件|宗|项|条|份|名|起|座|处|所|张|辆|台|株|头|册|批|篇|期|场|栋|套|例|次|只|本|块|箱|艘|幅|盏|口|间|层|所|班|卷|棵|头|根|枚|架|瓶|袋|桶|眼|支|幢|笔|封)?"
    r"(?![\d年月日号])"
)


_JOINTS = frozenset({"、", "和", "及", "与", "、和"})


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
    for match in _AMOUNT.finditer(text):
        if match["scale"] or match["unit"]:
            digits = match["number"].replace(",", "") + (match["part"] or "")
            yield Quantity(Span(*match.span()), digits, match["scale"] or "", match["unit"] or "")


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
