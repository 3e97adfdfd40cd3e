"""Report → all facts that it states."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from generator.facts.annexed import find_annexed
from generator.facts.contacts import find_contacts
from generator.facts.dates import find_periods
from generator.facts.documents import find_documents
from generator.facts.fact import Contact, Document, Figure, Mention, Period
from generator.facts.fields import Field, find_fields
from generator.facts.figures.find import find_figures
from generator.facts.ledgers import ledger_rows
from generator.facts.mentions import Names, find_mentions
from generator.facts.status.stated import Stated, stated
from generator.model.report import Kind, Node, Report
from generator.settings.report import ReportSettings
from generator.text.span import Span


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report states, each with its place."""

    stated: Mapping[str, Stated]
    """How far each item and measure is, and each entry of an annex with a field that says so, by node id."""
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]
    documents: tuple[Document, ...]
    contacts: tuple[Contact, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]
    """The rows of the ledger in reading order."""
    fields: Mapping[str, tuple[Field, ...]]
    """The labelled fields of each row of the ledger, by node id."""


def annotate(report: Report, settings: ReportSettings, names: Names) -> Facts:
    """Read the facts out of a report; raises UserError for a setting that fits no node."""
    periods = find_periods(report)
    problems = find_problems(report)
    annexed, fields = find_annexed(report)
    return Facts(
        stated(report, settings) | annexed,
        find_figures(report),
        periods,
        find_documents(report),
        find_contacts(report),
        find_mentions(report, names),
        problems,
        {
            problem.node.id: tuple(
                field for node in (problem.node, *problem.more) for field in find_fields(report, node, problem.heads)
            )
            for problem in problems
        }
        | fields,
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """A row of the ledger: an item, a finding that has measures or fields and no items, or a row of such a table."""

    node: Node
    above: tuple[Node, ...]
    """The nodes that it stands under, top first."""
    measures: tuple[Node, ...]
    named: Node | None = None
    """The cell that names it, where it is a row of a table."""
    heads: tuple[Node, ...] = ()
    """The rows of that table that say what its columns are, the lowest last."""
    more: tuple[Node, ...] = ()
    """The rows below it that go on with it: blank where the problem is named."""


def find_problems(report: Report) -> tuple[Problem, ...]:
    """Return the rows of the ledger in reading order."""
    found: list[Problem] = []

    def walk(node: Node, above: tuple[Node, ...]) -> None:
        below = list(node.walk())
        measures = tuple(item for item in below if item.kind is Kind.MEASURE)
        leaf = not any(item.kind is Kind.ITEM for item in below)
        tables = [item for item in below if item.kind is Kind.TABLE]
        rows = [
            Problem(found.row, above, (), found.named, found.heads, found.more)
            for table in tables
            for found in ledger_rows(report, table)
        ]
        if node.kind is Kind.TABLE or (node.kind is Kind.ITEM and rows and not measures):
            found.extend(rows)
            return
        if node.kind is Kind.ITEM or (node.kind is Kind.FINDING and leaf and (measures or find_fields(report, node))):
            found.append(Problem(node, above, measures))
            return
        for child in node.children:
            walk(child, (*above, node))

    for node in (*report.front, *report.sections):
        walk(node, ())
    return tuple(found)


def within(span: Span, node: Node) -> bool:
    """Say whether a fact stands in a node."""
    return node.span.holds(span)


class _Placed(Protocol):
    @property
    def span(self) -> Span:
        """Where it stands."""


_Found = TypeVar("_Found", bound=_Placed)


def facts_told(facts: Sequence[_Found], node: Node) -> list[_Found]:
    """Return those of a kind of facts, in reading order, that are told of a node; looked for by halves.

    They stand in it, or in a merged cell that reaches into a row.
    """
    reaching = [cell.origin for cell in node.children if cell.origin] if node.kind is Kind.ROW else []
    spans = sorted({(span.start, span.end) for span in (node.span, *reaching)})
    found: list[_Found] = []
    for start, end in spans:
        first = bisect_left(facts, start, key=lambda fact: fact.span.start)
        last = bisect_left(facts, end, first, key=lambda fact: fact.span.start)
        found.extend(fact for fact in facts[first:last] if fact.span.end <= end)
    return found
