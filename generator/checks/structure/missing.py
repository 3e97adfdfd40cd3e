"""Problems that a table lists but the text does not mention, although it mentions most of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.facts.rows import find_problems
from generator.model.messages import Message
from generator.model.report import Kind, Node, Report

_FEWEST = 3
_SHARE = 0.6
"""Minimum share of a table's problems that the text must mention for a missing one to be reported."""
_FRAME = re.compile(r"^(?:关于|针对|问题\d{0,4}:?)|(?:的?问题|方面)$|[\s“”\"'《》,。、;:()的]")
"""Matches what may differ between a problem's name in the table and in the text: 关于, 的问题, marks."""
_SHORTEST = 5


def check_missing(report: Report) -> Iterator[Message]:
    """Yield the problems of a table that the text does not mention, if it mentions most of the others."""
    rows = [problem.named for problem in find_problems(report) if problem.named]
    if len(rows) < _FEWEST:
        return
    text = _plain("".join(report.source.fold(piece) for node in _outside(report) for piece in node.pieces))
    names = [(node, _plain(report.source.fold(node.span))) for node in rows]
    names = [(node, name) for node, name in names if len(name) >= _SHORTEST]
    missing = [node for node, name in names if name not in text]
    if missing and len(names) >= _FEWEST and len(names) - len(missing) >= _SHARE * len(names):
        for node in missing:
            yield message_at(report, "row-missing", node.span, found=report.text(node.span))


def _outside(report: Report) -> Iterator[Node]:
    """Yield the nodes outside of tables, annexes excluded."""

    def walk(node: Node) -> Iterator[Node]:
        if node.kind is not Kind.TABLE:
            yield node
            for child in node.children:
                yield from walk(child)

    for node in (*report.front, *report.sections, *report.closing):
        yield from walk(node)


def _plain(text: str) -> str:
    return _FRAME.sub("", text)
