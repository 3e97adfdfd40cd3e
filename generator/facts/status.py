"""What a report states about how far something is done, by the rules of status.yml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from generator.facts.fact import Statement, Status
from generator.model import Kind, Node, Report, Span
from generator.outline.quotes import enclosed

_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]?")
_NAME_END = re.compile(r"[,。;:]")
_PLANS = re.compile(r"下一步|下一阶段|今后(?:工作)?(?:打算|安排|计划)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of status.yml."""

    name: str
    status: Status
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    states: tuple[str, ...]
    """Sentences in which it must find something."""
    silent: tuple[str, ...]
    """Sentences in which it must not."""

    def find(self, sentence: str) -> Iterator[re.Match[str]]:
        """Yield the places of a folded sentence where the rule's words stand outside quotation marks."""
        if self.unless and self.unless.search(sentence):
            return
        inside = enclosed(sentence)
        for match in self.pattern.finditer(sentence):
            if not inside[match.start()]:
                yield match


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules of status.yml in its order."""
    entries = yaml.safe_load((files(__package__) / "status.yml").read_text("utf-8"))
    return tuple(
        Rule(
            entry["name"],
            Status(entry["status"]),
            re.compile(entry["pattern"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
            tuple(entry["states"]),
            tuple(entry["silent"]),
        )
        for entry in entries
    )


def statements(report: Report, node: Node) -> tuple[Statement, ...]:
    """Return what the text of a node and of all below it states, in reading order."""
    found = [
        statement
        for below in node.walk()
        if not below.children
        for sentence in _sentences(report, below, node)
        for statement in _state(report, sentence)
    ]
    return tuple(sorted(found, key=lambda statement: statement.span.start))


def summary(found: tuple[Statement, ...]) -> Status:
    """Return the least finished of the statements, `not_stated` if there is none."""
    order = list(Status)
    return min((statement.status for statement in found), key=order.index, default=Status.NOT_STATED)


def status_of(report: Report, node: Node) -> Status:
    """Return the status that the report states of a node; all under a heading of plans is planned."""
    if plan_of(report, node):
        return Status.PLANNED
    return summary(statements(report, node))


def plan_of(report: Report, node: Node) -> Span | None:
    """Return the heading of plans (下一步工作计划) that a node stands under, None if there is none."""
    for above in report.of(Kind.PART, Kind.THEME, Kind.FINDING):
        within = above.span.start <= node.span.start and node.span.end <= above.span.end
        if within and above.title and _PLANS.match(report.source.fold(above.title)):
            return above.title
    return None


def _sentences(report: Report, leaf: Node, top: Node) -> Iterator[Span]:
    text = report.source.fold(leaf.span)
    begin = 0
    marker = leaf.marker or (top.marker if top.kind is Kind.MEASURE and top.span.start == leaf.span.start else None)
    if marker:
        # 一是加快推进道路工程建设。 is what the measure is called, not how far it is.
        name = _NAME_END.search(text, marker.end - leaf.span.start)
        begin = name.end() if name and name.end() < len(text) else marker.end - leaf.span.start
    for match in _SENTENCE.finditer(text, begin):
        yield Span(leaf.span.start + match.start(), leaf.span.start + match.end())


def _state(report: Report, sentence: Span) -> Iterator[Statement]:
    text = report.source.fold(sentence)
    for rule in load_rules():
        for match in rule.find(text):
            place = Span(sentence.start + match.start(), sentence.start + match.end())
            yield Statement(rule.status, place, sentence, rule.name)
