"""What one paragraph states, and under which problem of its item it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from generator.facts.fact import Statement
from generator.facts.status.answers import DEED, NEAR, Verdict, answers
from generator.facts.status.reading import Scope
from generator.facts.status.rules import load_rules
from generator.model.report import Kind, Node, Report
from generator.model.status import Status
from generator.text.span import Span

_END = "end"
"""What is completed is what a sentence comes to."""
_BARE = "bare"
"""What is completed is told without a word for that, in a sentence that tells of what is not."""
_MARK = 1
"""Characters between two clauses that stand side by side."""
_OPEN = frozenset({Status.PLANNED, Status.IN_PROGRESS})
_STEPS = frozenset({"step", "begun", "first-part", "papers-of-a-work"})
"""Rules for steps of a work that are done, whatever became of the work."""
_WAYS = _STEPS | {"submitted", "agreed", "handed-in", "trial", "carried-out", "by-and-by", "keeps-on"}
"""Rules for what is done on the way to an end, which tell nothing where the same sentence tells the end."""
_OUTSETS = frozenset({"begun", "plan-of-so-many", "invest"})
"""Rules for how a work sets out, which tell nothing where a later sentence tells its end."""
_NEXT = re.compile(
    r"[。;\n](?:[一二三四五六七八九十]{1,3}是|其[一二三四五]|第[一二三四五六][,是]|\(?\d{1,2}[.、)](?!\d))"
)
"""Where the next of several numbered measures begins."""
_OF_THEM = "其中"
_STOP = re.compile(r"[。\n]")
_NAMED = frozenset({Kind.FINDING, Kind.ITEM})
"""What is headed by a problem."""


def problems_above(report: Report, nodes: Iterable[Node], above: str = "") -> Iterator[tuple[Span, str]]:
    """Yield the places of paragraphs that stand under a heading that names a problem, each with the nearest one."""
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
    """Return what a folded paragraph states, its spans moved by an offset; `about` is what stands above it.

    A deed told barely is no answer to a problem where there is more to do. What is told barely in a sentence of orders,
    aims or what comes by and by is not completed; beside what is begun or planned it is a part that is done.
    """
    told = list(_told(folded, offset, heading=heading, own=own, about=about))
    past = _superseded(told, folded, offset) | _ended_later(told, folded, offset)
    told = [one for at, one in enumerate(told) if at not in past]
    more = any(said.status in _OPEN and not said.keeps for said, _ in told)
    if not more:
        told = _not_all(told, folded, offset)
    return [said for said, how in told if not ((how == DEED and more) or (how == _BARE and not more))]


def _superseded(told: list[tuple[Statement, str]], folded: str, offset: int) -> set[int]:
    """Return which statements tell of steps to what their sentence comes to: 已启动拆除，现已全部拆除.

    Between them nothing else is named: 大桥已开工，涉及房屋32户，现已全部搬迁 tells of two things.
    """
    tells = load_rules().told_done
    found = set()
    for end, (said, how) in enumerate(told):
        start = said.span.start
        for at in range(end - 1, -1, -1) if how == _END else ():
            before = told[at][0]
            between = folded[before.span.end - offset : start - offset]
            if before.sentence != said.sentence or (len(between) > _MARK and not tells.search(between)):
                break
            start = before.span.start
            if before.step or before.rule in _WAYS:
                found.add(at)
    return found


def _ended_later(told: list[tuple[Statement, str]], folded: str, offset: int) -> set[int]:
    """Return which statements tell how a work set out whose end a later sentence tells, with nothing open after it."""
    ends = load_rules().same_work
    for end in range(len(told) - 1, -1, -1):  # the last end is of all that went before it
        said = told[end][0]
        if said.status in _OPEN:
            break
        clause = folded[said.span.start - offset : said.span.end - offset]
        if _is_done(told[end]) and ends.search(clause):
            before = enumerate(one for one, _ in told[:end])
            return {at for at, one in before if one.rule in _OUTSETS and one.sentence != said.sentence}
    return set()


def _not_all(told: list[tuple[Statement, str]], folded: str, offset: int) -> list[tuple[Statement, str]]:
    """Return what a paragraph states without what is completed of some alone, or only until the paragraph goes on.

    Of some of several tells 其中18处已复绿; 不过雨天仍有积水 takes back what stands before it, 路面已修复.
    """
    found = [one for one in told if not (_is_done(one) and folded.startswith(_OF_THEM, one[0].span.start - offset))]
    ends = [one[0].span.end - offset for one in found if _is_done(one)]
    last = max((end for end in ends if _is_taken_back(folded, end)), default=0)
    return [one for one in found if not (_is_done(one) and one[0].span.end - offset <= last)]


def _is_taken_back(folded: str, end: int) -> bool:
    """Tell whether what is completed by an offset is taken back soon after it, under the same number (二是…)."""
    other = _NEXT.search(folded, end, end + NEAR)
    stop = other.start() if other else end + NEAR
    backs = load_rules().taken_back.finditer(folded, end, stop)
    told = [back for back in backs if not back["denied"]]
    return any(not (back["mild"] and _keeps_up(_STOP.split(folded[back.start() : stop], 1)[0])) for back in told)


def _is_done(told: tuple[Statement, str]) -> bool:
    return told[0].status is Status.COMPLETED


def _told(folded: str, offset: int, *, heading: bool, own: date | None, about: str) -> Iterator[tuple[Statement, str]]:
    """Yield what a paragraph states, and how what is completed is told."""
    for answer in answers(folded, heading=heading, own=own, about=about):
        if answer.says is not None and answer.found is not None:
            clause = answer.clause
            place = Span(offset + clause.span.start, offset + clause.span.end)
            shown = Span(offset + clause.sentence.start, offset + clause.sentence.end)
            keeps = answer.says is Status.PLANNED and _keeps_up(
                folded[clause.start : min(clause.sentence.end, clause.span.end + NEAR)]
            )
            whole = answer.says is Status.COMPLETED and bool(load_rules().whole_item.search(clause.text))
            step = answer.found.rule.name in _STEPS or answer.found.reading.scope is Scope.STAGE
            yield Statement(answer.says, place, shown, answer.found.rule.name, keeps, whole, step), _how(answer, folded)


def _how(answer: Verdict, folded: str) -> str:
    """Tell whether what is completed is told barely, as a deed or otherwise, or is what a sentence comes to."""
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
    """Tell whether a plan, with what follows it in its sentence, is only to keep up what is done."""
    rules = load_rules()
    return bool(rules.upkeep.search(plan)) and not rules.further.search(plan)
