"""What a report states about how far something is done, by the rules of status.yml."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.errors import UserError
from generator.facts.fact import Statement
from generator.facts.fields import AIMS, Field, find_fields
from generator.facts.status.clauses import clauses
from generator.facts.status.rules import Rule, load_rules
from generator.facts.status.shares import Share, share_of
from generator.model.report import Kind, Node, Report
from generator.model.status import Status
from generator.settings.report import ReportSettings
from generator.text.folding import fold
from generator.text.span import Span

PLAN_HEADING = "plan-heading"
"""The rule by which all under 下一步工作计划 is planned."""

_ORDER = tuple(Status)
_NEAR = 300
"""Characters of a sentence before a clause that may govern it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of an item or a measure about how far it is."""

    status: Status
    """The publisher's if there is one, else the least finished of the statements."""
    statements: tuple[Statement, ...]
    """What the report says, in reading order."""
    set_by_publisher: str | None = None
    """Why the publisher set the status; None where it is read from the report."""


def stated(report: Report, settings: ReportSettings) -> dict[str, Stated]:
    """Return what is said of every item and measure, by node id.

    Raises UserError for a status set on an id that is no item or measure, or set twice.
    """
    found = {
        node.id: Stated(summary(said), said)
        for node, heading in _under_headings(report.sections, None, report)
        if node.kind in {Kind.ITEM, Kind.MEASURE}
        for said in [_with_heading(heading, statements(report, node))]
    }
    done: set[str] = set()
    for entry in settings.status:
        if entry.id not in found:
            close = difflib.get_close_matches(entry.id, found, 1)
            hint = f"did you mean {close[0]}" if close else "the report's page addresses show the ids"
            raise UserError(f"{settings.name}: `status` names “{entry.id}”, which is no item or measure; {hint}.")
        if entry.id in done:
            raise UserError(f"{settings.name}: `status` names “{entry.id}” twice; remove one of the two.")
        done.add(entry.id)
        found[entry.id] = replace(found[entry.id], status=entry.status, set_by_publisher=entry.reason)
    return found


def stated_of(report: Report, node: Node, fields: Iterable[Field] | None = None) -> Stated:
    """Return what the report says of any node; all under a heading of plans is planned.

    `fields` are the node's, read from its text if not given.
    """
    headings = (above for below, above in _under_headings(report.sections, None, report) if below is node)
    said = _with_heading(next(headings, None), statements(report, node, fields))
    return Stated(summary(said), said)


def statements(report: Report, node: Node, fields: Iterable[Field] | None = None) -> tuple[Statement, ...]:
    """Return what the text of a node and of all below it states, in reading order; fields that aim state nothing."""
    known = find_fields(report, node) if fields is None else fields
    aims = [field.value for field in known if field.kind in AIMS]
    found = (
        statement
        for below in node.walk()
        for piece in below.pieces
        for statement in _state(report.source.fold(piece), piece.start, heading=bool(below.head))
    )
    return tuple(item for item in found if not any(aim.holds(item.span) for aim in aims))


def statements_in(text: str) -> tuple[Statement, ...]:
    """Return what a text on its own states, as if it were a measure; spans are offsets in it."""
    return tuple(_state(fold(text), 0))


def summary(found: Iterable[Statement]) -> Status:
    """Return the least finished of the statements, `not_stated` if there is none."""
    return min((statement.status for statement in found), key=_ORDER.index, default=Status.NOT_STATED)


def _state(folded: str, offset: int, *, heading: bool = False) -> Iterator[Statement]:
    rules = load_rules()
    sentence, before = None, ""
    for clause in clauses(folded, heading=heading):
        if clause.sentence != sentence:
            sentence, before = clause.sentence, ""
        found = rules.find(clause, before)
        if not clause.name:
            before = before[-_NEAR:] + clause.text + ","
        if found is None:
            continue
        rule, match = found
        status = _counted(rule, share_of(rules, folded, clause, match)) if rule.counts else rule.status
        if status is not None:
            place = Span(offset + clause.span.start, offset + clause.span.end)
            shown = Span(offset + clause.sentence.start, offset + clause.sentence.end)
            yield Statement(status, place, shown, rule.name)


def _counted(rule: Rule, share: Share) -> Status | None:
    """Return what a rule says of a part of a whole; None where no whole is told."""
    if share is Share.PART:
        return Status.IN_PROGRESS
    if share is Share.AMOUNT or (share is Share.NO_COUNT and rule.counts == "must"):
        return None
    return rule.status


def _under_headings(nodes: Iterable[Node], heading: Span | None, report: Report) -> Iterator[tuple[Node, Span | None]]:
    """Yield nodes in reading order, each with the heading of plans (下一步工作计划) that it stands under."""
    for node in nodes:
        yield node, heading
        plans = node.title and load_rules().plan_headings.search(report.source.fold(node.title))
        yield from _under_headings(node.children, node.title if plans else heading, report)


def _with_heading(heading: Span | None, found: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return (Statement(Status.PLANNED, heading, heading, PLAN_HEADING), *found) if heading else found
