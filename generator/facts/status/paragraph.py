"""The statements of one paragraph, and the problem in a heading that the paragraph stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator.facts.fact import Statement
from generator.facts.fields import goal_alone
from generator.facts.status.answers import DEED, NEAR, Verdict, answers, as_answered
from generator.facts.status.passed import END, OF_THEM, OPEN, STEPS, is_done, passed
from generator.facts.status.reading import Aspect, Modality, Polarity, Scope
from generator.facts.status.rules import load_rules
from generator.model.report import Kind, Node, Report
from generator.model.status import Status
from generator.text.spacing import ClosedUp
from generator.text.span import Span

_BARE = "bare"
"""Marks a statement of completion without a word like 已, in a sentence with words of what is not done."""
GOAL = "goal-field"
"""The rule for a goal that stands alone: 整改目标：… without a word of what was done."""
_ALONE = "alone"
"""Marks a statement by a rule that counts only if nothing else is stated in its paragraph."""
_SOME = "some"
"""Marks an amount that is done, of which no whole is told: 已完成20套."""
_NEXT = re.compile(
    r"[。;\n](?:[一二三四五六七八九十]{1,3}是|其[一二三四五]|第[一二三四五六][,是]|\(?\d{1,2}[.、)](?!\d))"
)
"""Matches where the next of several numbered measures begins."""
_STOP = re.compile(r"[。\n]")
_NAMED = frozenset({Kind.FINDING, Kind.ITEM})
"""Kinds of node whose heading may name a problem."""


def problems_above(report: Report, nodes: Iterable[Node], above: str = "") -> Iterator[tuple[Span, str]]:
    """Yield (span of a paragraph, the nearest heading above it that names a problem); others are left out.

    `above` is the heading that `nodes` stand under, if it names a problem, else empty.
    """
    for node in nodes:
        title = report.source.fold(node.title) if node.title and node.kind in _NAMED else ""
        names = title and (load_rules().topic.search(title) or load_rules().work_topic.search(title))
        about = title if names else above
        if about:
            yield from ((piece, about) for piece in node.pieces)
        yield from problems_above(report, node.children, about)


def state(
    folded: str, offset: int, *, heading: bool = False, own: date | None = None, about: str = ""
) -> list[Statement]:
    """Return the statements of a folded paragraph in reading order.

    Their spans are offsets in the paragraph plus `offset`. `heading`: the paragraph is a heading; `own` is the report's
    day, `about` the problem in a heading above.

    A mere deed counts as completion only if the paragraph has nothing begun or planned. The opposite holds for what is
    told barely (`_BARE`): it is a part that is done beside what is begun or planned, else it states nothing.
    """
    closed = as_answered(folded)
    found = list(_told(closed.text, heading=heading, own=own, about=about))
    told = _beside_plans([one for one in found if one[1] != _ALONE])
    past = passed(told, closed.text)
    told = [one for at, one in enumerate(told) if at not in past]
    more = any(said.status in OPEN and not said.keeps for said, _ in told)
    if not more:
        told = _not_all(told, closed.text)
    kept = [said for said, how in told if not ((how == DEED and more) or (how == _BARE and not more))]
    kept = kept or _alone(found, closed.text)
    if not kept and (goal := goal_alone(closed.text)):
        kept = [Statement(Status.PLANNED, goal, goal, GOAL)]
    return [
        replace(said, span=_moved(closed, said.span, offset), sentence=_moved(closed, said.sentence, offset))
        for said in kept
    ]


def _moved(closed: ClosedUp, span: Span, offset: int) -> Span:
    """Return a span of a closed-up paragraph as one of the report, in which the paragraph begins at `offset`."""
    place = closed.outside(span)
    return Span(offset + place.start, offset + place.end)


def _beside_plans(told: list[tuple[Statement, str]]) -> list[tuple[Statement, str]]:
    """Return the statements without the amounts that are done (`_SOME`), but for those beside a plan in their sentence.

    已完成20套预埋件，争取年底全部安装完成 is in progress: of an amount alone nobody knows of how much it is.
    """
    plans = {said.sentence for said, _ in told if said.status is Status.PLANNED and not said.keeps}
    return [one for one in told if one[1] != _SOME or one[0].sentence in plans]


def _alone(told: list[tuple[Statement, str]], folded: str) -> list[Statement]:
    """Return the statements that count if nothing else is stated: the plans, or the completions if nothing is planned.

    A completion that is taken back (安装了7盏路灯，但从未通电), or of a part, does not count.
    """
    weak = [one for one in told if one[1] == _ALONE]
    plans = [said for said, _ in weak if said.status is Status.PLANNED]
    return plans or [said for said, _ in _not_all(weak, folded)]


def _not_all(told: list[tuple[Statement, str]], folded: str) -> list[tuple[Statement, str]]:
    """Return the statements without completions that are only of a part, or are taken back.

    其中18处已复绿 is of a part; 不过雨天仍有积水 takes back what stands before it, 路面已修复.
    """
    found = [one for one in told if not (is_done(one) and folded.startswith(OF_THEM, one[0].span.start))]
    ends = [one[0].span.end for one in found if is_done(one)]
    last = max((end for end in ends if _is_taken_back(folded, end)), default=0)
    return [one for one in found if not (is_done(one) and one[0].span.end <= last)]


def _is_taken_back(folded: str, end: int) -> bool:
    """Tell whether a completion that ends at `end` is taken back soon after it, before the next number (二是…)."""
    other = _NEXT.search(folded, end, end + NEAR)
    stop = other.start() if other else end + NEAR
    backs = load_rules().taken_back.finditer(folded, end, stop)
    told = [back for back in backs if not back["denied"]]
    return any(not (back["mild"] and _keeps_up(_STOP.split(folded[back.start() : stop], 1)[0])) for back in told)


def _told(folded: str, *, heading: bool, own: date | None, about: str) -> Iterator[tuple[Statement, str]]:
    """Yield (statement, how it is told), as `_how` says."""
    for answer in answers(folded, heading=heading, own=own, about=about):
        if answer.says is not None and answer.found is not None:
            if answer.found.rule.alone and answer.says is not answer.found.rule.status:
                continue
            clause = answer.clause
            place = clause.span
            shown = clause.sentence
            keeps = answer.says is Status.PLANNED and _keeps_up(
                folded[clause.start : min(clause.sentence.end, clause.span.end + NEAR)]
            )
            whole = answer.says is Status.COMPLETED and bool(load_rules().whole_item.search(clause.text))
            step = answer.found.rule.name in STEPS or answer.found.reading.scope is Scope.STAGE
            yield Statement(answer.says, place, shown, answer.found.rule.name, keeps, whole, step), _how(answer, folded)
        elif answer.found is not None and _is_some(answer):
            said = Statement(Status.IN_PROGRESS, answer.clause.span, answer.clause.sentence, answer.found.rule.name)
            yield said, _SOME


def _is_some(answer: Verdict) -> bool:
    """Tell whether a clause says that an amount is done, with 已."""
    read = answer.reading
    so = read and (read.modality, read.aspect, read.polarity) == (Modality.REPORT, Aspect.DONE, Polarity.SO)
    return bool(so and read and read.scope is Scope.AMOUNT and "已" in answer.clause.text)


def _how(answer: Verdict, folded: str) -> str:
    """Return how something is told: `_ALONE`, or of a completion DEED, `END` or `_BARE`; else empty."""
    if answer.found is not None and answer.found.rule.alone:
        return _ALONE
    if answer.says is not Status.COMPLETED or answer.found is None:
        return ""
    if answer.found.rule.counts == DEED:
        return DEED
    rules, clause = load_rules(), answer.clause
    if rules.outcome.search(clause.text):
        return END  # 目前已全部拆除
    told, place = clause.sentence, clause.span
    near = folded[max(told.start, place.start - NEAR) : min(told.end, place.end + NEAR)]
    return _BARE if rules.told_open.search(near) and not rules.told_done.search(clause.text) else ""


def _keeps_up(plan: str) -> bool:
    """Tell whether a plan, with the rest of its sentence, is only to keep up what is done."""
    rules = load_rules()
    return bool(rules.upkeep.search(plan)) and not rules.further.search(plan)
