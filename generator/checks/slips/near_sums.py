"""Totals that the parts told behind them nearly make, whatever words join them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from generator.checks.numbers.amounts import Quantity
from generator.checks.place import message_at
from generator.checks.slips.passages import (
    COUNTLESS,
    WithAmounts,
    is_slip,
    kind_of,
    made_of,
    near,
    number,
    passages,
    shown_sum,
    unsure,
)
from generator.checks.sums.itemised import MEASURED
from generator.model.messages import Message
from generator.model.report import Report

_DIVIDED = re.compile(
    "按[^,。;\\d]{1,8}(?:分|划|看|计)|分[为成作布]|划[分为]|构成|组成|来[自源]|去向|无[未一遗]|没有(?:未|遗|剩)|逐[一个]"
    "|各[自类项]?[为是]"
)
"""Matches words around a list of parts which say that it is the whole of a total."""
_PRESENT = re.compile("应[到参出][^。;]{0,14}实[到参出]")
_KEPT = re.compile("(?:现|继续|暂)?(?:保留|留用|留任|留存|留校|封存|续聘|续用)")
"""Matches the name of a part that stayed, beside those that went."""
_SUMMED = re.compile("(?:[总合共]计|总[^,。;:\\d]{0,8}|共)[^,。;:\\d]{0,4}$")
"""Matches before a total that is told as a sum."""
_ABSENT = re.compile("请假|缺[席勤]|未[到参出]|外出|公差|因公")
"""Matches where those present are told behind all, and those absent behind them."""
_MADE_OF = re.compile(
    "^[^,。;\\d]{0,8}(?:[两二三四五六七八九\\d]?[个项类大]?(?:部分|渠道|块|方面)?(?:构成|组成|筹集|筹措))"
)
"""Matches the same behind the list: 三部分|构成."""
_HOW_MANY = re.compile("(?<![第\\d])(?P<n>[两二三四五六七八九])[个家所类项级块大处][^,。;:\\d]{0,10}[,:]")
"""Matches between a total and its parts the number of these: 三个食堂分别列支:."""
_COMPLEMENTS = (
    ("男", "女"),
    ("城镇", "乡村"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("公办", "民办"),
    ("公立", "民营"),
    ("党员", "群众"),
)
"""Names of two parts that are all of their whole, beside those of which one denies the other: 合格, 不合格."""
_DENIED = re.compile("^[已为的]{0,2}[未不非无](?P<word>[\u4e00-\u9fff]{1,4})")
_OF_MANY = re.compile("(?<![第\\d])(?P<n>[两二三四五六七八九]|\\d)(?:[个家所类项级]|级)[^,。;:\\d]{1,20}$")
"""Matches before a total of how many things it is: 县乡两级共安排经费|360万元."""
_AMONG = re.compile("其中|包括")
NOT_TWICE = re.compile("[无不没未][有一存在人含计]{0,4}(?:重[复叠合]|交叉|兼)")
"""Matches words which say that nothing is counted twice."""
OVERLAP = re.compile(
    r"含|(?:^|[,、;:(\d])部分(?!属实)|另(?!设)|重[复叠合]|同时|交叉|兼|两者|\d[^,。;]{0,4}以[上下]|涉及|既|平均|每|约|增|(?<![审核])减|降|升"
    "|比|较|余额|结余|节约"
)
"""Matches words which say that parts may overlap, or are no parts."""
DEEDS = re.compile(
    "发现|查[出处明]|排查|整改|立案|移[送交]|处[分理罚置]|问责|销号|完成|办结|受理|新[增建]|修订|废止|核[查减]|追[缴回]"
    "|清退|退[还回]|责令|[应已实未][收缴付退还]|约谈|通报|下发|召开|开展|检查|抽查|走访"
)
"""Matches what may be done one after the other to the same things."""
_YEAR = re.compile(r"\d{4}年")
_JOIN = re.compile(r"[^\d。:]{0,24}?[,、;和及+][^\d。:]{0,24}")
PEOPLE = frozenset({"人", "人次"})
"""Units of persons, of whom one may be counted under several heads."""
FEWEST = 2
_LEAD, _WIDE, _ROOM, _MOST_PARTS, _END, _TWENTY = 6, 24, 14, 9, 2, 20


def check_near_sums(report: Report) -> Iterator[Message]:
    """Yield totals that the parts behind them in their sentence nearly make, but do not."""
    for passage in passages(report):
        for at, total in enumerate(passage.amounts):
            if total.unit not in COUNTLESS and passage.exact(at):
                parts = _added(passage, at) or _divided(passage, at)
                if parts:
                    yield message_at(report, "total", passage.place(at), **shown_sum(passage.text, total, parts))


def row(passage: WithAmounts, at: int, step: int) -> list[int]:
    """Return the places of the amounts of one kind that follow an amount, or stand before it, up to another kind."""
    found: list[int] = []
    here = at
    while 0 <= (here := here + step) < len(passage.amounts) and len(found) < _MOST_PARTS:
        if kind_of(passage.amounts[here]) != kind_of(passage.amounts[at]):
            break
        found.append(here)
    return found if step > 0 else found[::-1]


def wrong_sum(total: Quantity, parts: Sequence[Quantity]) -> Decimal | None:
    """Return the sum of the parts if it differs from the total beyond rounding, else None."""
    made = sum((part.value for part in parts), Decimal(0))
    return made if abs(made - total.value) > unsure((total, *parts)) else None


def _added(passage: WithAmounts, at: int) -> list[Quantity]:
    """Return the parts in brackets that are joined by +, if they do not make the total before them."""
    behind = row(passage, at, 1)
    if not behind or not passage.between(at, behind[0]).lstrip("亩元").startswith(("(", ":", "=")):
        return []
    parts = behind[:1]
    for one in behind[1:]:
        if "+" not in passage.between(parts[-1], one):
            break
        parts.append(one)
    told = [passage.amounts[one] for one in parts]
    return told if len(told) >= FEWEST and wrong_sum(passage.amounts[at], told) is not None else []


def _divided(passage: WithAmounts, at: int) -> list[Quantity]:
    """Return the parts behind a total that nearly make it, if the words or their names say they are all of it."""
    total, behind = passage.amounts[at], row(passage, at, 1)
    joined = all(_JOIN.fullmatch(_YEAR.sub("", passage.between(*pair))) for pair in pairwise(behind))
    if len(behind) < FEWEST or not joined or not all(map(passage.exact, behind)):
        return []
    parts = [passage.amounts[one] for one in behind]
    stretch = passage.text[total.span.start : parts[-1].span.end]
    opens = passage.between(at, behind[0])
    made = wrong_sum(total, parts)
    slips = len(parts) > FEWEST and _is_summed(passage, at)
    if (
        made is None
        or not _is_close(total, made, min(part.value for part in parts), slips=slips)
        or OVERLAP.search(NOT_TWICE.sub("", stretch))
        or not re.search("[,:;(由]", opens)
    ):
        return []
    explained = any(made_of(total.value, some, unsure(some)) for some in _some(parts))
    wholes = [one for one in passage.amounts[:at] if kind_of(one) == kind_of(total)]
    if explained or any(wrong_sum(one, parts) is None for one in wholes):
        return []
    return parts if _are_all(passage, at, behind, more=made > total.value) else []


def _is_summed(passage: WithAmounts, at: int) -> bool:
    """Say whether a total is told as a sum: 盘亏共|37种."""
    start = passage.amounts[at].span.start
    return bool(_SUMMED.search(passage.text[max(0, start - _ROOM) : start]))


def _is_close(total: Quantity, made: Decimal, least: Decimal, *, slips: bool) -> bool:
    """Say whether a total is near a sum, by less than the least of the parts, or differs from it by a slip."""
    gap = abs(made - total.value)
    slip = slips and is_slip(f"{made / total.size:f}", total.digits)
    return (gap < least and (near(made, total.value) or gap == 1)) or slip


def _are_all(passage: WithAmounts, at: int, behind: Sequence[int], *, more: bool) -> bool:
    """Say whether the words around parts say that these are all, or their names that they are.

    They make `more` than the total, or less.
    """
    opens = passage.between(at, behind[0])
    after = passage.text[passage.amounts[behind[-1]].span.end :]
    among = _AMONG.search(opens)
    start = passage.amounts[at].span.start
    before = passage.text[max(0, start - _WIDE) : start]
    many = _HOW_MANY.search(opens) or _OF_MANY.search(before)
    if many and number(many["n"]) == len(behind) and not among:
        return True
    whole = passage.text[max(0, start - _LEAD) : passage.amounts[behind[0]].span.start]
    if not among and (
        _DIVIDED.search(opens) or _PRESENT.search(whole) or _DIVIDED.search(after[:_ROOM]) or _MADE_OF.search(after)
    ):
        return True
    names = [passage.before(one) or passage.after(one) for one in behind]
    summed = _is_summed(passage, at)
    if _are_complements(names) or _ABSENT.search(names[-1]) or any(map(_KEPT.search, names)):
        return True
    gap = abs(sum(passage.amounts[n].value for n in behind) - passage.amounts[at].value)
    counted = kind_of(passage.amounts[at]) not in PEOPLE
    little = gap * _TWENTY <= passage.amounts[at].value or summed
    if more and not among and counted and len(behind) > FEWEST and little:
        return True
    if more and among and passage.amounts[at].kind in MEASURED:
        return not any(map(DEEDS.search, names))
    return more and _alike(names, passage.before(at))


def _are_complements(names: Sequence[str]) -> bool:
    """Say whether the names of two parts are such that they are all of their whole: 男21名、女16名."""
    if len(names) != FEWEST:
        return False
    for one, other in (names, names[::-1]):
        denied = _DENIED.match(other)
        if any(pair[0] in one and pair[1] in other for pair in _COMPLEMENTS) or (
            denied and one.endswith(denied["word"])
        ):
            return True
    return False


def _some(parts: Sequence[Quantity]) -> Iterator[tuple[Quantity, ...]]:
    """Yield each selection of some of the parts, in which two and more are left."""
    for size in range(FEWEST, len(parts)):
        yield from combinations(parts, size)


def _alike(names: Sequence[str], own: str) -> bool:
    """Say whether the names of parts end in the same two characters, in which their total's `own` words do not end."""
    ends = {name[-_END:] for name in names}
    word = ends.pop()
    return not ends and len(word) == _END and not own.endswith(word) and not any("中" in name for name in names)
