"""An old and a new value of one thing: their units differ by mistake, or the stated growth disagrees with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from generator.checks.numbers.amounts import Quantity, amounts
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_FROM_TO = re.compile(
    r"[^。;:\d]{0,14}(?:\d{4}年[^。;:\d]{0,8})?(?P<way>增长|增加|提高|上升|提升|扩大|攀升|跃升|拓宽|加宽|延长|增|升|下降|降低|减少|压减|压缩|缩减|减|降|精简|缩短|缩小|收窄|下调|上调|扩充|调整|变更|变动|变)"
    r"(?:了|为)?[到至为][^。;:,\d]{0,4}(?:\d{4}年(?:的|度)?[^。;:,\d]{0,6})?"
)
"""Matches between an old value and a new one: 386.5万元降至352.1万元."""
_DOWN = re.compile("[降减下压精缩收]")
_NEITHER = re.compile("调整|变")
"""Matches a verb that tells no direction: 从2316人调整为2187人."""
_FROM = re.compile("由|从|原")
_SIGNED = re.compile(r"(?:[降减负]|下降|-|－|−|—)(?:了|为|了约)?$|时间|时限|用时|耗时|天数|时长|排[名位]|位次|周期")
"""Matches before a value that is a change itself (下降3%), or of something of which less is better (用时).

Of these 提高 may be said although the number falls.
"""
_BEFORE = (
    r"[,;(]?而?(?:在|此|其|这)?[\u4e00-\u9fff]{0,6}?(?:之?前|原来|原先|原|过去|以往)"
    r"(?:却|还|的)?(?:仅|只|才|约)?(?:有|为|是)?的?"
)
_THAN = re.compile(
    _BEFORE + r"|[,、(]?(?:比|较|对比)[^。;,\d增减升降]{0,8}(?:\d{4}年)?[^。;,\d增减升降提多少高低]{0,4}"
)
"""Matches between a new value and the old one: 12亿元,比上年10亿元; 12亿元,而改制前仅为10亿元; not 比上年增加2亿元."""
_TIMES = re.compile(
    r"[,(]?(?:已)?(?:是|为|相当于)(?:\d{4}年|[去上]年|[\u4e00-\u9fff]{1,6}前)(?:同期|度|末|底)?[^\d,。;:增降减]{0,6}"
)
"""Matches between a value and an older one that it is told to be a multiple of: 1500万吨,是2020年500万吨的3倍."""
_DOUBLED = re.compile(r"[,、(](?:基本|实现)?(?:翻了?一番|增[长加]了?(?:一倍|1倍))(?=[,。;)]|$)")
"""Matches after a new value that is twice the old one."""
_DOUBLE = Decimal("1.9")
"""Minimum ratio that may be told as 翻一番."""
_YEAR_BY_YEAR = re.compile(r"[,;]\s?(?:\d{4}年度?|今年|本年度?)(?P<noun>[^\d,。;]{0,10}?)(?:达到?|为|是)?")
"""Matches between the values of two years: 2020年税收10亿元,2021年税收12亿元."""
_BY = re.compile(
    r"[,、;(]?(?:同比|总体|共|净|实际|大幅|[较比](?:上年|去年)(?:同期)?|即)?"
    r"(?:增长|增加|提高|上升|提升|增幅|涨幅|下降|降低|减少|压减|压缩|缩短|精简|缩减|缩小|扩充|[上下]调|降幅|[新净]增(?=了?$))[^。;,\d]{0,5}$"
)
_YEARLY = re.compile(r"年均|平均|每年|环比|累计|增速")
"""Matches words of a growth that is not the one from the old value to the new."""
_NEARLY = re.compile(r"(?:超过?|逾|近|不足|接近|不到|高达|约|至少|多达)$")
"""Matches before a change that is told as a limit: 降幅超过50%."""
_JUMP = 1000
"""Minimum ratio of two units for one of them to be a mistake."""
_LIKE = 10
"""Maximum ratio of the two written numbers for one of their units to be a mistake: 386.5万元, 352.1亿元."""
_LONGEST, _NOUN = 1000, 18
_YEAR = re.compile(r"\d{4}年|去年|上年")


def check_growth(report: Report) -> Iterator[Message]:
    """Yield pairs of values whose units or direction cannot be right, and stated growth that disagrees with them."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in split_sentences(text, FULL_STOPS):
            if sentence.end - sentence.start <= _LONGEST:
                start = line.span.start + sentence.start
                yield from _in_sentence(report, start, text[sentence.start : sentence.end])


def _in_sentence(report: Report, start: int, text: str) -> Iterator[Message]:
    found = list(amounts(text))
    yield from _of_years(report, start, text, found)
    for at, (old, new) in enumerate(pairwise(found)):
        yield from _multiple(report, start, text, found[at : at + 3])
        if old.kind != new.kind or not old.value or not new.value:
            continue
        than = _THAN.fullmatch(text, old.span.end, new.span.start)
        if not (than or _goes_to(text, old, new)):
            continue
        place = Span(start + old.span.start, start + new.span.end)
        if not than and _wrong_way(text, old, new):
            yield message_at(report, "wrong-way", place, found=report.source[place])
            continue
        if _jumps(old, new) and not _falls_further(text, old, new):
            yield message_at(report, "unit-jump", place, found=report.source[place])
            continue
        doubled = None if than else _DOUBLED.match(text, new.span.end)
        if doubled and new.value < _DOUBLE * old.value and new.value > old.value:
            span = Span(start + doubled.start() + 1, start + doubled.end())
            times = (new.value / old.value).quantize(Decimal("0.01"))
            shown = {"old": old.shown(text), "new": new.shown(text), "expected": times, "found": 2}
            yield message_at(report, "growth", span, **shown)
        by = found[at + 2] if at + 2 < len(found) else None
        words = text[new.span.end : by.span.start] if by else ""
        if (
            by
            and (by.unit in {"%", "个百分点", "倍"} or by.kind == old.kind)
            and _BY.fullmatch(words)
            and not _YEARLY.search(words)
            and not _NEARLY.search(words)
        ):
            first, second = (new, old) if than else (old, new)
            told = _wrong(first, second, by)
            if told:
                span = Span(start + by.span.start, start + by.span.end)
                yield message_at(
                    report,
                    "growth",
                    span,
                    old=first.shown(text),
                    new=second.shown(text),
                    expected=told,
                    found=by.digits,
                )


_TOLD_YEARS = re.compile(r"(?:\d{4}年?[、,和至—-]{1,2}){1,5}\d{4}年[^\d,。;:]{0,16}分别(?:为|是|达到?|支出|完成|实现)?")
"""Matches years before the values of one thing in each of them: 2020年、2021年、2022年公用经费分别为…."""


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
            if amount.kind == row[0].kind and _jumps(row[0], amount):
                place = Span(start + row[0].span.start, start + amount.span.end)
                yield message_at(report, "unit-jump", place, found=report.source[place])


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
    ):
        return
    if text[old.span.end : times.span.start] == "的" and _TIMES.fullmatch(text, new.span.end, old.span.start):
        low = (new.value - new.rounding) / (old.value + old.rounding)
        high = (new.value + new.rounding) / (old.value - old.rounding)
        step = max(times.rounding * 2, Decimal("0.5") if not times.rounding else Decimal(0))
        if not low - step < times.value < high + step:
            shown = {"old": old.shown(text), "new": new.shown(text), "found": times.digits}
            span = Span(start + times.span.start, start + times.span.end)
            expected = (new.value / old.value).quantize(Decimal("0.1"))
            yield message_at(report, "growth", span, expected=expected, **shown)


def _wrong_way(text: str, old: Quantity, new: Quantity) -> bool:
    """Say whether the new value contradicts the verb: 由…提高到… a smaller one, 由…降至… a larger one.

    Values that are changes themselves (由下降3%提高到…) are left out.
    """
    goes = _FROM_TO.fullmatch(text, old.span.end, new.span.start)
    before = re.split("[,。;:]", text[max(0, old.span.start - _NOUN) : old.span.start])[-1]
    if (
        not goes
        or not _FROM.search(before)
        or _SIGNED.search(before)
        or _SIGNED.search(goes[0][-3:])
        or _NEITHER.match(goes["way"])
        or _jumps(old, new)
    ):
        return False
    down = bool(_DOWN.match(goes["way"]))
    return new.value > old.value if down else new.value < old.value


def _goes_to(text: str, old: Quantity, new: Quantity) -> bool:
    """Say whether the words between two values make them the old and the new value of one thing."""
    if _FROM_TO.fullmatch(text, old.span.end, new.span.start):
        return True
    years = _YEAR_BY_YEAR.fullmatch(text, old.span.end, new.span.start)
    before = text[max(0, old.span.start - _NOUN) : old.span.start]
    return (
        bool(years)
        and bool(_YEAR.search(before))
        and before.rstrip("达到为是").endswith(years["noun"] if years else "")
    )


def _jumps(old: Quantity, new: Quantity) -> bool:
    if (old.scale, old.unit) == (new.scale, new.unit):
        return False
    units = max(old.size, new.size) / min(old.size, new.size)
    written = max(old.written, new.written) / min(old.written, new.written)
    return units >= _JUMP and written <= _LIKE


def _falls_further(text: str, old: Quantity, new: Quantity) -> bool:
    """Say whether the new value fell so far that its number is the larger one: 386万元降至3520元 is no slip."""
    goes = _FROM_TO.fullmatch(text, old.span.end, new.span.start)
    return bool(goes and _DOWN.match(goes["way"]) and new.written > old.written)


def _wrong(old: Quantity, new: Quantity, by: Quantity) -> str | None:
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
    shown = Decimal(1).scaleb(int(by.written.as_tuple().exponent))
    return f"{(exact / by.size).quantize(min(shown, Decimal(1)))}"
