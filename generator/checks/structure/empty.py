"""Headings with nothing under them, and findings that do not say what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Node, Report
from generator.outline.tables import table_lines

_HEADED = (Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM)
_STEPS = (Kind.ITEM, Kind.MEASURE)
_DEED = re.compile(
    r"已|完成|建立|制定|修订|印发|出台|开展|组织|召开|落实|整改|处理|清|新增|推[进行动广]|加[强大快]|强化|完善|健全|规范|明确"
    r"|实行|严[格肃查]|坚持|成立|举办|提[高升]|优化|[\d一二三四五六七八九十百千两][\d余多]{0,12}[个件次项人名户家处份条篇期场万亿元%]"
)
_PROBLEM = re.compile(r"不[够足到严强高实深力准清全细紧明]|薄弱|存在|缺[乏失位少]|滞后|问题|流于|未能?|仍")
_SENTENCE = re.compile(r"[,;:]|\d")


def check_empty(report: Report) -> Iterator[Message]:
    """Yield headings with nothing under them, and findings that tell only the problem though their siblings tell more.

    Headings are a list, and not reported, if no sibling has anything under it. Nor is a finding's or item's line with
    a comma or a figure: it may be a sentence whose 。 is missing.
    """
    rows = {line.number for line in table_lines(report.source, report.source.text_lines)}
    yield from _among(report, report.sections, rows)


def _among(report: Report, siblings: Sequence[Node], rows: set[int]) -> Iterator[Message]:
    filled = {node.kind for node in siblings if _is_headed(node) and node.children}
    full = [node.kind is Kind.FINDING and _has_steps(node) for node in siblings]
    several = sum(full) > 1
    for node, has_steps in zip(siblings, full, strict=True):
        if _is_headed(node) and not node.children:
            if node.kind in filled and node.line not in rows and _is_heading(report, node):
                yield message_at(report, "empty-heading", node.head or node.span)
        elif node.kind is Kind.FINDING and not has_steps and several and _tells_problem(report, node):
            yield message_at(report, "bare-finding", node.head or node.span)
        yield from _among(report, node.children, rows)


def _is_headed(node: Node) -> bool:
    return node.kind in _HEADED and node.title is not None


def _is_heading(report: Report, node: Node) -> bool:
    if node.kind in (Kind.PART, Kind.THEME):
        return True
    return not _SENTENCE.search(report.source.fold(node.title)) if node.title else False


def _has_steps(node: Node) -> bool:
    return any(below.kind in _STEPS for below in node.walk())


def _tells_problem(report: Report, node: Node) -> bool:
    """Say whether the text under a finding's heading tells a problem and nothing that was done about it."""
    text = "".join(report.source.fold(leaf.span) for leaf in node.walk() if not leaf.children and leaf is not node)
    return bool(_PROBLEM.search(text)) and not _DEED.search(text)
