"""Changes that no two values before them give, in whatever words they are told: 2145万元, 上年3260万元, 压降43.2%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from generator.checks.numbers.amounts import Quantity, last_place
from generator.checks.numbers.quotients import OTHER_PRICES
from generator.checks.place import message_at
from generator.checks.slips.near_sums import row
from generator.checks.slips.passages import WithAmounts, is_slip, kind_of, near, passages
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

UP = (
    "增长|增加|提高|提升|上升|上涨|增幅|涨幅|升幅|增收|增支|扩大|多收|多支|攀升|跃升|回升|升高|增[多至值]?|上浮|高出|超出|多出"
    "|升|涨"
)
DOWN = (
    "下降|降低|减少|压减|提速|压降|压缩|降幅|减幅|缩减|缩短|缩小|精简|回落|下滑|下浮|少收|少支|核减|节约|节省|收窄|下调"
    "|降|减"
)
"""Verbs of a change, up and down."""
_BY = re.compile(
    rf"(?:^|[,、;(])(?P<of>[^,。;:\d(]{{0,9}}?)(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|(?P<to>为|达到?)|率为|率|比例为|幅度)?$"
)
"""Matches before a change the words that tell it: ,同比增长."""
FEWER = re.compile(
    rf"(?:同比|[较比][^,。;\d]{{1,8}}?)?(?<![减增])(?P<way>[少多])(?![到至为了])[\u4e00-\u9fff]{{0,3}}$"
    rf"|(?:同比|[较比][^,。;\d]{{1,8}})(?:净)?(?:{UP}|(?P<down>{DOWN}))了?$"
)
"""Matches before an amount that is a change of the one before it: 同比少开|24次."""
_FILLING = re.compile(
    r"[同环]比|[较比]?(?:[上去今本前]年|同期|年初|年末|上[季月]|整改前|以前|之前|原来|此前|过去)|净|共|总体|大幅|实际|即|已|整整|成功"
    r"|[\d一两二三四五六七八九十]{0,4}[年月][间来内]?|累计|直接|明显|相当于|[较比]"
)
"""Matches words before the verb of a change that name no other thing."""
_EACH_YEAR = re.compile("年均|平均每|每年|逐年|分别|计划|目标|力争|以上|左右")
_OLD = re.compile(
    r"上年|去年|同期|上[季月]|[一二三四上下本]季度|半年|[年期月]初|初期|[\d一二三四五]年?末|年?末|\d{4}年|原|此前|之前|以前|过去|往年|前年"
    r"|上[一个]?[轮届次期]|[改动前]前|年前|由|从|“[十一二三四五]{2}五”|比|较"
)
"""Matches words that tell one of two values to be the older one."""
_SINCE = re.compile("年初|期初|月初|上[月季]")
"""Matches words of a base that is not the same time of the year before, of which 同比 is told."""
_QUARTER = re.compile("(?<!前)[一二三四]季度")
_SIGNED = re.compile("增|减|升|降|多|少|涨|新|节|超|差|缺|补|(?<![结盈])余(?!额)")
"""Matches before a value that is a change itself."""
_REACHED = re.compile("(?:增[长加]?|减少?|上?升|[下压]?降低?|提[高升]|压减|缩减)[到至为]$")
"""Matches before a value that has been reached by a change: 降到|85起."""
_TWO, _JUMP, _NEAR, _WIDE, _LEAD = 2, 1000, 12, 40, 16
NO_VALUE = frozenset({"", "倍", "个百分点"})
"""Units of numbers that are no values."""
_OF_RATIO = frozenset({"%", "倍"})


def check_near_changes(report: Report) -> Iterator[Message]:
    """Yield changes that no two values before them give, and values whose numbers but not whose units give them."""
    for passage in passages(report):
        for at in range(2, len(passage.amounts)):
            yield from _change(report, passage, at)


def _change(report: Report, passage: WithAmounts, at: int) -> Iterator[Message]:
    """Yield a change behind two values of one kind, one of them told as the older one."""
    by, last = passage.amounts[at], passage.amounts[at - 1]
    told = _BY.search(passage.between(at - 1, at))
    before = [*row(passage, at - 1, -1), at - 1] if told and last.unit not in NO_VALUE else []
    if not told or len(before) < _TWO or not all(passage.exact(n) for n in (at, *before)):
        return
    rest = _FILLING.sub("", told["of"])
    if rest and rest not in passage.text[: last.span.end]:
        return  # 受理218件,去年同期为174件,办结率提高12.5%
    since = _SINCE.search(passage.text[max(0, last.span.start - _WIDE) : last.span.start])
    if "同比" in told["of"] and (since or _QUARTER.search(passage.between(at - 2, at - 1))):
        return  # 余额402亿元,较年初新增43亿元,同比增加17.8%
    fewer = FEWER.search(re.split("[,;(、]", passage.between(at - 2, at - 1))[-1])
    less = bool(fewer and (fewer["way"] == "少" or fewer["down"]))
    if fewer and by.unit == "%" and less == bool(told["down"]):
        yield from _of_change(report, passage, at, less=less)
    elif (
        not fewer
        and are_old_and_new(passage, at)
        and _fits_unit(by, last)
        and not (told["to"] and kind_of(by) == kind_of(last))
    ):
        yield from _of_values(report, passage, at, before, up=bool(told["up"]))


def _of_values(report: Report, passage: WithAmounts, at: int, before: list[int], *, up: bool) -> Iterator[Message]:
    """Yield a change that neither the last two nor the first and the last of some values give."""
    by = passage.amounts[at]
    pairs = [(before[-2], before[-1]), *([(before[0], before[-1])] if len(before) > _TWO else [])]
    values = [(passage.amounts[one], passage.amounts[other]) for one, other in pairs]
    if not all(one.value and other.value for one, other in values):
        return
    for one, other in values:
        if _by_numbers(one, other, by, up=up):
            place = Span(passage.start + one.span.start, passage.start + other.span.end)
            yield message_at(report, "unit-jump", place, found=report.source[place])
            return
    if _explained(passage, at, up=up):
        return
    exact, one, other = min(
        ((_exact(one, other, by, up=up), one, other) for one, other in values), key=lambda told: abs(told[0] - by.value)
    )
    if _is_near(exact, by, passage.amounts[at - 1]):
        shown = {"old": one.shown(passage.text), "new": other.shown(passage.text)}
        step = min(last_place(by.written), Decimal(1))
        expected = (exact / by.size).quantize(step)
        yield message_at(report, "growth", passage.place(at), expected=expected, found=by.digits, **shown)


def _of_change(report: Report, passage: WithAmounts, at: int, *, less: bool) -> Iterator[Message]:
    """Yield a change in per cent behind a value and the change that led to it: 4680人,比上年少620人,降幅15.7%."""
    value, change, by = passage.amounts[at - 2 : at + 1]
    old = value.value + change.value * (1 if less else -1)
    if old <= 0 or OTHER_PRICES.search(passage.text[: by.span.start]):
        return
    exact, step = 100 * change.value / old, last_place(by.written)
    slack = step + 100 * (value.rounding + 2 * change.rounding) / old
    others = (100 * change.value / value.value, 100 * old / value.value, 100 * value.value / old)
    if all(abs(one - by.value) > slack for one in (exact, *others)) and _is_near(exact, by, value):
        shown = {"by": change.shown(passage.text), "new": value.shown(passage.text)}
        place = passage.place(at)
        yield message_at(report, "growth-rate", place, expected=exact.quantize(step), found=by.digits, **shown)


def _fits_unit(by: Quantity, value: Quantity) -> bool:
    """Say whether a change is told in a unit in which such values change."""
    if by.unit == "个百分点":
        return value.unit == "%"
    return value.unit != "%" and (by.unit in _OF_RATIO or kind_of(by) == kind_of(value))


def are_old_and_new(passage: WithAmounts, at: int) -> bool:
    """Say whether the two values before an amount are told to be of two times."""
    one, other = passage.amounts[at - 2], passage.amounts[at - 1]
    before = re.split("[。;]", passage.text[max(0, one.span.start - _WIDE) : one.span.start])[-1]
    between = passage.between(at - 2, at - 1)
    if len(between) > _WIDE or re.search("[。:]|其中", between) or not re.search("[,;(、到至为]", between):
        return False
    leads = (_REACHED.sub("", re.split("[,;(、]|[结盈]余", words)[-1])[-3:] for words in (before, between))
    if any(map(_SIGNED.search, leads)):
        return False
    end = passage.amounts[at].span.start if at < len(passage.amounts) else other.span.end + _LEAD
    around = before + between + passage.text[other.span.end : end]
    return bool(_OLD.search(before[-_LEAD:] + between)) and not (
        OTHER_PRICES.search(around) or _EACH_YEAR.search(around)
    )


def _exact(one: Quantity, other: Quantity, by: Quantity, *, up: bool) -> Decimal:
    """Return the change from the older of two values to the newer, in the unit in which it is told."""
    low, high = sorted((one.value, other.value))
    if by.unit == "%":
        return 100 * (high - low) / (low if up else high)
    return (high - low) / (low if up else high) if by.unit == "倍" else high - low


def _by_numbers(one: Quantity, other: Quantity, by: Quantity, *, up: bool) -> bool:
    """Say whether the numbers of two values give their change, while their units are far apart."""
    written = sorted((one.written, other.written))
    sizes = max(one.size, other.size) / min(one.size, other.size)
    change = 100 * (written[1] - written[0]) / (written[0] if up else written[1])
    return by.unit == "%" and sizes >= _JUMP and abs(change - by.value) < last_place(by.written)


def _explained(passage: WithAmounts, at: int, *, up: bool) -> bool:
    """Say whether any two amounts of the sentence give the change; of the two right before it, the older is known."""
    by = passage.amounts[at]
    step = last_place(by.written) * by.size
    values = [one for one in passage.amounts if one.unit not in NO_VALUE and one.value and one is not by]
    for one, other in combinations(values, 2):
        if kind_of(one) != kind_of(other):
            continue
        low, high = sorted((one.value, other.value))
        unsure = one.rounding + other.rounding
        if by.unit in _OF_RATIO:
            size = 100 if by.unit == "%" else 1
            bases = (low, high) if other is not passage.amounts[at - 1] else (low if up else high,)
            changes = [*(size * (high - low) / base for base in bases), size * low / high]
            unsure = size * unsure / low * 3 / 2
        else:
            changes = [high - low, low, high]
        if any(abs(change - by.value) < step + unsure for change in changes):
            return True
    return False


def _is_near(exact: Decimal, by: Quantity, value: Quantity) -> bool:
    """Say whether a told change is near the exact one, or has its digits."""
    if kind_of(by) == kind_of(value):
        return near(by.value, exact) or is_slip(f"{(exact / by.size).normalize():f}", by.digits)
    digits = [f"{one.normalize():f}".replace(".", "").strip("0") for one in (exact.quantize(Decimal("0.1")), by.value)]
    return abs(exact - by.value) <= max(Decimal(_NEAR), exact * 3 / 5) or digits[0] == digits[1]
