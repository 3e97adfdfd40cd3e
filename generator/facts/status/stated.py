"""What a report states about how far something is done, by the rules of status.yml."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.errors import UserError
from generator.facts.dates import own_day
from generator.facts.fact import Statement
from generator.facts.fields import AIMS, Field, FieldKind, find_fields
from generator.facts.status.paragraph import problems_above, state
from generator.facts.status.rules import load_rules
from generator.facts.status.tally import of_item, summary, told_by
from generator.model.report import Kind, Node, Report
from generator.model.status import Status
from generator.settings.report import ReportSettings, StatusCorrection
from generator.text.folding import fold
from generator.text.span import Span
from generator.wording import say

PLAN_HEADING = "plan-heading"
"""The rule by which all under 下一步工作计划 is planned."""
LASTING = "lasting-field"
"""The rule for a deadline that says that there is none: 整改时限：长期坚持."""
DONE_FIELD = "done-field"
"""The rule for a field or a bracket that says of what it stands beside that it is done."""

_WITHOUT_END = frozenset({LASTING, "needs-lasting"})
"""Rules for words that a task has no end, which is told of it in a part of plans as well: 需长期坚持."""
_ROOT = frozenset({Kind.ITEM, Kind.MEASURE})


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of an item or a measure about how far it is."""

    status: Status
    """The publisher's if there is one, else by the report's statements and the counts of the measures."""
    statements: tuple[Statement, ...]
    """What the report says, in reading order."""
    measures: Mapping[Status, int] = field(default_factory=dict)
    """How many of an item's measures are how far; empty where it has none."""
    set_by_publisher: str | None = None
    """Why the publisher set the status; None where it is read from the report."""

    @property
    def deciding(self) -> tuple[Statement, ...]:
        """The first statement of each status that is stated: the status itself before what says otherwise."""
        first = {said.status: said for said in reversed(self.statements)}
        return tuple(sorted(first.values(), key=lambda said: (said.status is not self.status, said.span.start)))


def stated(report: Report, settings: ReportSettings) -> dict[str, Stated]:
    """Return what is said of every item and measure, by node id.

    Raises UserError for a status set on an id that is no item or measure, or set twice.
    """
    nodes = [pair for pair in _under_headings(report.sections, None, report) if pair[0].kind in _ROOT]
    entries = _entries(settings, {node.id: node for node, _ in nodes})
    found: dict[str, Stated] = {}
    reader = _Reader(report, found, own_day(report), dict(problems_above(report, report.sections)))
    # Measures before what they are measures of: a status that the publisher set on one counts there too.
    for node, heading in sorted(nodes, key=lambda pair: pair[0].kind is not Kind.MEASURE):
        said = reader.stated(node, heading)
        entry = entries.get(node.id)
        found[node.id] = replace(said, status=entry.status, set_by_publisher=entry.reason) if entry else said
    return {node.id: found[node.id] for node, _ in nodes}


def _entries(settings: ReportSettings, nodes: Mapping[str, Node]) -> dict[str, StatusCorrection]:
    """Return the statuses that the publisher set, by node id."""
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
        if entry.status is Status.PARTLY_STATED and nodes[entry.id].kind is Kind.MEASURE:
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
    """Return the headings of plans (下一步工作计划) by the ids of the nodes that stand under them."""
    return {node.id: heading for node, heading in _under_headings(report.sections, None, report) if heading}


def stated_of(
    report: Report,
    node: Node,
    fields: Iterable[Field] | None = None,
    more: Iterable[Node] = (),
    *,
    heading: Span | None = None,
) -> Stated:
    """Return what the report says of any node; all under a heading of plans, given as `heading`, is planned.

    `fields` are the node's, read from its text if not given; `more` are rows of a table that go on with it, each of
    which says for itself how far it is.
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
    """Return the fields of each of several rows; one outside of them, in a merged cell above, is of all."""
    starts = [row.span.start for row in rows]
    found: list[list[Field]] = [[] for _ in rows]
    common: list[Field] = []
    for item in fields:
        at = bisect_right(starts, item.value.start) - 1
        (found[at] if at >= 0 and rows[at].span.holds(item.value) else common).append(item)
    return [[*common, *own] for own in found]


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reads a report's nodes, each paragraph once."""

    report: Report
    known: dict[str, Stated]
    """Of measures that are read already, by id."""
    own: date | None
    above: Mapping[Span, str]
    """The problems that paragraphs stand under, by their place."""
    read: dict[Span, tuple[Statement, ...]] = field(default_factory=dict)
    """What paragraphs state that are read already, by their place."""

    def stated(self, node: Node, heading: Span | None, fields: Iterable[Field] | None = None) -> Stated:
        told = tuple(find_fields(self.report, node) if fields is None else fields)
        said = self.statements(node, told)
        if heading:
            so = tuple(filter(self._so, said))
            lasting = tuple(item for item in said if item.rule in _WITHOUT_END)
            said = so or lasting
            if so or not lasting:
                said = (Statement(Status.PLANNED, heading, heading, PLAN_HEADING), *so)
        parts = [below for below in node.walk() if below is not node and below.kind is Kind.MEASURE]
        tail = _tail(told, parts)
        of_parts = [self._measure(part, heading, tail) for part in parts]
        measures = [part.status for part in of_parts]
        own = [item for item in said if _of(item, tail) or not any(part.span.holds(item.span) for part in parts)]
        covered = any(_covers(item, told, parts) for item in own)
        # 整改进展：已完成整改, beside a measure that only plans to keep it up.
        counted = [Status.NOT_STATED if covered and _only_keeps(part) else part.status for part in of_parts]
        return Stated(of_item(told_by(own), counted, covered=covered), said, Counter(measures))

    def _measure(self, part: Node, heading: Span | None, tail: tuple[Span, ...]) -> Stated:
        """Return what is said of a measure of an item, without what its last paragraph says of all of the item."""
        said = self.known.get(part.id) or self.stated(part, heading)
        rest = tuple(item for item in said.statements if not _of(item, tail))
        if rest == said.statements or said.set_by_publisher:
            return said
        self.known[part.id] = replace(said, status=summary(rest), statements=rest)
        return self.known[part.id]

    def statements(self, node: Node, fields: Iterable[Field]) -> tuple[Statement, ...]:
        aims = [(told.value, told.kind) for told in fields if told.kind in AIMS]
        found: list[Statement] = []
        for below in node.walk():
            # What a merged cell says belongs to every row that it reaches into.
            for piece in below.pieces or ([below.origin] if below.origin else []):
                if piece not in self.read:
                    folded = self.report.source.fold(piece)
                    about = self.above.get(piece, "")
                    self.read[piece] = tuple(
                        state(folded, piece.start, heading=bool(below.head), own=self.own, about=about)
                    )
                found.extend(self.read[piece])
        return tuple(
            item
            for item in found
            if not any(
                aim.holds(item.span) and not (kind is FieldKind.DEADLINE and item.rule == LASTING) for aim, kind in aims
            )
        )

    def _so(self, said: Statement) -> bool:
        """Tell whether what is said under a heading of plans is of today: 已全面完成, not 全面完成."""
        words = self.report.source.fold(said.span)
        if said.status is Status.ONGOING:
            return False
        return said.status is Status.PLANNED or bool(load_rules().so_far.search(words))


def _only_keeps(said: Stated) -> bool:
    """Tell whether a measure only plans to keep up what is done, by the report's words."""
    plans = [item.keeps for item in said.statements if item.status is Status.PLANNED]
    return said.status is Status.PLANNED and not said.set_by_publisher and bool(plans) and all(plans)


def _of(said: Statement, spans: Iterable[Span]) -> bool:
    return any(span.holds(said.span) for span in spans)


def _tail(fields: Iterable[Field], measures: list[Node]) -> tuple[Span, ...]:
    """Return the fields of an item that stand in the paragraph of its last measure (一是…。二是…。完成情况：…).

    Where each measure has a field of its own, none is the item's.
    """
    values = [told.value for told in fields if told.kind in {FieldKind.PROGRESS, FieldKind.DEADLINE}]
    progress = sum(told.kind is FieldKind.PROGRESS for told in fields)
    if not measures or progress > 1:
        return ()
    last = max(part.span.start for part in measures)
    return tuple(value for value in values if value.start > last)


def _covers(said: Statement, fields: Iterable[Field], measures: Iterable[Node]) -> bool:
    """Tell whether an item's own words say of all of it that it is completed."""
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
    """Return what the text of a node and of all below it states, in reading order; fields that aim state nothing."""
    reader = _Reader(report, {}, own_day(report), dict(problems_above(report, [node])))
    return reader.statements(node, find_fields(report, node))


def statements_in(text: str) -> tuple[Statement, ...]:
    """Return what a text on its own states, as if it were a measure; spans are offsets in it."""
    return tuple(state(fold(text), 0))


def _under_headings(nodes: Iterable[Node], heading: Span | None, report: Report) -> Iterator[tuple[Node, Span | None]]:
    """Yield nodes in reading order, each with the heading of plans (下一步工作计划) that it stands under."""
    for node in nodes:
        yield node, heading
        plans = node.title and load_rules().plan_headings.search(report.source.fold(node.title))
        yield from _under_headings(node.children, node.title if plans else heading, report)
