"""The statements of one paragraph, and the problem in a heading that the paragraph stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from generator.facts.fact import Statement
from generator.facts.fields import goal_alone
from generator.facts.status.answers import DEED, NEAR, Verdict, answers, as_answered
from generator.facts.status.reading import Aspect, Modality, Polarity, Scope
from generator.facts.status.rules import load_rules
from generator.model.report import Kind, Node, Report
from generator.model.status import Status
from generator.text.spacing import ClosedUp
from generator.text.span import Span

_END = "end"
"""Marks a statement of completion that is the outcome of its sentence: 目前已全部拆除."""
_BARE = "bare"
"""Marks a statement of completion without a word like 已, in a sentence with words of what is not done."""
GOAL = "goal-field"
"""The rule for a goal that stands alone: 整改目标：… without a word of what was done."""
_ALONE = "alone"
"""Marks a statement by a rule that counts only if nothing else is stated in its paragraph."""
_SOME = "some"
"""Marks an amount that is done, of which no whole is told: 已完成20套."""
_MARK = 1
"""Maximum characters between two adjacent clauses: the mark that ends the first."""
_OPEN = frozenset({Status.PLANNED, Status.IN_PROGRESS})
_STEPS = frozenset({"step", "begun", "first-part"})
"""Names of the rules for steps of a work that are done, whatever became of the work."""
_WAYS = _STEPS | {"submitted", "agreed", "trial", "carried-out", "keeps-on", "mostly"}
"""Names of the rules for what is done on the way to an end; they do not count if the same sentence tells the end."""
_OUTSETS = frozenset({"begun", "plan-of-a-deed", "invest"})
"""Names of the rules for how a work begins; they do not count if a later sentence tells its end."""
_NEXT = re.compile(
    r"[。;\n](?:[一二三四五六七八九十]{1,3}是|其[一二三四五]|第[一二三四五六][,是]|\(?\d{1,2}[.、)](?!\d))"
)
"""Matches where the next of several numbered measures begins."""
_OF_THEM = "其中"
_STOP = re.compile(r"[。\n]")
_BY_A_DAY = "until"
"""The name of the rule for days by which something is to be done."""
_DAY_ALONE = re.compile(
    r"(?:于|在|力争|确保|计划)?[\d年月日底末上中下旬]{2,12}(?:之|以)?前(?:全部|全面)?(?:整改)?完成(?:整改)?"
)
_SO_FAR = re.compile("已|了|目前|截至|现")
"""Matches words which say that a deed is done, and not only named."""
_PLANNED_DEED = re.compile("(?:将|计划|拟|力争|预计|争取)(?P<deed>完成|建成|新建|改造|投入|实现|新增)")
_OF_THE_SAME = re.compile("(?:现|目前|均|都|如今){0,2}已")
"""Matches where a clause without a subject of its own tells what became of the one before it: 现已付清."""
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
    text = closed.text
    past = _superseded(told, text) | _ended_later(told, text) | _due(told, text) | _planned_as_well(told, text)
    told = [one for at, one in enumerate(told) if at not in past]
    more = any(said.status in _OPEN and not said.keeps for said, _ in told)
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


def _superseded(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of statements that are steps to the outcome of their sentence, or plans of it.

    已启动拆除，现已全部拆除; 分两年付清余款，现已付清. Nothing else may be named between them:
    大桥已开工，涉及房屋32户，现已全部搬迁 is about two things.
    """
    tells = load_rules().told_done
    found = set()
    for end, (said, how) in enumerate(told):
        start = said.span.start
        of_it = _OF_THE_SAME.match(folded, start, said.span.end)
        for at in range(end - 1, -1, -1) if how == _END or of_it else ():
            before = told[at][0]
            between = folded[before.span.end : start]
            if before.sentence != said.sentence or (len(between) > _MARK and not tells.search(between)):
                break
            start = before.span.start
            way = how == _END and (before.step or before.rule in _WAYS)
            if way or (of_it and before.status is Status.PLANNED):
                found.add(at)
    return found


def _ended_later(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of statements on the beginning of a work if a later sentence tells its end.

    Nothing begun or planned may follow that end.
    """
    ends = load_rules().same_work
    for end in range(len(told) - 1, -1, -1):  # the last end counts for all that stands before it
        said = told[end][0]
        if said.status in _OPEN:
            break
        clause = folded[said.span.start : said.span.end]
        if _is_done(told[end]) and ends.search(clause):
            before = enumerate(one for one, _ in told[:end])
            return {at for at, one in before if one.rule in _OUTSETS and one.sentence != said.sentence}
    return set()


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


def _due(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of completions that are told barely if a sentence says by which day they are to be done.

    全部更换15栋鸡舍的防尘网。2032年1月30日前完成。
    """
    if not any(
        said.rule == _BY_A_DAY and _DAY_ALONE.fullmatch(folded, said.span.start, said.span.end) for said, _ in told
    ):
        return set()
    done = (at for at, one in enumerate(told) if _is_done(one))
    return {at for at in done if not _SO_FAR.search(folded, told[at][0].span.start, told[at][0].span.end)}


def _planned_as_well(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of deeds that are told barely after the same deed is planned in their sentence.

    大桥将完成投资10亿元，铁路完成5亿元.
    """
    planned: list[tuple[Span, str]] = []
    found = set()
    for at, (said, _) in enumerate(told):
        place = said.span
        if said.status is Status.PLANNED and (plan := _PLANNED_DEED.search(folded, place.start, place.end)):
            planned.append((said.sentence, plan["deed"]))
        elif planned and not _SO_FAR.search(folded, place.start, place.end):
            clause = folded[place.start : place.end]
            if any(sentence == said.sentence and deed in clause for sentence, deed in planned):
                found.add(at)
    return found


def _not_all(told: list[tuple[Statement, str]], folded: str) -> list[tuple[Statement, str]]:
    """Return the statements without completions that are only of a part, or are taken back.

    其中18处已复绿 is of a part; 不过雨天仍有积水 takes back what stands before it, 路面已修复.
    """
    found = [one for one in told if not (_is_done(one) and folded.startswith(_OF_THEM, one[0].span.start))]
    ends = [one[0].span.end for one in found if _is_done(one)]
    last = max((end for end in ends if _is_taken_back(folded, end)), default=0)
    return [one for one in found if not (_is_done(one) and one[0].span.end <= last)]


def _is_taken_back(folded: str, end: int) -> bool:
    """Tell whether a completion that ends at `end` is taken back soon after it, before the next number (二是…)."""
    other = _NEXT.search(folded, end, end + NEAR)
    stop = other.start() if other else end + NEAR
    backs = load_rules().taken_back.finditer(folded, end, stop)
    told = [back for back in backs if not back["denied"]]
    return any(not (back["mild"] and _keeps_up(_STOP.split(folded[back.start() : stop], 1)[0])) for back in told)


def _is_done(told: tuple[Statement, str]) -> bool:
    return told[0].status is Status.COMPLETED


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
            step = answer.found.rule.name in _STEPS or answer.found.reading.scope is Scope.STAGE
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
    """Return how something is told: `_ALONE`, or of a completion DEED, `_END` or `_BARE`; else empty."""
    if answer.found is not None and answer.found.rule.alone:
        return _ALONE
    if answer.says is not Status.COMPLETED or answer.found is None:
        return ""
    if answer.found.rule.counts == DEED:
        return DEED
    rules, clause = load_rules(), answer.clause
    if rules.outcome.search(clause.text):
        return _END  # 目前已全部拆除
    told, place = clause.sentence, clause.span
    near = folded[max(told.start, place.start - NEAR) : min(told.end, place.end + NEAR)]
    return _BARE if rules.told_open.search(near) and not rules.told_done.search(clause.text) else ""


def _keeps_up(plan: str) -> bool:
    """Tell whether a plan, with the rest of its sentence, is only to keep up what is done."""
    rules = load_rules()
    return bool(rules.upkeep.search(plan)) and not rules.further.search(plan)
