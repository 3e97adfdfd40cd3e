"""Why an item or a measure has its status: each clause, the words that decided, and how they are read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from generator.edition.edition import Edition
from generator.edition.read import read_report
from generator.edition.words import WORDS
from generator.errors import UserError
from generator.facts.status.answers import Verdict, answers
from generator.facts.status.stated import PLAN_HEADING
from generator.model.report import Node
from generator.model.status import Status
from generator.settings.project import Project
from generator.wording import language, say


def explain_status(project: Project, slug: str, id_: str) -> str:
    """Return the reasons as lines of text; raises UserError for a report or an id that is not there."""
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
    for below in node.walk():
        for piece in below.pieces:
            for answer in answers(edition.report.source.fold(piece), heading=bool(below.head)):
                if answer.found:
                    start = piece.start + answer.clause.start
                    line = edition.report.source.place(start)[0]
                    yield say("  line {line}: {clause}", line=line, clause=answer.clause.text)
                    yield f"    {_reason(answer, counts=start in counted)}"
    if not stated.statements:
        yield say("  nothing in it says how far it is")


def _reason(answer: Verdict, *, counts: bool) -> str:
    """Return what decided about a clause."""
    assert answer.found is not None  # asked only where words were found
    rule, reading = answer.found.rule, answer.found.reading
    told = say(
        "says {status}: “{words}” (rule {rule}), read as {reading}",
        status=_told(answer.says) if answer.says else say("nothing"),
        words=answer.found.match[0],
        rule=rule.name,
        reading=reading,
    )
    if reading.signs:
        told += say(", by {signs}", signs=", ".join(reading.signs))
    if answer.says and not counts:
        told += say("; not counted, since it stands in a field of aims or in a plan")
    return told


def _told(status: Status) -> str:
    """Return a status; in Chinese in the word that the ledger has for it as well."""
    return WORDS[status] if language() == "zh" else str(status)
