"""Numbering that starts at 1 again without a heading above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from generator.checks.place import message_at
from generator.checks.structure.skips import begins_again
from generator.model.messages import Message
from generator.model.report import Kind, Node, Report

_COUNTED = (Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM)
_SENTENCE = re.compile(r"[。:;,!?]")
_FIELD = re.compile(r"\s{0,4}[\u4e00-\u9fff]{2,10}:[^。;]{0,40}")
_LONGEST_HEADING, _FEWEST = 40, 3


def check_restarts(report: Report) -> Iterator[Message]:
    """Yield headings at which the numbering starts again, each with the line that may be the missing heading."""
    told = {(message.line, message.column) for message in report.warnings}
    yield from _among(report, report.sections, told)
    for siblings in (report.front, report.sections, *(node.children for node in report.walk())):
        leaves = [node.span for node in siblings if node.kind in {Kind.PARAGRAPH, Kind.MEASURE}]
        for marker in begins_again(report.source, leaves) if len(leaves) > _FEWEST else ():
            yield message_at(report, "restart-bare", marker, found=report.source[marker])


def _among(report: Report, siblings: Sequence[Node], told: set[tuple[int, int]]) -> Iterator[Message]:
    before: Node | None = None
    for node in siblings:
        if node.kind in _COUNTED and node.number is not None and node.marker:
            restarts = before is not None and before.kind is node.kind and node.number == 1 and (before.number or 0) > 1
            restarts = restarts and not _below_field(report, node)
            if before and restarts and report.source.place(node.span.start) not in told:
                yield _message(report, before, node)
            before = node
        yield from _among(report, node.children, told)


def _below_field(report: Report, node: Node) -> bool:
    """Say whether a labelled field (责任单位：东山林场) stands right above a node, so that numbers may begin again."""
    lines = report.source.text_lines
    at = bisect_left(lines, node.line, key=lambda line: line.number)
    return bool(at and _FIELD.fullmatch(report.source.fold(lines[at - 1].span)))


def _message(report: Report, before: Node, node: Node) -> Message:
    """Return the message about a node at which the numbering starts again.

    It names the last short line without punctuation in the node `before`: that may be the missing heading.
    """
    found = report.text(node.marker)
    leaves = [leaf for leaf in before.walk() if not leaf.children and leaf.kind is Kind.PARAGRAPH]
    for leaf in reversed(leaves[1:]):
        text = report.source.fold(leaf.span)
        if len(text) <= _LONGEST_HEADING and not _SENTENCE.search(text):
            return message_at(report, "restart", node.marker or node.span, found=found, line=leaf.line)
    return message_at(report, "restart-bare", node.marker or node.span, found=found)
