"""Dates after the report's own of which the words tell something that has been done.

What lies after the day of signature can only be meant, unless it is a slip. So a clause with such a date is told as
past if it says so (已, 了, 截至), and, for a day or month, if nothing in its sentence says that it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from generator.checks.days.meant import MEANT, PLAN, clause_after, is_meant
from generator.text.dates import find_dates
from generator.text.moments import Bound, Moment, Written, told_year

_PAST = re.compile(r"(?:已经?(?:分别|先后|陆续|相继|全部)?|先后|陆续|相继)[于在自]$")
_BY = re.compile(r"^\s?经过?$")
"""Matches before a date what has been gone through: 经|2021年度审计."""
_TILL_DONE = re.compile("^\\s?[至到]$")
_AFTER_THAT = re.compile("[^,。;:、\\d]{1,8}(?:后|以来|至今),")
"""Match before a date 至 at the start of its clause, and behind one that follows 自 what came then."""
_THAT_IS = re.compile(r"(?:[今去前上本]年度?|截[至止]目前|目前|日前|近日|最近)\($")
"""Matches before a date in brackets the year that it is said to be: 去年(|2021年)."""
_SO_LONG = re.compile(r"(?:[年月][来间内]|以来|期间)\($")
"""Matches before a period in brackets what says that it is over: 三年来(|2020—2022年)."""
_NOT_BEFORE = re.compile("(?:直[到至]|迟至)$")
"""With 才 in the clause behind the date, matches before it: 直到2023年12月才拨付."""
_AS_OF = re.compile(r"截[至止]到?$|^\s?(?:继|自从)$|(?:上一?|最近一|最后一|首)次[^,。;\d]{0,8}[为是在于]?$")
"""Matches before a date words that tell it to be past: 截至, 去年(|2021年), 最近一次校验为."""
_BEGUN = "(?!列入|明确|安排|计划|预|部署|确定|纳入|制定计划|规划|约定|申请|报名|启动编制|编制)"
"""Matches where none of the words stands that tell after 已 of a beginning: 已列入, 已申请."""
_DONE = re.compile(rf",?[^,。;:]{{0,16}}?(?<!而)已(?:经)?{_BEGUN}")
"""Matches after a date that is told as past: 2023年3月15日已完成竣工验收."""
_DONE_BY = re.compile(rf"[^,。;:将拟]{{0,11}}?已(?:经)?{_BEGUN}")
"""Matches after 前 the same in one clause: 2023年6月前已全部搬迁."""
_LE = "(?<![为除到罢])了(?![解结断])"
"""Matches 了 of what is done; not 为了, 了解."""
_TOLD = re.compile(rf",?[^,。;:]{{1,30}}?[\u4e00-\u9fff]{_LE}")
"""Matches after a date a verb with 了: 中央巡视组反馈了意见."""
_IN_ALL = re.compile(
    r"(?:当月|全月|[上下]半月)?,?(?:[^,。;:\d]{0,8}?(?<!公)(?:共[^同享建识需计商产]|共计|累计|先后|陆续|相继)[^,。;:\d至到达]{1,16}\d)"
)
"""Matches after a date a sum of what was done: 共追缴违规补贴14.2万元."""
_OF_A_YEAR = re.compile(
    r",?[^,。;:]{0,12}?(?:受到|(?<![不未免])被(?![列纳确评认赋征])|给予了?|收到了?|(?:顺利|成功|圆满)[^,。;:]{2}|通过[^,。;:]{0,8}验收)"
    r"(?![^,。;]{0,12}(?:目标|任务|计划|节点|要求))"
    r"|[,(]?(?:[^,。;:将拟应须需]{0,16}?)(?:组织|开展|邀请|下发|[制]?发出|立案|问责|受理|办结|[调化]解|移送|接待|通报|没收|约谈|更换|清退|追缴|退还|查处|整改|处理|拆除|清理|修订|补办|收回|发放|拨付)"
    r"(?![之以]?前|后|时|的)[^,。;]{0,30}\d"
)
"""Matches after a year what is told of it only when it is over: 受到处分, 更换空调126台."""
_IN_THE_COURSE = re.compile(
    "年?度?[^,。;:、\\d]{1,16}(?:评[价估比选]|考[核评试]|测评|检查|督[查察]|巡[察视]|审计|竞赛|抽查)中(?:位列|排|获|被|发现|查|得|取得|名列)"
    "|年?度?[^,。;:、\\d]{2,20},[现至][今均都]{0,2}已|年?度?(?:[^,。;:、\\d]{1,10}(?:期间?|学期|[中时后])|全年),(?:[^,。;:]{0,20}\\d|[^。;]{0,30}(?:[^未尚不]被|受到|[均都已]|未[再发]|没有|"
    + _LE
    + "))|[^,。;:]{0,12}(?:已经?|顺利|圆满|如期)(?:结束|闭幕|落幕|收官)"
)
"""Matches behind a year what was done in its course: 2021年|春季学期,共收取12万元; 检查已经结束."""
THEN_THAT = re.compile(
    r"年?度?[^,。;:、\d拟将待]{0,16}?(?:[发查]现|查[出处]|指出|反馈|移交|交办|转办|通报|曝光|修订|修改|印发|出台|制定|签订|核定|下达|下发|立案|购[置买]|收到|征求到|提出|查摆|收取|形成|拖欠|欠缴|超[发支])的"
)
"""Matches behind a date what came of it, as a quality of a thing: 2021年|省委巡视反馈的问题, 3月|新修订的办法."""
_COMPARED = re.compile("年?度?(?:全年)?,?[^。;]{0,40}?\\d[^。;]{0,10},(?:同比|[较比][上去]年)")
"""Matches behind a year an amount of it and what the year before was: 接收档案3.2万卷,较上年翻番."""
_RECORDS = re.compile(
    "年?度?[^,。;:、\\d]{0,6}?的?(?:账目|凭证|票据|账册|会计资料|财务资料|银行流水|工资表|考勤表|会议记录|工单)"
)
"""Matches behind a time what is kept of it when it is over: 2021年1月至6月|的账目."""
_WHEN_OVER = (_OF_A_YEAR, _IN_ALL, _IN_THE_COURSE, THEN_THAT, _RECORDS, _COMPARED)
"""Match behind a year what is told of it only when it is over."""
_SINCE_THEN = re.compile(
    rf"起,?已(?!明确|决定|列)|起,?(?!(?:全面|正式|开始)?(?:[施实执推]行|启用|征收))(?:[^,。;:]{{1,24}}{_LE}"
    r"|[^,。;:]{1,24},[^,。;:]{0,14}(?:日均|平均|累计|已|下降|降低|提高|上升|增长|增加|减少|惠及|受益))"
)
"""Matches after a date what holds since then: 起,全区37个村用上了自来水."""
_IN_FORCE = re.compile("[^,。;:]{0,6}[施实执推]行|[^,。;:]{0,8}生效")
_THING = re.compile(
    r"年?度?的?[^,。;:]{0,10}?(?:预算|要点|计划|方案|目标|清单|规划|经费|项目库|任务|招生|报刊|课程表|考试|高考|中考|换届(?!后|以来)|赛事|汛期(?!间)|时限|期限|日期|到期日)"
)
"""Matches after a date a thing that is of it, of which there may be much before: 2022年度预算."""
_BARE = re.compile(
    r"(?:底|末)?,?(?:基本|全面|全部|正式|力争)?(?:完成|建成|竣工|开工|动工|完工|投入|投用|启用|启动|实现|通车|交付|具备|达到|销号|办结|整改|形成|出台|印发)[^,。;:]{0,30}"
)
"""Matches after a month a clause as lists of works give it for what is planned: 2022年6月完成主体施工."""
_RESULT = re.compile(",[^,。;]{0,10}\\d|已|了|(?:顺利|成功|圆满|如期|按期|提前|经)|(?:完毕|良好|好转|满意|正常)")
"""Matches words of a sentence from such a clause on that tell how it came out."""
_FIGURE = re.compile(r",[^,。;]{2,24}\d")
"""Matches behind a quarter what it came to: 第一季度|,空气质量优良率达到98%."""
_ALL_YEAR = re.compile("度?,?(?:全年|全年度|1(?:月)?[至—-]12月)(?!目标|计划|任务|预算|预计|有望|力争)[^,。;:]{1,20}\\d")
_LAST = 11
_AND = frozenset({"、", "和", "及"})
_ROOM, _FRONT, _BEHIND = 40, 40, 80
"""Maximum characters searched for such words: before a date in its clause, after it, before it in its sentence."""
_MARK = re.compile("[,。;:(]")
_STOP = re.compile("[,。;:()]")
_TITLES = (("《", "》"), ("“", "”"))
_FEWEST, _AT_ONCE = 2, 4
"""Minimum characters of a clause that tells something, and maximum of the words up to 已 behind a mere year.

2024年危桥改造项目已开工 may be of the next year's works.
"""


def told_as_past(text: str, issued: date, *, row: bool = False) -> Iterator[Moment]:
    """Yield the dates of a line that lie after the day `issued` although the words around them tell what was done.

    In a row of a table (`row`) only what says so itself is told as past.
    """
    found = list(find_dates(text))
    stops = _ends_of_lists(text, found)
    head: Written | None = None
    for at, written in enumerate(found):
        listed = at and text[found[at - 1].span.end : written.span.start] in _AND
        head = head if listed and head else written
        moment = written.start
        if written.end and _ends_after(written, issued):
            if _is_over(text, written):
                yield written.end
            continue
        year = _year_of(text, found, at, head if listed else None, issued.year)
        if moment is None or year is None or not moment.exists:
            continue
        start, stop = head.span.start, stops[at]
        if moment.first(year) <= issued:
            # of a year that is not over: 2023年全年实现…21460元
            under_way = year == issued.year and issued.month < _LAST and not moment.month
            if under_way and _ALL_YEAR.match(text, stop) and not is_meant(text, start, stop):
                yield moment
        elif _is_done(text, written, start, stop) or _is_told(text, written, start, stop, row=row):
            yield moment


def _is_over(text: str, written: Written) -> bool:
    """Say whether the words behind a period tell what was done in it: 2023年1月至7月,共追缴14.2万元."""
    start, end = written.span.start, written.span.end
    clause = _MARK.split(text[max(0, start - _ROOM) : start])[-1]
    on = _PAST.search(clause) and not PLAN.search(_PAST.sub("", clause))
    if text.startswith(")", end):
        return bool(_SO_LONG.search(text[max(0, start - _ROOM) : start]))  # not 投资项目(2021—2025年)
    if _RECORDS.match(text, end) and not PLAN.search(clause):
        return True
    # 自2021年11月至2022年3月,已检查230家: it may go on
    goes_on = clause.endswith(("自", "从")) and text.startswith(",", end)
    told = on or any(words.match(text, end) for words in (_IN_ALL, _TOLD, *(() if goes_on else (_DONE,))))
    return bool(told) and not (is_meant(text, start, end) or _THING.match(text, end))


def _is_done(text: str, written: Written, start: int, stop: int) -> bool:  # noqa: PLR0911 - a case a line
    """Say whether the words of a date's clause tell by themselves what has been done: 已, 了, 截至, 以来."""
    clause = _MARK.split(text[max(0, start - _ROOM) : start])[-1]
    if written.now and written.bound is Bound.SINCE:  # 2023年10月以来
        return True
    if (_AS_OF.search(clause) or _THAT_IS.search(text[max(0, start - _ROOM) : start])) and not written.end:
        return True
    if _is_bound(text, written, clause, stop):
        return True
    if written.end or PLAN.search(_PAST.sub("", clause)) or _THING.match(text, stop):
        return False
    moment = written.start
    if _is_open(text, written):
        past = clause.endswith("于") and _PAST.search(clause)
        return bool(past or (written.bound is Bound.UNTIL and _DONE_BY.match(text, stop)))
    done = _DONE.match(text, stop)
    if _BY.search(clause) and not written.bound:
        return True
    if moment is None or _PAST.search(clause):
        return bool(moment)
    if moment.month and THEN_THAT.match(text, stop) and not is_meant(text, start, stop):
        return True
    if done and (moment.month or len(done[0].lstrip(",")) <= _AT_ONCE):
        return True
    told = moment.month and _TOLD.match(text, stop)
    return bool(told and (moment.day or not is_meant(text, start, stop)))


def _is_bound(text: str, written: Written, clause: str, stop: int) -> bool:
    """Say whether a date ends or begins what is over: 直至3月才拨付; 至5月15日已全部整改; 自3月停业后,."""
    late = _NOT_BEFORE.search(clause) and not MEANT.search(clause)
    if late and "才" in _STOP.split(text[stop : stop + _FRONT].lstrip(","))[0]:
        return True
    till = _TILL_DONE.search(clause) and text.startswith("已", stop) and not written.end
    return bool(till or (clause.endswith(("自", "从")) and _AFTER_THAT.match(text, stop)))


def _is_open(text: str, written: Written) -> bool:
    """Say whether a date is the end or beginning of a time: 2023年6月前, 6月底前, 6月起; 6月底 may tell when."""
    ends = written.start and written.start.ends and not text.endswith("前", 0, written.span.end)
    return bool(written.bound and not ends)


def _is_quoted(text: str, at: int) -> bool:
    """Say whether an offset lies inside 《》 or “”."""
    low = max(0, at - _BEHIND)
    return any(text.rfind(opener, low, at) > text.rfind(closer, low, at) for opener, closer in _TITLES)


def _is_told(text: str, written: Written, start: int, stop: int, *, row: bool) -> bool:  # noqa: PLR0911 - a case a line
    """Say whether a clause tells something of a date, and nothing in its sentence tells that this is only meant."""
    moment = written.start
    if (
        moment is None
        or written.end
        or _is_quoted(text, start)
        or is_meant(text, start, stop)
        or _THING.match(text, stop)
    ):
        return False
    if _is_open(text, written):
        return bool(written.bound is Bound.SINCE and _SINCE_THEN.match(text, stop))
    ahead = clause_after(text, stop)
    if len(ahead) < _FEWEST or _IN_FORCE.match(ahead):
        return False
    if row:
        return bool(moment.day and _BARE.fullmatch(ahead))
    if moment.month is None:
        return any(words.match(text, stop) for words in _WHEN_OVER)
    if moment.months == 1 and (moment.day or text.endswith("于", 0, start) or not _BARE.fullmatch(ahead)):
        return True
    if moment.months > 1 and _IN_ALL.match(text, stop):
        return True
    result = _RESULT.search(text[stop : stop + _FRONT].partition("。")[0])
    return bool(result or (moment.months > 1 and _FIGURE.match(text, stop)))


def _ends_after(written: Written, issued: date) -> bool:
    """Say whether the last date of a period begins after a day: 2023年1月至7月."""
    try:
        days = written.days(issued.year if written.start and written.start.shift is not None else None)
    except ValueError:
        return False
    end = written.end
    return bool(days and days[1] and end and end.first(days[1].year) > issued)


def _year(moment: Moment, own: int) -> int | None:
    """Return the year of a date if it is written (2024年) or this year's (今年8月15日)."""
    if moment.shift == 0 and not moment.month:
        return None
    return told_year(moment, own, None, bare=False) if moment.follows is moment.near is None else None


def _year_of(text: str, found: Sequence[Written], at: int, head: Written | None, own: int) -> int | None:
    """Return the year of the date at an index: its own, or that of the head of its list, or of the date before."""
    moment = found[at].start
    year = _year(moment, own) if moment else None
    if year is not None or moment is None or moment.tells_year:
        return year
    if head and head.start and head.start.year:
        return head.start.year  # 2023年3月、7月
    return _year_told_before(text, found[at - 1], found[at]) if at else None  # 2021年9月…,12月…


def _year_told_before(text: str, last: Written, written: Written) -> int | None:
    """Return the year of the last date before a month without one, if both are dates of one sentence; else None."""
    moment, end = last.start, last.span.end
    if written.end or written.bound or last.end or last.bound or moment is None or not (moment.year and moment.month):
        return None
    return moment.year if not re.search("[。;]", text[end : written.span.start]) else None


def _ends_of_lists(text: str, found: Sequence[Written]) -> list[int]:
    """Return for each date the offset at which the list ends that it is in: 5月22日、5月25日受到处分."""
    stops = [written.span.end for written in found]
    for at in range(len(found) - 2, -1, -1):
        if text[stops[at] : found[at + 1].span.start] in _AND:
            stops[at] = stops[at + 1]
    return stops
