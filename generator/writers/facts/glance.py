"""整改一览: a report's items by stated status, its measures and its dates, as charts and tables on the cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.edition.counts import problems_in_words
from generator.edition.edition import Edition
from generator.edition.words import SHOWN, WORDS
from generator.facts.rows import Problem
from generator.model.pages import LEDGER, TIMELINE
from generator.model.report import Kind, Node
from generator.model.status import Status
from generator.text.spacing import excerpt
from generator.writers.facts.charts import bars, counts
from generator.writers.facts.key import legend, status_in_words, status_parts
from generator.writers.facts.timeline import chart, dated
from generator.writers.markdown.added import table
from generator.writers.markdown.escape import escape

_GROUPS = (Kind.THEME, Kind.PART)
"""The kinds of node that items are grouped by: the theme above an item, or the part if there is no theme."""
_HEADED = frozenset({Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM})
"""The kinds of heading that measures are counted under: the finding above a measure, or else the nearest heading."""
_NAME = 34
"""Maximum characters of a name above its bar."""


def glance(edition: Edition) -> list[str]:
    """Return the blocks of the cover that show a report at a glance; none for a report without items."""
    problems = edition.facts.problems
    if not problems:
        return []
    groups = _grouped(edition, problems)
    total = sum((counted for _, counted in groups), Counter[Status]())
    told = status_in_words(total)
    named = [(_short(name), status_parts(counted)) for name, counted in groups]
    chart = bars("status", "各方面问题的整改状态", told, named)
    head = ("部分", *(WORDS[status] for status in SHOWN), "合计")
    rows = (
        (escape(name), *(str(counted[status]) for status in SHOWN), str(counted.total())) for name, counted in groups
    )
    return [
        '<div class="glance" data-added markdown>',
        "## 整改一览 {: #glance }",
        f"{problems_in_words(edition.report, problems)}，按通报原文的说法：{told}。逐项见[整改台账]({LEDGER}.md)。",
        f'<figure class="glance__chart">{chart}{legend(total)}</figure>',
        *_more("图中的数字", table(head, rows)),
        *_measures(edition),
        *_timeline(edition),
        "</div>",
    ]


def _measures(edition: Edition) -> list[str]:
    """Return a chart and a table of the number of measures in each finding; empty if there is only one group.

    Measures outside the findings are counted under their nearest heading, or under 其他 if they have none.
    """
    report = edition.report
    found: Counter[str] = Counter()
    nodes = {node.id: node for node in report.walk()}
    for node, above in _with_those_above((*report.front, *report.sections, *report.closing)):
        if node.kind is Kind.MEASURE and not node.measures:
            headed = [over for over in reversed(above) if over.head and over.kind in _HEADED]
            section = next((over for over in headed if over.kind is Kind.FINDING), None)
            under = section or next(iter(headed), None)
            found[under.id if under else ""] += 1
    if len(found) < 2:
        return []
    sections = [name for name in found if name and nodes[name].kind is Kind.FINDING]
    inside, every = sum(found[name] for name in sections), found.total()
    told = f"{len(sections)} 节共 {inside} 条措施" if sections else f"共 {every} 条措施"
    if sections and inside < every:
        told += f"，不在各节之内的 {every - inside} 条，合计 {every} 条"
    named = [(edition.label(nodes[name]) if name else "其他", number) for name, number in found.items()]
    chart = counts("measures", "每节的整改措施数", told, [(_short(name), number) for name, number in named])
    rows = ((escape(name), str(number)) for name, number in (*named, ("合计", every)))
    return _more(
        f"每节的措施数：{told}", [f'<figure class="glance__chart">{chart}</figure>', *table(("节", "措施"), rows)]
    )


def _with_those_above(nodes: Iterable[Node], above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    for node in nodes:
        yield node, above
        yield from _with_those_above(node.children, (*above, node))


def _timeline(edition: Edition) -> list[str]:
    """Return the chart of the report's dates; the timeline page has them as a table."""
    drawn = chart(edition, "time")
    if not drawn:
        return []
    words = f"通报写明年月或日期的 {len(dated(edition))} 处"
    return _more(f"时间：{words}", [*drawn, f"{words}，逐条见[时间线]({TIMELINE}.md)。"])


def _more(summary: str, blocks: list[str]) -> list[str]:
    return [f'<details class="glance__table" markdown><summary>{summary}</summary>', *blocks, "</details>"]


def _short(name: str) -> str:
    return excerpt(name, _NAME)


def _grouped(edition: Edition, problems: tuple[Problem, ...]) -> list[tuple[str, Counter[Status]]]:
    """Return (name of the group, number of its items by status) in reading order."""
    found: dict[str, Counter[Status]] = {}
    for problem in problems:
        above = {node.kind: node for node in problem.above}
        group = next((above[kind] for kind in _GROUPS if kind in above), None)
        name = edition.label(group) if group else "全部"
        found.setdefault(name, Counter())[edition.stated(problem.node).status] += 1
    return list(found.items())
