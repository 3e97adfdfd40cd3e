"""Why an item or a measure has its status: each clause, the words that decided, and how they are read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from generator.edition.edition import Edition
from generator.edition.read import read_report
from generator.errors import UserError
from generator.facts.status.answers import Verdict, answers
from generator.facts.status.stated import PLAN_HEADING
from generator.model.report import Node
from generator.settings.project import Project


def explain_status(project: Project, slug: str, id_: str) -> str:
    """Return the reasons as lines of text; raises UserError for a report or an id that is not there."""
    project.chosen((slug,))
    edition = read_report(project, slug)
    nodes = {node.id: node for node in edition.report.walk() if node.id}
    if id_ not in nodes:
        close = difflib.get_close_matches(id_, nodes, 1)
        hint = f"did you mean {close[0]}" if close else f"run `gongkai export {slug}` to see the ids"
        raise UserError(f"{slug}: there is no item or measure “{id_}”; {hint}.")
    return "\n".join(_lines(edition, nodes[id_]))


def _lines(edition: Edition, node: Node) -> Iterator[str]:
    stated = edition.stated(node)
    yield f"{node.id} {edition.label(node)}: {stated.status}"
    if stated.set_by_publisher:
        yield f"  set by the publisher: {stated.set_by_publisher}"
    if stated.measures:
        counts = ", ".join(f"{status} {count}" for status, count in stated.measures.items())
        yield f"  by the counts of its {sum(stated.measures.values())} measures: {counts}"
    for said in stated.statements:
        if said.rule == PLAN_HEADING:
            yield f"  planned, since it stands under the heading “{edition.text(said.span)}”"
    counted = {said.span.start for said in stated.statements}
    for below in node.walk():
        for piece in below.pieces:
            for answer in answers(edition.report.source.fold(piece), heading=bool(below.head)):
                if answer.found:
                    start = piece.start + answer.clause.start
                    line = edition.report.source.place(start)[0]
                    yield f"  line {line}: {answer.clause.text}"
                    yield f"    {_reason(answer, counts=start in counted)}"
    if not stated.statements:
        yield "  nothing in it says how far it is"


def _reason(answer: Verdict, *, counts: bool) -> str:
    """Return what decided about a clause."""
    assert answer.found is not None  # asked only where words were found
    rule, reading = answer.found.rule, answer.found.reading
    said = str(answer.says) if answer.says else "nothing"
    signs = f", by {', '.join(reading.signs)}" if reading.signs else ""
    aside = "" if counts or not answer.says else "; not counted, since it stands in a field of aims or in a plan"
    return f"says {said}: “{answer.found.match[0]}” (rule {rule.name}), read as {reading}{signs}{aside}"
