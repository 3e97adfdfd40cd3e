"""Figures: a number with its unit, what it counts, how it changed, its rank and period; never an edit of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from generator.facts.fact import Change, Figure, Period
from generator.facts.figures.subjects import Place, name_after, name_before, names_before
from generator.facts.sentences import sentences_of
from generator.model.report import Report
from generator.settings.yml import LOADER
from generator.text.numerals import number_in_words, number_of
from generator.text.span import Span

_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000} | {
    "亿": 100_000_000, "千亿": 100_000_000_000, "万亿": 1_000_000_000_000
}  # fmt: skip
_HEDGE = r"(?:超过|超|近|约|逾|突破|达到|达|不少于|至少|接近)"
_BASIS = (
    r"同比|环比|年均|相?[比较与](?:上年|去年)(?:同期|年?[底末])?|较?[上去]年同期"
    r"|较(?:年初|期初|同期|首轮|整改前|巡[视察]前)"
)
_UP = r"增长|上升|提高|增加|提升|扩大|回升|上涨|上调|攀升|净增|多收|多盘活|(?<!新)增(?=[至到为])|升"
_DOWN = r"下降|减少|降低|下跌|压减|压缩|压降|缩减|缩短|缩小|精简|下调|回落|净减|[降减](?=[至到为])|降|减"
_CHANGE = re.compile(
    rf"(?P<basis>{_BASIS})?(?:分别|平均|累计)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:率|幅度?)?了?(?P<to>到了?|至|为)?了?"
    rf"(?:{_HEDGE}|不足|不到)?$"
)
_FROM = re.compile(r"[由从][^,。;:]*$")
"""由35%提高到54%: what is before 由 is what both figures are of."""
_RANK = re.compile(
    r"(?:排名|位列|位居|名列|排在|居|列)[^,。;、]{0,8}?第(?P<a>\d+|[一二三四五六七八九十]+)(?:位|名)?"
    r"|(?:全国|全省|全市|全区|全县)[^,。;、]{0,4}?第(?P<b>\d+|[一二三四五六七八九十]+)(?:位|名)?"
)
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Figures of an exponent, typed so or raised by the file."""
_POWERS = {ord(raised): str(digit) for digit, raised in enumerate(_RAISED)} | {ord("⁺"): "+", ord("⁻"): "-"}
_NAMED = re.compile("“[^“”。]{1,12}”")
"""A name in quotation marks: what looks like a figure in it (“抗疫暖企6条”) is part of the name."""
_BEFORE = re.compile(r"[第A-Za-z〔【\[\d.+]$")


@cache
def _units() -> tuple[frozenset[str], str]:
    """Return the units of amounts, and a pattern of all units, the longest first."""
    data = yaml.load((files(__package__) / "units.yml").read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader
    every = sorted({*data["amounts"], *data["counts"]}, key=len, reverse=True)
    return frozenset(data["amounts"]), "|".join(map(re.escape, every))


@cache
def _pattern() -> re.Pattern[str]:
    units = _units()[1]
    number = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"  # 3,560万元 is one number
    power = rf"(?<![\d.])10[⁺⁻]?[{_RAISED}]{{1,2}}"
    return re.compile(
        rf"(?P<hedge>{_HEDGE})?(?:(?P<times>\d+(?:\.\d+)?)[×xX])?(?P<low>{power}|{number})(?:%?\s?(?:-|—|–|~|至|到)\s?(?P<high>{number}))?"
        rf"\s?(?P<scale>十万|百万|千万|千亿|万亿|万|亿|千|百)?(?P<more>余|多)?\s?(?P<unit>{units})(?P<after>以上|以下|左右|以内)?"
        rf"|(?P<words>[一二三四五六七八九两十百千万亿]{{2,}})(?P<some>余|多)?(?P<counted>人次|人|名|户|家|个|件|宗|项|条|次|份|亩|公里|元)"
    )


def find_figures(report: Report, periods: tuple[Period, ...]) -> tuple[Figure, ...]:
    """Return every figure in reading order; `periods` are the report's, of which a figure takes its sentence's last."""
    found: list[Figure] = []
    by_sentence: dict[int, list[Period]] = {}
    for period in periods:
        by_sentence.setdefault(period.sentence.start, []).append(period)
    for sentence in sentences_of(report):
        times = by_sentence.get(sentence.start, [])
        found.extend(_in_sentence(report, sentence, times))
    return tuple(sorted(found, key=lambda figure: figure.span.start))


def _in_sentence(report: Report, sentence: Span, periods: list[Period]) -> Iterator[Figure]:
    text = report.source.fold(sentence)
    dates = [(p.span.start - sentence.start, p.span.end - sentence.start) for p in periods]
    taken = [*dates, *(name.span() for name in _NAMED.finditer(text))]
    change: tuple[Change | None, str | None] = (None, None)
    listed: list[Span] = []
    end = 0
    last: Span | None = None
    for match in _pattern().finditer(text):
        start = match.start("low") if match["low"] else match.start("words")
        if any(a < match.end() and start < b for a, b in taken) or _BEFORE.search(text[: match.start()][-1:]):
            continue
        value = _value(match)
        if value is None:
            continue
        before = text[: match.start()]
        clause = _clause(before)
        goes_on = bool(end) and text[end : match.start()] in {"、", "和", ",", "及"}
        if not goes_on:
            change = _change(text[clause : match.start()] + (match["hedge"] or ""))
            listed = _listed(text, clause, match.start(), sentence.start)
        # 设施A 3个、设施B 5个: what stands after the last figure belongs to this one.
        own = max(clause, end + 1) if end and text[end : end + 1] in {"、", "和", "及"} else clause
        subject = listed.pop(0) if listed else _subject(text, match, own, sentence.start, dates)
        # 产值达57.23亿元,同比增长12.2%: a change without words of its own is told of what stands before it.
        subject = subject or last
        last = subject
        unit = match["unit"] or match["counted"]
        low, high = value
        period = next((p for p in reversed(periods) if p.span.start - sentence.start < match.start()), None)
        yield Figure(
            span=Span(sentence.start + match.start(), sentence.start + match.end()),
            sentence=sentence,
            value=low,
            high=high,
            unit=unit,
            qualifier=match["hedge"] or match["after"] or match["more"] or match["some"],
            subject=subject,
            change=change[0],
            basis=change[1],
            period=period.span if period else None,
        )
        end = match.end()
    for match in _RANK.finditer(text):
        written = match["a"] or match["b"]
        number = number_of(written)
        if number is None:
            continue
        span = Span(sentence.start + match.start(), sentence.start + match.end())
        clause = _clause(text[: match.start()])
        named = name_before(text, clause, match.start())
        subject = Span(sentence.start + named[0], sentence.start + named[1]) if named else None
        yield Figure(span, sentence, Decimal(number), None, "名次", None, subject, None, None, None)


def _clause(before: str) -> int:
    """Return where the clause begins that goes on after `before`."""
    return max(before.rfind(mark) for mark in ",。;:(") + 1


def _value(match: re.Match[str]) -> tuple[Decimal, Decimal | None] | None:
    if match["words"]:
        if match["words"] in {"一一", "万一", "千万", "百千"} or set(match["words"]) <= set("百千万亿"):
            return None
        said = number_in_words(match["words"])
        return None if said is None else (Decimal(said), None)
    scale = Decimal(_SCALE.get(match["scale"] or "", 1)) * Decimal(match["times"] or 1)
    high = Decimal(match["high"].replace(",", "")) * scale if match["high"] else None
    low = _number(match["low"]) * scale
    if high is not None and high < low:
        return None
    return _plain(low), None if high is None else _plain(high)


def _number(text: str) -> Decimal:
    """Return the number that figures say, 10⁶ included."""
    base = text.rstrip(f"⁺⁻{_RAISED}")
    power = text[len(base) :].translate(_POWERS)
    return Decimal(base.replace(",", "")) ** (int(power) if power else 1)


def _plain(value: Decimal) -> Decimal:
    """Return a number without zeros at its end: 1682.15亿 is 168215000000."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _change(before: str) -> tuple[Change | None, str | None]:
    found = _CHANGE.search(before)
    if not found:
        return None, None
    if found["up"]:
        return ("up_to" if found["to"] else "up"), found["basis"]
    return ("down_to" if found["to"] else "down"), found["basis"]


def _listed(text: str, clause: int, start: int, offset: int) -> list[Span]:
    """Return what each figure of a list told in order belongs to: A、B、C同比分别增长6.5%、19.5%、11.3%."""
    marker = re.search(r"(?:同比|环比)?分别", text[clause:start])
    names = names_before(text, clause, clause + marker.start()) if marker else []
    return [Span(offset + a, offset + b) for a, b in names] if len(names) > 1 else []


def _subject(text: str, match: re.Match[str], clause: int, offset: int, dates: Sequence[Place]) -> Span | None:
    """Return the words that a figure belongs to: after a measure word, before an amount."""
    unit = match["unit"] or match["counted"]
    before = text[clause : match.start()]
    changed = _CHANGE.search(before)
    counted = unit not in _units()[0] and not match["after"] and not changed
    found = name_after(text, match.end(), dates) if counted else None
    if found is None:
        words = before[: changed.start()] if changed else before
        origin = _FROM.search(words)
        words = words[: origin.start()] if origin else words
        found = name_before(text, clause, clause + len(words), dates)
    return Span(offset + found[0], offset + found[1]) if found else None
