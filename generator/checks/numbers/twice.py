"""One thing for which two places of a report state different amounts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from generator.checks.numbers.named import (
    AGAIN,
    ALL,
    EACH,
    FEWEST_DIGITS,
    LONG_NAME,
    OF,
    SHORT_NAME,
    SHORTEST_NAME,
    STATE,
    NamedAmount,
    named_amounts,
)
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report

_MOST_ALIKE = 40
"""Maximum number of amounts of the same digits that are compared, which a table may have without end."""
_LENGTHS = (4, 5, 6, 8, 10)
"""Numbers of characters at the end of a name by which it is looked up."""
_SCOPE = re.compile("[全本][国省市区县镇乡村校院局系]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批期次轮笔季]|[上下]半年|[本上去前]年|首[批期次轮笔]")
_SHIFTED = re.compile(
    "[应拟需待未仍再另又原新余]|计划|规划|预算|目标|其[他它余]|剩余|追加|部分|[本上]级|年[初末底中]|期[初末]|复核|核[定实]|审[定核]|一审|二审|[城农]|预计|申报"
)
"""Matches in what one of two names has more a word that makes it another thing or time: 应, 年初, 本级."""
_ORDER = re.compile("责令|责成|要求")
_BY_NOW = re.compile(
    "(?:已|共|累计)[^,;]{0,4}(?:清退|追[缴回]|收[回缴]|退[回还缴]|上缴|整改|完成|办结|处[理置]|化解|拆除|拨付|发放|兑付|归还|盘活)|整改"
)
_IN_FULL = re.compile("率(?:已?达到?|为)?100%")
_WHOSE = re.compile(r".?[镇乡县区市村局院校司组队站所厂]")
"""Matches where the words end that name a body or place, whose last character two names may share."""
_FOUND = re.compile("发现|查出|查明|排查|核查|应")
_DONE = re.compile("清退|追缴|追回|收回|退回|退还|退缴|上缴|收缴|整改|完成|办结|处理|处置|化解|拆除")
"""With `_FOUND`, matches in the names of two amounts of one thing of which no more can be done than was found."""
_WHO = re.compile(
    "^(?:[^,。;]{0,12},)?(?P<who>[\u4e00-\u9fff]{1,12}?(?:局|委员会|[纪政工党]委|政府|办公室|中心|公司|合作社|医院|学校|街道|[镇乡村院校站所队会]))(?=[对将把已于在从向共累组开通追清收退查排督逐])"
)
"""Matches who does what a sentence tells: 县财政局|对8家单位核查."""
_OF_HOW_MANY = re.compile("(?P<n>\\d{1,5}|[一二两三四五六七八九十]{1,3})(?P<noun>[个家户名所处项笔][\u4e00-\u9fff]{2})")
_NEAR = 3
"""Maximum lines between the number of what was found and the one that refers to it as all: 查出的16处闲置校舍."""


def check_twice(report: Report) -> Iterator[Message]:
    """Yield an amount if the same thing has a similar one elsewhere: 48.6万元 and 46.8万元.

    The words before both must be the same, and the numbers differ by two swapped digits or by one digit.
    """
    things: dict[tuple[str, str, str], list[NamedAmount]] = defaultdict(list)
    for told in named_amounts(report):
        for length in _LENGTHS:
            if len(told.name) >= length:
                things[told.name[-length:], told.amount.scale, told.amount.kind].append(told)
        if len(told.core) > SHORTEST_NAME:  # 医保基金违规结算, 违规结算医保基金
            things["".join(sorted(told.core)), told.amount.scale, told.amount.kind].append(told)
    found = [*_swapped(things)]
    for places in things.values():
        # Three different amounts after the same words are of three like things.
        if len({told.amount.digits for told in places}) == 2:
            first = places[0]
            other = next(told for told in places if told.amount.digits != first.amount.digits)
            if _slip(first, other) and first.of_time(other) and _alike(first, other):
                found.append((other, first))
    for told, before in sorted(dict.fromkeys(found), key=lambda pair: pair[0].span.start):
        yield message_at(
            report,
            "two-amounts",
            told.span,
            found=report.source[told.span],
            other=report.source[before.span],
            line=before.line,
        )


def _swapped(things: Mapping[tuple[str, str, str], Sequence[NamedAmount]]) -> Iterator[tuple[NamedAmount, NamedAmount]]:
    """Yield each two amounts whose digits are swapped, if the words around both name one thing in another order."""
    by_digits: dict[tuple[str, str, str], dict[NamedAmount, None]] = defaultdict(dict)
    for places in things.values():
        for told in places:
            if told.amount.figures >= FEWEST_DIGITS:
                by_digits["".join(sorted(told.amount.digits)), told.amount.scale, told.amount.kind][told] = None
    for alike in by_digits.values():
        places = sorted(alike, key=lambda told: told.span.start)
        if len({told.amount.digits for told in places}) == 2 and len(places) <= _MOST_ALIKE:
            for one, other in combinations(places, 2):
                swapped = one.amount.digits != other.amount.digits and _slip(one, other)
                if swapped and one.of_time(other) and _told_in_another_order(one, other):
                    yield other, one


def _told_in_another_order(one: NamedAmount, other: NamedAmount) -> bool:
    """Say whether two names are of one thing, told with other words between or its noun behind the amount.

    多收患者检查费27.9万元, 多收的检查费29.7万元; 公园二期总投资1.86亿元, 总投资1.68亿元的公园二期.
    """
    if any(_ORDINAL.search(told.clause) for told in (one, other)) or one.sentence == other.sentence:
        return False
    things = [OF.match(told.behind) for told in (one, other)]
    if things[0] and things[1]:
        nouns = [thing["noun"] for thing in things if thing]
        rests = [told.core.removeprefix(noun) for told, noun in zip((one, other), nouns, strict=True)]
        return rests[0] == rests[1] and (nouns[0].startswith(nouns[1]) or nouns[1].startswith(nouns[0]))
    for first, second, of in ((one, other, things[1]), (other, one, things[0])):
        quality = of and second.core.removeprefix(of["noun"])
        thing = first.core.removesuffix(quality or "")
        if of and thing != first.core and len(thing) >= SHORT_NAME and of["noun"].startswith(thing):
            return True
    short, long = sorted((one.core, other.core), key=len)
    more = Counter(long) - Counter(short)
    return (
        len(short) > (SHORT_NAME - 1 if other.refers_back else SHORTEST_NAME)
        and not long.endswith(short)
        and not Counter(short) - Counter(long)
        and short[-2:] == long[-2:]
        and not _SHIFTED.search("".join(more))
        and not _SCOPE.search(long)
    )


def _alike(one: NamedAmount, other: NamedAmount) -> bool:  # noqa: PLR0911 - a case a line
    """Say whether two amounts are of one thing by the words before them, without a word that makes them two.

    排查隐患1260处 and 整改隐患1206处 are two things, and so are amounts of two places, times or instalments.
    """
    if any(_ORDINAL.search(told.clause) for told in (one, other)):
        return False  # 第一批下达水利资金83.2万元,第二批下达水利资金82.3万元
    if one.core != other.core and sorted(one.core) == sorted(other.core):
        return True
    scopes = [_SCOPE.findall(told.name) for told in (one, other)]
    if all(scopes) and scopes[0] != scopes[1]:
        return False
    common = len(one.name) if one.name == other.name else _shared(one.core, other.core)
    left = [told.core[: max(0, len(told.core) - common)] for told in (one, other)]
    if common < SHORT_NAME or any(_SHIFTED.search(rest) for rest in left):
        return False
    again = AGAIN.search(one.clause + other.clause)
    if common == SHORT_NAME and one.amount.figures <= FEWEST_DIGITS and not (again or ALL.search(other.clause)):
        return False
    if one.amount.figures < FEWEST_DIGITS and not (common >= SHORTEST_NAME or again or not any(left)):
        return False
    if _of_two_deeds(one, other):
        return False
    if one.sentence == other.sentence and one.line == other.line and any(map(STATE.search, left)):
        return False  # 应清退津补贴48.6万元,已清退津补贴46.8万元
    if all(left) and not _same_end(*left) and not _are_deeds(left, one, other, common):
        return False  # 小学配备保安136名,中学配备保安163名
    return not _is_rest(left, one, other)


def _of_two_deeds(one: NamedAmount, other: NamedAmount) -> bool:
    """Say whether one deed is told twice, of two who did it or of two numbers of those whom it reached.

    县财政局对8家单位核查,追回多领资金5.4万元. 县教育局对6家单位核查,追回多领资金4.5万元.
    """
    if one.core != other.core or not STATE.search(one.core) or ALL.search(other.clause) or AGAIN.search(other.clause):
        return False
    who = [match["who"] for told in (one, other) if (match := _WHO.search(told.sentence))]
    if len(who) > 1 and not (who[0].endswith(who[1]) or who[1].endswith(who[0])):
        return True
    many = [{m["noun"]: m["n"] for m in _OF_HOW_MANY.finditer(told.lead)} for told in (one, other)]
    return any(many[1].get(noun, number) != number for noun, number in many[0].items())


def _shared(one: str, other: str) -> int:
    """Return how many characters two names share at their ends."""
    return next(
        (at for at, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other))
    )


def _are_deeds(left: list[str], one: NamedAmount, other: NamedAmount, common: int) -> bool:
    """Say whether what two names have more is told of deeds, and not of whose the thing is."""
    ends = [told.core[: len(told.core) - common + 1] for told in (one, other)]  # 排查 of 排, 查处
    bodies = [bool(_WHOSE.match(told.core, len(rest) - 1)) for told, rest in zip((one, other), left, strict=True)]
    return all(map(STATE.search, ends)) and not all(bodies)


def _is_rest(left: list[str], one: NamedAmount, other: NamedAmount) -> bool:
    """Say whether one amount may be the part of the other that has been dealt with: 排查隐患1260处, 整改隐患1206处.

    Where the verb stands behind (津补贴46.8万元已清退), or with 全部, it is of all.
    """
    if AGAIN.search(one.clause + other.clause) or _IN_FULL.search(one.sentence + other.sentence):
        return False
    found, done = sorted((one, other), key=lambda told: -told.amount.value)
    if ALL.search(done.clause):
        return False
    if _BY_NOW.search(done.before) and not _ORDER.search(done.before) and not _DONE.search(found.before):
        return True
    deeds = [{state[0] for state in STATE.finditer(rest)} for rest in left]
    if not all(deeds) or deeds[0] & deeds[1]:
        return False
    return not all(map(_FOUND.search, deeds[0] | deeds[1])) and not (
        _FOUND.search(done.before) and _DONE.search(found.before) and not _DONE.search(done.before)
    )


def _same_end(one: str, other: str) -> bool:
    return len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:]


def _slip(first: NamedAmount, second: NamedAmount) -> bool:  # noqa: PLR0911 - a case a line
    """Say whether two numbers differ by two swapped digits, or by one digit."""
    one, other = first.amount.digits, second.amount.digits
    if len(one) != len(other) or one.find(".") != other.find("."):
        return False
    different = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(different) == 2:
        left, right = different
        return one[left] == other[right] and one[right] == other[left]
    whole = first.core.endswith(second.core) or second.core.endswith(first.core)
    if len(different) == 1 and whole and EACH.search(second.clause) and first.amount.figures >= FEWEST_DIGITS:
        return True
    if (
        len(different) == 1
        and first.core.endswith(second.core)
        and second.refers_back
        and second.line - first.line <= _NEAR
    ):
        return True  # 共查出闲置校舍18处. 查出的16处闲置校舍已全部盘活
    if min(len(first.name), len(second.name)) < SHORTEST_NAME:
        return False
    # One of only three digits may differ for many reasons, unless the words before the numbers are long.
    if first.amount.figures < FEWEST_DIGITS:
        return False
    if AGAIN.search(second.clause):
        return len(different) == 1
    long = first.amount.figures > FEWEST_DIGITS or min(len(first.name), len(second.name)) >= LONG_NAME
    return len(different) == 1 and long
