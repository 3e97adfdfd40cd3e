"""A rate or share that is not the quotient of the total and the part told right before it.

A rate is the part's if its name has a character of the part's own words: 实配38名,配备率90.5%; a share is one of the
total: 已有97个村建成管网,占行政村总数的86.6%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.numbers.amounts import Quantity, rows

_GO_ON = re.compile("(?:[^。;%\\d]|截[至止]到?(?:\\d{4}年)?\\d{1,2}月){1,24}")
"""Matches between a total and its part."""
_APART = re.compile("[,、(中已有]")
_RATE = re.compile(
    "(?P<clause>[^,。;%\\d]{0,24})[,、(](?P<of>[^,。;%\\d]{0,8}?)(?P<word>[\\u4e00-\\u9fff]{2})(?:率|进度|比例|占比)(?:仅|已|只)?(?:达到?|为|是|有|提高到|提升[到至])?"
)
"""Matches between a part and its rate: ,配备率为."""
_SHARE = re.compile(
    "[^,。;%\\d]{0,24}[,、(](?:仅|约)?占(?:比|(?:其|全|总|应|该)?(?P<of>[^,。;%\\d中]{0,12}?)(?:总?[人户件个家车村校]?[数量额]|全部|[应总]\\w{1,4})的?)?(?:比例|比重|比)?(?:已?达到?|为)?"
)
"""Matches between a part and its share of the total: ,占行政村总数的."""
_OF_OTHERS = re.compile("按[期时]|及时|准时|限时|一次|平均|累计|当[场年]|同比|增长|毛|净|满意率|计划|目标|提前")
"""Matches in the words before a rate what makes it another than that of all parts: 按期办结率."""
_ORDERED = re.compile("责令|要求|督促|计划|任务|目标|拟|限期|增|减|新")
"""Matches words of a part that is no part that has come about, or words of a total that is only meant."""
_OPEN = re.compile("正在|未|尚")
"""Matches words of what is open, beside what is done: 已整改30件,正在整改20件 are both parts."""
_OF_EACH = re.compile("[,、]?分别占(?![用地])[^,。;%\\d]{0,16}")
"""Matches between a list of parts and the total of which their shares are told in order."""
_OF_PLAN = re.compile("[,、]?[占为完成]{1,2}(?:年度|全年|总)?(?:计划|任务|目标)(?:任务|数)?的")
_PLANNED = re.compile("计划|任务|目标")
"""With `_OF_PLAN`, matches around what was planned and done: 计划新改建120公里,已完成96公里,完成计划的80%."""
_BUDGET, _SPENT, _OF_BUDGET = (
    re.compile("预算|下达|安排"),
    re.compile("支[出付]|拨付|使用|执行"),
    re.compile("执行|支出|支付|拨付"),
)
"""Match around a rate of what was spent: 预算安排2400万元,已支出1824万元,执行率76%."""
_COMMON = frozenset("工办理成完到开建")
"""Characters of many words, which tell nothing by themselves: 竣工 and 开工率."""
_TOTAL = re.compile("总?[人户件个家车村校]?[数量额]")
RATE_OF_WORD = re.compile(
    r"[,、(](?![^,、]{0,6}(?:按期|按时|及时|一次|平均|累计|群众|[上去]年|同期|此前|首次))[\u4e00-\u9fff]{0,6}?(?P<word>[\u4e00-\u9fff]{2})率(?:已?达到?|为|是)?"
)
"""Matches between a part and a rate of its word: ,合格率达."""
_ASIDE = re.compile(r"率(?:已?达到?|为|是|仅)?$")
_ASIDE_OPENS = re.compile(r"\((?:其中)?(?:应|共|总|需|预算|计划|任务|目标|下达)[\u4e00-\u9fff]{0,8}")
_ASIDE_GOES_ON = re.compile(r"[,、;](?:已|实|现|支出|完成|拨付|到位|执行|使用|兑付)[\u4e00-\u9fff]{0,8}")
"""With the two above, matches around a rate and its numbers in brackets: 率达85%(应整改40个,已整改36个)."""
_LATER = re.compile(r"[,;(](?:全年|今年)?(?:总?共|累计|全部)[\u4e00-\u9fff]{0,8}")
"""Matches between a rate and its total if that comes last: 办结45件,办结率90%,共受理52件."""
_ROOM, _WIDE = 10, 12


def stated_shares(text: str, found: list[Quantity]) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield (part, total, rate) of each rate that the words tell to be the share of a part told before it."""
    known: set[str] = set()
    for total, part, rate in zip(found, found[1:], found[2:], strict=False):
        several = total.kind in known  # 甲类3件、乙类5件,占总数10件的80%
        known.add(total.kind)
        if several or rate.unit != "%" or "%" in {total.unit, part.unit} or not 0 < part.value <= total.value:
            continue
        between = text[total.span.end : part.span.start]
        if total.kind != part.kind or not (_GO_ON.fullmatch(between) and _APART.search(between)):
            continue
        own = re.split("[,、(中]", between)[-1]
        before = re.split("[,。;]", text[max(0, total.span.start - _ROOM) : total.span.start])[-1]
        after = text[part.span.end : rate.span.start]
        if _OF_PLAN.fullmatch(after) and _PLANNED.search(text[max(0, total.span.start - _WIDE) : total.span.start]):
            yield part, total, rate
            continue
        if _ORDERED.search(own) or _ORDERED.search(before) or ("已" in before and _OPEN.search(own)):
            continue
        named = _RATE.fullmatch(after)
        share = None if named else _SHARE.fullmatch(after)
        told = named or share
        if told is None or (told["of"] or "") not in _TOTAL.sub("", text[: part.span.start]):
            continue
        spent = named and _OF_BUDGET.fullmatch(named["word"]) and _BUDGET.search(text[: total.span.start])
        spent = spent and _SPENT.search(own)
        if (
            spent
            or share
            or (not _OF_OTHERS.search(after) and (set(told["word"]) - _COMMON) & set(own + told["clause"]))
        ):
            yield part, total, rate


def shares_in_order(text: str, found: list[Quantity]) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield (part, total, rate) of rates told in order: 分别为1500名、900名,分别占总数3000名的50%、30%."""
    lists = rows(text, found)
    for parts, rates in pairwise(lists):
        if rates[0].unit != "%" or len(parts) != len(rates):
            continue
        between = [one for one in found if parts[-1].span.end <= one.span.start < rates[0].span.start]
        if len(between) != 1 or between[0].kind != parts[0].kind or not between[0].value:
            continue
        total = between[0]
        if (
            _OF_EACH.fullmatch(text, parts[-1].span.end, total.span.start)
            and text[total.span.end : rates[0].span.start] == "的"
        ):
            yield from ((part, total, rate) for part, rate in zip(parts, rates, strict=True))


def shares_around(text: str, found: list[Quantity]) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield (part, total, rate) of each rate of which one or both numbers come after it."""
    for one, two, three in zip(found, found[1:], found[2:], strict=False):
        rate, total, part = one, two, three
        before = text[max(0, one.span.start - _WIDE) : one.span.start]
        if one.unit == "%":
            fits = bool(
                (aside := _ASIDE.search(before))
                and (
                    _opens_aside(text, (one, two, three))
                    or _tells_again(text, before[: aside.start()][-2:], (one, two, three))
                )
                and re.match(r"[^\d,、;。()]{0,4}\)", text[three.span.end :])
            )
        elif two.unit == "%":
            rate, total, part = two, three, one
            named = RATE_OF_WORD.fullmatch(text, one.span.end, two.span.start)
            later = _LATER.fullmatch(text, two.span.end, three.span.start)
            fits = bool(named and later and before.endswith(named["word"]))
        else:
            continue
        if fits and part.kind == total.kind != "%" and total.value and part.value <= total.value:
            yield part, total, rate


def _opens_aside(text: str, told: tuple[Quantity, Quantity, Quantity]) -> bool:
    one, two, three = told
    opens = _ASIDE_OPENS.fullmatch(text, one.span.end, two.span.start)
    return bool(opens and _ASIDE_GOES_ON.fullmatch(text, two.span.end, three.span.start))


def _tells_again(text: str, word: str, told: tuple[Quantity, Quantity, Quantity]) -> bool:
    """Say whether numbers in brackets behind a rate repeat its word: 挂牌率92%(全区1365株,已挂牌1297株)."""
    one, two, three = told
    between = text[two.span.end : three.span.start]
    bracket = text.startswith("(", one.span.end) and not re.search("[,。;()]", text[one.span.end + 1 : two.span.start])
    return bracket and len(word) > 1 and bool(re.fullmatch(rf"[,、](?:已|共|实际)?{re.escape(word)}了?", between))
