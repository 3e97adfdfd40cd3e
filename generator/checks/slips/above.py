"""A number of things that refers back to one told before it, and is another: 重复参保318人. 上述381人."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from generator.checks.numbers.amounts import Quantity, amounts
from generator.checks.place import message_at
from generator.checks.slips.passages import COUNTLESS, is_slip, kind_of, number, run_sums
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_ABOVE = re.compile("(?:上述|前述|以上|这)(?:全部|的)?$")
"""Matches right before a number that refers to one before it."""
_COUNTED = re.compile(
    r"(?P<verb>指出|反馈|提出|移交|交办|发现|查出)(?:了|(?P<again>的))?[^,。;\d]{0,6}"
    r"(?P<a>\d{1,2}|[一二三四五六七八九十]{1,2})(?P<of>个?(?:大?方面|大?类|大项))(?:的|共|,)?"
    r"(?P<b>\d{2,4}|[一二三四五六七八九]?[一二三四五六七八九十百]{2,4})(?P<noun>[个项条][\u4e00-\u9fff]{0,4}?(?:问题|意见|任务|事项|建议))"
)
"""Matches what was found, told by two numbers: 指出|4个方面|36个具体问题."""
_BODY = re.compile("[\u4e00-\u9fff](?:[巡督检][视察查导]组|审计[厅局署])")
_TIME = re.compile(r"\d{4}年|第[一二三四五六七八九十\d]{1,2}[轮批次]")
"""Match before it who found it, and when."""
_LINES, _MOST, _LONGEST, _FEWEST_DIGITS, _WIDE, _TWO = 3, 40, 1500, 2, 60, 2


def check_above(report: Report) -> Iterator[Message]:
    """Yield a number behind 上述 that differs by a digit, or by two swapped ones, from all of its kind before it."""
    yield from _told_again(report)
    recent: deque[list[tuple[Quantity, Span, int, str]]] = deque(maxlen=_LINES)
    for line in report.source.text_lines:
        here: list[tuple[Quantity, Span, int, str]] = []
        text = report.source.fold(line.span) if line.span.end - line.span.start <= _LONGEST else ""
        for amount in islice(amounts(text), _MOST):
            noun = text[amount.span.end : amount.span.end + 1]
            span = Span(line.span.start + amount.span.start, line.span.start + amount.span.end)
            above = _ABOVE.search(text[max(0, amount.span.start - 4) : amount.span.start])
            if above and len(amount.digits) >= _FEWEST_DIGITS and amount.unit not in COUNTLESS:
                before = [told for row in (*recent, here) for told in row if kind_of(told[0]) == kind_of(amount)]
                slips = [
                    told for told in before if is_slip(told[0].digits, amount.digits) and told[0].size == amount.size
                ]
                values = [told[0] for told in before]
                same = [told for told in slips if amount.unit != "个" or told[3] == noun]
                if same and amount.value not in {*(one.value for one in values), *run_sums(values)}:
                    found, other = report.source[span], report.source[same[-1][1]]
                    yield message_at(report, "two-amounts", span, found=found, other=other, line=same[-1][2])
            here.append((amount, span, line.number, noun))
        recent.append(here)


def _told_again(report: Report) -> Iterator[Message]:
    """Yield what was found if it is told again with one digit changed: 指出4个方面36个问题. 指出的4个方面38个问题."""
    told: dict[tuple[str, ...], list[tuple[str, Span, int, list[set[str]]]]] = {}
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for match in _COUNTED.finditer(text):
            lead = text[max(0, match.start() - _WIDE) : match.start()].rpartition("。")[2]
            whose = [set(pattern.findall(lead)) for pattern in (_BODY, _TIME)]
            span = Span(line.span.start + match.start("b"), line.span.start + match.end("noun"))
            key = match["verb"], str(number(match["a"])), match["of"], match["noun"]
            if match["again"] or key not in told:
                told.setdefault(key, []).append((str(number(match["b"])), span, line.number, whose))
    for places in told.values():
        first, last = places[0], places[-1]
        alike = all(a & b or not (a and b) for a, b in zip(first[3], last[3], strict=True))
        if len({found for found, *_ in places}) == _TWO and is_slip(first[0], last[0]) and alike:
            found, other = report.source[last[1]], report.source[first[1]]
            yield message_at(report, "two-amounts", last[1], found=found, other=other, line=first[2])
