"""一览: how far the items of each theme are, as bars that need no colour and no script, and as a table."""

from __future__ import annotations

from collections import Counter
from html import escape

from generator.facts.annotate import Problem, find_problems
from generator.facts.fact import Status
from generator.model import Kind, excerpt
from generator.pages import LEDGER
from generator.writers.added import table
from generator.writers.display import Display
from generator.writers.escape import escape as escape_markdown
from generator.writers.stated import WORDS

_ORDER = (
    Status.COMPLETED,
    Status.MOSTLY_COMPLETED,
    Status.ONGOING,
    Status.IN_PROGRESS,
    Status.PLANNED,
    Status.NOT_STATED,
)
"""From the left: the most finished first."""
_GROUPS = (Kind.THEME, Kind.PART)
"""What the items are grouped by: themes where there are any."""

_WIDTH, _BAR, _ROW, _TOP = 640, 22, 54, 6
_NAME = 34
"""Characters of a group's name above its bar."""


def glance(display: Display) -> list[str]:
    """Return the blocks of the cover that show all items at a glance; none for a report without items."""
    groups = _grouped(display, find_problems(display.report))
    if not groups:
        return []
    total = sum((counts for _, counts in groups), Counter[Status]())
    told = "，".join(f"{WORDS[status]} {total[status]} 项" for status in _ORDER if total[status])
    legend = " ".join(
        '<li><svg width="14" height="14" aria-hidden="true">'
        f'<rect width="14" height="14" class="bar bar--{status}"/></svg> {WORDS[status]}</li>'
        for status in _ORDER
        if total[status]
    )
    head = ("部分", *(WORDS[status] for status in _ORDER), "合计")
    rows = (
        (escape_markdown(name), *(str(counts[status]) for status in _ORDER), str(counts.total()))
        for name, counts in groups
    )
    return [
        '<div class="glance" data-added markdown>',
        "## 整改一览 {: #glance }",
        f"{total.total()} 项问题，按通报原文的说法：{told}。逐项见[整改台账]({LEDGER}.md)。",
        f'<figure class="glance__chart">{_chart(groups, told)}<ul class="glance__legend">{legend}</ul></figure>',
        '<details class="glance__table" markdown><summary>图中的数字</summary>',
        *table(head, rows),
        "</details>",
        "</div>",
    ]


def _grouped(display: Display, problems: tuple[Problem, ...]) -> list[tuple[str, Counter[Status]]]:
    """Return the items counted by status in each group, in reading order."""
    found: dict[str, Counter[Status]] = {}
    for problem in problems:
        above = {node.kind: node for node in problem.above}
        group = next((above[kind] for kind in _GROUPS if kind in above), None)
        name = display.label(group) if group else "全部"
        found.setdefault(name, Counter())[display.stated(problem.node).status] += 1
    return list(found.items())


def _chart(groups: list[tuple[str, Counter[Status]]], told: str) -> str:
    """Return the bars: a row a group, as long as it has items, cut by status, the number in each piece."""
    unit = _WIDTH / max(counts.total() for _, counts in groups)
    height = _TOP + _ROW * len(groups)
    pieces = [
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="glance-title glance-words">',
        '<title id="glance-title">各方面问题的整改状态</title>',
        f'<desc id="glance-words">{told}</desc>',
    ]
    for number, (name, counts) in enumerate(groups):
        top = _TOP + number * _ROW
        pieces.append(f'<text x="0" y="{top + 14}" class="bar__name">{escape(excerpt(name, _NAME))}</text>')
        left = 0.0
        for status in _ORDER:
            if not counts[status]:
                continue
            width = counts[status] * unit
            middle = f'x="{left + width / 2:.1f}" y="{top + 22 + 16}"'
            pieces.append(
                f'<rect x="{left:.1f}" y="{top + 22}" width="{width:.1f}" height="{_BAR}" class="bar bar--{status}">'
                f"<title>{WORDS[status]} {counts[status]} 项</title></rect>"
                f'<text {middle} text-anchor="middle" class="bar__count bar__count--{status}">{counts[status]}</text>'
            )
            left += width
    return "".join([*pieces, "</svg>"])
