"""A rate or share that is not the quotient of the total and the part told right before it.

A rate is the part's if its name has a character of the part's own words: 实配38名,配备率90.5%; a share is one of the
total: 已有97个村建成管网,占行政村总数的86.6%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.numbers.amounts import Quantity, rows

_GO_ON = re.compile("[^。;%\\d]{1,24}")
"""Matches between a total and its part."""
_APART = re.compile("[,、(中已有]")
_RATE = re.compile(
    "(?P<clause>[^,。;%\\d]{0,24})[,、(](?P<of>[^,。;%\\d]{0,8}?)(?P<word>[\\u4e00-\\u9fff]{2})(?:率|进度|比例|占比)(?:仅|已|只)?(?:达到?|为|是|有|提高到|提升[到至])?"
)
"""Matches between a part and its rate: ,配备率为."""
_SHARE = re.compile(
    "[^,。;%\\d]{0,24}[,、(](?:仅|约)?占(?:比|(?:其|全|总|应|该)?(?P<of>[^,。;%\\d中]{0,12}?)(?:总[数量额]|全部|[应总]\\w{1,4})的?)?(?:比例|比重|比)?(?:已?达到?|为)?"
)
"""Matches between a part and its share of the total: ,占行政村总数的."""
_OF_OTHERS = re.compile("按[期时]|及时|准时|限时|一次|平均|累计|当[场年]|同比|增长|毛|净|满意率|计划|目标|提前")
"""Matches in the words before a rate what makes it another than that of all parts: 按期办结率."""
_ORDERED = re.compile("责令|要求|督促|计划|任务|目标|拟|限期|增|减|新")
"""Matches words of a part that is no part that has come about, or words of a total that is only meant."""
_OF_EACH = re.compile("[,、]?分别占(?![用地])[^,。;%\\d]{0,16}")
"""Matches between a list of parts and the total of which their shares are told in order."""
_COMMON = frozenset("工办理成完到开建")
"""Characters of many words, which tell nothing by themselves: 竣工 and 开工率."""
_TOTAL = re.compile("总[数量额]")
_ROOM = 10


def stated_shares(text: str, found: list[Quantity]) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield (part, total, rate) of each rate that the words tell to be the share of a part told before it."""
    for total, part, rate in zip(found, found[1:], found[2:], strict=False):
        if rate.unit != "%" or "%" in {total.unit, part.unit} or not 0 < part.value <= total.value:
            continue
        between = text[total.span.end : part.span.start]
        if total.kind != part.kind or not (_GO_ON.fullmatch(between) and _APART.search(between)):
            continue
        own = re.split("[,、(中]", between)[-1]
        before = re.split("[,。;]", text[max(0, total.span.start - _ROOM) : total.span.start])[-1]
        if _ORDERED.search(own) or _ORDERED.search(before):
            continue
        after = text[part.span.end : rate.span.start]
        named = _RATE.fullmatch(after)
        share = None if named else _SHARE.fullmatch(after)
        told = named or share
        if told is None or (told["of"] or "") not in _TOTAL.sub("", text[: part.span.start]):
            continue
        if share or (not _OF_OTHERS.search(after) and (set(told["word"]) - _COMMON) & set(own + told["clause"])):
            yield part, total, rate


def shares_in_order(text: str, found: list[Quantity]) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield (part, total, rate) of rates told in order: 分别为1500名、900名,分别占总数3000名的50%、30%."""
    lists = rows(text, found)
    for parts, rates in zip(lists, lists[1:], strict=False):
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
