"""Reads the number in or beside a rule's words as a part of a whole: 25个，已完成19个."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.facts.status.clauses import Clause
from generator.facts.status.numbered import MONEY, UNIVERSAL, last_of, number_of, unit_of, value_of
from generator.facts.status.reading import Scope
from generator.facts.status.rules import Rules

_GOES_ON = re.compile(
    "(?:进展|完成|整改|办理|实施|落实)情况:|其中|目前|截[至止]|现|已|至今|累计|实际|[上下]半年|前[二三]季度"
)
_GOT = re.compile("[退还发付兑缴拨送交赔][^,\\d]{0,2}[给到至]了?\\d")
"""Matches a verb of giving up to the number of those who got something: 已退给37名."""
_OF_THEM = re.compile("[^,。;\\d]{0,20}[中里],?(?:目前|现|已)?有?")
"""Matches between a whole and its part, whatever their units: 17项 are of the 41 in 41个项目中有17项."""
_LOOSE = set("个项件处条起")
"""Units that may count the same thing if it matches `_THING`."""
_THING = re.compile("问题|隐患|案件|事项|线索|信访件|诉求")
"""Matches things that are counted with several units: 问题105件, of which 38个问题 are done."""
_GIVEN = re.compile("(?:下达|反馈|交办|指出|通报|督办)的[^,\\d]{0,16}$")
"""Matches before a number that is all that was given to do: 完成省里下达的某路段6处整治."""
_CLOSED = re.compile("终止|注销|撤销|关停|核销|解除|废止|合并|划转|退出|没收")
"""Matches what becomes of the rest if nothing is left to do: 办理结题38个、终止3个."""
_DONE_IN_ALL = re.compile(
    "(?:累计|总共|(?<![公一])共)(?:已)?(?:完成|治理|整治|处置|办理|拆除|清理|新建|改造|加装)[^,。;\\d]{0,14}$"
    "|(?:^|[,。;])(?:新建成?|新增|建成|栽植|种植|硬化)[^,。;\\d]{0,14}$"
)
"""Matches before a number of what is done in all, which is not the whole that was to be done."""
_SET = re.compile("(?:年度|全年|今年|下达|既定)(?:的)?$")
_GOAL = re.compile("的?[^,\\d]{0,6}(?:目标|任务)")
"""With `_SET`, matches around a number that is all that was to be done: 完成年度39部的目标任务."""
_NAMED_BEFORE = re.compile("、[^,\\d]{2,20}等(?:处|地|路段|片区)?$")
"""Matches before a number of what has just been named: 完成东环路、西环路等处12公里绿化工程."""
_WORKS = re.compile("^[^,、\\d]{0,14}(?:工程|改造|建设|绿化|亮化|硬化|整治|修复|治理)(?:任务|工作)?$")
"""Matches after such a number if it counts works."""
_OPEN = re.compile("部分|正|待|尚|仍|未|拟|将|其余|剩余|在[建办审]|计划")
_FIRST = re.compile("(?:目前|现在?|其中[^,\\d]{0,8}|截[至止]目前)?(?:已?有)?")
"""Matches all that stands before a number if that begins its clause: 95个村均已通电."""
_STOP = re.compile("[。\n]")
_LISTED = "、"
"""Between two numbers of one clause it makes them a list, not whole and part: 化肥46吨、农膜2吨发放到户."""
_MOST = 0.96
"""Minimum share of a whole for a part to be nearly all of it, if nothing is said of the rest."""
_FEW = 0.2
"""Maximum share of what is counted before for what is left to be little."""
_HEAD = 30
"""Maximum characters before a number that are searched for words about it."""
_NEAR = 300
"""Maximum characters before and after a part that are searched for its whole and its rest."""


def share_of(rules: Rules, folded: str, clause: Clause, found: re.Match[str]) -> Scope | None:
    """Return the scope of a rule's words by the number in or beside them; None if there is no such number.

    `folded` is the text that `clause` is of, `found` the match of the rule's pattern in the clause.
    """
    if UNIVERSAL.search(found[0]):
        return _all_of_some(rules, folded, clause, found)
    if _some_of_them(rules, folded, clause, found):
        return Scope.PART
    counted = number_of(rules, clause, found)
    if counted is None:
        return None
    number, after = counted
    part = _part_told(rules, folded, clause, counted)
    # If no whole is stated before, the goal that was set is the whole.
    is_goal = after and _SET.search(clause.text, 0, number.start()) and _GOAL.match(clause.text, number.end())
    return None if is_goal and part is Scope.AMOUNT else part


def _some_of_them(rules: Rules, folded: str, clause: Clause, found: re.Match[str]) -> bool:
    """Tell whether fewer got something than are counted before: 86名家长多缴了费,已退给37名."""
    got = _GOT.search(clause.text, found.start())
    number = rules.units.search(clause.text, got.end() - 1) if got else None
    if number is None:
        return False
    at = clause.start + number.start()
    return any(other > value_of(number) for other in _alike(rules, folded, _told_from(folded, clause, at), at, number))


def _part_told(rules: Rules, folded: str, clause: Clause, counted: tuple[re.Match[str], bool]) -> Scope | None:
    """Return the scope of a number; `counted` is (the number, whether it stands after its verb); None if unknown."""
    number, after = counted
    at = clause.start + number.start()
    begin = _told_from(folded, clause, at)
    part = value_of(number)
    before = [
        other
        for other in rules.units.finditer(folded, begin, at)
        if not _DONE_IN_ALL.search(folded, max(begin, other.start() - _HEAD), other.start())
        and (
            unit_of(other) == unit_of(number)
            or _of_them(folded[other.end() : at], other, number)
            or _same_thing(folded, other, number, clause.start + number.end())
        )
        and not (other.start() >= clause.start and _LISTED in folded[other.end() : at])
    ]
    values = [value_of(other) for other in before]
    wholes = [value for value in values if value >= part]
    end = min(_told_until(folded, clause), clause.span.end + _NEAR)
    if not wholes:
        rest = after and rules.left_over.search(folded, clause.span.end, end)
        return Scope.PART if rest else Scope.AMOUNT if after and not _sums_up(clause, number) else None
    if part == max(wholes) or _is_last(folded[before[values.index(max(values))].end() : at], part, values):
        return Scope.ALL
    others = _alike(rules, folded, clause.span.end, end, number)
    behind = clause.start + number.end()
    closed = _alike(rules, folded, behind, end, number)
    left = folded[behind:end]
    if closed and part + sum(closed) in wholes and _CLOSED.search(left) and not _OPEN.search(left):
        return Scope.ALL
    if rules.rest.search(folded, clause.span.end, end) or part + sum(others) in wholes:
        return Scope.PART_BESIDE_REST
    return Scope.MOST if part >= _MOST * max(wholes) else Scope.PART


def _all_of_some(rules: Rules, folded: str, clause: Clause, found: re.Match[str]) -> Scope | None:
    """Return the scope of words like 均 after a number: 95个村均已通电 is MOST of 97个村 before it.

    None if they are of all.
    """
    number = last_of(rules.units, clause.text[: found.start()])
    if number is None or not _FIRST.fullmatch(clause.text, 0, number.start()):
        return None
    named = clause.text[number.end() : found.start()].partition("的")[0]
    before = [
        other
        for other in rules.units.finditer(
            folded, _told_from(folded, clause, clause.start + number.start()), clause.start
        )
        if unit_of(other) == unit_of(number)
    ]
    part, values = value_of(number), [value_of(other) for other in before]
    wholes = [value for value, other in zip(values, before, strict=True) if folded.startswith(named, other.end())]
    if part in values or part >= max(wholes, default=0):
        return None
    if _is_last(folded[before[values.index(max(values))].end() : clause.start], part, values):
        return None
    end = min(_told_until(folded, clause), clause.span.end + _NEAR)
    others = _alike(rules, folded, clause.span.end, end, number)
    if part + sum(others) in wholes and not _OPEN.search(folded, clause.span.end, end):
        return None
    return Scope.MOST if part >= _MOST * max(wholes) else Scope.PART


def _sums_up(clause: Clause, number: re.Match[str]) -> bool:
    """Tell whether a number after a verb is the sum of the works named before it, or all that was given to do."""
    text, start = clause.text, number.start()
    named = _NAMED_BEFORE.search(text, max(0, start - _HEAD), start) and _WORKS.search(text[number.end() :])
    return bool(named or _GIVEN.search(text, max(0, start - _HEAD), start))


def _of_them(between: str, whole: re.Match[str], part: re.Match[str]) -> bool:
    """Tell whether a number is a part of another, by the words between them (中有); never for money."""
    return MONEY not in {whole["unit"], part["unit"]} and bool(_OF_THEM.fullmatch(between))


def _same_thing(folded: str, whole: re.Match[str], part: re.Match[str], end: int) -> bool:
    """Tell whether two numbers count the same thing in different units; `end` is where the part's unit ends."""
    named = _THING.match(folded, end)
    return bool(
        named
        and {whole["unit"], part["unit"]} <= _LOOSE
        and (folded.endswith(named[0], 0, whole.start()) or folded.startswith(named[0], whole.end()))
    )


def _is_last(told: str, part: float, values: Sequence[float]) -> bool:
    """Tell whether a part and the parts before it add up to the whole before them: 5家企业,3家补办、2家封停.

    `values` are the numbers before the part, of which the largest is the whole; `told` is the text between whole and
    part, which must not say that anything is open.
    """
    others = values[values.index(max(values)) + 1 :]
    return bool(others) and sum(others) + part == max(values) and not _OPEN.search(told)


def left_of(rules: Rules, folded: str, clause: Clause, found: re.Match[str]) -> Scope | None:
    """Return Scope.PART if the number in the found words is no small share of what is counted before it, else None."""
    number = rules.units.search(found[0])
    if number is None:
        return None
    at = clause.start + found.start()
    begin = max(clause.sentence.start, at - _NEAR)
    others = _alike(rules, folded, begin, at, number)
    return Scope.PART if others and value_of(number) > _FEW * max(others) else None


def deed_of(rules: Rules, folded: str, clause: Clause, found: re.Match[str]) -> Scope | None:
    """Return the scope of a deed that answers a problem, by its number; None if there is no number.

    It is ALL if no larger number stands before it and no rest is told.
    """
    counted = number_of(rules, clause, found)
    if counted is None:
        return None
    number, _ = counted
    if rules.left_over.search(folded, clause.span.end, min(_told_until(folded, clause), clause.span.end + _NEAR)):
        return Scope.PART
    at = clause.start + number.start()
    more = any(other > value_of(number) for other in _alike(rules, folded, max(at - _NEAR, 0), at, number))
    return Scope.AMOUNT if more else Scope.ALL


def sum_of(rules: Rules, folded: str, clause: Clause, found: re.Match[str]) -> Scope:
    """Return ALL if the numbers in the found words add up to a whole that is stated before, else AMOUNT."""
    parts = list(rules.units.finditer(found[0]))
    at = clause.start + found.start()
    begin = max(0, at - _NEAR, folded.rfind("。", 0, at))
    wholes = _alike(rules, folded, begin, at, parts[0])
    alike = len({unit_of(part) for part in parts}) == 1
    return Scope.ALL if alike and sum(map(value_of, parts)) in wholes else Scope.AMOUNT


def _alike(rules: Rules, folded: str, begin: int, end: int, number: re.Match[str]) -> list[float]:
    """Return the values of the numbers between two offsets that have the same unit as `number`."""
    return [value_of(other) for other in rules.units.finditer(folded, begin, end) if unit_of(other) == unit_of(number)]


def _told_from(folded: str, clause: Clause, at: int) -> int:
    """Return the offset from which the whole of a number at `at` is searched.

    It is the start of its sentence, or of the sentence before if this one goes on with it: 全村97户。目前,已完成95户.
    """
    begin = clause.sentence.start
    near = max(at - _NEAR, 0)
    if _GOES_ON.match(folded[begin:at].strip()):
        begin = max(folded.rfind("。", near, max(begin - 1, near)), folded.rfind("\n", near, max(begin, near))) + 1
    return max(begin, near)


def _told_until(folded: str, clause: Clause) -> int:
    """Return the offset at which the sentence of a clause ends, beyond semicolons: 已完成7户；其余4户…."""
    end = clause.sentence.end
    if folded[end - 1 : end] != ";":
        return end
    stop = _STOP.search(folded, end, end + _NEAR)
    return stop.start() if stop else end + _NEAR
