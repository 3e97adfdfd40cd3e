"""Changes told in words, or over years, that the two values before them do not give: 翻一番, 压减三分之一, 年均增长."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks.numbers.amounts import Quantity, last_place
from generator.checks.numbers.quotients import OTHER_PRICES
from generator.checks.place import message_at
from generator.checks.slips.near_changes import DOWN, FEWER, NO_VALUE, UP, are_old_and_new
from generator.checks.slips.passages import WithAmounts, kind_of, number, passages
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_DOUBLED = re.compile(
    r"[,、(]?(?![^,。;(]{0,4}[近几超将])[\u4e00-\u9fff]{0,6}?翻了?(?P<n>[一两二三])(?:番|倍)(?![多半以])"
)
_FRACTION = re.compile(
    rf"[,、(]?[^,。;(\d]{{0,6}}?(?P<way>{UP}|{DOWN})(?:了|幅?度?达?|达到?)?(?P<about>近|约|超过?|逾|不足|不到)?"
    r"(?:(?P<d>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])|(?P<half>一半)|(?P<tenths>[一二三四五六七八九])成(?P<more>半)?)"
    r"(?![多以左])"
)
"""Match behind two values a change that is told in words: 整整翻了一番, 压减三分之一, 减少三成."""
_YEARS = re.compile(
    r"(?P<n>\d{1,2}|[二两三四五六七八九十])年[间来内中里]|(?P<plan>“?[十一二三四]{2}五”?(?:期间|时期|五年))"
)
_YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)年?")
_YEARLY = re.compile(
    "(?:年均|平均每年|每年平均)(?:复合)?(?:增长|增[速幅]|递增|增加|下降|降幅|递减|提高)(?:率|速度)?(?:达到?|为|了|约)?$"
)
_LESS, _MORE = frozenset({"近", "不足", "不到", "约"}), frozenset({"超", "超过", "逾", "约"})
_ROUGH, _ROUGH_MULTIPLE, _ROUGH_RATE, _FIVE = 5, 15, 0.3, 5
"""By how much a change may differ from one that is told as a fraction, a multiple, or a yearly rate."""


def check_told_in_words(report: Report) -> Iterator[Message]:
    """Yield changes in words, and mean yearly changes, that the two values before them do not give."""
    for passage in passages(report):
        for at in range(1, len(passage.amounts)):
            yield from _in_words(report, passage, at)
            yield from _yearly(report, passage, at)


def _in_words(report: Report, passage: WithAmounts, at: int) -> Iterator[Message]:
    """Yield a change told in words behind two values, or behind a value and its change."""
    one, other = passage.amounts[at - 1], passage.amounts[at]
    if kind_of(one) != kind_of(other) or one.unit in {*NO_VALUE, "%"} or not one.value or not other.value:
        return
    end = passage.amounts[at + 1].span.start if at + 1 < len(passage.amounts) else len(passage.text)
    told = _DOUBLED.match(passage.text, other.span.end, end) or _FRACTION.match(passage.text, other.span.end, end)
    if not told or not (passage.exact(at) and passage.exact(at - 1)):
        return
    change = _change(passage, at, up=told.re is _DOUBLED or bool(re.match(UP, told["way"])))
    found = _told(told)
    rough = _ROUGH_MULTIPLE if told.re is _DOUBLED else _ROUGH
    about = told["about"] if told.re is _FRACTION else None
    low, high = (2 * rough if about in _LESS else rough), (2 * rough if about in _MORE else rough)
    if change and not found - low <= change <= found + high:
        span = Span(passage.start + told.start(), passage.start + told.end())
        shown = {"old": one.shown(passage.text), "new": other.shown(passage.text)}
        expected, stated = (f"{value.quantize(Decimal(1))}%" for value in (change, found))
        yield message_at(report, "growth", span, expected=expected, found=stated, **shown)


def _told(told: re.Match[str]) -> Decimal:
    """Return a change in words in per cent."""
    if told.re is _DOUBLED:
        return Decimal(100 * (2 ** number(told["n"]) - 1))
    if told["d"]:
        return Decimal(100 * number(told["n"])) / number(told["d"])
    return Decimal(50 if told["half"] else 10 * number(told["tenths"]) + (5 if told["more"] else 0))


def _change(passage: WithAmounts, at: int, *, up: bool) -> Decimal | None:
    """Return the change in per cent that two values, or a value and its change, give; None if they are no such."""
    one, other = passage.amounts[at - 1], passage.amounts[at]
    fewer = FEWER.search(re.split("[,;(、]", passage.between(at - 1, at))[-1])
    if fewer:
        old = one.value + other.value * (1 if fewer["way"] == "少" or fewer["down"] else -1)
        return 100 * other.value / old if old > 0 else None
    if not are_old_and_new(passage, at + 1):
        return None
    low, high = sorted((one.value, other.value))
    return 100 * (high - low) / (low if up else high)


def _yearly(report: Report, passage: WithAmounts, at: int) -> Iterator[Message]:
    """Yield a mean yearly growth that two values and the years between them do not give, by either way to count."""
    by = passage.amounts[at]
    values: list[Quantity] = [one for one in passage.amounts[:at] if one.unit not in {*NO_VALUE, "%"}][-2:]
    if by.unit != "%" or len(values) != 2 or kind_of(values[0]) != kind_of(values[1]) or not passage.exact(at):
        return
    old, new = values
    words = passage.text[new.span.end : by.span.start]
    years = _years(passage.text[: by.span.start]) if _YEARLY.search(words) and not re.search("[。;]", words) else 0
    if not years or not old.value or OTHER_PRICES.search(passage.text.replace("年均", "")):
        return
    ratio = float(new.value / old.value)
    rates = [abs(ratio ** (1 / n) - 1) * 100 for n in (years - 1, years, years + 1) if n > 0]
    rates.append(abs(ratio - 1) / years * 100)
    if not min(rates) - _ROUGH_RATE <= float(by.value) <= max(rates) + _ROUGH_RATE:
        exact = Decimal(abs(ratio ** (1 / years) - 1) * 100).quantize(last_place(by.written))
        shown = {"old": old.shown(passage.text), "new": new.shown(passage.text)}
        yield message_at(report, "growth", passage.place(at), expected=exact, found=by.digits, **shown)


def _years(text: str) -> int:
    """Return how many years a text tells of; 0 if it does not tell."""
    told = _YEARS.search(text)
    if told:
        return _FIVE if told["plan"] else number(told["n"])
    years = [int(found["y"]) for found in _YEAR.finditer(text)]
    return abs(years[-1] - years[0]) if len(years) > 1 else 0
