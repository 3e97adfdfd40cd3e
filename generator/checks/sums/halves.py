"""A total that its two halves, its parts and their rest, or the parts before it do not make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from generator.checks.numbers.amounts import IN_WORDS, Quantity, amounts, digits_of_count
from generator.checks.numbers.totals import UNSURE
from generator.checks.place import message_at
from generator.checks.sums.itemised import MEASURED, NO_PARTS, are_contrary, kind_of, shown_sum
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.numerals import number_of
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.spacing import solid
from generator.text.span import Span

_DIGITS = rf"\d{{1,6}}|{IN_WORDS}"
_HALVES = re.compile(
    rf"(?:发现|排查出?|查出|反馈|梳理|涉及)[^,。;\d]{{0,10}}?(?P<t>{_DIGITS})(?P<u>[处个项起条件])(?:[^,。;\d]{{0,6}}),(?:其中)?"
    rf"(?:立行立|立知立|立即|当场|现场)(?:整?改)(?P<a>{_DIGITS})(?P=u),(?:限期|逐步|持续|长期)(?:整改|坚持)(?P<b>{_DIGITS})(?P=u)(?=[。;]|$)"
)
"""Matches a whole and its two halves, which are all of it: what was mended at once and later."""
_HALF_YEARS = re.compile(
    r"(?P<lead>(?:[^。;]{0,80}[,。;:]\s{0,20})?)(?P<one>上半年[^。;]{1,60}[,。;]\s{0,20})(?P<other>下半年(?:(?!全年)[^。;]){1,80})(?P<tail>全年[^。;]{1,60})?"
)
"""Matches what is told of the two halves of a year, and of the whole of it before or after them."""
_WHOLE_YEAR = re.compile("全年|[共合总]计?|累计|总量")
_NOT_ALL_OF_YEAR = re.compile("计划|任务|目标|拟|预计|其余|剩余|余下|[每均]")
"""Matches what shows that two halves of a year need not make the whole: 全年计划改造30公里."""
_HALF_YEAR = len("上半年")
_CHANGE = re.compile("(?:[增减降升][加长少收]?|[多少]|比|较|超|约|近|余)[^,。;]{0,4}$")
"""Matches before an amount that is a change, or not told exactly."""
_REST = re.compile("(?:其余|剩余|余下|剩下)的?[\u4e00-\u9fff]{0,4}$")
_SUM_BEHIND = re.compile("(?:(?P<n>[两二三四五六七八九])[项类者]|两|以上)?(?:合计|总计|共计)(?:为|达|金额)?$")
"""Matches before a sum whose parts stand before it: 三项合计664万元."""
_MOST_BEFORE_REST = 5
_LONGEST, _ROOM, _LEAST, _TENTH = 400, 10, 2, 10


def check_halves(report: Report) -> Iterator[Message]:
    """Yield totals that two halves of a year, parts and their rest, or the parts told before them do not make."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for halves in _HALF_YEARS.finditer(text) if "下半年" in text else ():
            yield from _of_half_years(report, line.span.start, halves)
        for sentence in split_sentences(text, FULL_STOPS):
            if sentence.end - sentence.start <= _LONGEST:
                words, start = text[sentence.start : sentence.end], line.span.start + sentence.start
                found = list(amounts(words))
                yield from _of_two(report, start, words)
                yield from _of_rests(report, start, words, found)
                yield from _of_parts_before(report, start, words, found)


def _of_two(report: Report, start: int, text: str) -> Iterator[Message]:
    """Yield a total that what was mended at once and what is mended later do not make."""
    for halves in _HALVES.finditer(text):
        one, other, whole = (int(digits_of_count(halves[name])) for name in "abt")
        if one + other != whole:
            span = Span(start + halves.start("t"), start + halves.end("t"))
            yield message_at(report, "total", span, parts=f"{one} + {other}", sum=one + other, total=whole)


def _of_parts_before(report: Report, start: int, text: str, found: list[Quantity]) -> Iterator[Message]:
    """Yield a measured sum behind its parts that these do not make: 缴回312万元,…205万元,两项合计527万元."""
    for at, total in enumerate(found):
        behind = _SUM_BEHIND.search(text[max(0, total.span.start - _ROOM) : total.span.start])
        if not behind or total.kind not in MEASURED:
            continue
        row: list[Quantity] = []
        for amount in reversed(found[:at]):
            if kind_of(amount) != kind_of(total):
                break
            row.insert(0, amount)
        told = number_of(behind["n"] or "")
        sizes = [told] if told else range(_LEAST, len(row) + 1)
        lists = [row[-size:] for size in sizes if _LEAST <= size <= len(row)]
        gaps = [(abs(sum((one.value for one in parts), -total.value)), parts) for parts in lists]
        unsure = sum((one.rounding for one in (total, *row)), Decimal(0))
        gap, parts = min(gaps, key=lambda pair: pair[0], default=(Decimal(0), row))
        words = text[parts[0].span.start : total.span.end] if parts else ""
        if parts and are_contrary(behind.string[-_ROOM:], text[: parts[-1].span.end]):
            continue  # 财政拨款1860万元,其他收入46万元,支出合计1870万元
        if (
            unsure < gap
            and (told or gap * _TENTH <= total.value)
            and not (UNSURE.search(words) or NO_PARTS.search(words))
        ):
            span = Span(start + total.span.start, start + total.span.end)
            yield message_at(report, "total", span, **shown_sum(text, total, parts))


def _of_half_years(report: Report, start: int, halves: re.Match[str]) -> Iterator[Message]:
    """Yield what is told of a year in each unit in which its two halves, told in the same words, do not make it."""
    of_year = "tail" if halves["tail"] else "lead"
    deed, again = (_deed(halves[name]) for name in ("one", "other"))
    alike = again in {"", deed} and (of_year == "tail" or deed in solid(halves["lead"]))
    if not alike or not _WHOLE_YEAR.search(halves[of_year]) or _NOT_ALL_OF_YEAR.search(halves[0]):
        return
    whole, one, other = (_by_unit(halves[name]) for name in (of_year, "one", "other"))
    for unit in [unit for unit in whole if unit in one and unit in other]:
        total, parts = whole[unit], [one[unit], other[unit]]
        unsure = total.rounding + sum((part.rounding for part in parts), Decimal(0))
        if abs(parts[0].value + parts[1].value - total.value) > unsure:
            at = start + halves.start(of_year)
            shown = [part.shown(halves[name]) for part, name in zip(parts, ("one", "other"), strict=True)]
            made = f"{(parts[0].value + parts[1].value) / total.size:f}{total.scale}{total.unit}"
            told = {"parts": " + ".join(shown), "sum": made, "total": total.shown(halves[of_year])}
            yield message_at(report, "total", Span(at + total.span.start, at + total.span.end), **told)


def _deed(half: str) -> str:
    """Return what stands between the name of half a year and its first amount: 受理 of 上半年受理246件."""
    first = next(iter(amounts(half)), None)
    return solid(re.split(r"\d", half[: first.span.start if first else None])[0])[_HALF_YEAR:]


def _by_unit(text: str) -> dict[str, Quantity]:
    """Return the only amount of each unit in some words; none for units of which there are more, or a change."""
    found = list(amounts(text))
    units = [one.unit for one in found]
    plain = (one for one in found if one.unit not in {"", "%"} and units.count(one.unit) == 1)
    return {one.unit: one for one in plain if not _CHANGE.search(text[max(0, one.span.start - _ROOM) : one.span.start])}


def _of_rests(report: Report, start: int, text: str, found: list[Quantity]) -> Iterator[Message]:
    """Yield a measured total of which the rest is no sum or difference: 312万元,退还186万元,余下116万元."""
    for at, rest in enumerate(found[_LEAST:], _LEAST):
        if rest.kind not in MEASURED or not _REST.search(text[max(0, rest.span.start - _ROOM) : rest.span.start]):
            continue
        row = [one for one in found[:at] if one.kind == rest.kind]
        if not _LEAST <= len(row) <= _MOST_BEFORE_REST:
            continue
        told = text[row[0].span.start : rest.span.end]
        total, parts = row[0], [*row[1:], rest]
        unsure = sum((one.rounding for one in (total, *parts)), Decimal(0))
        sums = [
            sum((sign * one.value for sign, one in zip(signs, row, strict=True)), Decimal(0))
            for signs in product((-1, 0, 1), repeat=len(row))
        ]
        made = any(abs(one - rest.value) <= unsure for one in sums)  # 借款300万元,利息20万元,已还200万元,剩余120万元
        largest = max(one.value for one in row[1:]) < total.value
        if largest and not (made or UNSURE.search(told) or NO_PARTS.search(told)):
            span = Span(start + total.span.start, start + total.span.end)
            yield message_at(report, "total", span, **shown_sum(text, total, parts))
