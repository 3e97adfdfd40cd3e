"""Tables that are ledgers themselves, with a row for each problem: 问题 | 整改措施 | 责任单位 | 完成情况."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from generator.model.report import Node, Report

_PROBLEM = re.compile(r"^(?:[^,;。]{0,6})(?:问题|反馈意见|整改事项|整改任务)(?:[^,;。]{0,6})$")
_ANSWER = re.compile(r"措施|完成|进展|落实|整改(?:情况|结果|成效|时限)|状态|时限|责任")
_NUMBER = re.compile(r"问题(?:总|个|件|条)?数量?(?:\(|$)")
"""Matches the name of a column that counts problems: 问题数."""
_SUM = re.compile(r"(?:合|总|小|共)\s*计")
"""Matches the first cell of a row that sums up others."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of a table that is a ledger."""

    row: Node
    named: Node
    """The cell that names its problem; if a merged cell names it for several rows, a copy with that cell's words."""
    heads: tuple[Node, ...]
    """The rows of the table's head, the lowest last."""
    more: tuple[Node, ...] = ()
    """The rows below it that name no problem: they belong to this one."""


def ledger_rows(report: Report, table: Node) -> Iterator[LedgerRow]:
    """Yield the rows of a table whose head says that it is a ledger; nothing for any other table.

    If a merged cell names the problem of several rows, each of them is a row of the ledger: each states its own
    status. Rows whose problem cell is blank belong to the row above. A row in which only merged cells have words, and
    a line over the table's whole width (一、党的建设方面), are no rows of the ledger.
    """
    heads = heads_of(table)
    names = columns_of(report, heads)
    problem = next((at for at, words in enumerate(names) if any(map(_is_problem, words))), None)
    answers = [at for at, words in enumerate(names) if at != problem and any(map(_ANSWER.search, words))]
    if problem is None or not answers:
        return
    found: LedgerRow | None = None
    more: list[Node] = []
    for row in table.children[table.children.index(heads[-1]) + 1 :]:
        cells = row.children
        named = cells[problem] if problem < len(cells) else None
        if _SUM.match(report.source.fold(cells[0].span)):
            continue
        own = any(at < len(cells) and cells[at].pieces for at in answers)
        if named and named.said.end == named.said.start:
            # A row with words before the problem's column, where the number stands, is a sum or the name of a part.
            if found and own and not any(cell.pieces for cell in cells[:problem]):
                more.append(row)
            continue
        if found:
            yield replace(found, more=tuple(more))
        found, more = None, []
        whole = named and named.columns == len(cells)
        if named and not whole and (own or named.pieces):
            found = LedgerRow(row, _named(named), heads)
    if found:
        yield replace(found, more=tuple(more))


def columns_of(report: Report, heads: Sequence[Node]) -> list[tuple[str, ...]]:
    """Return for each column of a table its names in the rows of the head, the lowest row first."""
    return [tuple(words) for words in zip_longest(*(_names(report, head) for head in reversed(heads)), fillvalue="")]


def heads_of(table: Node) -> tuple[Node, ...]:
    """Return the rows of a table's head: its first row, or as many as a cell of that covers; title rows are skipped."""
    rows = table.children
    top = 0
    while top < len(rows) - 1 and _is_title(rows[top]):
        top += 1
    depth = max(cell.rows for cell in rows[top].children)
    return rows[top : top + depth] if top + depth < len(rows) else rows[top : top + 1]


def _is_title(row: Node) -> bool:
    """Say whether one cell takes the whole width of the table."""
    return len(row.children) > 1 and row.children[0].columns == len(row.children)


def _names(report: Report, head: Node) -> list[str]:
    return [report.source.fold(cell.said).replace(" ", "") for cell in head.children]


def _is_problem(words: str) -> bool:
    return bool(_PROBLEM.match(words) and not _ANSWER.search(words) and not _NUMBER.search(words))


def _named(cell: Node) -> Node:
    """Return a cell with its words, also if these stand in the merged cell that covers it."""
    return replace(cell, span=cell.said, origin=None)
