"""The stated status of items, measures and other nodes, by the rules of status.yml and the publisher's settings."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.errors import UserError
from generator.facts.dates import own_day
from generator.facts.fact import Statement
from generator.facts.fields import AIMS, Field, FieldKind, find_fields
from generator.facts.status.paragraph import GOAL, problems_above, state
from generator.facts.status.rules import load_rules
from generator.facts.status.tally import of_item, told_by
from generator.model.report import Kind, Node, Report
from generator.model.status import Status
from generator.settings.report import ReportSettings, StatusCorrection
from generator.text.folding import fold
from generator.text.span import Span
from generator.wording import say

PLAN_HEADING = "plan-heading"
"""The rule named in statements that come from a heading like 下一步工作计划, under which everything is planned."""
LASTING = "lasting-field"
"""The rule for a deadline field which says that the task has no end: 整改时限：长期坚持."""
DONE_FIELD = "done-field"
"""The rule for a field or bracket which says that all of the thing that it is about is done."""

_WITHOUT_END = frozenset({LASTING, "needs-lasting"})
"""The rules for tasks without end (需长期坚持), which hold under a heading of plans as well."""
_ROOT = frozenset({Kind.ITEM, Kind.MEASURE})


@dataclass(frozen=True, slots=True)
class Stated:
    """The status of an item, a measure or another node, with the statements that it comes from."""

    status: Status
    """The status that the publisher set, or else that by the report's statements and the statuses of the measures."""
    statements: tuple[Statement, ...]
    """The statements of the report, in reading order."""
    measures: Mapping[Status, int] = field(default_factory=dict)
    """The number of the measures in it by status, of one that holds others only those; empty if it has none."""
    set_by_publisher: str | None = None
    """Why the publisher set the status; None if it is read from the report."""

    @property
    def deciding(self) -> tuple[Statement, ...]:
        """The first statement of each status: that of `status` first, then those that say otherwise."""
        first = {said.status: said for said in reversed(self.statements)}
        return tuple(sorted(first.values(), key=lambda said: (said.status is not self.status, said.span.start)))


def stated(report: Report, settings: ReportSettings, without: Collection[str] = ()) -> dict[str, Stated]:
    """Return the stated status of every item and measure, by node id; of none whose id is in `without`.

    Raises UserError if the settings set a status for an id that is no item or measure, set one twice, or set
    `partly_stated` for a measure.
    """
    nodes = [
        pair
        for pair in _under_headings(report.sections, None, report)
        if pair[0].kind in _ROOT and pair[0].id not in without
    ]
    entries = _entries(settings, {node.id: node for node, _ in nodes})
    found: dict[str, Stated] = {}
    reader = _Reader(report, found, own_day(report), dict(problems_above(report, report.sections)))
    # What stands within comes first, since a status that the publisher set for a measure counts for what holds it.
    for node, heading in reversed(nodes):
        said = reader.stated(node, heading)
        entry = entries.get(node.id)
        found[node.id] = replace(said, status=entry.status, set_by_publisher=entry.reason) if entry else said
    return {node.id: found[node.id] for node, _ in nodes}


def _entries(settings: ReportSettings, nodes: Mapping[str, Node]) -> dict[str, StatusCorrection]:
    """Return the statuses that the publisher set, by node id; raises UserError as `stated` does."""
    entries: dict[str, StatusCorrection] = {}
    for entry in settings.status:
        if entry.id not in nodes:
            close = difflib.get_close_matches(entry.id, nodes, 1)
            told = {"name": settings.name, "id": entry.id}
            raise UserError(
                say(
                    "{name}: `status` names “{id}”, which is no item or measure; did you mean {close}?",
                    close=close[0],
                    **told,
                )
                if close
                else say(
                    "{name}: `status` names “{id}”, which is no item or measure; the report's page addresses show the "
                    "ids.",
                    **told,
                )
            )
        if entry.id in entries:
            raise UserError(
                say("{name}: `status` names “{id}” twice; remove one of the two.", name=settings.name, id=entry.id)
            )
        if (
            entry.status is Status.PARTLY_STATED
            and nodes[entry.id].kind is Kind.MEASURE
            and not nodes[entry.id].measures
        ):
            raise UserError(
                say(
                    "{name}: `status` says partly_stated of “{id}”, which is a measure; only an item, which has "
                    "measures, can be that: choose another status.",
                    name=settings.name,
                    id=entry.id,
                )
            )
        entries[entry.id] = entry
    return entries


def plan_headings(report: Report) -> dict[str, Span]:
    """Return for each node below a heading of plans (下一步工作计划) the span of that heading, by node id."""
    return {node.id: heading for node, heading in _under_headings(report.sections, None, report) if heading}


def stated_of(
    report: Report,
    node: Node,
    fields: Iterable[Field] | None = None,
    more: Iterable[Node] = (),
    *,
    heading: Span | None = None,
) -> Stated:
    """Return the stated status of any node.

    `fields` are the node's fields, read from its text if None. `more` are further rows of a table for the same problem,
    each of which counts like a measure. `heading` is the heading of plans that the node stands under, if any: then
    everything is planned.
    """
    nodes = (node, *more)
    reader = _Reader(report, {}, own_day(report), dict(problems_above(report, nodes)))
    told = _by_row(nodes, fields) if fields is not None else [None] * len(nodes)
    rows = [reader.stated(each, heading, own) for each, own in zip(nodes, told, strict=True)]
    if len(rows) == 1:
        return rows[0]
    said = dict.fromkeys(item for row in rows for item in row.statements)
    return replace(rows[0], status=of_item([], [row.status for row in rows], covered=False), statements=tuple(said))


def _by_row(rows: Sequence[Node], fields: Iterable[Field]) -> list[list[Field]]:
    """Return the fields of each of several rows; a field outside of them, in a merged cell above, belongs to all."""
    starts = [row.span.start for row in rows]
    found: list[list[Field]] = [[] for _ in rows]
    common: list[Field] = []
    for item in fields:
        at = bisect_right(starts, item.value.start) - 1
        (found[at] if at >= 0 and rows[at].span.holds(item.value) else common).append(item)
    return [[*common, *own] for own in found]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the status of a report's nodes, each paragraph only once."""

    report: Report
    known: dict[str, Stated]
    """A cache of the measures that were read, by id."""
    own: date | None
    """The report's own day; None if it is unknown."""
    above: Mapping[Span, str]
    """The problem that a paragraph stands under, by the paragraph's span."""
    read: dict[Span, tuple[Statement, ...]] = field(default_factory=dict)
    """A cache of the statements of paragraphs, by their spans."""

    def stated(
        self,
        node: Node,
        heading: Span | None,
        fields: Iterable[Field] | None = None,
        without: tuple[Span, ...] = (),
    ) -> Stated:
        """Return what is stated of a node, but for what stands in the spans `without`."""
        told = tuple(find_fields(self.report, node) if fields is None else fields)
        said = tuple(item for item in self.statements(node, told) if not _of(item, without))
        if heading:
            so = tuple(filter(self._so, said))
            lasting = tuple(item for item in said if item.rule in _WITHOUT_END)
            said = so or lasting
            if so or not lasting:
                said = (Statement(Status.PLANNED, heading, heading, PLAN_HEADING), *so)
        parts = list(_outermost(node))
        tail = (*without, *_tail(told, node.measures))
        of_parts = [self._measure(part, heading, tail) for part in parts]
        own = [item for item in said if _of(item, tail) or not any(part.span.holds(item.span) for part in parts)]
        covered = any(_covers(item, told, parts) for item in own)
        # 整改进展：已完成整改 stands beside a measure that only plans to keep it up, which does not count then.
        counted = [Status.NOT_STATED if covered and _only_keeps(part) else part.status for part in of_parts]
        measures = Counter(self._measure(part, heading, tail).status for part in node.measures)
        return Stated(of_item(told_by(own), counted, covered=covered), said, measures)

    def _measure(self, part: Node, heading: Span | None, tail: tuple[Span, ...]) -> Stated:
        """Return the stated status of a measure, without statements in `tail`, the fields of what it stands in."""
        said = self.known.get(part.id)
        if said is None or (not said.set_by_publisher and any(_of(item, tail) for item in said.statements)):
            said = self.known[part.id] = self.stated(part, heading, without=tail)
        return said

    def statements(self, node: Node, fields: Collection[Field]) -> tuple[Statement, ...]:
        aims = [(told.value, told.kind) for told in fields if told.kind in AIMS]
        alone = not {FieldKind.MEASURES, FieldKind.PROGRESS} & {told.kind for told in fields}
        found: list[Statement] = []
        for below in node.walk():
            # A merged cell belongs to every row that it covers.
            for piece in below.pieces or ([below.origin] if below.origin else []):
                if piece not in self.read:
                    folded = self.report.source.fold(piece)
                    about = self.above.get(piece, "")
                    said = state(folded, piece.start, heading=bool(below.head), own=self.own, about=about)
                    self.read[piece] = tuple(said)
                found.extend(self.read[piece])
        return tuple(
            item
            for item in found
            if (alone and item.rule == GOAL)
            or not any(
                aim.holds(item.span) and not (kind is FieldKind.DEADLINE and item.rule == LASTING) for aim, kind in aims
            )
        )

    def _so(self, said: Statement) -> bool:
        """Tell whether a statement under a heading of plans is about the present: 已全面完成, not 全面完成."""
        words = self.report.source.fold(said.span)
        if said.status is Status.ONGOING:
            return False
        return said.status is Status.PLANNED or bool(load_rules().so_far.search(words))


def _outermost(node: Node) -> Iterator[Node]:
    """Yield the measures of a node that are in no other measure of it."""
    for child in node.children:
        if child.kind is Kind.MEASURE:
            yield child
        else:
            yield from _outermost(child)


def _only_keeps(said: Stated) -> bool:
    """Tell whether a measure, by the report's words, is only a plan to keep up what is done."""
    plans = [item.keeps for item in said.statements if item.status is Status.PLANNED]
    return said.status is Status.PLANNED and not said.set_by_publisher and bool(plans) and all(plans)


def _of(said: Statement, spans: Iterable[Span]) -> bool:
    return any(span.holds(said.span) for span in spans)


def _tail(fields: Iterable[Field], measures: Sequence[Node]) -> tuple[Span, ...]:
    """Return the item's own fields that stand in the text of its last measure: 一是…。二是…。完成情况：….

    Empty if there are several progress fields: these are the measures' own.
    """
    values = [told.value for told in fields if told.kind in {FieldKind.PROGRESS, FieldKind.DEADLINE}]
    progress = sum(told.kind is FieldKind.PROGRESS for told in fields)
    if not measures or progress > 1:
        return ()
    last = max(part.span.start for part in measures)
    return tuple(value for value in values if value.start > last)


def _covers(said: Statement, fields: Iterable[Field], measures: Iterable[Node]) -> bool:
    """Tell whether a statement of an item's own says that all of the item is completed."""
    if said.status is not Status.COMPLETED:
        return False
    if said.rule == DONE_FIELD or said.whole:
        return True
    return any(
        field.kind is FieldKind.PROGRESS
        and field.value.holds(said.span)
        and not any(field.value.holds(part.span) for part in measures)
        for field in fields
    )


def statements(report: Report, node: Node) -> tuple[Statement, ...]:
    """Return the statements of a node and all below it, in reading order; fields of aims (整改目标) state nothing."""
    reader = _Reader(report, {}, own_day(report), dict(problems_above(report, [node])))
    return reader.statements(node, find_fields(report, node))


def statements_in(text: str) -> tuple[Statement, ...]:
    """Return the statements of a single text, read like a measure; spans are offsets in it."""
    return tuple(state(fold(text), 0))


def _under_headings(nodes: Iterable[Node], heading: Span | None, report: Report) -> Iterator[tuple[Node, Span | None]]:
    """Yield (node, heading of plans that it stands under, None if there is none) in reading order."""
    for node in nodes:
        yield node, heading
        plans = node.title and load_rules().plan_headings.search(report.source.fold(node.title))
        yield from _under_headings(node.children, node.title if plans else heading, report)
