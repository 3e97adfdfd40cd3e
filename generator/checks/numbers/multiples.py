"""A change that is told before, between or behind its values, as a multiple or a fraction, or over several years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.checks.numbers.amounts import BY, FROM_TO, ROUGHLY, Quantity, amounts, jumps, wrong_change
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.numerals import number_of
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_LONGEST, _NOUN = 1000, 18
_TIMES = re.compile(
    r"[,(]?(?:已)?(?:是|为|相当于)(?:\d{4}年|[去上]年|[\u4e00-\u9fff]{1,6}前)(?:同期|度|末|底)?[^\d,。;:增降减]{0,6}"
)
"""Matches between a value and an older one that it is told to be a multiple of: 1500万吨,是2020年500万吨的3倍."""
_DOUBLED = re.compile(r"[,、(](?:基本|实现)?(?:翻了?一番|增[长加]了?(?:一倍|1倍))(?=[,。;)]|$)")
"""Matches after a new value that is twice the old one."""
_DOUBLE = Decimal("1.9")
"""Minimum ratio that may be told as 翻一番."""
_TOLD_YEARS = re.compile(
    r"(?:\d{4}年?[、,和至—-]{1,2}){1,5}\d{4}年,?[^\d,。;:]{0,16}分别(?:为|是|达到?|支出|完成|实现)?"
)
"""Matches years before the values of one thing in each of them: 2020年、2021年、2022年公用经费分别为…."""
_THEN_BY = re.compile(r"[,(]?(?:净|共|约)?(?:增加|增长|新增|减少|压减|下降)了?")
_MAKING = re.compile(r"[,、(]?(?:达到?|总[数量额]达?到?|为|[增升降减]至)")
"""With `_THEN_BY`, matches around a change between the old and the new value: 比800万元增加240万元,达到1060万元."""
_CHANGED_BY = re.compile(r"(?:增长|增加|提高|上升|提升|扩大|下降|降低|减少|压减|压缩|缩短)了?$")
_WAS = re.compile(r"[,(](?:由|从|原)[^,。;()\d]{0,6}")
_FRACTION = re.compile(
    r"[,(]?(?:同比|共|净)?(?:增长|增加|提高|上升|提升|下降|降低|减少|压减|压缩|缩短)了?(?:(?P<d>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])|(?P<half>一半))(?=[,。;)]|$)"
)
"""Matches after two values a change that is told as a fraction: 下降了四分之一."""


def check_multiples(report: Report) -> Iterator[Message]:
    """Yield changes that their two values do not give, in other orders and forms than “from … to …, by …”."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in split_sentences(text, FULL_STOPS):
            if sentence.end - sentence.start <= _LONGEST:
                yield from _in_sentence(report, line.span.start + sentence.start, text[sentence.start : sentence.end])


def _in_sentence(report: Report, start: int, text: str) -> Iterator[Message]:
    found = list(amounts(text))
    yield from _of_years(report, start, text, found)
    for at, (old, new) in enumerate(pairwise(found)):
        yield from _multiple(report, start, text, found[at : at + 3])
        yield from _reordered(report, start, text, found[at : at + 3])
        if old.kind == new.kind and old.value and FROM_TO.fullmatch(text, old.span.end, new.span.start):
            yield from _fraction(report, start, text, old, new)
            yield from _doubled(report, start, text, old, new)


def _doubled(report: Report, start: int, text: str, old: Quantity, new: Quantity) -> Iterator[Message]:
    """Yield a value that is told to be twice the old one, and is less: 由300亩扩大到500亩,翻了一番."""
    doubled = _DOUBLED.match(text, new.span.end)
    if doubled and old.value < new.value < _DOUBLE * old.value:
        span = Span(start + doubled.start() + 1, start + doubled.end())
        times = (new.value / old.value).quantize(Decimal("0.01"))
        shown = {"old": old.shown(text), "new": new.shown(text), "expected": times, "found": 2}
        yield message_at(report, "growth", span, **shown)


def _of_years(report: Report, start: int, text: str, found: list[Quantity]) -> Iterator[Message]:
    """Yield the one value of a thing in several years that is told in another unit: 分别为312万元、298万元、276元."""
    for years in _TOLD_YEARS.finditer(text):
        row: list[Quantity] = []
        for amount in found:
            if amount.span.start == years.end() or (
                row and text[row[-1].span.end : amount.span.start] in {"、", "和", ","}
            ):
                row.append(amount)
        for amount in row[1:]:
            if amount.kind == row[0].kind and jumps(row[0], amount):
                place = Span(start + row[0].span.start, start + amount.span.end)
                yield message_at(report, "unit-jump", place, found=report.source[place])


def _reordered(report: Report, start: int, text: str, told: list[Quantity]) -> Iterator[Message]:
    """Yield a wrong change that stands before its values, between them, or before the old one in brackets."""
    if len(told) < 3:
        return
    one, two, three = told
    old = new = by = one
    if _CHANGED_BY.search(text, max(0, one.span.start - 4), one.span.start) and _is_change(one, two):
        if _WAS.fullmatch(text, one.span.end, two.span.start) and FROM_TO.fullmatch(
            text, two.span.end, three.span.start
        ):
            by, old, new = one, two, three
    elif two.unit != "%" and _is_change(two, one) and _THEN_BY.fullmatch(text, one.span.end, two.span.start):
        words = text[max(0, one.span.start - _NOUN) : one.span.start]
        if re.search("比|较|原", words) and _MAKING.fullmatch(text, two.span.end, three.span.start):
            old, by, new = one, two, three
    elif BY.fullmatch(text, one.span.end, two.span.start) and re.fullmatch(
        r"\((?:原|由|从|[去上]年|\d{4}年)[^,。;()\d]{0,6}", text[two.span.end : three.span.start]
    ):
        new, by, old = one, two, three
    if (
        old is new
        or old.kind != new.kind
        or not old.value
        or not (by.unit in {"%", "个百分点", "倍"} or by.kind == old.kind)
    ):
        return
    expected = wrong_change(old, new, by)
    if expected:
        span = Span(start + by.span.start, start + by.span.end)
        shown = {"old": old.shown(text), "new": new.shown(text), "expected": expected, "found": by.digits}
        yield message_at(report, "growth", span, **shown)


def _is_change(by: Quantity, value: Quantity) -> bool:
    return by.unit in {"%", "个百分点", "倍"} or by.kind == value.kind


def _fraction(report: Report, start: int, text: str, old: Quantity, new: Quantity) -> Iterator[Message]:
    """Yield a change told as a fraction that the two values do not give: 从96件下降至24件,下降了四分之一."""
    part = _FRACTION.match(text, new.span.end)
    if part is None:
        return
    told = Decimal("0.5") if part["half"] else Decimal(number_of(part["n"]) or 0) / (number_of(part["d"]) or 1)
    change = abs(new.value - old.value) / old.value
    if abs(change - told) > Decimal("0.03"):
        span = Span(start + part.start(), start + part.end())
        shown = {"old": old.shown(text), "new": new.shown(text)}
        rate = (100 * change).quantize(Decimal(1))
        yield message_at(report, "growth", span, expected=rate, found=(100 * told).quantize(Decimal(1)), **shown)


def _multiple(report: Report, start: int, text: str, told: list[Quantity]) -> Iterator[Message]:
    """Yield a value that is not the stated multiple of an older one: 1500万吨,是2020年500万吨的2倍."""
    if len(told) < 3:
        return
    new, old, times = told
    if (
        times.unit != "倍"
        or new.kind != old.kind
        or not old.value > old.rounding
        or times.span.start - old.span.end > 1
        or text.startswith(ROUGHLY, times.span.end)
    ):
        return
    if text[old.span.end : times.span.start] == "的" and _TIMES.fullmatch(text, new.span.end, old.span.start):
        low = (new.value - new.rounding) / (old.value + old.rounding)
        high = (new.value + new.rounding) / (old.value - old.rounding)
        step = max(times.rounding * 2, Decimal("0.2") if not times.rounding else Decimal(0))
        if not low - step < times.value < high + step:
            shown = {"old": old.shown(text), "new": new.shown(text), "found": times.digits}
            span = Span(start + times.span.start, start + times.span.end)
            expected = (new.value / old.value).quantize(Decimal("0.1"))
            yield message_at(report, "growth", span, expected=expected, **shown)
