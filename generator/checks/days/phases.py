"""Successive clauses with a date each, of which the second tells the end of what the first begins.

What is told without a word such as 此前 is told in the order in which it happened, so that an earlier date behind a
later one is a slip if both clauses are about one matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from generator.text.moments import Written
from generator.text.numerals import number_of
from generator.text.span import Span

_BEGINS = re.compile(
    "启动|印发[^,]{0,6}通知|开始|着手|[动开]工|[进入]场|整顿|关停|首次|开会|布置|进驻|收到|接到|接报|受理|签收|发现|查出|查封|扣押|冻结|封[存库锁闭停]|停[业产工用课]|关[闭停]|借出|搬出|交办|转办|督办|移交|下[达发]|发出|责令"
    "|立[案项]|申[报请]|提交|报名|招[标聘]|起草|征[集求]|送[检审]|抽[样检]|部署|动员|签[订约]|委托|选址|摸[底排]|排查|约谈|成立|组建|公[示布]|选派|设计|勘察|测绘|评[估审]"
)
"""Matches words of a clause that tell how something begins."""
_ENDS = re.compile(
    "完成|完[工毕]|竣工|建成|办[结理]|[结审销]案|结束|总结|验收|销号|到位|恢复|解[除封冻]|复[工产业课查]|重新|归还|返还|退[还回]|回[迁复访]|答复|反馈|印发|发布|[施实]行|生效|任[命职]|上任|录用|发放|[支拨]付|付清|移交|交付"
    "|投[入用产]|通[车水电气过]|运[行营]|出具|通报|兑[付现]|缴[清纳]|批[复准]|获批|开[放业园馆通]|搬[迁入]|入[住驻]|处[分罚理]|作出|提[交拔]|汇总|上报|报[送告]|公[布示]|[再二]次|第二次"
)
"""Matches words of a clause that tell how something ends, or goes on after it has begun."""
_LINK = re.compile("[,、](?:并|再|又|随后|然后|后|且|即|才|就|便|最终|同时){0,2}(?:已经?)?(?:于|在|到|至|自)?$")
"""Matches before a date that begins its clause: ,并于."""
_LEADS = re.compile(",?(?:即|就|便|才|又|再次?|已经?|全部|全面|正式|顺利|均|最终|由其|由该[局厂校院司所]){0,2}")
BEFORE = re.compile(
    r"[较比][^,。;]{0,10}\d|较[去上]年|同期|此前|之前|同一|同类|早在|原(?!则|因|料|[\u4e00-\u9fff]{0,10}?(?:长|书记|主任|经理|会计|出纳|干部|职工|人员|负责人|站|所|厂))|曾|(?<![手继陆连持后])续|一期|二期|三期|首期|另"
)
"""Matches words of a sentence that goes back in time, or tells of several things."""
_HENCE = re.compile(",?(?:据此|随即|当即|遂|为此|因此|随后|此后|对此)")
"""Matches behind a date what says that the clause follows from the one before."""
_THING = re.compile(
    "(?!完成|启动|通过|开展|组织|召开|收到|下达|印发|签订|重新|恢复|解除|进行|实施|作出|提交|退还|归还|移交|送|由|向|对|将|在|与|该|此|其|现场|投入)[\u4e00-\u9fff]{2,8}?"
    "(?:工程|项目|公园|立交|[桥路街渠厂站校院馆楼园宫库镇乡村区县局线段池所店]|中心|公司|小组|支队|大队)(?!长|级|务|区)"
)
"""Matches the name of a work, a place or a body at the start of a clause: what another clause tells is of another."""
_PREPARED = re.compile("完成[^,。;]{0,6}(?:设计|招标|征[地拆]|勘察|选址|立项|审批|备案|动员|摸底|评审)")
BY_THE_WAY = re.compile(f"(?:{_BEGINS.pattern}|{_ENDS.pattern}|启用|修建|建设|购[买置])的")
"""Matches a clause that tells of a date by the way: 2022年5月|启用的新馆."""
_ORDINAL = re.compile(
    "第(?P<n>[一二三四五六七八九十]{1,2}|\\d{1,2})(?P<unit>次|轮|场|步|阶段|季度)|(?P<first>首[次轮场])"
)
OTHER = re.compile(
    ",?[\u4e00-\u9fff]{2,10}?(?:工程|项目|公园|立交|[桥路街渠厂站馆楼园宫库线段]|[校小园]区|学校)(?=已?经?(?:开工|动工|竣工|完工|建成|投入|投用|封顶|通车|通过|验收))"
)
"""Matches behind a date the name of a work that is told of: ,南湖公园竣工."""
_BARE, _ROOM, _HEAD = 4, 12, 6
_STOP = re.compile("[,、;。:()]")
_APART = re.compile("[;:()。]")


def comes_before(written: Written, day: date, then: date) -> bool:
    """Say whether a date, whose first day is `day`, is earlier than another; 8月 is not earlier than 8月12日."""
    month = written.start is not None and written.start.day is None
    return day < then and not (month and (day.year, day.month) == (then.year, then.month))


def tells_of_a_thing(words: str) -> bool:
    """Say whether a clause begins with a name of its own, or tells of a person, so that it may be of another matter."""
    return bool("某" in words or _THING.match(words.lstrip(",")))


def out_of_phase(text: str, found: Sequence[tuple[Written, date]]) -> dict[int, Span]:
    """Return by its offset each date that is earlier than the one before, though it tells what came after it."""
    told = () if BEFORE.search(text) else _pairs(found)
    wrong = {later.span.start: later.span for earlier, later in told if _follows(text, earlier, later)}
    wrong.update({written.span.start: written.span for written in _numbered(text, found)})
    return wrong


def _pairs(found: Sequence[tuple[Written, date]]) -> Iterator[tuple[Written, Written]]:
    """Yield successive dates of which the second is the earlier one, whatever year one without a year may have."""
    for (one, first), (other, second) in pairwise(found):
        if not comes_before(other, second, first) or other.end or one.start is None or other.start is None:
            continue
        sure = other.start.tells_year or not one.start.tells_year or one.start.month == other.start.month
        if sure:
            yield one, other


def _follows(text: str, one: Written, other: Written) -> bool:  # noqa: PLR0911 - a case a line
    """Say whether the clause of a date tells what follows from the clause of the date before, on the same matter."""
    between = text[one.span.end : other.span.start]
    if _HENCE.match(text, other.span.end) and not _APART.search(between):
        return True
    if _APART.search(between) or not _LINK.search(between[-_ROOM:]):
        return False
    first = _STOP.split(between.lstrip(","))[0]
    after = text[other.span.end :]
    lead = _LEADS.match(after)
    second = _STOP.split(after[lead.end() if lead else 0 :][: 2 * _ROOM])[0]
    if not first or not second or "的" in second or first[:2] == second[:2]:
        return False
    if _ENDS.match(first) and _BEGINS.match(second) and not (_ENDS.match(second) or _PREPARED.match(first)):
        return False  # 2021年9月竣工,2021年3月开工: told from the end
    if BY_THE_WAY.match(first):
        return False
    thing = _THING.match(second)
    if thing and thing[0] not in text[: other.span.start]:
        return False
    again = bool(lead and "再" in lead[0])
    return bool(again or len(second) <= _BARE or (_BEGINS.search(first) and _ENDS.search(second[:_HEAD])))


def _numbered(text: str, found: Sequence[tuple[Written, date]]) -> Iterator[Written]:
    """Yield the dates of what is told to be the second or a later one, if it is earlier than that of the one before."""
    told: list[tuple[str, int, date]] = []
    for at, (written, day) in enumerate(found):
        stop = found[at + 1][0].span.start if at + 1 < len(found) else len(text)
        before = text[found[at - 1][0].span.end if at else 0 : written.span.start]
        clause = _STOP.split(before)[-1] + _STOP.split(text[written.span.end : stop].lstrip(","))[0]
        ordinal = _ORDINAL.search(clause)
        if not ordinal:
            continue
        number, unit = (
            (1, ordinal["first"][-1]) if ordinal["first"] else (number_of(ordinal["n"]) or 0, ordinal["unit"])
        )
        if any(known == unit and n < number and day < then for known, n, then in told):
            yield written
        told.append((unit, number, day))
