"""Shares of all parts of one whole that do not make 100%: 由四部分构成：上级补助占46%，…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from generator.checks.numbers.amounts import Quantity, last_place
from generator.checks.place import message_at
from generator.checks.slips.passages import COUNTLESS, WithAmounts, kind_of, number, passages
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_ALL = re.compile(
    "(?P<n>[两二三四五六七八九])(?:个?(?:部分|方面|渠道|类|种|档|块)|[部大])[^,。;:%]{0,8}|构成|组成|结构"
)
"""Matches before a list of shares what says that these are all."""
_ALL_BEHIND = re.compile(
    "[,;](?:以上)?(?P<n>[两二三四五六七八九])[项者类部][^,。;]{0,4}(?:构成|组成|合计|为|即|是)[^,。;]{0,10}全部"
)
_SHARE = re.compile("[^。%]{0,24}?(?:占(?![用地道领据])[^,。;%\\d]{0,10}|(?:比例|比重|占比)(?:约|为|达|各)?)")
_OTHER = re.compile("其中|同比|增|降|升|减|率|多选|分别|[上去今]年|以上|以下|约|近|超")
_RATIO = re.compile(
    r"(?:(?:结构|产业)(?:之?比)?例?[为是由达]?|(?:调整|优化|变)[为到])[^,。;:\d]{0,6}"
    r"(?P<shares>\d{1,2}(?:\.\d{1,2})?(?:\s?[:∶]\s?\d{1,2}(?:\.\d{1,2})?){2,3})(?![\d:∶.])"
)
"""Matches the shares of all parts of a whole that are told as a ratio: 三次产业结构为6.8∶51.0∶42.2."""
_LITTLE_OFF = 10
_FEWEST = 2
_MOST_OFF = 25


def check_hundreds(report: Report) -> Iterator[Message]:
    """Yield lists of the shares of all parts of a whole that do not make 100%."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        if "结构" in text or "产业" in text:
            yield from _of_ratios(report, line.span.start, text)
    for passage in passages(report):
        shares = [at for at, one in enumerate(passage.amounts) if one.unit == "%"]
        if len(shares) >= _FEWEST:
            yield from _not_hundred(report, passage, shares)
            yield from _of_their_sum(report, passage)


def _of_ratios(report: Report, start: int, text: str) -> Iterator[Message]:
    for ratio in _RATIO.finditer(text):
        shares = [Decimal(share.strip()) for share in re.split("[:∶]", ratio["shares"])]
        made, step = sum(shares, Decimal(0)), max(map(last_place, shares))
        if step * len(shares) / 2 < abs(made - 100) < _LITTLE_OFF:
            span = Span(start + ratio.start("shares"), start + ratio.end("shares"))
            listed = " + ".join(f"{share}%" for share in shares)
            yield message_at(report, "rest-share", span, parts=listed, sum=f"{made}%")


def _not_hundred(report: Report, passage: WithAmounts, shares: list[int]) -> Iterator[Message]:
    first, last = (passage.amounts[at].span for at in (shares[0], shares[-1]))
    lead = passage.text[: first.start]
    told = _ALL.search(lead) or _ALL_BEHIND.match(passage.text, last.end)
    between = [passage.text[passage.amounts[a].span.end : passage.amounts[b].span.start] for a, b in pairwise(shares)]
    if not told or _OTHER.search(lead[told.start() if told.re is _ALL else 0 :] + passage.text[first.end : last.start]):
        return
    if not all(map(_SHARE.fullmatch, between)) or not re.search("占|比", lead):
        return
    if (told["n"] and number(told["n"]) != len(shares)) or not all(map(passage.exact, shares)):
        return
    made = sum((passage.amounts[at].written for at in shares), Decimal(0))
    step = max(last_place(passage.amounts[at].written) for at in shares)
    if step * len(shares) / 2 < abs(made - 100) < _MOST_OFF:
        listed = " + ".join(passage.amounts[at].shown(passage.text) for at in shares)
        yield message_at(report, "rest-share", passage.place(shares[-1]), parts=listed, sum=f"{made}%")


def _of_their_sum(report: Report, passage: WithAmounts) -> Iterator[Message]:
    """Yield the one share that is not the part's, if the parts' sum is the total of which the others are shares.

    税收收入21460万元,占一般公共预算收入的72.2%;非税收入6320万元,占22.8%.
    """
    told: list[tuple[Quantity, Quantity]] = []
    for part, rate in zip(passage.amounts, passage.amounts[1:], strict=False):
        words = passage.text[part.span.end : rate.span.start]
        if (
            rate.unit == "%"
            and part.unit not in COUNTLESS
            and re.fullmatch("[,、(]?(?:约|仅|各)?占[^,。;\\d]{0,16}", words)
        ):
            told.append((part, rate))
    if (
        len(told) < _FEWEST
        or len({kind_of(part) for part, _ in told}) > 1
        or "其中" in passage.text[told[0][0].span.end :]
    ):
        return
    shares = sum((rate.value for _, rate in told), Decimal(0))
    parts: Sequence[Quantity] = [part for part, _ in told]
    whole = sum((part.value for part in parts), Decimal(0))
    others = [one for one in passage.amounts if kind_of(one) == kind_of(parts[0]) and one not in parts]
    if others or not whole or abs(shares - 100) <= 1:
        return
    wrong = [
        (part, rate)
        for part, rate in told
        if abs(100 * part.value / whole - rate.value) > last_place(rate.written) * 6 / 10
    ]
    if len(wrong) == 1 and abs(100 * wrong[0][0].value / whole - wrong[0][1].value) <= _MOST_OFF:
        part, rate = wrong[0]
        span = Span(passage.start + rate.span.start, passage.start + rate.span.end)
        exact = (100 * part.value / whole).quantize(last_place(rate.written))
        total = " + ".join(one.shown(passage.text) for one in parts)
        shown = {"part": part.shown(passage.text), "total": total, "found": rate.digits}
        yield message_at(report, "rate", span, expected=exact, **shown)
