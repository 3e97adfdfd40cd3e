"""Report → all facts that it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    """How far each item and measure is, by node id."""
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
    return Facts(
        stated(report, settings),
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
        },
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


def told_of(span: Span, node: Node) -> bool:
    """Say whether a fact is told of a node: it stands in it, or in a merged cell that reaches into a row."""
    if node.kind is Kind.ROW:
        return within(span, node) or any(cell.origin and cell.origin.holds(span) for cell in node.children)
    return within(span, node)
