"""Text → what each of its clauses says of how far something is, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.facts.status.clauses import Clause, clauses
from generator.facts.status.reading import Scope, Sense, says
from generator.facts.status.rules import Found, Rules, load_rules
from generator.facts.status.shares import share_of
from generator.model.status import Status

NEAR = 300
"""Characters of a sentence before and after a clause that may govern it."""
_STOP = "。\n"
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){1,3}(?![\d,])")
"""1,204: no comma between two clauses."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause says, and why."""

    clause: Clause
    found: Found | None
    """The words that decide; of a clause that says nothing the first that were found, None if there were none."""
    says: Status | None

    @property
    def reading(self) -> Sense | None:
        """How the words are meant."""
        return self.found.reading if self.found else None


def answers(folded: str, *, heading: bool = False) -> Iterator[Verdict]:
    """Yield an answer for each clause of a folded text, in reading order; `heading`: all of it is a name."""
    rules = load_rules()
    folded = _THOUSANDS.sub(lambda match: match[0].replace(",", "").zfill(len(match[0])), folded)
    sentence, before = None, ""
    waiting: list[Verdict] = []
    for clause in clauses(folded, heading=heading):
        if clause.sentence != sentence:
            sentence, before = clause.sentence, ""
        answer = _answer(rules, folded, clause, before)
        if waiting and (answer.says or _STOP[0] in folded[waiting[0].clause.span.end : clause.start]):
            yield from _settled(rules, waiting, rest=answer.says is not None)
            waiting = []
        if waiting or _tells_of_a_part(answer):
            waiting.append(answer)
        else:
            yield answer
        if not clause.name:
            before = before[-NEAR:] + clause.text + ","
    yield from _settled(rules, waiting, rest=False)


def _tells_of_a_part(answer: Verdict) -> bool:
    return bool(answer.says and answer.reading and answer.reading.scope is Scope.PART_BESIDE_REST)


def _settled(rules: Rules, answers: list[Verdict], *, rest: bool) -> Iterator[Verdict]:
    """Yield the answers from a part on; where nothing is told of the rest, the part is all that is done."""
    for answer in answers:
        if answer.found and not rest and _tells_of_a_part(answer):
            reading = replace(answer.found.reading, scope=Scope.PART)
            yield Verdict(answer.clause, replace(answer.found, reading=reading), says(rules.table, reading))
        else:
            yield answer


def _answer(rules: Rules, folded: str, clause: Clause, before: str) -> Verdict:
    first = None
    after = _after(folded, clause)
    for found in rules.find(clause, before, after):
        said = says(rules.table, found.reading)
        if said is None:
            first = first or found
            continue
        if not found.rule.counts:
            return Verdict(clause, found, said)
        scope = share_of(rules, folded, clause, found.match)
        if scope is None and found.rule.counts == "must":
            scope = Scope.AMOUNT
        if scope is not None and found.reading.scope is Scope.ALL:
            found = replace(found, reading=replace(found.reading, scope=scope))  # noqa: PLW2901 - the same, read closer
        return Verdict(clause, found, says(rules.table, found.reading))
    return Verdict(clause, first, None)


def _after(folded: str, clause: Clause) -> str:
    """Return what comes after a clause up to the full stop: a semicolon ends a half of what is told."""
    end = clause.span.end
    stops = [at for mark in _STOP if (at := folded.find(mark, end, end + NEAR)) >= 0]
    return folded[end : min(stops, default=end + NEAR)]
