"""Collects all facts that a report states, and the rows of its ledger."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from generator.facts.annexed import find_annexed
from generator.facts.cited.documents import find_documents
from generator.facts.contacts import find_contacts
from generator.facts.dates import find_periods
from generator.facts.fact import Contact, Document, Figure, Mention, Period
from generator.facts.fields import Field, find_fields
from generator.facts.figures.find import find_figures
from generator.facts.mentions import Names, find_mentions
from generator.facts.rows import Problem, find_problems
from generator.facts.status.stated import Stated, plan_headings, stated, stated_of
from generator.model.report import Kind, Node, Report
from generator.settings.report import ReportSettings
from generator.text.span import Span


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts that a report states, in reading order."""

    stated: Mapping[str, Stated]
    """The stated status of each item, each measure and each annex entry with a progress field, by node id.

    A finding that is a row of the ledger has one as well. What is numbered in it has none: it tells fields, 1.整改目标.
    """
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
    """Return all facts of a report; raises UserError for a status in the settings whose id is no item or measure."""
    periods = find_periods(report)
    problems = find_problems(report)
    annexed, fields_of_annexes = find_annexed(report)
    fields = {
        problem.node.id: tuple(
            field for node in (problem.node, *problem.more) for field in find_fields(report, node, problem.heads)
        )
        for problem in problems
    }
    findings = [problem.node for problem in problems if problem.node.kind is Kind.FINDING]
    parts = {below.id for finding in findings for below in finding.walk() if below.kind is Kind.ITEM}
    plans = plan_headings(report) if findings else {}
    whole = {node.id: stated_of(report, node, fields[node.id], heading=plans.get(node.id)) for node in findings}
    return Facts(
        stated(report, settings, parts) | whole | annexed,
        find_figures(report),
        periods,
        find_documents(report),
        find_contacts(report),
        find_mentions(report, names),
        problems,
        fields | fields_of_annexes,
    )


def within(span: Span, node: Node) -> bool:
    """Say whether a span lies within a node."""
    return node.span.holds(span)


class _Placed(Protocol):
    @property
    def span(self) -> Span:
        """Its place in the source."""


_Found = TypeVar("_Found", bound=_Placed)


def facts_told(facts: Sequence[_Found], node: Node) -> list[_Found]:
    """Return those of some facts of one kind that belong to a node: they stand in it, or in a merged cell of a row.

    `facts` must be in reading order; they are looked up by binary search.
    """
    reaching = [cell.origin for cell in node.children if cell.origin] if node.kind is Kind.ROW else []
    spans = sorted({(span.start, span.end) for span in (node.span, *reaching)})
    found: list[_Found] = []
    for start, end in spans:
        first = bisect_left(facts, start, key=lambda fact: fact.span.start)
        last = bisect_left(facts, end, first, key=lambda fact: fact.span.start)
        found.extend(fact for fact in facts[first:last] if fact.span.end <= end)
    return found
