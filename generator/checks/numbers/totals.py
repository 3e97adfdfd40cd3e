"""Totals that disagree with the parts stated beside them.

A list of parts is rarely complete: 其中 opens a selection as often as a division, people are counted under
several heads, a part may contain another (含…). So a sum is called wrong only if the words say that the parts are
the whole (已完成19个、正在整改6个; 其余2个), if a part is larger than its total, or if less than one in a hundred
is missing; a small remainder of a list under 其中 is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise

from generator.checks.numbers.counts import OPEN, Count, Passage, divided_by_name, sentences, status_of
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report

_INTRODUCED = re.compile(r"其中|(?<=[\u4e00-\u9fff])(?<!其)中,|(?<=[个件宗家户人名次项起条份批处座栋套所例台辆篇场])\(")
"""Matches the beginning of a list of parts after its total: 其中, or a bracket right after the unit."""
UNSURE = re.compile(
    r"含|(?<!全)部分(?!属实)|另|等|(?<![无不])重复|同时|交叉|兼|(?<![挤侵抢霸])占(?!用|[^,;、。]{0,8}\d{1,9}(?:\.\d{1,6})?%)|以上|以下|涉及|分批|其次|既|(?<![签履合制节])约(?![谈束定见])|每|平均"
    r"|应[收缴退付还交][^。;]{0,24}已[收缴退付还交]"
)
"""Matches words which say that the parts may overlap or may not be all."""
_PARTLY = re.compile(r"含|(?<!全)部分(?!属实)|另|(?<![无不])重复")
_GOES_ON = re.compile(r"\s{0,8}(?:其中|目前|截至|上述)")
"""Matches the beginning of a paragraph that goes on with what the one before it counts."""
_AMONG = re.compile("[,;][^,;。]{0,16}[\u4e00-\u9fff]中[已,有]")
_BOTH = re.compile("兼|两者|二者|同时|重[叠合复]|交叉|均有")
OVERLAP = re.compile(r"处分|问责|诫勉|移送|组织处理|党员|女|学历|本科|大专|博士|硕士|民族|党外|\d岁")
"""Matches heads under which one person may be counted several times."""
_REST = re.compile(r"(?:其余|剩余|余下|剩下|其他|其它)的?$")
_FALLEN = re.compile("[降减][少低]?[到至为]$")
_OTHERS = re.compile(r"其[他它]的?$")
_ALL = re.compile(r"(?:全面|全部|均)(?:完成|整改|整治)$|[总合共]计$")
_IN_ALL = re.compile("(?:全部|[总合共]计?|总共|涉及|应(?![急对用届]))[^\\d,、。;:()计划目标任务]{0,6}$")
"""Matches before a number that is the whole, which what is done cannot exceed: 全部问题25个."""
_IS_DONE = re.compile("(?:截至)?(?:目前|现)?(?:均|全部)?(?:已|完成|办结|整改)")
_SUM = re.compile(r"[总合共]计[^\d,、。;:()]{0,6}$")
_ANOTHER_SUM = re.compile(r"[,;](?:还|另)?(?:共|累计)(?![计有])[\u4e00-\u9fff]{2}")
"""Matches the beginning of another sum, at which a list ends: 通过法规44件,其中有效16件,共批准决定64件."""
_ENDS = frozenset({"", *",、;:。()"})
"""What may follow a number that has no noun after it; empty at the end of the text."""
_JOINED = re.compile("[、和及与]")
_PERSONS = ("人", "名", "人次")
_MOST_PARTS = 12
_MANY, _LITTLE = 3, 20
"""Minimum parts told behind 中 for them to be all, and the divisor of the total that gives what they may leave."""
_ROOM, _ROOM_OF_A_SUM, _NOUN = 4, 8, 2
"""Number of characters searched before a count, and before a sum (合计超标准301间), and taken as a count's noun."""


def check_totals(report: Report) -> Iterator[Message]:
    """Yield each total that disagrees with the parts stated beside it."""
    before: list[Passage] = []
    for sentence in sentences(report):
        if before and before[-1].line != sentence.line:
            before = before[-1:] if _GOES_ON.match(sentence.text) else []
        yield from (
            _complement(report, sentence, before)
            or _divisions(report, sentence, before)
            or _summed(report, sentence)
            or _named_alike(report, sentence)
        )
        before.append(sentence)


def first_part(sentence: Passage, *states: str) -> int | None:
    """Return the index of the first count that is a part of the count before it; None if there is none.

    Its clause says one of `states` ("open", "done"; by default either). It follows a mark (12个问题,已完成10个), or
    has no noun after it (12个问题已完成整改10个,…).
    """
    for at, count in enumerate(sentence.counts):
        alone = sentence.text[count.span.end - sentence.span.start :][:1] in _ENDS
        # 1个项目已完工,3个已开工: the count before is a part itself, not the total
        beside = at and count.separator and status_of(sentence.counts[at - 1].label)
        if at and not beside and (count.separator or alone) and status_of(count.label) in (states or ("open", "done")):
            return at
    return None


def _divisions(report: Report, sentence: Passage, before: Sequence[Passage]) -> list[Message]:
    """Return the messages about lists of parts after 其中 or in brackets; `before` are the line's earlier sentences."""
    found = []
    for opener in _INTRODUCED.finditer(sentence.text):
        start = opener.end()
        end = _end_of_list(sentence.text, start, bracket=opener[0] == "(")
        if opener[0] == "(" and sentence.text.startswith("其中", start):
            continue  # the next match, 其中 itself, finds this list
        at = sentence.span.start
        parts = _listed([c for c in sentence.counts if at + start <= c.span.start < at + end])
        wholes = [c for c in sentence.counts if c.span.end <= at + opener.start() + (opener[0] == "(")]
        wholes = [c for c in wholes if "含" not in _before(report, c, _ROOM_OF_A_SUM)]
        if not wholes and before and not sentence.text[: opener.start()].strip():
            wholes = list(before[-1].counts)
        wholes = [c for c in wholes if parts and c.whole_of(parts[0])]
        if opener[0] == "(" and (not wholes or wholes[-1].span.end != at + opener.start()):
            continue
        if wholes and len(parts) > 1:
            stretch = report.source.folded[wholes[-1].span.start : at + end]
            left = wholes[-1].value - sum(part.value for part in parts)
            if opener[0] == "中," and left >= 0 and (len(parts) < _MANY or left * _LITTLE > wholes[-1].value):
                continue  # some of them: 186家中,公立12家、民营28家
            beyond = sentence.text[sentence.text.find("中,") :] if opener[0] == "中," else ""
            message = None if UNSURE.search(stretch) or _BOTH.search(beyond) else _judge(report, wholes, parts, stretch)
            found.extend([message] if message else [])
    return found


def _summed(report: Report, sentence: Passage) -> list[Message]:
    """Return a message if the parts come first and the sum after them is wrong: 甲3件、乙4件，合计8件.

    Any number of the counts right before the sum may be its parts. If none of them add up to it, the nearest sum
    must be within a tenth for a message.
    """
    if UNSURE.search(sentence.text):
        return []
    for at, total in enumerate(sentence.counts):
        if not _SUM.search(_before(report, total, _ROOM_OF_A_SUM)) or not total.exact:
            continue
        parts = []
        for count in reversed(sentence.counts[:at]):
            if not count.exact or not count.alike(total):
                break
            parts.append(count)
        sums = list(accumulate(part.value for part in parts))[1:]
        if not sums or total.value in sums:
            continue
        gap, size = min((abs(found - total.value), size) for size, found in enumerate(sums, 2))
        if gap * 10 <= total.value:
            return [_told(report, "total", total, parts[:size][::-1])]
    return []


def _named_alike(report: Report, sentence: Passage) -> list[Message]:
    divided = None if UNSURE.search(sentence.text) else divided_by_name(sentence)
    return [_told(report, "total-rest", *divided)] if divided else []


def _end_of_list(text: str, start: int, *, bracket: bool) -> int:
    """Return the offset at which a list of parts ends: the closing bracket, another 其中, another sum or the end."""
    inside = bracket or text[:start].count("(") > text[:start].count(")")
    marks = [text.find("其中", start), text.find(")", start) if inside else -1]
    ends = [*marks, *(found.start() for words in (_AMONG, _ANOTHER_SUM) if (found := words.search(text, start)))]
    return min([end for end in ends if end >= 0], default=len(text))


def _listed(counts: list[Count]) -> list[Count]:
    """Return the parts at the start of a list: in one unit, each in a clause of its own, one kind of mark between.

    Empty if one of them is not exact.
    """
    parts: list[Count] = []
    for count in counts:
        if parts and not parts[0].alike(count):
            continue
        if not count.exact:
            return []
        if parts and not count.separator:
            return []
        if len(parts) > 1 and parts[1].separator == "、" != count.separator:
            break
        parts.append(count)
    return parts


def _judge(report: Report, wholes: list[Count], parts: list[Count], stretch: str) -> Message | None:
    total = wholes[-1]
    values = [part.value for part in parts]
    sums = list(accumulate(values))[1:]
    if not total.exact or any(whole.value in sums for whole in wholes):
        return None
    if len(wholes) > 1 and _JOINED.search(total.separator or _before(report, total)):
        return None  # 10个镇、5个街道,其中6个镇、3个街道…: two totals in a row
    gap = abs(sums[-1] - total.value)
    same = total.alike(parts[0])
    sure = (same and max(values) > total.value) or gap * 100 <= total.value
    overlaps = bool(OVERLAP.search(stretch)) and not re.search("[无不]重复", stretch)
    if sure and not overlaps:
        return _told(report, "total", total, parts)
    near = gap < min(values) or (sums[-1] > total.value and total.unit not in _PERSONS)
    whole = same or gap * 20 <= total.value or _ALL.search(_before(report, total))
    return (
        _told(report, "total-rest", total, parts)
        if near and whole and (not overlaps or sums[-1] < total.value)
        else None
    )


def _complement(report: Report, sentence: Passage, before: Sequence[Passage]) -> list[Message]:
    """Return a message if the words say that the parts are the whole, and they are not: done and open, or 其余."""
    counts = sentence.counts
    for last in range(len(counts) - 1, 0, -1):
        if _REST.search(_before(report, counts[last])):
            return _rest(report, sentence, before, last)
    first = first_part(sentence)
    if first is None:
        return []
    total = counts[first - 1]
    parts = [count for count in _up_to_another(counts[first:]) if total.alike(count)]
    states = [status_of(part.label) for part in parts]
    stretch = report.source.folded[total.span.start : sentence.span.end]
    if _PARTLY.search(sentence.text) or UNSURE.search(stretch):
        return []
    if _exceeds(report, total, counts[first]):
        return [_told(report, "total", total, [counts[first]])]
    exact = all(count.exact for count in (total, *parts))
    if not exact or not 2 <= len(parts) <= _MOST_PARTS or not {"open", "done"} <= {*states}:
        return []
    told = [part for part, state in zip(parts, states, strict=True) if state]
    others = [part.value for part, state in zip(parts, states, strict=True) if not state]
    known = sum(part.value for part in told)
    possible = {known + sum(some) for size in range(len(others) + 1) for some in combinations(others, size)}
    wholes = {count.value for count in counts[:first] if count.alike(total)}
    # 109件中,属实93件,不属实16件;已办结55件,…: the same total is divided twice
    sums = accumulate(part.value for part in parts)
    whole = {value for value, after in zip(sums, parts[1:], strict=False) if after.separator == ";"}
    # 7座桥中,5座通车,1座正在架梁,1座完成桩基: the first count is the total of all others
    divided = counts[0].alike(total) and counts[0].value == sum(
        count.value for count in (*counts[1:first], *parts) if count.alike(total)
    )
    return [] if divided or wholes & (possible | whole) else [_told(report, "total", total, told)]


def _exceeds(report: Report, total: Count, part: Count) -> bool:
    """Say whether more is done than there is: 全部问题25个,完成26个."""
    whole = _IN_ALL.search(_before(report, total, _ROOM_OF_A_SUM)) and _IS_DONE.match(part.label)
    return bool(whole and part.exact and total.exact and part.alike(total) and part.value > total.value)


def _up_to_another(counts: Sequence[Count]) -> Iterator[Count]:
    """Yield the counts up to a semicolon that another total follows: 甲类9个,已完成5个;乙类2个,…."""
    for count in counts:
        if (count.separator == ";" and not status_of(count.label)) or count.label.startswith("应"):
            return
        yield count


def _rest(report: Report, sentence: Passage, before: Sequence[Passage], last: int) -> list[Message]:
    rest = sentence.counts[last]
    earlier = [count for count in sentence.counts[:last] if count.alike(rest)]
    others = _OTHERS.search(_before(report, rest))
    fallen = earlier and _FALLEN.search(_before(report, earlier[-1]))  # 由56个减少到9个,余下9个
    told = earlier and status_of(earlier[-1].label) == "done" and _goes_on(report, sentence, rest)
    if fallen or (others and not told):
        return []
    if len(earlier) == 1:
        noun = _noun(report, rest)
        wholes = [c for s in before for c in s.counts if c.alike(rest) and noun and _noun(report, c) == noun]
        earlier = [*wholes, *earlier] if len(wholes) == 1 else []
    exact = all(count.exact for count in (*earlier, rest))
    states = [
        status_of(part.label) or (status_of(one.label) if part.separator == "、" else None)
        for one, part in pairwise(earlier)
    ]
    if len(earlier) < 2 or not exact or not all(states[1:]):
        return []
    values = [count.value for count in earlier]
    if values[0] <= max(values[1:]):
        return []
    if any(values[at] == sum(values[at + 1 :]) + rest.value for at in range(len(values) - 1)):
        return []
    if _PARTLY.search(report.source.folded[earlier[0].span.start : sentence.span.end]):
        return []
    whole = min(range(len(values) - 1), key=lambda at: abs(values[at] - sum(values[at + 1 :]) - rest.value))
    return [_told(report, "total", earlier[whole], [*earlier[whole + 1 :], rest])]


def _before(report: Report, count: Count, room: int = _ROOM) -> str:
    return report.source.folded[max(0, count.span.start - room) : count.span.start]


def _goes_on(report: Report, sentence: Passage, rest: Count) -> bool:
    after = report.source.folded[rest.span.end : sentence.span.end]
    return bool(OPEN.search(after) or re.search(r"推进|进行|计划", after))


def _noun(report: Report, count: Count) -> str:
    noun = report.source.folded[count.span.end : count.span.end + _NOUN]
    return noun if len(noun) == _NOUN and not re.search(r"[,。、;:()已正]", noun) else ""


def _told(report: Report, code: str, total: Count, parts: Sequence[Count]) -> Message:
    return message_at(
        report,
        code,
        total.span,
        parts=" + ".join(str(part.value) for part in parts),
        sum=sum(part.value for part in parts),
        total=total.value,
    )
