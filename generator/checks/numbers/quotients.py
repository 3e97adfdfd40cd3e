"""Percentages that disagree with the amounts before them: of growth, of a share, of a plan's fulfilment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from generator.checks.numbers.amounts import Quantity, amounts, last_place
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Line
from generator.text.numerals import number_of
from generator.text.span import Span

_LONGEST = 2_000
"""Maximum characters of a line that is checked."""
_CHANGE = re.compile(
    r"[,(]?(?:同比|[比较](?:\d{4}年|[上去]年|年初|期初|上月|同期)(?:同期|末|底)?)?(?:净|多)?"
    r"(?:(?P<up>增加|增收|增支|多收|多支)|(?P<down>减少|减收|减支|少收|少支))了?"
)
"""Matches between an amount and its change: 192.69亿元,较上年增加11.65亿元."""
_BY = re.compile(r"[,、(](?:同比)?(?:(?P<up>增长|上升|增幅)|(?P<down>下降|降低|降幅))(?:为|达)?")
_OLDER = re.compile(r"(?:[比较与]|对比)(?:[上去]年|\d{4}年|上期|年初)?(?:度|同期|末|底)?[^\d,。;]{0,6}$")
OTHER_PRICES = re.compile("生产总值|GDP|增加值|产值|可比|不变价|口径|年均")
"""Matches quantities whose growth is computed at other prices, or in another scope, than the stated amounts."""
_PLAN = re.compile(
    r"[,;]?(?:为|占|完成|达到?)(?:年初|调整后?|年度|全年|当年|变动)?的?(?:预算|计划|目标|任务)(?:数|任务|总额|投资)?"
)
"""Matches between what was done and what was planned: 完成24627万元,完成年初预算数60999万元的40.4%."""
_SHARE = re.compile(
    r"[,(、]?(?P<part>[\u4e00-\u9fff]{3,12})?占(?![用地道有领据比])"
    r"(?P<of>[\u4e00-\u9fff“”]{4,14}?)(?:的?(?:比重|比例)?(?:为|达)?|的)"
)
_SCOPE = re.compile("计划|目标|任务|调整|年初|年度|全年|全[国省市区县州镇]|同期|应|总[额量数]|预算[数的]")
"""Matches in the name of a whole that may not be the amount of that name stated before: 年初, 全国."""
_VERB = re.compile(r"(?:累计|实际|共)?(?:完成|实现|达到?|为|共)?$")
_YEAR = re.compile(r"(?<![比较与])(?:\d{4}年|[上去今]年)")
_ROOM = 30
_PAIRS = (("城镇", "乡村"), ("城镇", "农村"), ("城市", "农村"), ("男", "女"), ("税收收入", "非税收入"))
"""Names of two parts that together make up their whole."""
_SHARE_OF_ONE = re.compile(r"[,、(]?(?:约|仅|各)?占(?:比|其|全部|总[数量额]|总人数)?的?(?:比[例重])?(?:约|为|达)?")
"""Matches between a part and its share in a list of such: 城建类61条,占37.2%;教育类52条,占31.7%."""
_FEWEST_OF_LIST = 3
_FRACTION = re.compile("\\)?的(?:近|约)?(?P<d>[二三四五六七八九十])分之(?P<n>[一二三四五六七八九])")
_OF, _ROUGH = re.compile("[,、(]?(?:约|已|仅)?(?:占|为|是|相当于)[^,。;\\d]{0,20}"), 5
"""Match around a share told as a fraction; and by how many per cent of the whole it may differ from the amounts'."""
_OF_WHOLE = re.compile(r"(?:[,;(。]\s?其中[:,]?|\(|[^\d,。;]{0,8}中,)(?P<name>[^\d,。;、]{1,12})")
_CHANGED = re.compile(r"(?:增|减|升|降|多|少)[^,。;\d]{0,3}$")
_AND = re.compile(r"[,、;](?P<name>[^\d,。;、]{1,12})")


def check_quotients(report: Report) -> Iterator[Message]:
    """Yield rates that disagree with the amounts before them, and pairs of parts that do not add up to their whole."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        if len(text) <= _LONGEST and any(mark in text for mark in ("%", "中", "女", "分之")):
            found = list(amounts(text))
            for at in range(len(found) - 2):
                yield from _at(report, line, text, found, at)
            yield from _shares(report, line, text, found)
            yield from _of_one_total(report, line, text, found)
            yield from _fractions(report, line, text, found)


def _at(report: Report, line: Line, text: str, found: Sequence[Quantity], at: int) -> Iterator[Message]:
    """Yield the messages about three successive amounts, from index `at` on."""
    first, second, third = found[at : at + 3]
    if first.kind != second.kind or not first.unit or not first.value or not second.value:
        return
    if third.unit == "%":
        between = text[second.span.end : third.span.start]
        if between == "的" and _PLAN.fullmatch(text, first.span.end, second.span.start):
            yield from _rate(report, line, text, (first, second, third))
        else:
            yield from _growth(report, line, text, (first, second, third))
    elif third.kind == first.kind:
        yield from _halves(report, line, text, (first, second, third))


def _growth(report: Report, line: Line, text: str, told: tuple[Quantity, Quantity, Quantity]) -> Iterator[Message]:
    """Yield a rate that differs from the change before it in per cent: 192.69亿元,较上年增加11.65亿元,增长16.44%."""
    new, by, rate = told
    change = _CHANGE.fullmatch(text, new.span.end, by.span.start)
    way = _BY.fullmatch(text, by.span.end, rate.span.start)
    if not (change and way and bool(change["up"]) == bool(way["up"])):
        return
    before = re.split("[。;]", text[max(0, new.span.start - _ROOM) : new.span.start])[-1]
    older = _OLDER.search(before)  # 比上年同期35285万元增收2445万元: the first amount is last year's
    old = new.value + (0 if older else -by.value if change["up"] else by.value)
    if old <= 0 or OTHER_PRICES.search(before):
        return
    expected = _wrong(by, old, new.rounding + by.rounding, rate)
    if expected is not None:
        shown = {"by": by.shown(text), "new": new.shown(text), "expected": expected, "found": rate.digits}
        yield message_at(report, "growth-rate", _place(line, rate), **shown)


def _halves(report: Report, line: Line, text: str, told: tuple[Quantity, Quantity, Quantity]) -> Iterator[Message]:
    """Yield a whole that its two parts do not add up to: 94.9万人,其中城镇人口41.4万人,乡村人口35.5万人."""
    total, one, other = told
    first = _OF_WHOLE.fullmatch(text, total.span.end, one.span.start)
    second = _AND.fullmatch(text, one.span.end, other.span.start)
    if not (first and second) or _CHANGED.search(text, max(0, total.span.start - 6), total.span.start):
        return
    both, unsure = one.value + other.value, total.rounding + one.rounding + other.rounding
    names = first["name"], second["name"]
    if abs(both - total.value) > 2 * unsure and any(_are(names, pair) or _are(names, pair[::-1]) for pair in _PAIRS):
        shown = {"parts": f"{one.shown(text)} + {other.shown(text)}", "total": total.shown(text)}
        made = f"{(both / total.size).normalize():f}{total.scale}{total.unit}"
        yield message_at(report, "total", _place(line, total), sum=made, **shown)


def _are(names: tuple[str, str], pair: tuple[str, str]) -> bool:
    """Say whether the first name contains the first word of a pair, and the second name the second."""
    return pair[0] in names[0] and pair[1] in names[1]


def _shares(report: Report, line: Line, text: str, found: Sequence[Quantity]) -> Iterator[Message]:
    """Yield wrong shares of a whole whose amount is stated before: 税收收入21亿元,占一般公共预算收入的66.8%."""
    for at, rate in enumerate(found):
        before = next((amount for amount in reversed(found[:at]) if amount.unit != "%"), None)
        if rate.unit != "%" or before is None or re.search("[。;]", text[before.span.end : rate.span.start]):
            continue
        share = _SHARE.fullmatch(text, found[at - 1].span.end, rate.span.start)
        if not share or _SCOPE.search(share["of"]):
            continue
        if share["part"]:
            parts = [amount for amount in found[:at] if _is_of(text, amount, share["part"])]
            if len(parts) != 1:
                continue
            before = parts[0]
        wholes = [amount for amount in found[:at] if amount is not before and _is_of(text, amount, share["of"])]
        if len(wholes) != 1 or wholes[0].kind != before.kind or not 0 < before.value <= wholes[0].value:
            continue
        if not _YEAR.search(text, wholes[0].span.end, rate.span.start):
            yield from _rate(report, line, text, (before, wholes[0], rate))


def _of_one_total(report: Report, line: Line, text: str, found: Sequence[Quantity]) -> Iterator[Message]:
    """Yield the one share of a list of parts that is not the part's, where the others are shares of one total."""
    told = [
        (part, rate)
        for part, rate in pairwise(found)
        if rate.unit == "%" and part.unit and _SHARE_OF_ONE.fullmatch(text, part.span.end, rate.span.start)
    ]
    kinds = {part.kind for part, _ in told}
    most = max((part.value for part, _ in told), default=Decimal(0))
    before = [one for one in found if told and one.span.start < told[0][0].span.start and one.kind in kinds]
    within = told and "其中" in text[told[0][0].span.end : told[-1][0].span.start]
    if len(kinds) != 1 or within or not before or not 0 < most <= before[-1].value:
        return
    whole = before[-1]
    wrong = [(part, rate) for part, rate in told if _wrong(part, whole.value, whole.rounding, rate) is not None]
    all_told = sum((part.value for part, _ in told), Decimal(0)) == whole.value
    if len(wrong) == 1 and (len(told) >= _FEWEST_OF_LIST or (all_told and len(told) > 1)):
        part, rate = wrong[0]
        yield from _rate(report, line, text, (part, whole, rate))


def _fractions(report: Report, line: Line, text: str, found: Sequence[Quantity]) -> Iterator[Message]:
    """Yield shares told as fractions that are not those of their amounts: 占总支出(58.8亿元)的四分之三."""
    for part, whole in pairwise(found):
        told = _FRACTION.match(text, whole.span.end)
        if not told or part.kind != whole.kind or not _OF.fullmatch(text, part.span.end, whole.span.start):
            continue
        rate = Decimal(100 * (number_of(told["n"]) or 0)) / (number_of(told["d"]) or 1)
        if whole.value and abs(100 * part.value / whole.value - rate) > _ROUGH:
            span = Span(line.span.start + told.start("d"), line.span.start + told.end("n"))
            expected = (100 * part.value / whole.value).quantize(Decimal(1))
            shown = {"part": part.shown(text), "total": whole.shown(text), "found": rate.quantize(Decimal(1))}
            yield message_at(report, "rate", span, expected=expected, **shown)


def _is_of(text: str, amount: Quantity, name: str) -> bool:
    """Say whether the words before an amount end in a name, a verb left out: 一般公共预算收入完成192.69亿元."""
    words = re.split("[,。;:]", text[max(0, amount.span.start - _ROOM) : amount.span.start])[-1]
    return _VERB.sub("", words).endswith(name)


def _rate(report: Report, line: Line, text: str, told: tuple[Quantity, Quantity, Quantity]) -> Iterator[Message]:
    """Yield a rate that is not the quotient of the part and the whole; `told` is (part, whole, rate)."""
    part, whole, rate = told
    expected = _wrong(part, whole.value, whole.rounding, rate)
    if expected is not None:
        yield message_at(
            report,
            "rate",
            _place(line, rate),
            part=part.shown(text),
            total=whole.shown(text),
            expected=expected,
            found=rate.digits,
        )


def _wrong(part: Quantity, whole: Decimal, unsure: Decimal, rate: Quantity) -> Decimal | None:
    """Return the percentage that a part is of a whole if the stated rate differs from it beyond rounding, else None.

    `unsure` is by how much the whole may differ from its true value.
    """
    if whole <= unsure:  # 2.0亿元, 1.9亿元 more than last year: last year's amount may round to nothing
        return None
    unit = last_place(rate.written)
    low = 100 * (part.value - part.rounding) / (whole + unsure)
    high = 100 * (part.value + part.rounding) / (whole - unsure)
    return None if low - unit < rate.value < high + unit else (100 * part.value / whole).quantize(unit)


def _place(line: Line, amount: Quantity) -> Span:
    return Span(line.span.start + amount.span.start, line.span.start + amount.span.end)
