"""The rows of a report's ledger: what of its items, findings and table rows is a problem that was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.facts.fields import find_fields, label_kind, with_colons
from generator.facts.ledgers import ledger_rows
from generator.model.report import Kind, Node, Report

_NAMED = re.compile(
    r"^(?:针对|关于)[^。]{0,60}问题|^(?!坚持|聚焦|突出|围绕|紧盯|直面|解决)[^。]{0,40}(?:不|未|缺|弱|差|滞后|违规|漏洞|短板)[^。]{0,20}问题$"
)
"""Matches words that name a problem: 关于超预算支出的问题, or without 关于 those with a word of fault: 管理不严问题."""
_ORGANISED = re.compile(
    r"组织(?:领导|落实|部署|开展)|工作部署|履行[^。]{0,12}主体责任|主体责任(?:落实)?情况|(?:思想|政治)(?:认识|站位|责任|方向)|总体(?:情况|推进)"
)
"""Matches the heading of a section about how the rectification was organised."""
_NEXT_STEPS = re.compile(r"^(?:下一?步|下一?阶段|今后)|打算$|^(?:巩固|长效机制)")
"""Matches the heading of an item beside the problems that tells of what is to be done next."""
_GROUP = re.compile(r"^(?:关于|针对|在)?[^。]{2,50}方面(?:存在)?的?问题$|\d{1,3}个问题\)?$")
"""Matches the heading above a group of problems: 关于…方面的问题, …方面（共3个问题）."""
_THIS = re.compile(r"(?:^|[。;,])该问题")
_OF_PROBLEMS = re.compile(r"问题|反馈|整改(?:落实|完成|任务|进展)|尚未|长期|方面|不(?!断|懈|忘)|差距|薄弱|短板")
"""Matches a heading of a section that tells of problems, whatever else it says."""
_GROUPED = frozenset({Kind.FINDING, Kind.ITEM})


@dataclass(frozen=True, slots=True)
class Problem:
    """A row of the ledger.

    It is an item, a finding that has no items but tells of a problem, a part or finding of which the numbered lines are
    its labelled fields, or a row of a table that is itself a ledger.
    """

    node: Node
    above: tuple[Node, ...]
    """The nodes that it stands under, top first."""
    measures: tuple[Node, ...]
    """Its measures; of one that holds others, (1) with ① and ②, only those."""
    named: Node | None = None
    """The cell that names the problem; None if this is no row of a table."""
    heads: tuple[Node, ...] = ()
    """The rows of the table's head, the lowest last; empty if this is no row of a table."""
    more: tuple[Node, ...] = ()
    """The rows of the table below it that belong to the same problem: their problem cell is blank."""


def find_problems(report: Report) -> tuple[Problem, ...]:
    """Return the rows of the ledger in reading order.

    A finding without items is a row if it has measures or fields or names a problem, if most of the findings beside it
    do, or below a heading like 关于…方面的问题. Items and findings under a heading like 组织领导情况 are left out where
    others tell of problems, unless they have fields or name a problem themselves.
    """
    found: list[Problem] = []

    def walk(node: Node, above: tuple[Node, ...], *, most: bool) -> None:
        below = list(node.walk())
        measures = node.measures
        tables = [item for item in below if item.kind is Kind.TABLE]
        rows = [
            Problem(found.row, above, (), found.named, found.heads, found.more)
            for table in tables
            for found in ledger_rows(report, table)
        ]
        if node.kind is Kind.TABLE or (node.kind is Kind.ITEM and rows and not measures):
            found.extend(rows)
            return
        if (
            node.kind is Kind.ITEM
            or _is_told_in_fields(report, node)
            or (_is_leaf(node) and (most or _tells_of_problem(report, node)))
        ):
            found.append(Problem(node, above, measures))
            return
        told = _most_tell(report, node.children) or bool(node.title and _GROUP.search(report.source.fold(node.title)))
        for child in node.children:
            walk(child, (*above, node), most=told)

    told = _most_tell(report, report.sections)
    for node in (*report.front, *report.sections):
        walk(node, (), most=told)
    others = [problem for problem in found if not _is_organising(report, problem)]
    return tuple(others or found)


def _most_tell(report: Report, nodes: Sequence[Node]) -> bool:
    """Say whether most of several findings without items tell of a problem, so that the others beside them do."""
    findings = [node for node in nodes if _is_leaf(node)]
    return len(findings) > 2 and 2 * sum(_tells_of_problem(report, node) for node in findings) > len(findings)


def _is_told_in_fields(report: Report, node: Node) -> bool:
    """Say whether what is numbered below a heading are its own labelled fields: 1.整改措施：… 2.整改成效：…."""
    below = [child for child in node.children if child.kind in _GROUPED]
    labels = [_label(report, child) for child in below]
    return len(below) > 1 and all(map(label_kind, labels)) and len(set(labels)) == len(labels)


def _label(report: Report, node: Node) -> str:
    """Return the words of a heading, or of its first sentence, up to a colon."""
    words = node.title or (node.children[0].span if node.children else node.span)
    return with_colons(report.source.fold(words)).partition(":")[0].strip()


def _is_leaf(node: Node) -> bool:
    """Say whether a node is a finding without items, but with a text below its heading or behind its number."""
    below = [item.kind for item in node.walk()]
    return node.kind is Kind.FINDING and Kind.ITEM not in below and len(below) > 1


def _tells_of_problem(report: Report, node: Node) -> bool:
    text = report.source.fold(node.span)
    return bool(node.measures or _THIS.search(text)) or _names_problem(report, node) or bool(find_fields(report, node))


def _names_problem(report: Report, node: Node) -> bool:
    words = node.title or (node.children[0].span if node.children else node.span)
    text = report.source.fold(words)
    return bool(_NAMED.search(text if node.title else text.partition("。")[0]))


def _is_organising(report: Report, problem: Problem) -> bool:
    """Say whether a row stands in a section about the organisation and names no problem itself.

    One that stands in no section is judged by its own heading, of which 下一步打算 tells of no problem either.
    """
    if problem.named or _names_problem(report, problem.node) or find_fields(report, problem.node):
        return False
    headings = [report.source.fold(node.title) for node in problem.above or (problem.node,) if node.title]
    if not problem.above and problem.node.kind is Kind.ITEM and _matches(_NEXT_STEPS, headings):
        return True
    return _matches(_ORGANISED, headings) and not _matches(_OF_PROBLEMS, headings)


def _matches(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(pattern.search(text) for text in texts)
