"""Say in Chinese how many parts, items, problems and measures a report has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.facts.rows import Problem
from generator.model.report import Kind, Report

_COUNTED = (
    (Kind.PART, "个部分"),
    (Kind.THEME, "个方面"),
    (Kind.FINDING, "节"),
    (Kind.ITEM, "项"),
    (Kind.MEASURE, "条措施"),
    (Kind.ANNEX, "个附件"),
)


def counts(report: Report) -> str:
    """Return the number of nodes of each kind in a report, in words: `3 个部分 · 4 个方面 · …`."""
    nodes = {kind: report.of(kind) for kind, _ in _COUNTED} | {Kind.MEASURE: report.measures}
    numbers = [(len(nodes[kind]), unit) for kind, unit in _COUNTED]
    return " · ".join(f"{number} {unit}" for number, unit in numbers if number) or "1 页"


def problems_in_words(report: Report, problems: Sequence[Problem]) -> str:
    """Return the number of rows of a ledger in words, with an explanation if they are not just the report's items."""
    kinds = Counter(problem.node.kind for problem in problems)
    rows = kinds[Kind.ROW]
    undivided = len(problems) - kinds[Kind.ITEM] - rows
    among = [f"{undivided} 节不分项"] if undivided else []
    among += [f"{rows} 项在表格里"] if rows else []
    inside = f"其中 {'，'.join(among)}" if among else ""
    items = {item.id for item in report.of(Kind.ITEM)}
    own = {problem.node.id for problem in problems}
    within = {node.id for problem in problems for node in problem.node.walk()} & items - own
    split = {node.id for problem in problems for node in problem.above} & items - own
    others = len(items - own - within - split)
    left_out = len(within | split)
    more = f"另有 {left_out} 项在别的项之内，不单列" if left_out else ""
    apart = f"另有 {others} 项讲整改的组织，不列入" if others else ""
    told = "；".join(filter(None, (inside, more, apart)))
    return f"{len(problems)} 项问题" + (f"（{told}）" if told else "")


def measures_in_words(report: Report, problems: Sequence[Problem]) -> str:
    """Return a sentence with the number of measures in a ledger's rows and outside of them; empty if there are none."""
    measures = len(report.measures)
    inside = len({measure.id for problem in problems for measure in problem.measures})
    if not measures:
        return ""
    outside = measures - inside
    more = f"；另有 {outside} 条不属于其中任何一项，不计入台账，通报共 {measures} 条措施" if outside else ""
    return f"“措施”一栏合计 {inside} 条{more}。"
