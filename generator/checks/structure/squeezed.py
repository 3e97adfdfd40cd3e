"""A report whose numbered parts are all in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.numerals import number_of
from generator.text.span import Span

_INSIDE = tuple(
    re.compile(rf"(?:(?<=[。:!?|])|(?<=\s)|^)\s?(?P<marker>{marker})")
    for marker in (
        r"(?P<n>[一二三四五六七八九十]{1,2})、(?=[^\s,。、;:]{4})",
        r"\((?P<n>[一二三四五六七八九十]{1,2})\)(?=[^\s,。、;:]{4})",
        r"(?P<n>\d{1,2})[.、](?!\d)(?=[^\s,。、;:]{4})",
    )
)
"""Matches the number of a part inside a paragraph: 二、 at its start, or after a full stop or a blank; （二） and 2."""
_FEWEST = (2, 3, 3)
"""Minimum numbers of each style; few of the lower ones may be a list inside a paragraph."""
_LONG = 80
_MOST_OF_IT = 0.6
"""Minimum share of the report's characters that the paragraph must hold."""
_APART = 20
"""Minimum characters from the first number to the second."""


def check_squeezed(report: Report) -> Iterator[Message]:
    """Yield a message for each paragraph that holds most of the report and has 一、 and 二、 inside it.

    Three numbers of a lower style, （一） or 1., tell the same.
    """
    leaves = [node for node in report.walk() if not node.children]
    whole = sum(leaf.span.end - leaf.span.start for leaf in leaves)
    for line in report.source.text_lines:
        block = line.span
        if block.end - block.start < max(_LONG, _MOST_OF_IT * whole):
            continue
        text = report.source.fold(block)
        for style, fewest in zip(_INSIDE, _FEWEST, strict=True):
            found = [(match.span("marker"), number_of(match["n"])) for match in style.finditer(text)]
            numbers = [number for _, number in found[:fewest]]
            if numbers == list(range(1, fewest + 1)) and found[1][0][0] - found[0][0][0] >= _APART:
                first, second = (Span(block.start + start, block.start + end) for (start, end), _ in found[:2])
                shown = {"first": report.source[first], "second": report.source[second]}
                yield message_at(report, "squeezed", first, **shown)
                break
