"""Sums that the parts told before them, in their sentence or in the lines above, do not make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from generator.checks.numbers.amounts import Quantity, amounts
from generator.checks.place import message_at
from generator.checks.slips.near_sums import DEEDS, FEWEST, NOT_TWICE, OVERLAP, PEOPLE, row, wrong_sum
from generator.checks.slips.passages import (
    COUNTLESS,
    WithAmounts,
    as_told,
    kind_of,
    made_of,
    near,
    number,
    passages,
    shares_characters,
    shown_sum,
    unsure,
)
from generator.checks.sums.itemised import are_contrary
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_CUE = re.compile(
    r"(?:(?P<n>[两二三四五六七八九]|(?<!\d)\d)(?![年月日])[\u4e00-\u9fff]{1,4}?|(?P<these>上述|以上|前述))?"
    r"(?P<sum>[合总共]计|总共|一共|相加|累计|共|实际|总[数额量]|全部)(?P<deed>(?:[\u4e00-\u9fff]{0,4}?(?P<m>[两二三四五六七八九])个)?[\u4e00-\u9fff]{0,8})$"
)
"""Matches before a sum that stands behind its parts: 三批累计拨付, 实际追责."""
_PLAIN_SUMS = frozenset({"合计", "总计", "共计", "总共", "一共", "相加", "总数", "总量", "总额"})
_ORDINAL = re.compile("首[次批轮]|第[一二三四五六七八九十]|[一二三四]季度|\\d{4}年|[上下]半年|\\d月")
_LINE = re.compile(
    r"[\s　]{0,4}(?P<name>\d{4}年度?|\d{1,2}月份?|[^\d,。;:、()\s|｜]{1,20})[\s:|｜—-]{0,6}"
    r"(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<unit>[\u4e00-\u9fff]{0,4})[\s;,。]{0,2}"
)
"""Matches a line that is a name and a number: 城关所 12400."""
_SUM_OF = re.compile(
    "(?:以上|上述|前述)?(?P<n>[两二三四五六七八九])[项类笔处家个批][\u4e00-\u9fff]{0,6}?(?:[合总共]计|相加|累计|共)[\u4e00-\u9fff]{0,8}"
)
"""Matches the beginning of a line that adds up what the lines above it tell: 以上三项合计."""
_SUM_LINE = re.compile("[合总共小]计|总[数额量]")
_ROOM, _SHORT_LINE, _LONGEST, _QUARTER, _MOST_SHOWN = 14, 60, 300, 4, 12


def check_sums_behind(report: Report) -> Iterator[Message]:
    """Yield sums that the parts before them in their sentence nearly make, and those below columns of numbers."""
    for passage in passages(report):
        for at, total in enumerate(passage.amounts):
            if at >= FEWEST and total.unit not in COUNTLESS and passage.exact(at):
                parts = _summed(passage, at)
                if parts:
                    yield message_at(report, "total", passage.place(at), **shown_sum(passage.text, total, parts))
    yield from _of_lines(report)
    yield from _of_paragraphs(report)


def _summed(passage: WithAmounts, at: int) -> list[Quantity]:
    """Return the parts before a sum that nearly make it, if the words say that it is their sum."""
    total, before = passage.amounts[at], row(passage, at, -1)
    behind = _CUE.search(passage.text[max(0, total.span.start - _ROOM) : total.span.start])
    if not behind or len(before) < FEWEST or not all(map(passage.exact, before)):
        return []
    stretch = passage.text[passage.amounts[before[0]].span.start : total.span.end + _ROOM]
    values = [passage.amounts[one] for one in before]
    sums = [wrong_sum(total, values[-size:]) for size in range(FEWEST, len(values) + 1)]
    contrary = are_contrary(passage.before(at), "".join(map(passage.before, before)))
    if None in sums or OVERLAP.search(NOT_TWICE.sub("", stretch)) or contrary:
        return []
    if made_of(total.value, values, unsure((total, *values))):
        return []
    told = number(behind["n"] or behind["m"] or "")
    told = told if told <= len(values) else 0
    made = list(accumulate(value.value for value in reversed(values)))[FEWEST - 1 :]
    size = told or min(range(len(made)), key=lambda n: abs(made[n] - total.value)) + FEWEST
    parts = values[-size:]
    whole = sum((part.value for part in parts), Decimal(0))
    gap_is_small = near(whole, total.value) or (told and abs(whole - total.value) < min(one.value for one in parts))
    return parts if gap_is_small and _is_sum(passage, behind, before[-size:], stretch, told) else []


def _is_sum(passage: WithAmounts, behind: re.Match[str], parts: list[int], stretch: str, told: int) -> bool:
    """Say whether the words before a sum make it that of the parts before it."""
    if told or NOT_TWICE.search(stretch):
        return True
    people = kind_of(passage.amounts[parts[0]]) in PEOPLE
    if behind["these"] or behind["sum"] in _PLAIN_SUMS:
        return not (people and DEEDS.search(stretch))
    if all(_ORDINAL.search(passage.before(one)) for one in parts):
        return True  # 首次退18.6万元,第二次退22.4万元,累计退款41万元
    named = sum(shares_characters(behind["deed"], passage.before(one) + passage.after(one)) for one in parts)
    return named >= FEWEST and not people


def _of_lines(report: Report) -> Iterator[Message]:
    """Yield a sum in a line of its own that the numbers in the lines above it do not make."""
    parts: list[Decimal] = []
    unit = ""
    for line in report.source.text_lines:
        short = line.span.end - line.span.start <= _SHORT_LINE
        told = _LINE.fullmatch(report.source.fold(line.span)) if short else None
        if told is None:
            parts = []
            continue
        value = Decimal(told["number"])
        if _SUM_LINE.search(told["name"]):
            made = sum(parts, Decimal(0))
            gap = abs(made - value)
            if len(parts) >= FEWEST and unit == told["unit"] and 0 < gap * _QUARTER <= value:
                span = Span(line.span.start + told.start("number"), line.span.start + told.end("number"))
                listed = " + ".join(f"{part:f}" for part in parts[:_MOST_SHOWN])
                yield message_at(report, "total", span, parts=listed, sum=f"{made:f}", total=told["number"])
            parts = []
        else:
            parts = [*parts, value] if unit == told["unit"] else [value]
            unit = told["unit"]


def _of_paragraphs(report: Report) -> Iterator[Message]:
    """Yield a sum of so many items whose amounts the paragraphs above it tell, and these do not make: 以上三项合计."""
    lines: list[list[Quantity]] = []
    for line in report.source.text_lines:
        text = report.source.fold(Span(line.span.start, min(line.span.end, line.span.start + _LONGEST)))
        told = _SUM_OF.match(text)
        found = list(amounts(text))
        many = number(told["n"]) if told else 0
        if told and found and found[0].span.start == told.end() and len(lines) >= many >= FEWEST:
            total = found[0]
            rows = [[one for one in row if kind_of(one) == kind_of(total)] for row in lines[-many:]]
            parts = [row[0] for row in rows if len(row) == 1]
            if len(parts) == many and wrong_sum(total, parts) is not None:
                span = Span(line.span.start + total.span.start, line.span.start + total.span.end)
                listed = " + ".join(f"{part.digits}{part.scale}{part.unit}" for part in parts)
                made = as_told(sum((part.value for part in parts), Decimal(0)), total)
                yield message_at(report, "total", span, parts=listed, sum=made, total=total.shown(text))
        lines = [*lines[-_MOST_SHOWN:], found]
