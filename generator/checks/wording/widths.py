"""Punctuation that is used in both half and full width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_WIDE = dict(zip(",:;!?()%", "，：；！？（）％", strict=True))
_CHINESE = "\u3001-\u301f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’—…·"
_BETWEEN = re.compile(rf"(?<=[{_CHINESE}])[{re.escape(''.join(_WIDE) + ''.join(_WIDE.values()))}](?=[{_CHINESE}])")


def check_widths(report: Report) -> Iterator[Message]:
    """Yield one message if any mark occurs in both widths between Chinese characters.

    Its place is the first mark of the rarer width. A mark beside Latin letters or digits (10:30, 1,000) is not
    counted: it may be half-width in a text whose other marks are full-width.
    """
    source = report.source
    places: dict[str, list[int]] = {}
    for line in source.text_lines:
        for match in _BETWEEN.finditer(source.text, line.span.start, line.span.end):
            places.setdefault(match[0], []).append(match.start())
    mixed = {narrow: wide for narrow, wide in _WIDE.items() if narrow in places and wide in places}
    if not mixed:
        return
    counts = ", ".join(
        f"{wide} {len(places[wide])} and {narrow} {len(places[narrow])}" for narrow, wide in mixed.items()
    )
    first = min(min((places[narrow], places[wide]), key=len)[0] for narrow, wide in mixed.items())
    yield message_at(report, "mixed-widths", Span(first, first + 1), counts=counts)
