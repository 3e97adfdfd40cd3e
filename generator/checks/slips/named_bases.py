"""A share of a base that is told by name, which is one of another number: 收回1197份,…1101份,占收回问卷的87.4%."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from generator.checks.numbers.amounts import Quantity, last_place
from generator.checks.place import message_at
from generator.checks.slips.passages import COUNTLESS, WithAmounts, kind_of, passages
from generator.model.messages import Message
from generator.model.report import Report

_HAN = "[\u4e00-\u9fff]"
_OF_NAMED = re.compile(
    rf"{_HAN}{{0,8}}[,、(](?:仅|约|只)?占(?:全部|所有)?(?P<deed>{_HAN}{{2}})的?{_HAN}{{0,8}}?的?(?:比例为)?"
)
"""Matches between a part and its share a base by what was done to it: ,占|收回|问卷的."""
_DEED_BEFORE = "(?:了|到)?$"
_YEAR = re.compile(r"\d{4}年|[上去今]年|同期")
_SENTENCES, _ROOM, _MOST_OFF = 2, 8, 25


def check_named_bases(report: Report) -> Iterator[Message]:
    """Yield each share that is not that of the one number before it that is told by the deed of its base."""
    before: deque[WithAmounts] = deque(maxlen=_SENTENCES)
    for passage in passages(report):
        if before and "\n" in report.source.folded[before[-1].start : passage.start]:
            before.clear()
        for at, rate in enumerate(passage.amounts[1:], 1):
            part = passage.amounts[at - 1]
            of = _OF_NAMED.fullmatch(passage.text, part.span.end, rate.span.start) if rate.unit == "%" else None
            if of and part.unit not in COUNTLESS and passage.exact(at) and passage.exact(at - 1):
                base = _base(of["deed"], part, (*before, passage))
                if base and _differs(part, base, rate):
                    shown = {"part": part.shown(passage.text), "total": base.digits + base.scale + base.unit}
                    exact = (100 * part.value / base.value).quantize(last_place(rate.written))
                    yield message_at(report, "rate", passage.place(at), expected=exact, found=rate.digits, **shown)
        before.append(passage)


def _base(deed: str, part: Quantity, told: Sequence[WithAmounts]) -> Quantity | None:
    """Return the only number of the part's kind right before which the deed stands, if it may be a whole of it."""
    found = [
        one
        for passage in told
        for at, one in enumerate(passage.amounts)
        if kind_of(one) == kind_of(part)
        and one is not part
        and passage.exact(at)
        and re.search(deed + _DEED_BEFORE, passage.text[max(0, one.span.start - _ROOM) : one.span.start])
    ]
    if _YEAR.search(told[-1].text):
        return None  # 2029年受理120件,2030年办结96件
    return found[0] if len(found) == 1 and found[0].value >= part.value > 0 else None


def _differs(part: Quantity, base: Quantity, rate: Quantity) -> bool:
    off = abs(100 * part.value / base.value - rate.value)
    return last_place(rate.written) <= off <= _MOST_OFF
