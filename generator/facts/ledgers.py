"""Tables that are ledgers themselves: 问题 | 整改措施 | 责任单位 | 完成情况, a problem a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.report import Node, Report

_PROBLEM = re.compile(r"^(?:[^,;。]{0,6})(?:问题|反馈意见|整改事项|整改任务)(?:[^,;。]{0,6})$")
_ANSWER = re.compile(r"措施|完成|进展|落实|整改(?:情况|结果|成效|时限)|状态|时限|责任")


def ledger_rows(report: Report, table: Node) -> Iterator[tuple[Node, Node]]:
    """Yield (row, cell that names its problem) of a table whose head says that it is a ledger; none of any other.

    A row whose problem is told in the row above, in a merged cell, is part of that one.
    """
    head = [report.source.fold(cell.span).replace(" ", "") for cell in table.children[0].children]
    problem = next((at for at, words in enumerate(head) if _PROBLEM.match(words) and not _ANSWER.search(words)), None)
    if problem is None or not any(_ANSWER.search(words) for words in head):
        return
    for row in table.children[1:]:
        if problem < len(row.children) and row.children[problem].pieces:
            yield row, row.children[problem]
