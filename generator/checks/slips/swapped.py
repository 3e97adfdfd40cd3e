"""One thing that is told twice close together with two digits swapped: 加班补助23.4万元, 该笔加班补助24.3万元."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.checks.numbers.amounts import FROM_TO, Quantity, amounts
from generator.checks.numbers.named import STATE
from generator.checks.place import message_at
from generator.checks.slips.passages import is_swapped, kind_of
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span

_LINES, _MOST, _LONGEST = 4, 40, 1500
"""Maximum lines between two places, amounts of a line, and characters of a line, that are compared."""
_BEFORE, _BEHIND, _LEAD = 24, 14, 60
_STOP = re.compile("[,。;:()\\t]")
_GENERIC = re.compile(
    "资金|问题|整改|情况|目前|累计|共计|合计|全部|全额|已经?|均|涉及|违规|违纪|金额|款项|其中|截至|人员|单位|项目|工作|完成|上述|[,。;:、()“”\\s]"
)
"""Matches words that say nothing of what an amount is of."""
_FORMS = "的了被所该对将向由各每个名户家处条项件人"
"""Characters at the edges of shared words that say nothing either."""
_BACK = re.compile(
    "(?<!应)该|上述|前述|以上|这[些一]?|此[^前后外次]|所[\u4e00-\u9fff]{1,6}的|(?<![植棉])被|全部|全体|全额|全数|(?<![平人户亩年月日])均|悉数"
    "|逐[一个项户件家名人]|一[人户件个]不[漏落少]|无一|(?<!比)较(?![大好多高低差为])|[比按](?!例)|表\\d{0,2}[列中内可显]|上表"
    "|其[^中他它余]|完毕|到位"
)
"""Matches around an amount words by which it refers to one that was told before."""
_THAN = re.compile("[较比按的]$")
_TABLE = re.compile("[由从据如]表|表\\d{0,2}(?:可[见知]|显示|所列)")
_HEAD = re.compile(
    "的|发放|发[给到]?|追[回缴]|收[回缴]|退[回还缴]|上缴|支[付出]|报销|领取|[了该笔项较比由为是对把将向]|[,。;]"
)
"""Matches where the noun before an amount may begin."""
_THIS = re.compile("该|上述|前述|这[些一]?")
_COUNT = re.compile(r"\d{1,5}(?:人|名|户|家|处|宗|个|栋|座|份)(?!次)")
"""Matches a number of things by which two sentences are of the same ones: 511名农民工, 这511名农民工."""
_ALL = re.compile("全[部额数体]|悉数|均|一[人户]不|完毕|如数|足额|逐")
_DUE, _DONE = (
    re.compile("应|需|拟|计划|目标|预算|概算|任务|申[报请]|合同"),
    re.compile("已|实|共|累计|决算|结算|核[定减]|审[定减]"),
)
_OTHER = re.compile(
    "其中|另|还有|剩余|其余|余下|尚|差额|新增|增加|减少|核减|追加|分别|平均|每|约|[上下]半年|[一二三四]季度|同期|[上去今本明]年|年[初末底]|第[一二三四五六七八九十\\d]{1,3}[批期次轮笔季年]|[首次两]批|增至|降至|上升|下降|提高"
)
"""Matches around an amount words that make it one of another time, or a part, or a change."""
_WHO = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:[镇乡县区市村局院校司组队站厂社园场店馆库]|街道|中心|企业)(?![长级属内对将把会督])"
)
"""Matches the name of a body or place."""
_LEVEL, _AS_OF = re.compile("[国省市区县镇乡村]级"), re.compile("截[至止]")
_YEARS = re.compile(r"\d{4}年|(?<!\d)\d{1,2}月|“[十一二三四]{1,2}五”")
_THESE = re.compile("(?:这|该|上述|前述)(?P<these>[\\d一二两三四五六七八九十]{1,3}[\u4e00-\u9fff])的?$")
"""Matches before an amount what tells of how many things of those before it is: 这2宗|261.4亩土地."""
_SHORT = 3
"""Minimum characters in a row that the words around two amounts of three digits share; one more for two digits."""
_FEW_DIGITS = 2


@dataclass(frozen=True, slots=True)
class _Told:
    amount: Quantity
    span: Span
    line: int
    at: int
    """The number of its line among the lines of text."""
    left: str
    right: str
    text: str
    lead: str
    """The words of its sentence before it."""
    after: str
    """The words of its sentence behind it, up to the next amount."""
    others: tuple[Quantity, ...]

    @property
    def around(self) -> str:
        return self.left + "|" + self.right

    @property
    def figures(self) -> str:
        return self.amount.digits.replace(".", "").strip("0")


def check_swapped(report: Report) -> Iterator[Message]:
    """Yield an amount that repeats one before it, of the same thing, with two neighbouring digits swapped."""
    recent: deque[list[_Told]] = deque(maxlen=_LINES)
    for at, line in enumerate(report.source.text_lines):
        here: list[_Told] = []
        if line.span.end - line.span.start <= _LONGEST:
            text = report.source.fold(line.span)
            here = list(_told(text, line.span.start, line.number, at))
        by_digits: dict[tuple[str, str], list[_Told]] = defaultdict(list)
        for one in (told for row in recent for told in row):
            by_digits[kind_of(one.amount), "".join(sorted(one.figures))].append(one)
        for told in here:
            key = kind_of(told.amount), "".join(sorted(told.figures))
            before = next((one for one in reversed(by_digits[key]) if _same(one, told)), None)
            if before and not any(one.amount.value == told.amount.value for one in by_digits[key]):
                found, other = report.source[told.span], report.source[before.span]
                yield message_at(report, "two-amounts", told.span, found=found, other=other, line=before.line)
            by_digits[key].append(told)
        recent.append(here)


def _told(text: str, start: int, number: int, at: int) -> Iterator[_Told]:
    found = tuple(islice(amounts(text), _MOST))
    for n, amount in enumerate(found):
        if amount.unit in {"", "%", "倍", "个百分点"} or len(amount.digits.replace(".", "").strip("0")) < _FEW_DIGITS:
            continue
        begin = max(found[n - 1].span.end if n else 0, amount.span.start - _BEFORE)
        end = min(found[n + 1].span.start if n + 1 < len(found) else len(text), amount.span.end + _BEHIND)
        left = _STOP.split(text[begin : amount.span.start])[-1]
        right = _STOP.split(text[amount.span.end : end])[0]
        end = found[n + 1].span.start if n + 1 < len(found) else len(text)
        after = re.split("[。;]", text[amount.span.end : min(end, amount.span.end + _LEAD)])[0]
        lead = re.split("[。;]", text[max(0, amount.span.start - _LEAD) : amount.span.start])[-1]
        span = Span(start + amount.span.start, start + amount.span.end)
        yield _Told(amount, span, number, at, left, right, text, lead, after, found)


def _same(one: _Told, other: _Told) -> bool:
    """Say whether two amounts are of one thing, and differ by two swapped neighbouring digits."""
    if not _swapped(one, other) or _explained(one, other) or _of_two_times(one, other) or _of_two_bodies(one, other):
        return False
    if _of_two_kinds(one, other) or _beside(one, other):
        return False
    wide = other.around + other.after
    full = bool(_ALL.search(wide))
    due = one.left[-_SHORT:] != other.left[-_SHORT:] and _DUE.search(one.left) and _DONE.search(other.left)
    if _of_these(one, other):
        return True
    back = _BACK.search(wide) or other.left.endswith("的") or _TABLE.search(other.lead)
    return bool(back) and (full or not due) and _of_one_thing(one, other, full=full)


def _of_two_times(one: _Told, other: _Told) -> bool:
    """Say whether words around two amounts tell that they are of two times, or that one is a part or a change."""
    years = [set(_YEARS.findall(told.lead)) for told in (one, other)]
    anew = (
        years[1]
        and not years[0]
        and not (_AS_OF.search(other.lead) or _BACK.search(other.left) or other.left[-1:] == "的")
    )
    among = "其中" in other.lead
    words = one.around, other.around + other.after
    return among or any(map(_OTHER.search, words)) or (years[0] != years[1] and all(years)) or bool(anew)


def _of_two_kinds(one: _Told, other: _Told) -> bool:
    """Say whether two names have one noun and something else of one length before it: 小学在校生, 初中在校生."""
    common = next((n for n, (a, b) in enumerate(zip(one.left[::-1], other.left[::-1], strict=False)) if a != b), 0)
    rests = [told.left[: len(told.left) - common] for told in (one, other)]
    refers = _THIS.search(other.left) or _THAN.search(rests[1]) or any(map(STATE.search, rests))
    return common > 1 and not refers and len(rests[0]) == len(rests[1]) and 0 < len(rests[0]) <= _SHORT + 1


def _of_two_bodies(one: _Told, other: _Told) -> bool:
    """Say whether the words before two amounts name two bodies or places: 甲站拖欠的租金, 乙站拖欠的租金."""
    levels = [set(_LEVEL.findall(told.lead)) for told in (one, other)]
    if all(levels) and not levels[0] & levels[1]:
        return True
    first, second = ([who for who in _WHO.findall(told.left) if who[0] not in "全本我"] for told in (one, other))
    same = any(a.endswith(b) or b.endswith(a) for a in first for b in second)
    return bool(first and second) and not same


def _beside(one: _Told, other: _Told) -> bool:
    """Say whether two amounts of a line stand side by side in a list, or are an old and a new value."""
    between = one.text[one.amount.span.end : other.amount.span.start]
    if one.at != other.at or "。" in between:
        return False
    alike = one.left[-1:] == other.left[-1:] or not one.left
    listed = alike and re.fullmatch("[、,和与及][^,。;]{0,8}", between) and not _BACK.search(between)
    return bool(listed or FROM_TO.fullmatch(between) or len(between) < _SHORT)


def _of_one_thing(one: _Told, other: _Told, *, full: bool) -> bool:
    """Say whether the words around two amounts share enough of what names a thing; more for numbers of two digits."""
    if _THIS.search(other.lead) and {*_COUNT.findall(one.lead)} & {*_COUNT.findall(other.lead)}:
        return True  # 拖欠511名农民工工资共354.85万元. 这511名农民工的欠薪345.85万元
    heads = [_GENERIC.sub("", _HEAD.split(told.left)[-1]).strip(_FORMS) for told in (one, other)]
    like = heads[0] in heads[1] or heads[1] in heads[0] or heads[0][-_SHORT:] == heads[1][-_SHORT:]
    if all(len(head) > 1 for head in heads) and not like:
        return False  # 加班费16.3万元, 值班费13.6万元
    if _THIS.search(other.left) and other.left[-_SHORT:] in one.lead and len(one.amount.digits) > _SHORT:
        return True  # 收取床位费,涉及40人次、12170元. 这笔多收的床位费12710元
    words = one.around, other.around
    shared = _shared(*words)
    common = len({*_GENERIC.sub("", words[0])} & {*_GENERIC.sub("", words[1])})
    if len(one.amount.digits) <= _FEW_DIGITS:
        noun = other.right[:2]
        again = full and len(noun) > 1 and one.left.endswith(noun)  # 路灯47盏, 74盏路灯全部恢复
        return again or shared > _SHORT or (shared == _SHORT - 1 and full and common > _SHORT)
    if _THIS.search(other.left) and shared > 1 and _shared(*words, generic=True) >= _SHORT:
        return True
    return shared >= _SHORT or (shared == _SHORT - 1 and common >= (_SHORT if full else _SHORT + 1))


def _of_these(one: _Told, other: _Told) -> bool:
    """Say whether the second amount is of as many things, told as those before: 2宗用地,共216.4亩;这2宗261.4亩土地."""
    these = _THESE.search(other.lead)
    return bool(these and these["these"] in one.lead)


def _swapped(one: _Told, other: _Told) -> bool:
    """Say whether two numbers of one length before the point differ by two neighbouring digits that are swapped."""
    a, b = (str(int(told.amount.value)) for told in (one, other))
    return len(a) == len(b) and is_swapped(one.figures, other.figures)


def _explained(one: _Told, other: _Told) -> bool:
    """Say whether a third amount of the two lines is the sum or the difference of two amounts."""
    a, b = one.amount.value, other.amount.value
    results = {abs(a - b), a + b}
    return any(third.value in results for third in (*one.others, *other.others) if third.kind == one.amount.kind)


def _shared(one: str, other: str, *, generic: bool = False) -> int:
    """Return the length of the longest run of characters that two texts share, without words that say nothing."""
    longest = 0
    for begin in range(len(one)):
        end = begin + 1
        while end <= len(one) and one[begin:end] in other:
            run = one[begin:end].replace("|", "")
            longest = max(longest, len(run if generic else _GENERIC.sub("", run).strip(_FORMS)))
            end += 1
    return longest
