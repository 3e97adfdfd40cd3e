"""A number of things that refers back to one told before it, and is another: 重复参保318人. 上述381人."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from generator.checks.numbers.amounts import Quantity, amounts
from generator.checks.place import message_at
from generator.checks.slips.passages import COUNTLESS, is_slip, kind_of, run_sums
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_ABOVE = re.compile("(?:上述|前述|以上|这)(?:全部|的)?$")
"""Matches right before a number that refers to one before it."""
_LINES, _MOST, _LONGEST, _FEWEST_DIGITS = 3, 40, 1500, 2


def check_above(report: Report) -> Iterator[Message]:
    """Yield a number behind 上述 that differs by a digit, or by two swapped ones, from all of its kind before it."""
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
