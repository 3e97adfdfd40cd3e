"""`gongkai explain`: shows why an item or measure has its status, clause by clause with the words that decided."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from generator.edition.edition import Edition
from generator.edition.read import read_report
from generator.edition.words import WORDS
from generator.errors import UserError
from generator.facts.status.answers import Verdict, answers_in
from generator.facts.status.paragraph import problems_above
from generator.facts.status.reading import Aspect, Modality, Polarity, Scope, Sense
from generator.facts.status.stated import PLAN_HEADING
from generator.model.report import Node
from generator.model.status import Status
from generator.settings.project import Project
from generator.wording import language, say

IN_CHINESE: Mapping[Modality | Aspect | Scope | Polarity, str] = {
    Modality.REPORT: "陈述",
    Modality.PLAN: "计划",
    Modality.INTENTION: "意向",
    Modality.ORDER: "要求",
    Modality.CONDITION: "条件",
    Modality.OBJECT: "所指的事",
    Modality.PROBLEM: "发现的问题",
    Aspect.TO_COME: "将要做",
    Aspect.GOING_ON: "正在做",
    Aspect.HABITUAL: "经常做",
    Aspect.NEARLY_DONE: "基本做完",
    Aspect.DONE: "已做完",
    Scope.ALL: "全部",
    Scope.PART: "一部分",
    Scope.PART_BESIDE_REST: "一部分，其余另说",
    Scope.AMOUNT: "若干",
    Scope.STAGE: "一个阶段",
    Scope.MOST: "绝大部分",
    Scope.OTHER: "与整改无关的事",
    Scope.ONE_OF_PAIR: "两类中的一类",
    Polarity.SO: "是",
    Polarity.NOT: "否",
}
"""The parts of a clause's reading in Chinese."""


def explain_status(project: Project, slug: str, id_: str) -> str:
    """Return the reasons for the status of the node `id_` as lines of text.

    Raises UserError if there is no such report or node.
    """
    project.chosen((slug,))
    edition = read_report(project, slug)
    nodes = {node.id: node for node in edition.report.walk() if node.id}
    if id_ not in nodes:
        close = difflib.get_close_matches(id_, nodes, 1)
        raise UserError(
            say("{slug}: there is no item or measure “{id}”; did you mean {close}?", slug=slug, id=id_, close=close[0])
            if close
            else say(
                "{slug}: there is no item or measure “{id}”; run `gongkai export {slug}` to see the ids.",
                slug=slug,
                id=id_,
            )
        )
    return "\n".join(_lines(edition, nodes[id_]))


def _lines(edition: Edition, node: Node) -> Iterator[str]:
    stated = edition.stated(node)
    yield f"{node.id} {edition.label(node)}: {_told(stated.status)}"
    if stated.set_by_publisher:
        yield say("  set by the publisher: {reason}", reason=stated.set_by_publisher)
    if stated.measures:
        yield say(
            "  by the counts of its {total} measures: {counts}",
            total=sum(stated.measures.values()),
            counts=", ".join(f"{_told(status)} {count}" for status, count in stated.measures.items()),
        )
    for said in stated.statements:
        if said.rule == PLAN_HEADING:
            yield say("  planned, since it stands under the heading “{heading}”", heading=edition.text(said.span))
    counted = {said.span.start for said in stated.statements}
    above = dict(problems_above(edition.report, edition.report.sections))
    for below in node.walk():
        for piece in below.pieces:
            for answer in answers_in(edition.report, piece, heading=bool(below.head), about=above.get(piece, "")):
                if answer.found:
                    start = piece.start + answer.clause.start
                    line = edition.report.source.place(start)[0]
                    yield say("  line {line}: {clause}", line=line, clause=answer.clause.text)
                    yield f"    {_reason(answer, counts=start in counted)}"
    if not stated.statements:
        yield say("  nothing in it says how far it is")


def _reason(answer: Verdict, *, counts: bool) -> str:
    """Return which words decided about a clause, and how they were read; `counts` says whether it counts."""
    assert answer.found is not None  # the caller has checked that words were found
    rule, reading = answer.found.rule, answer.found.reading
    told = say(
        "says {status}: “{words}” (rule {rule}), read as {reading}",
        status=_told(answer.says) if answer.says else say("nothing"),
        words=answer.found.match[0],
        rule=rule.name,
        reading=_read(reading),
    )
    if reading.signs:
        told += say(", by {signs}", signs=", ".join(reading.signs))
    if answer.says and not counts:
        told += say(
            "; not counted, since it stands in a field of aims or in a plan, or what stands beside it says otherwise"
        )
    return told


def _read(reading: Sense) -> str:
    """Return the reading of a clause in the publisher's language."""
    if language() == "en":
        return str(reading)
    return " × ".join(IN_CHINESE[part] for part in (reading.modality, reading.aspect, reading.scope, reading.polarity))


def _told(status: Status) -> str:
    """Return a status in the publisher's language: the code's word, or the ledger's Chinese one."""
    return WORDS[status] if language() == "zh" else str(status)
