"""An old and a new value of one thing and the change between them, for the rules that compare them."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.checks.numbers.amounts import Quantity, last_place

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
