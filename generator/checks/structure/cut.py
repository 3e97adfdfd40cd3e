"""Paragraphs that break off within a sentence, before a heading or a numbered item: …绩效考核结果与."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.outline.tables import is_row
from generator.text.span import Span

_OPEN = re.compile("[与和及或把将对向并且但从于由让使]$")
"""Matches a last word that something must follow."""
_COMMA = re.compile("[,、]$")
_WORD = re.compile(
    "(?:[参赠授给移处交付签]与|[总中]和|[方走导朝转]向|[理自来]由|合并|[针应面绝]对|[促大天]使|[服听顺]从|[谦出转]让|[即大上中少]将)$"
)
"""Matches the end of a word of which such a character is a part: 参与, 方向, 转让."""
_SHORTEST, _ROOM = 20, 3


def check_cut(report: Report) -> Iterator[Message]:
    """Yield the end of each paragraph that ends in a word or mark that something must follow, before a numbered line.

    A comma may end an item of a list, so that it is told only behind a whole sentence.
    """
    heads = {node.line for node in report.walk() if node.head and node.kind is not Kind.TITLE}
    for line, following in pairwise(report.source.text_lines):
        text = report.source.fold(Span(max(line.span.start, line.span.end - _ROOM), line.span.end)).rstrip()
        opened = _OPEN.search(text) and not _WORD.search(text)
        if not (opened or _COMMA.search(text)) or following.number not in heads:
            continue
        whole = report.source.fold(line.span)
        if len(whole) < _SHORTEST or is_row(report.source, line) or not (opened or "。" in whole):
            continue
        end = line.span.start + len(whole.rstrip())
        span = Span(end - 1, end)
        yield message_at(report, "cut-off", span, found=report.source[span])
