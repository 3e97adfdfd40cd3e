"""Amounts that a number and a rate for each do not give: 86户, 每户1500元, 共13.9万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.checks.slips.passages import COUNTLESS, WithAmounts, as_told, is_slip, kind_of, near, passages
from generator.model.messages import Message
from generator.model.report import Report

_EACH = re.compile(
    r"(?:平均)?每(?P<unit>[\u4e00-\u9fff]{1,3}?)(?:补[助贴偿]|发放|奖[励补]|给予|缴纳|收取|资助|投入|支付|安排|安装|配备|救助|扣[除罚]"
    r"|罚款?)?(?:标准)?(?:为|是|按)?$"
)
"""Matches before a rate: 每户补助|1500元."""
_MEAN = re.compile(r"(?P<unit>[户人亩村件个家校所台处座])均(?:[\u4e00-\u9fff]{0,3})$")
_SHARED = re.compile(r"(?P<unit>[户人名亩村件个家校所台处座])[\u4e00-\u9fff]{0,6}各(?:自)?[\u4e00-\u9fff]{0,4}$")
"""Match before a rate that is told as a mean (户均|1.2万元), and of so many things alike (26个村各补助|3万元)."""
_PRICE = re.compile("单价(?:为|是)?$")
_PER = re.compile(r"[/每](?P<unit>[\u4e00-\u9fff]{1,3}?)(?=[的标,、。;)计给发补奖收]|$)")
"""Matches behind a rate: 500元|/亩."""
_SUM = re.compile(
    r"[共总合累][^,。;\d]{0,10}$|(?:发放|拨付|支[出付]|兑付|投入|追[缴回]|退[还回]|收[取缴]|金额|资金|补[助贴偿]|奖[励补]|救助)"
    r"[^,。;\d]{0,8}$"
)
"""Matches before what they make together."""
_PERIOD = re.compile("[每/][年月日天周次期季学]|[年月日天周次期]/")
_ALIKE = {"名": "人", "人次": "人"}
_BEFORE, _NOUN = 14, 4


def check_products(report: Report) -> Iterator[Message]:
    """Yield an amount that a number of things and a rate for each nearly give, but do not."""
    for passage in passages(report):
        for at, rate in enumerate(passage.amounts):
            unit = _unit_of(passage, at) if rate.unit not in COUNTLESS and passage.exact(at) else ""
            if unit and not _PERIOD.search(passage.text):
                yield from _product(report, passage, at, unit)


def _unit_of(passage: WithAmounts, at: int) -> str:
    """Return the unit for each of which an amount is told; empty if there is none."""
    amount = passage.amounts[at]
    before = passage.text[max(0, amount.span.start - _BEFORE) : amount.span.start]
    each = _EACH.search(before) or _MEAN.search(before) or _SHARED.search(before)
    each = each or _PER.match(passage.text, amount.span.end)
    others = [one.unit for one in passage.amounts if one.kind != amount.kind]
    price = others[0] if _PRICE.search(before) and len(others) == 1 else ""
    return each["unit"] if each else price


def _product(report: Report, passage: WithAmounts, at: int, unit: str) -> Iterator[Message]:
    rate = passage.amounts[at]
    of_kind = [n for n, one in enumerate(passage.amounts) if kind_of(one) == kind_of(rate)]
    sums = [n for n in of_kind if passage.amounts[n].value > rate.value and not _unit_of(passage, n)]
    counts = [
        n
        for n, one in enumerate(passage.amounts)
        if _counts(passage, n, unit) and n not in {at, *sums} and passage.exact(n)
    ]
    if len(counts) != 1 or len(sums) != 1 or len(of_kind) > len(sums) + 1 or not passage.exact(sums[0]):
        return
    total, count = passage.amounts[sums[0]], passage.amounts[counts[0]]
    made = count.value / count.size * rate.value
    slack = max(total.rounding * 2, rate.rounding * count.value / count.size)
    told_as_sum = _SUM.search(passage.text[: total.span.start]) and near(total.value, made)
    if abs(made - total.value) > slack and (told_as_sum or is_slip(f"{made / total.size:f}", total.digits)):
        told = [count.shown(passage.text), rate.shown(passage.text)]
        shown = {"parts": " × ".join(told), "sum": as_told(made, total), "total": total.shown(passage.text)}
        yield message_at(report, "total", passage.place(sums[0]), **shown)


def _counts(passage: WithAmounts, at: int, unit: str) -> bool:
    """Say whether an amount counts what a rate is told for: 户, or 校 by the noun behind 18所."""
    one = passage.amounts[at]
    noun = passage.text[one.span.end : one.span.end + _NOUN]
    return _ALIKE.get(one.unit, one.unit) == _ALIKE.get(unit, unit) or unit in re.split("[,。;、(每各]", noun)[0]
