"""An old and a new value of one thing: their units differ by mistake, or the stated growth disagrees with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from generator.checks.numbers.amounts import BY, FROM_TO, ROUGHLY, Quantity, amounts, jumps, rows, wrong_change
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_DOWN = re.compile("[降减下压精缩收]")
_NEITHER = re.compile("调整|变|优化|整合|合并")
"""Matches a verb that tells no direction: 从2316人调整为2187人."""
_FROM = re.compile("由|从|原")
_SIGNED = re.compile(r"(?:[降减负]|下降|-|－|−|—)(?:了|为|了约)?$|时间|时限|用时|耗时|天数|时长|排[名位]|位次|周期")
"""Matches before a value that is a change itself (下降3%), or of something of which less is better (用时).

Of these 提高 may be said although the number falls.
"""
_BEFORE = (
    r"[,;(]?而?(?:在|此|其|这)?[\u4e00-\u9fff]{0,6}?(?:之?前|原来|原先|原|过去|以往)"
    r"(?:却|还|的)?(?:仅|只|才|约)?(?:有|为|是)?的?"
    r"|[,(、]而?(?:[去上]年)?同期(?:却|仅|只|则)?(?:为|是|有)?"
)
_THAN = re.compile(
    _BEFORE + r"|[,、(]?(?:同?比|较|对比)[^。;,\d增减升降多少]{0,8}(?:\d{4}年)?[^。;,\d增减升降提多少高低]{0,4}"
)
"""Matches between a new value and the old one: 12亿元,比上年10亿元; 12亿元,而改制前仅为10亿元; not 比上年增加2亿元."""
_YEAR_BY_YEAR = re.compile(r"[,;、]\s?(?:\d{4}年度?|今年|本年度?)(?P<noun>[^\d,。;]{0,10}?)(?:达到?|为|是)?")
"""Matches between the values of two years: 2020年税收10亿元,2021年税收12亿元."""
_ROW_THAN = re.compile(r"[,、(]?(?:同?比|较|对比)[^。;,\d增减升降]{0,8}(?:\d{4}年)?[^。;,\d增减升降]{0,6}")
_ROW_BY = re.compile("[,、]?(?:同比)?分别(?:增长|增加|上升|提高|下降|减少|降低|增|降)了?")
_ALL, _HIGHEST = re.compile("全部|均|都|每"), re.compile("(?:元|以上)?[,;][^,。;\\d]{0,8}最[高多大好][^,。;\\d]{0,16}")
"""Match around what all reach and what the highest of them does: 各村收入均超过10万元,最高的河湾村达到43万元."""
_YEARLY = re.compile(r"年均|平均|每年|环比|累计|增速")
"""Matches words of a growth that is not the one from the old value to the new."""
_NEARLY = re.compile(r"(?:超过?|逾|近|不足|接近|不到|高达|约|至少|多达)$")
"""Matches before a change that is told as a limit: 降幅超过50%."""
_MEASURES = frozenset({"元", "亩", "平方米", "立方米", "米", "公斤"})
_LIKE = 3
_SQUARE_METRES = Decimal(2000) / 3
"""The square metres of a 亩."""
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
    for at, (old, new) in enumerate(pairwise(found)):
        if {old.kind, new.kind} == {"亩", "平方米"} and old.value and new.value:
            yield from _in_mu(report, start, text, old, new)
        if old.kind != new.kind and {old.kind, new.kind} <= _MEASURES and _FROM.search(_before(text, old)):
            yield from _of_two_kinds(report, start, text, old, new)
        if old.kind == new.kind and old.value and new.value:
            yield from _of_one_kind(report, start, text, (old, new), found[at + 1 : at + 4])
    yield from _of_rows(report, start, text, found)


def _of_one_kind(
    report: Report, start: int, text: str, values: tuple[Quantity, Quantity], found: Sequence[Quantity]
) -> Iterator[Message]:
    """Yield what is wrong with two values of one thing, and with the changes told behind them, `found` from the 2nd."""
    old, new = values
    place = Span(start + old.span.start, start + new.span.end)
    than = _THAN.fullmatch(text, old.span.end, new.span.start)
    highest = _HIGHEST.fullmatch(text, old.span.end, new.span.start) and _ALL.search(_before(text, old))
    if not (than or highest or _goes_to(text, old, new)):
        return
    if not (than or highest) and _wrong_way(text, old, new):
        yield message_at(report, "wrong-way", place, found=report.source[place])
    elif jumps(old, new) and not _falls_further(text, old, new):
        yield message_at(report, "unit-jump", place, found=report.source[place])
    else:
        first, second = (new, old) if than else (old, new)
        for by in () if highest else _changes(text, found, old):
            told = wrong_change(first, second, by)
            if told:
                yield _told(report, start, text, (first, second, by), told)


def _changes(text: str, found: Sequence[Quantity], value: Quantity) -> Iterator[Quantity]:
    """Yield the changes told behind the first of some amounts: 新增7.8亿元,增长20%."""
    for before, by in pairwise(found):
        words = text[before.span.end : by.span.start]
        same = by.unit in {"%", "个百分点", "倍"} or by.kind == value.kind
        if not (same and BY.fullmatch(words)) or _YEARLY.search(words) or _NEARLY.search(words):
            return
        if not text.startswith(ROUGHLY, by.span.end):
            yield by


def _told(report: Report, start: int, text: str, told: tuple[Quantity, Quantity, Quantity], expected: str) -> Message:
    old, new, by = told
    span = Span(start + by.span.start, start + by.span.end)
    shown = {"old": old.shown(text), "new": new.shown(text)}
    return message_at(report, "growth", span, expected=expected, found=by.digits, **shown)


def _of_rows(report: Report, start: int, text: str, found: list[Quantity]) -> Iterator[Message]:
    """Yield wrong changes told in order: 分别为32.4亿元、21亿元,较上年的30亿元、20亿元分别增长8%、10%."""
    lists = rows(text, found)
    for new, old, by in zip(lists, lists[1:], lists[2:], strict=False):
        if (
            not len(new) == len(old) == len(by)
            or by[0].unit != "%"
            or {one.kind for one in new} != {one.kind for one in old}
        ):
            continue
        than = _ROW_THAN.fullmatch(text, new[-1].span.end, old[0].span.start)
        if than and _ROW_BY.fullmatch(text, old[-1].span.end, by[0].span.start):
            for values in zip(old, new, by, strict=True):
                expected = wrong_change(*values) if values[0].value else None
                if expected:
                    yield _told(report, start, text, values, expected)


def _before(text: str, value: Quantity) -> str:
    """Return the words of the clause before an amount."""
    return re.split("[,。;:]", text[max(0, value.span.start - _NOUN) : value.span.start])[-1]


def _of_two_kinds(report: Report, start: int, text: str, old: Quantity, new: Quantity) -> Iterator[Message]:
    """Yield two values of one thing in units that measure two kinds of things: 由28.6平方米提高到32.4公里."""
    if {old.kind, new.kind} != {"亩", "平方米"} and FROM_TO.fullmatch(text, old.span.end, new.span.start):
        place = Span(start + old.span.start, start + new.span.end)
        yield message_at(report, "unit-jump", place, found=report.source[place])


def _in_mu(report: Report, start: int, text: str, old: Quantity, new: Quantity) -> Iterator[Message]:
    """Yield two areas of which one is in 亩, if the change from one to the other is not the way that is told."""
    goes = FROM_TO.fullmatch(text, old.span.end, new.span.start)
    if goes and not _NEITHER.match(goes["way"]):
        size = [q.value * (_SQUARE_METRES if q.kind == "亩" else 1) for q in (old, new)]
        near = max(old.written, new.written) <= _LIKE * min(old.written, new.written)
        if near or (size[1] > size[0] if _DOWN.match(goes["way"]) else size[1] < size[0]):
            place = Span(start + old.span.start, start + new.span.end)
            yield message_at(report, "unit-jump", place, found=report.source[place])


def _wrong_way(text: str, old: Quantity, new: Quantity) -> bool:
    """Say whether the new value contradicts the verb: 由…提高到… a smaller one, 由…降至… a larger one.

    Values that are changes themselves (由下降3%提高到…) are left out.
    """
    goes = FROM_TO.fullmatch(text, old.span.end, new.span.start)
    before = _before(text, old)
    if (
        not goes
        or not _FROM.search(before)
        or _SIGNED.search(before)
        or _SIGNED.search(goes[0][-3:])
        or _NEITHER.match(goes["way"])
        or jumps(old, new)
    ):
        return False
    down = bool(_DOWN.match(goes["way"]))
    return new.value > old.value if down else new.value < old.value


def _goes_to(text: str, old: Quantity, new: Quantity) -> bool:
    """Say whether the words between two values make them the old and the new value of one thing."""
    if FROM_TO.fullmatch(text, old.span.end, new.span.start):
        return True
    years = _YEAR_BY_YEAR.fullmatch(text, old.span.end, new.span.start)
    before = text[max(0, old.span.start - _NOUN) : old.span.start]
    return (
        bool(years)
        and bool(_YEAR.search(before))
        and before.rstrip("达到为是").endswith(years["noun"] if years else "")
    )


def _falls_further(text: str, old: Quantity, new: Quantity) -> bool:
    """Say whether the new value fell so far that its number is the larger one: 386万元降至3520元 is no slip."""
    goes = FROM_TO.fullmatch(text, old.span.end, new.span.start)
    return bool(goes and _DOWN.match(goes["way"]) and new.written > old.written)
