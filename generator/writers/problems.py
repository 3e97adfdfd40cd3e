"""A report's problems in brief: what the body's next report says of them."""

from __future__ import annotations

from generator.facts.annotate import Problem, find_problems
from generator.facts.sentences import first_sentence
from generator.model import Span
from generator.writers.display import Display
from generator.writers.places import place_of
from generator.writers.series import BriefProblem


def brief_problems(display: Display) -> tuple[BriefProblem, ...]:
    """Return the rows of the ledger in brief, in reading order."""
    return tuple(_brief(display, problem) for problem in find_problems(display.report))


def _brief(display: Display, problem: Problem) -> BriefProblem:
    node = problem.node
    stated = display.stated(node)
    above = next((over.title for over in reversed(problem.above) if over.title), None)
    deciding = next((said for said in stated.statements if said.status is stated.status), None)
    if problem.named:
        words = sentence = problem.named.span
    elif node.title:
        words, sentence = node.title, node.head or node.title
    else:
        words = first_sentence(display.report, node)
        sentence = Span(node.marker.start if node.marker else words.start, words.end)
    return BriefProblem(
        id=node.id,
        address=place_of(display.report, node.head or node.span).markdown,
        words=display.text(words),
        above=display.text(above),
        sentence=display.text(sentence),
        status=stated.status,
        evidence="" if stated.set_by_publisher or not deciding else display.text(deciding.sentence),
        set_by_publisher=display.plain(stated.set_by_publisher or ""),
    )
