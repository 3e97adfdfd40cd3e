"""A report's problems in brief, for the comparison in the body's next report."""

from __future__ import annotations

from generator.edition.edition import Edition
from generator.edition.places import place_of
from generator.edition.series import BriefProblem
from generator.facts.rows import Problem
from generator.facts.sentences import first_sentence
from generator.text.span import Span


def brief_problems(edition: Edition) -> tuple[BriefProblem, ...]:
    """Return the rows of the ledger in brief, in reading order."""
    return tuple(_brief(edition, problem) for problem in edition.facts.problems)


def _brief(edition: Edition, problem: Problem) -> BriefProblem:
    node = problem.node
    stated = edition.stated(node)
    above = next((over.title for over in reversed(problem.above) if over.title), None)
    sentences = dict.fromkeys(edition.words(said.sentence) for said in stated.deciding)
    words, sentence = _wording(edition, problem)
    return BriefProblem(
        id=node.id,
        address=place_of(edition.report, node.head or node.span).markdown,
        words=edition.words(words),
        above=edition.words(above),
        sentence=edition.words(sentence),
        status=stated.status,
        evidence=() if stated.set_by_publisher else tuple(sentences),
        set_by_publisher=edition.plain(stated.set_by_publisher or ""),
    )


def _wording(edition: Edition, problem: Problem) -> tuple[Span, Span]:
    """Return the span of a problem's words, without number and label, and that of the sentence that words it."""
    node = problem.node
    field = edition.problem_field(node)
    if problem.named:
        return problem.named.span, problem.named.span
    if node.title:
        labelled = field and field.label.start < node.title.end
        return (Span(field.value.start, node.title.end) if field and labelled else node.title), node.head or node.title
    words = field.value if field else first_sentence(edition.report, node)
    start = node.marker.start if node.marker and not field else words.start
    return words, Span(start, words.end)
