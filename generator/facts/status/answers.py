"""Decides for each clause of a text which status it states, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from generator.facts.dates import own_day
from generator.facts.fields import FieldKind, label_kind, with_colons
from generator.facts.status.answered import Problems
from generator.facts.status.clauses import Clause, clauses
from generator.facts.status.later import tells_of_later
from generator.facts.status.reading import Aspect, Modality, Polarity, Scope, Sense, says
from generator.facts.status.rules import Found, Rules, load_rules
from generator.facts.status.shares import deed_of, left_of, share_of, sum_of
from generator.model.report import Report
from generator.model.status import Status
from generator.text.numerals import COUNTED, number_in_words
from generator.text.quotes import curled
from generator.text.spacing import ClosedUp, closed_up, without
from generator.text.span import Span
from generator.text.variants import in_simplified

NEAR = 300
"""Maximum characters before and after a clause that may change its meaning."""
_STOP = "。\n"
_AIMED_AT = frozenset({FieldKind.TASK, FieldKind.GOAL, FieldKind.MEASURES})
"""Kinds of field that tell up to the next label what is to be done, if they tell it barely."""
_AIM = re.compile(
    "^要(?!求|素|点|闻)|确保|力争|务求|力促|推动|努力|认为|表示|则称|请求|判令|责令|限期|(?:通知|会议|文件|方案)(?:提出|要求|强调|明确)|^到20\\d\\d年"
)
"""Matches in a measure's name a word of intention, which holds for the next clauses: 二是要确保进度,按期完成整改."""
AFTER_OWN_DAY = "after-own-day"
"""The name of the sign for clauses about a time after the report's own day, which are planned."""
DEED = "deed"
"""The value of `Rule.counts` for rules of mere deeds, without a word like 已."""
_COUNTS = {"sum": sum_of, "left": left_of, DEED: deed_of}
"""The functions that read the number of a rule's words, by `Rule.counts`; `share_of` for all other values."""
_NUMBERED = re.compile(rf"\s*\d{{1,2}}[.、](?=(?:19|20)\d\d年|{COUNTED})")
"""Matches the numbering of a text that begins with a number: 3.12个村 is about 12 villages."""
_IN_WORDS = re.compile(
    "百分之(?P<rate>[一二三四五六七八九十]{1,3})(?![点几多])"
    "|(?<![第星周之一二三四五六七八九十百千万亿〇零几数两年月])"
    "(?P<count>[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])"
    "(?=余?(?:个(?![月人])|[项件处户家名座宗笔台栋辆套份]|所(?!有)|条(?!例)|起(?!诉)|人(?!民)))"
)
"""Matches a rate in words, or a count of things in words."""
_THOUSANDS = re.compile(r"(?<![\d.])(?<!\d,)\d{1,3}(?:,\d{3}){1,3}(?![\d,])")
"""Matches a number with thousands separators (1,204), which are no commas between clauses."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status that a clause states, and the words that state it."""

    clause: Clause
    found: Found | None
    """The words that decide; if the clause states nothing, the first that were found; None if there were none."""
    says: Status | None
    """None if the clause states nothing."""

    @property
    def reading(self) -> Sense | None:
        """How the words are meant; None without words."""
        return self.found.reading if self.found else None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is being read; `own` is the report's day."""

    rules: Rules
    folded: str
    own: date | None
    problems: Problems


def answers(folded: str, *, heading: bool = False, own: date | None = None, about: str = "") -> Iterator[Verdict]:
    """Yield a verdict for each clause of a folded and closed-up text, whose labels have colons, in reading order.

    `heading`: the text is a heading; `own` is the day of its report, None if unknown; `about` is the problem in a
    heading above it, empty if there is none.
    """
    rates = without(*_in_digits(curled(folded)))
    for verdict in _answers(rates.text, heading=heading, own=own, about=about):
        yield _placed(verdict, rates)


def _placed(verdict: Verdict, closed: ClosedUp) -> Verdict:
    """Return the verdict on a clause of a text that was closed up with the clause's place in the text before."""
    return replace(verdict, clause=verdict.clause.placed(closed)) if closed.left_out else verdict


def _in_digits(folded: str) -> tuple[str, list[int]]:
    """Return (a text with the digits of its rates and counts in the place of their words, the offsets of what is left).

    百分之九十五 is 95 with three characters that are left, and %; 三十六所 is 36 with one that is left.
    """
    left: list[int] = []
    for words in _IN_WORDS.finditer(folded):
        rate = words["rate"]
        value = number_in_words(rate or words["count"])
        digits = str(value)
        if value is not None and value < 100 and len(digits) <= len(words[0]):
            start, end = words.start() + len(digits), words.end() - bool(rate)
            folded = "".join(
                (folded[: words.start()], digits, folded[start:end], "%" * bool(rate), folded[words.end() :])
            )
            left += range(start, end)
    return folded, left


def _answers(folded: str, *, heading: bool = False, own: date | None = None, about: str = "") -> Iterator[Verdict]:
    """Yield the verdicts of a text without blanks around numbers; see `answers`."""
    rules = load_rules()
    if numbering := _NUMBERED.match(folded):
        folded = " " * numbering.end() + folded[numbering.end() :]
    folded = _THOUSANDS.sub(lambda match: match[0].replace(",", "").zfill(len(match[0])), folded)
    sentence, before, label = None, "", ""
    text = _Text(rules, folded, own, Problems(rules, folded, about))
    waiting: list[Verdict] = []
    for clause in clauses(folded, heading=heading):
        if folded.startswith(":", clause.span.end):
            label = ""  # another field begins
        if clause.sentence != sentence:
            sentence, before = clause.sentence, label
        text.problems.read(clause)
        answer = _answer(text, clause, before)
        if waiting and (answer.says or _STOP[0] in folded[waiting[0].clause.span.end : clause.start]):
            yield from _settled(rules, waiting, rest=answer.says is not None)
            waiting = []
        if waiting or _tells_of_a_part(answer):
            waiting.append(answer)
        else:
            yield answer
        if not clause.name or _AIM.search(clause.text):
            before = before[-NEAR:] + clause.text + ","
        if folded.startswith(":", clause.span.end) and label_kind(clause.text) in _AIMED_AT:
            label = clause.text + ","
    yield from _settled(rules, waiting, rest=False)


def as_answered(folded: str) -> ClosedUp:
    """Return a folded text as `answers` reads it: simplified, with colons behind its labels, and closed up."""
    return closed_up(with_colons(in_simplified(folded)))


def answers_in(report: Report, piece: Span, *, heading: bool = False, about: str = "") -> Iterator[Verdict]:
    """Yield a verdict for each clause of a piece of a report; `heading` and `about` are as for `answers`."""
    closed = as_answered(report.source.fold(piece))
    for verdict in answers(closed.text, heading=heading, own=own_day(report), about=about):
        yield _placed(verdict, closed)


def _tells_of_a_part(answer: Verdict) -> bool:
    return bool(answer.says and answer.reading and answer.reading.scope is Scope.PART_BESIDE_REST)


def _settled(rules: Rules, answers: list[Verdict], *, rest: bool) -> Iterator[Verdict]:
    """Yield the verdicts from one on a part; if the text says nothing of the rest (`rest`), that is a mere part."""
    for answer in answers:
        if answer.found and not rest and _tells_of_a_part(answer):
            reading = replace(answer.found.reading, scope=Scope.PART)
            yield Verdict(answer.clause, replace(answer.found, reading=reading), says(rules.table, reading))
        else:
            yield answer


def _answer(text: _Text, clause: Clause, before: str) -> Verdict:
    rules, folded, first, amount = text.rules, text.folded, None, None
    after = partial(_after, folded, clause)
    for found in rules.find(clause, before, after, text.problems.answered, text.own.year if text.own else None):
        if _is_to_come(text, clause, found):
            reading = replace(found.reading, modality=Modality.PLAN, signs=(*found.reading.signs, AFTER_OWN_DAY))
            return Verdict(clause, replace(found, reading=reading), says(rules.table, reading))
        said = says(rules.table, found.reading)
        if said is None or (amount and found.rule.counts != DEED):
            first = first or found
            continue
        if not found.rule.counts:
            return Verdict(clause, found, said)
        scope = _COUNTS.get(found.rule.counts, share_of)(rules, folded, clause, found.match)
        if scope is None and found.rule.counts not in {"may", "left", DEED}:
            scope = Scope.AMOUNT
        if scope is Scope.PART and found.rule.counts == "rest" and not rules.left_over.match(after()):
            scope = Scope.AMOUNT
        if scope is not None and found.reading.scope is Scope.ALL:
            found = replace(found, reading=replace(found.reading, scope=scope))  # noqa: PLW2901 - the same, read closer
        if scope is Scope.AMOUNT and found.rule.counts in {"rest", "sum"}:
            first = first or found
            continue
        if found.reading.scope is Scope.AMOUNT:
            amount = first = amount or found
            continue
        return Verdict(clause, found, says(rules.table, found.reading))
    return Verdict(clause, first, None)


def _is_to_come(text: _Text, clause: Clause, found: Found) -> bool:
    """Tell whether words of something begun or done are about a time after the report's own day."""
    if text.own is None or found.reading.modality is not Modality.REPORT or found.reading.polarity is Polarity.NOT:
        return False
    if found.reading.aspect in {Aspect.TO_COME, Aspect.HABITUAL} or text.rules.aspects.search(clause.text):
        return False
    return tells_of_later(text.folded, clause, clause.start + found.match.end(), text.own)


def _after(folded: str, clause: Clause) -> str:
    """Return at most NEAR characters after a clause, up to the full stop or line end, beyond semicolons too."""
    end = clause.span.end
    stops = [at for mark in _STOP if (at := folded.find(mark, end, end + NEAR)) >= 0]
    return folded[end : min(stops, default=end + NEAR)]
