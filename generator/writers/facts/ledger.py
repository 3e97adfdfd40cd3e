"""整改台账: a table with a row for each problem and what the report says of it; a script may filter and sort it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from generator.edition.counts import measures_in_words, problems_in_words
from generator.edition.edition import Edition
from generator.edition.places import place_of
from generator.edition.words import SHOWN, WORDS, change_of, counts_of
from generator.facts.annotate import facts_told
from generator.facts.fact import Figure
from generator.facts.fields import FieldKind
from generator.facts.figures.ranks import RANK
from generator.facts.rows import Problem
from generator.model.report import Kind
from generator.text.spacing import excerpt
from generator.writers.facts.key import status_in_words
from generator.writers.markdown.added import Added, added_page, table
from generator.writers.markdown.escape import escape
from generator.writers.markdown.filters import attributes, choice, filters

_NOTE = (
    "本表由程序从通报原文中摘出，不是通报的一部分。“通报所述状态”只依据原文的用词，一项的状态按其措施计数："
    "各条措施都说已完成的，才记为“已完成”；已完成之外还有措施没有说的，记为“部分说明”；已完成、已开始、计划中兼有的，记为“推进中”；"
    "全无说明的，记为“未说明”，不表示没有整改。依据一栏是原句，点问题可读全文。"
)
_HEAD = ("序号", "问题", "措施", "通报所述状态", "依据", "主要数字", "涉及文件")
_FIELDS = {FieldKind.RESPONSIBLE: "责任单位", FieldKind.DEADLINE: "整改时限"}
"""Columns that a ledger has only if the report labels such fields (责任单位：…)."""
_RATES = ("增速", "增幅", "涨幅", "降幅", "跌幅")
"""Ends of a figure's subject that already tell the direction of the change."""
_NUMBER = re.compile(r"\d+$")
_NAME = 24
"""Maximum characters of the name of a theme or finding among the filter's options."""
_SHOWN = 4
"""Maximum number of an item's figures that the ledger shows; the page of figures has all."""


def write_ledger(edition: Edition, slug: str) -> str:
    """Return the Markdown of the ledger."""
    problems = edition.facts.problems
    counted = Counter(edition.stated(problem.node).status for problem in problems)
    fields = {
        kind: name for kind, name in _FIELDS.items() if any(edition.told(problem.node, kind) for problem in problems)
    }
    told = status_in_words(counted)
    by_theme, by_finding = _groups(edition, (Kind.THEME, Kind.PART)), _groups(edition, (Kind.FINDING,))
    statuses = [
        (str(status), WORDS[status]) for status in (edition.stated(problem.node).status for problem in problems)
    ]
    choices = (
        choice("status", "状态", statuses, tuple(map(str, SHOWN))),
        choice("theme", "方面", filter(None, by_theme)),
        choice("finding", "节", filter(None, by_finding)),
    )
    blocks = [
        _NOTE,
        f"共 {problems_in_words(edition.report, problems)}：{told}。{measures_in_words(edition.report, problems)}"
        if problems
        else "这份通报没有逐项列出问题。",
        *([filters("筛选台账", "项", choices, tuple(enumerate(_HEAD)))] if problems else []),
        *table(
            (*_HEAD, *fields.values()),
            (
                (
                    f"{number}{attributes(status=status[0], theme=theme and theme[0], finding=finding and finding[0])}",
                    *_row(edition, problem),
                    *(escape(edition.told(problem.node, kind)) for kind in fields),
                )
                for number, (problem, status, theme, finding) in enumerate(
                    zip(problems, statuses, by_theme, by_finding, strict=True), 1
                )
            ),
        ),
    ]
    return added_page(edition, slug, Added("ledger", "整改台账", "逐项列出问题、措施数、通报所述状态和依据。"), blocks)


def _groups(edition: Edition, kinds: tuple[Kind, ...]) -> list[tuple[str, str] | None]:
    """Return for each row the (value, words) of the filter's option that it belongs to; None if it belongs to none.

    An option is the node of the first of `kinds` that the row's problem stands under. Its value is the number at the
    end of the node's id if that tells the nodes of the first kind apart, else the whole id: neither changes when a
    word is corrected.
    """
    nodes = []
    for problem in edition.facts.problems:
        above = {node.kind: node for node in (*problem.above, problem.node)}
        nodes.append(next((above[kind] for kind in kinds if kind in above), None))
    ids = {node.id for node in nodes if node and node.kind is kinds[0]}
    short = {name: found[0] for name in ids if (found := _NUMBER.search(name))}
    plain = len(set(short.values())) == len(ids)
    return [
        (short[node.id] if plain and node.id in short else node.id, excerpt(edition.label(node), _NAME))
        if node
        else None
        for node in nodes
    ]


def _row(edition: Edition, problem: Problem) -> tuple[str, ...]:
    node = problem.node
    stated = edition.stated(node)
    counts = counts_of(stated)
    if stated.set_by_publisher:
        evidence = f"发布单位标注：{escape(edition.plain(stated.set_by_publisher))}"
    else:
        evidence = "<br>".join(map(escape, edition.evidence(stated)))
    return (
        f"[{escape(edition.problem(problem))}]({place_of(edition.report, node.head or node.span).markdown})",
        f"{len(problem.measures)}：{counts}" if counts else "—",
        f"**{WORDS[stated.status]}**{{: .status .status--{stated.status} }}",
        evidence,
        "；".join(_figures(edition, problem)),
        "；".join(map(escape, edition.cited(node))),
    )


def _figures(edition: Edition, problem: Problem) -> list[str]:
    """Return the first figures of an item that have a subject, each with it; of old and new values the new ones.

    What a field only aims at (整改目标：治理率达到100%) is left out.
    """
    goals = [field.value for field in edition.fields(problem.node) if field.kind is FieldKind.GOAL]
    told = (figure for figure in facts_told(edition.facts.figures, problem.node) if figure.subject)
    own = [figure for figure in told if not any(goal.holds(figure.span) for goal in goals)]
    now = [figure for figure, later in zip_longest(own, own[1:]) if not _replaced(figure, later)]
    return [escape(_told(edition, figure)) for figure in now[:_SHOWN]]


def _replaced(figure: Figure, later: Figure | None) -> bool:
    """Tell whether a figure is the old value of the one after it: 82% of 覆盖率由82%提高到100%."""
    if later is None or figure.change or not (later.change or "").endswith("_to"):
        return False
    return (figure.subject, figure.unit, figure.sentence) == (later.subject, later.unit, later.sentence)


def _told(edition: Edition, figure: Figure) -> str:
    """Return a figure as the ledger shows it, with the direction of its change: 信访量 同比下降4.9%.

    For a rank or a rate the direction is left out, since its own words tell it.
    """
    subject = edition.words(figure.subject)
    change = "" if figure.unit == RANK or subject.endswith(_RATES) else change_of(figure)
    return f"{subject} {change}{edition.words(figure.span)}"
