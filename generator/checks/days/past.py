"""Dates after the report's own of which the words tell something that has been done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from generator.text.dates import find_dates
from generator.text.moments import Bound, Moment, Written, told_year

_PAST = re.compile(r"(?:已经?(?:分别|先后|陆续|相继|全部)?|先后|陆续|相继)[于在自]$")
_NOT_BEFORE = re.compile("(?:直[到至]|迟至)$")
"""With 才 behind the date, matches before it: 直到2023年12月才拨付."""
_AS_OF = re.compile(r"截[至止]到?$")
_DONE = re.compile(r",?[^,。;:]{0,16}?已(?:经)?(?!列入|明确|安排|计划|预|部署|确定|纳入|制定计划|规划|约定)")
"""Matches after a date that is told as past: 2023年3月15日已完成竣工验收."""
_ACT = re.compile(
    r",?(?:(?:(?![将拟应须需])[^,。;:]){0,20}?(?:召开|印发|下发|出台|举办|举行|发布|发出|下达|完成|通过|办结|结案|立案|通车|竣工|签订|收到|拆除|关停"
    r"|约谈|作出|移送|缴清|拨付|投入使用|整改到位|销号|退缴|退还|退回|缴纳|上缴|恢复|发放|兑付|免去|任命)了?|对|向)(?![^,。;]{0,20}(?:截止|到期))"
)
"""Matches after a day on which an office did something (召开, 印发); of plans a text says 将, 拟 or 前."""
_TOLD = re.compile(r",?[^,。;:]{1,30}?[\u4e00-\u9fff](?<![为除到罢])了(?![解结断])")
"""Matches after a day a verb with 了: 中央巡视组反馈了意见."""
_BEFELL = re.compile(
    r",?[^,。;:]{0,12}?(?:受到|(?<![不未免])被(?![列纳确评认赋征])|给予了?|收到了?|(?:顺利|成功|圆满)(?:通车|竣工|建成|投用|完工|完成|开业|启用|投产|验收|通过|合龙|封顶|交付|实现)|通过[^,。;:]{0,8}验收)"
    r"(?![^,。;]{0,12}(?:目标|任务|计划|节点|要求))"
)
"""Matches after a date of any precision what is said of what has happened: 受到处分, 顺利通车."""
_IN_ALL = re.compile(
    r"(?:当月|全月|[上下]半月)?,?(?:[^,。;:\d]{0,8}?(?<!公)(?:共[^同享建识需计商产]|共计|累计|先后|陆续|相继)[^,。;:\d至到达]{1,16}\d)"
)
"""Matches after a date a sum of what was done: 共追缴违规补贴14.2万元."""
_BEGAN = re.compile(
    r"[,(]?(?:[^,。;:将拟应须需]{0,16}?)(?:组织|开展|邀请|印发|出台|召开|举办|下发|集中|约谈|更换|新增|新建|建成|清退|追缴|退还|查处|整改|处理|培训|拆除|清理|修订|补办|收回|发放|拨付|投入)"
    r"(?![之以]?前|后|时|的)[^,。;]{0,30}(?:\d|《|(?:学习|签署|谈话|检查|培训|核查|排查|考核|会议|论证|评审)(?=[,。;)]|$))"
)
"""Matches after a date an act with its number or its kind: 2023年8月更换空调126台, 组织教师签署承诺书."""
_SINCE_THEN = re.compile(r"起,(?![^,。;]{0,6}[施实执推]行)[^,。;:]{1,24}(?<![为除到罢])了(?![解结断])")
"""Matches after a date what holds since then: 起,全区37个村用上了自来水."""
_BY = re.compile(r"经(?:过)?$")
_RESOLVED = re.compile(
    r"[^,。;:]{0,24}?(?:审议|研究|讨论|审查|会审|表决)?(?:(?:通过|同意|批准|审定)(?:后|,|并|印发)|研究,?决定|审议,?决定)"
)
"""Matches after 经 and a date that a body has agreed: 经2024年1月12日常务会议审议通过后印发."""
_AGREED = re.compile(r",经[^,。;:]{2,14}(?:研究|审议|讨论|批准|同意)")
"""Matches after a day that a body decided on it: 2023年6月20日,经局党组研究."""
_BUILT = re.compile(
    r"(?:全面|全部|正式|基本|顺利)?(?:建成|竣工|开工|动工|完工|完成|投入|投用|启用|启动|通车|交付|印发|出台|整改|销号|办结|移交|拆除|关停|停产|搬迁)|(?:全部|全额|悉数)(?:退回|退还|缴清|到位|发放|兑付|归还|追回|上缴|收回|清退|整改)"
)
"""Matches after 于 and a date what is told of a work: 于2023年7月建成."""
_PLAN = re.compile(
    r"预计|计划|将|拟|力争|争取|确保|要求|承诺|规划|目标|定于|有效|届|到期|时限|期限|约定|原定|本应|合同期|延[长期]|续[签约]|自|前|到|至"
)
_AIM = re.compile(
    r"预计|计划|将|拟|力争|争取|确保|要求|承诺|规划|目标|定于|约定|协议|工期|合同期|时限|期限|安排|方案|如|若|应|须|需|可|下一步|下阶段|今后|再开展"
)
"""Matches words of a sentence that tells of a plan, in any of its clauses before the date or in the date's own."""
_BASIS = re.compile(
    r"(?:按照?|根据|依据|依照|遵照)[^,。;]{0,16}(?:协议|合同|约定|计划|方案|安排|要求|期限),"
    r"|目标[^,。;]{0,4}:[^。;]{0,30},|(?:承诺|协议|分[两二三四五六\d]{0,2}期)[^。;]{0,30},"
)
"""Matches words of a sentence that tell what its later clauses rest on (按照合同约定,) or that they are an aim."""
_AND = frozenset({"、", "和", "及"})
_ROOM, _AHEAD, _BEHIND = 40, 30, 80
"""Maximum characters searched for words of a plan: before a date in its clause, after it, before it in its sentence."""
_MARK = re.compile("[,。;]")


def told_as_past(text: str, issued: date) -> Iterator[Moment]:
    """Yield the dates of a line that lie after the day `issued` although the words around them tell what was done."""
    found = list(find_dates(text))
    stops = _ends_of_lists(text, found)
    head: Written | None = None
    for at, written in enumerate(found):
        listed = at and text[found[at - 1].span.end : written.span.start] in _AND
        head = head if listed else written
        moment = written.start
        if written.end and _IN_ALL.match(text, written.span.end) and _ends_after(written, issued):
            clause = _MARK.split(text[max(0, written.span.start - _ROOM) : written.span.start])[-1]
            after = written.span.end + 1
            if not (_AIM.search(clause) or _AIM.search(_MARK.split(text[after : after + _AHEAD])[0])):
                yield written.end
            continue
        year = _year(moment, issued.year) if moment else None
        if year is None and moment and listed and head and head.start and not moment.tells_year:
            year = head.start.year  # 2023年3月、7月
        if moment is None or year is None or not moment.exists or moment.first(year) <= issued:
            continue
        start, stop = head.span.start if head else written.span.start, stops[at]
        clause = _MARK.split(text[max(0, start - _ROOM) : start])[-1]
        as_of = _AS_OF.search(clause) and not written.end
        planned = (written.bound and not moment.ends) or written.end or _PLAN.search(clause)
        done = _PAST.search(clause) or _DONE.match(text, stop)
        if moment.day and not done:
            basis = _BASIS.search(_sentence(text, start))
            done = _TOLD.match(text, stop) or (None if basis else _ACT.match(text, stop))
        until_now = written.now and written.bound is Bound.SINCE  # 2023年10月以来
        at_last = _NOT_BEFORE.search(clause) and text.startswith("才", stop) and not _AIM.search(clause)
        if as_of or until_now or at_last or (done and not planned) or _has_befallen(text, written, stop, clause):
            yield moment


def _sentence(text: str, end: int) -> str:
    """Return the words of a sentence before the offset `end`, as far as words of a plan are searched for."""
    return text[max(0, end - _BEHIND) : end].rpartition("。")[2]


def _ends_after(written: Written, issued: date) -> bool:
    """Say whether the last date of a period begins after a day: 2023年1月至7月."""
    try:
        days = written.days(None)
    except ValueError:
        return False
    end = written.end
    return bool(days and days[1] and end and end.first(days[1].year) > issued)


def _year(moment: Moment, own: int) -> int | None:
    """Return the year of a date if it is written (2024年) or this year's (今年8月15日)."""
    if moment.shift == 0 and not moment.month:
        return None
    return told_year(moment, own, None, bare=False) if moment.follows is moment.near is None else None


def _ends_of_lists(text: str, found: Sequence[Written]) -> list[int]:
    """Return for each date the offset at which the list ends that it is in: 5月22日、5月25日受到处分."""
    stops = [written.span.end for written in found]
    for at in range(len(found) - 2, -1, -1):
        if text[stops[at] : found[at + 1].span.start] in _AND:
            stops[at] = stops[at + 1]
    return stops


def _has_befallen(text: str, written: Written, stop: int, clause: str) -> bool:
    """Say whether the words tell that something has happened, and nothing in their sentence tells of a plan."""
    if _BY.search(clause):
        told = _RESOLVED.match(text, stop)
    elif written.end:
        told = None
    elif written.bound:
        told = _SINCE_THEN.match(text, stop)
    else:
        agreed = written.start and written.start.day and _AGREED.match(text, stop)
        built = clause.endswith("于") and _BUILT.match(text, stop)
        told = agreed or built or _BEFELL.match(text, stop) or _IN_ALL.match(text, stop) or _BEGAN.match(text, stop)
    if not told:
        return False
    sentence = _sentence(text, written.span.start)
    ahead = _MARK.split(text[stop : max(told.end(), stop + _AHEAD)].lstrip(","))[0]
    return not (_AIM.search(sentence) or _AIM.search(ahead))
