"""Statements that do not count beside others of a paragraph: steps to an end, plans that came about, parts of it."""

from __future__ import annotations

import re

from generator.facts.fact import Statement
from generator.facts.status.rules import load_rules
from generator.model.status import Status
from generator.text.span import Span

END = "end"
"""Marks a statement of completion that is the outcome of its sentence: 目前已全部拆除."""
OPEN = frozenset({Status.PLANNED, Status.IN_PROGRESS})
STEPS = frozenset({"step", "begun", "first-part"})
"""Names of the rules for steps of a work that are done, whatever became of the work."""
OF_THEM = "其中"
_SO_FAR = re.compile("已|了|目前|截至|现")
"""Matches words which say that a deed is done, and not only named."""
_MARK = 1
"""Maximum characters between two adjacent clauses: the mark that ends the first."""
_WAYS = frozenset({"submitted", "agreed", "trial", "carried-out", "keeps-on", "mostly"})
"""Names of the rules for what, like a step, does not count if the same sentence tells the end."""
_OUTSETS = frozenset({"begun", "plan-of-a-deed", "invest"})
"""Names of the rules for how a work begins; they do not count if a later sentence tells its end."""
_BY_A_DAY = "until"
"""The name of the rule for days by which something is to be done."""
_DAY_ALONE = re.compile(
    r"(?:于|在|力争|确保|计划)?[\d年月日底末上中下旬]{2,12}(?:之|以)?前(?:全部|全面)?(?:整改)?完成(?:整改)?"
)
_PLANNED_DEED = re.compile("(?:将|计划|拟|力争|预计|争取)(?P<deed>完成|建成|新建|改造|投入|实现|新增)")
_ALL = re.compile("全部|均|(?<![大首])都|如期|悉数")
_OF_THE_SAME = re.compile("(?:现|目前|均|都|如今){0,2}已")
"""Matches where a clause without a subject of its own tells what became of the one before it: 现已付清."""


def passed(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of the statements of a folded paragraph that do not count beside others.

    `told` are pairs of a statement and how it is told, in reading order.
    """
    ways = (_superseded, _ended_later, _due, _planned_as_well, _of_what_is_done)
    return set().union(*(way(told, folded) for way in ways))


def is_done(told: tuple[Statement, str]) -> bool:
    """Tell whether a statement is one of completion."""
    return told[0].status is Status.COMPLETED


def _superseded(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of statements that are steps to the outcome of their sentence, or plans of it.

    已启动拆除，现已全部拆除; 分两年付清余款，现已付清. Nothing else may be named between them:
    大桥已开工，涉及房屋32户，现已全部搬迁 is about two things.
    """
    tells = load_rules().told_done
    found = set()
    ended = of_it = False  # whether an outcome, or a clause without a subject of its own, goes on with what is read
    start, sentence = 0, None
    for at, (said, how) in reversed(list(enumerate(told))):
        between = folded[said.span.end : start]
        if said.sentence != sentence or (len(between) > _MARK and not tells.search(between)):
            ended = of_it = False
        if (ended and (said.step or said.rule in _WAYS)) or (of_it and said.status is Status.PLANNED):
            found.add(at)
        start, sentence = said.span.start, said.sentence
        ended |= how == END
        of_it |= _OF_THE_SAME.match(folded, start, said.span.end) is not None
    return found


def _ended_later(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of statements on the beginning of a work if a later sentence tells its end.

    Nothing begun or planned may follow that end.
    """
    ends = load_rules().same_work
    for end in range(len(told) - 1, -1, -1):  # the last end counts for all that stands before it
        said = told[end][0]
        if said.status in OPEN:
            break
        clause = folded[said.span.start : said.span.end]
        if is_done(told[end]) and ends.search(clause):
            before = enumerate(one for one, _ in told[:end])
            return {at for at, one in before if one.rule in _OUTSETS and one.sentence != said.sentence}
    return set()


def _due(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of completions that are told barely if a sentence says by which day they are to be done.

    全部更换15栋鸡舍的防尘网。2032年1月30日前完成。
    """
    if not any(
        said.rule == _BY_A_DAY and _DAY_ALONE.fullmatch(folded, said.span.start, said.span.end) for said, _ in told
    ):
        return set()
    done = (at for at, one in enumerate(told) if is_done(one))
    return {at for at in done if not _SO_FAR.search(folded, told[at][0].span.start, told[at][0].span.end)}


def _planned_as_well(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of deeds that are told barely after the same deed is planned in their sentence.

    大桥将完成投资10亿元，铁路完成5亿元.
    """
    planned: dict[Span, set[str]] = {}
    found = set()
    for at, (said, _) in enumerate(told):
        place = said.span
        if said.status is Status.PLANNED and (plan := _PLANNED_DEED.search(folded, place.start, place.end)):
            planned.setdefault(said.sentence, set()).add(plan["deed"])
        elif said.sentence in planned and not _SO_FAR.search(folded, place.start, place.end):
            clause = folded[place.start : place.end]
            if any(deed in clause for deed in planned[said.sentence]):
                found.add(at)
    return found


def _of_what_is_done(told: list[tuple[Statement, str]], folded: str) -> set[int]:
    """Return the indices of statements in progress that tell of a part of what their sentence completes before them.

    10所学校全部建成，其中9所已投入使用.
    """
    whole: set[Span] = set()  # sentences that have completed all of something
    found = set()
    for at, one in enumerate(told):
        said = one[0]
        place = said.span
        if is_done(one) and _ALL.search(folded, place.start, place.end):
            whole.add(said.sentence)
        elif said.status is Status.IN_PROGRESS and said.sentence in whole and folded.startswith(OF_THEM, place.start):
            found.add(at)
    return found
