"""Amounts that a number and a rate for each do not give: 86户, 每户1500元, 共13.9万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.checks.slips.passages import WithAmounts, as_told, near, passages
from generator.model.messages import Message
from generator.model.report import Report

_EACH = re.compile(
    r"每(?P<unit>[\u4e00-\u9fff]{1,3}?)(?:补[助贴偿]|发放|奖励|给予|缴纳|收取|标准|资助|投入|支付|安排|奖补|救助|扣[除罚]|罚款?)?(?:标准)?(?:为|是|按)?$"
)
_PER = re.compile(r"[/每](?P<unit>[\u4e00-\u9fff]{1,3}?)(?=[的标,、。;)计给发补奖收]|$)")
_MEAN = re.compile(
    r"(?P<unit>[户人亩村件个家校所台处座])均[\u4e00-\u9fff]{0,6}$|平均每(?P<each>[\u4e00-\u9fff]{1,2}?)[\u4e00-\u9fff]{0,4}$"
)
_SUM = re.compile(
    r"[共总合累][^,。;\d]{0,10}$|(?:发放|拨付|支[出付]|兑付|投入|追[缴回]|退[还回]|收[取缴]|金额|资金|补[助贴偿]|奖[励补]|救助)[^,。;\d]{0,8}$"
)
_PERIOD = re.compile("[每/][年月日天周次期季学]|[年月日天周次期]/")
_MONTHS = frozenset({"个月", "天", "次", "期", "小时", "个工作日"})
_MANY, _ALIKE = re.compile("标准|档|类|不等|至|-|—"), {"名": "人", "人次": "人"}


def check_products(report: Report) -> Iterator[Message]:
    """Yield an amount of money that a number of things and a rate for each nearly give, but do not."""
    for passage in passages(report):
        for at, rate in enumerate(passage.amounts):
            if rate.kind == "元" and passage.exact(at):
                unit = _unit_of(passage, at)
                if unit:
                    yield from _product(report, passage, at, unit)


def _unit_of(passage: WithAmounts, at: int) -> str:
    """Return the unit for each of which an amount is told; empty if there is none."""
    amount = passage.amounts[at]
    each = _EACH.search(passage.text[max(0, amount.span.start - 14) : amount.span.start])
    per = _PER.match(passage.text, amount.span.end)
    return each["unit"] if each else per["unit"] if per else ""


def _product(report: Report, passage: WithAmounts, at: int, unit: str) -> Iterator[Message]:
    rate = passage.amounts[at]
    counts = [one for one in passage.amounts if _same(one.unit, unit)]
    sums = [
        n
        for n, one in enumerate(passage.amounts)
        if one.kind == "元" and n != at and one.value > rate.value and not _unit_of(passage, n)
    ]
    rates = [one for n, one in enumerate(passage.amounts) if one.kind == "元" and _unit_of(passage, n)]
    if len(counts) != 1 or len(sums) != 1 or len(rates) != 1 or not passage.exact(sums[0]):
        return
    total, count = passage.amounts[sums[0]], counts[0]
    if _PERIOD.search(passage.text) or not _SUM.search(passage.text[: total.span.start]):
        return
    made = count.value / count.size * rate.value
    slack = max(total.rounding * 2, rate.rounding * count.value / count.size)
    if abs(made - total.value) > slack and near(total.value, made):
        shown = {
            "parts": f"{count.shown(passage.text)} × {rate.shown(passage.text)}",
            "total": total.shown(passage.text),
        }
        yield message_at(report, "total", passage.place(sums[0]), sum=as_told(made, total), **shown)


def _same(one: str, other: str) -> bool:
    return bool(one) and _ALIKE.get(one, one) == _ALIKE.get(other, other)
