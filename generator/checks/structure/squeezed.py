"""A text whose numbered parts stand in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.text.numerals import number_of
from generator.text.span import Span

_INSIDE = re.compile(r"(?:(?<=[。:!?|])|(?<=\s)|^)\s?(?P<n>[一二三四五六七八九十]{1,2})、(?=[^\s,。、;:]{4})")
"""Where a part begins that should stand in a line of its own."""
_LONG = 120
_MOST_OF_IT = 0.6
_APART = 20


def check_squeezed(report: Report) -> Iterator[Message]:
    """Yield a paragraph that holds most of the report, the numbered parts in it included."""
    leaves = [node for node in report.walk() if not node.children]
    whole = sum(leaf.span.end - leaf.span.start for leaf in leaves)
    for leaf in leaves:
        if leaf.kind not in (Kind.PARAGRAPH, Kind.CELL):
            continue
        length = leaf.span.end - leaf.span.start
        if length < max(_LONG, _MOST_OF_IT * whole):
            continue
        found = [(m.start("n"), number_of(m["n"])) for m in _INSIDE.finditer(report.source.fold(leaf.span))]
        starts = [at for at, number in found]
        numbers = [number for _, number in found]
        if len(numbers) > 1 and numbers[:2] == [1, 2] and starts[1] - starts[0] >= _APART:
            span = Span(leaf.span.start + starts[0], leaf.span.start + starts[0] + 2)
            yield message_at(report, "squeezed", span, first="一、", second="二、")
