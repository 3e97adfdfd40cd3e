"""A list that is followed by another number than that of its members: 河西镇、河东镇、桥头镇2个镇."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Node, Report
from generator.text.dates import find_dates
from generator.text.numerals import number_of
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

NUMERAL = r"(?P<n>[二三四五六七八九十]{1,2}|两|\d{1,2})"
"""Matches a numeral before what is counted, as the group `n`; `counted` reads it."""
_TALLY = re.compile(
    rf"(?<![等\d第.]){NUMERAL}(?P<unit>(?:个|家|名|位|所|座|条|大|项)?(?=(?P<noun>乡镇|镇街|村居|村社|区县|县区|县市|方面|环节|重点|领域|维度|层面|部门|单位|镇|乡|村|街道|社区|科室|局|站|水?厂|水?库|学校|医院|公司|企业|同?人|责任人|同志|干部|党员)(?!月|别|项|类|人|级))"
    r"|名|位|人|家|个(?=[,。;])|[级方](?![面式案位])|(?:类|种|项|大)(?=[\u4e00-\u9fff]{2})|[所家个座条](?=(?P<kind>[\u4e00-\u9fff]{2})))"
)
_LIST = re.compile(r"(?:[\u4e00-\u9fff“”·]{1,16}、){1,11}[\u4e00-\u9fff“”·]{1,16}$")
_SET_UP = re.compile("下设|分设|设立|设置|成立|组建|分为|划分为|设有|建立")
_GROUPS = re.compile("小组|专班|工作组|课题|专题|专项|板块|模块|片区")
"""Matches what is named by phrases of one length: 综合协调、案件查办、宣传报道3个专项小组."""
_RANKS = frozenset({"级", "方"})
_PLACES = frozenset("镇乡村") | {"街道", "社区", "乡镇"}
_PHRASES = frozenset({"方面", "环节", "重点", "领域", "维度", "层面"})
"""Nouns that are counted behind phrases of one length: 组织领导、资金保障、督查考核三个方面."""
_BOTH_KINDS = ("乡镇", "镇街道", "村居", "村社区", "区县", "县区", "县市")
"""Nouns of two kinds of places, by the last characters of their names: 城关镇、石塘乡2个乡镇."""
_BODIES = "镇乡村道区局委办部厅院校站所厂库司某科室队中心会行"
"""Last characters of bodies, places and persons; a list of them is known by its members' same last character."""
_ENDED = re.compile("[\u4e00-\u9fff]{1,4}(?=[,。;、:]|$)")
"""Matches behind a number of things what they are, up to a mark."""
_SHARED = re.compile("[^,。;]{0,8}(?:各[司自负行]|分别|共同|协同|联合|均|都)")
"""Matches behind a number of things what all of them do: 五个工作组|各司其职."""
_JOINT = re.compile("[和与及同]")
_OPEN = re.compile("等|含|包括|其中|其他|其余|部分|相关|有关|(?:^|、)[各每全]")
_TIMES = re.compile(
    rf"(?<![第\d.]){NUMERAL}(?:次|场|期|轮|批)[\u4e00-\u9fff]{{0,10}}"
    r"(?:\((?P<days>[^()]{4,120})\)|,(?:时间|日期)?分别[为是于在](?P<dates>[\d年月日、和及]{4,120}))"
)
"""Matches a number of events and their days in brackets: 召开3次专题会(1月5日、2月8日、3月2日)."""
_TOLD_BY_DAY = re.compile(
    rf"(?<![第\d.]){NUMERAL}(?:次|场|期|轮|批)[\u4e00-\u9fff]{{0,10}}:(?P<clauses>\d[^。:]{{4,200}})。?$"
)
"""Matches a number of events and what was done on each day: 开展3轮集中整治:3月打击非法捕捞,6月…."""
_DEPARTMENTS = re.compile(
    rf"\s?(?P<items>[\u4e00-\u9fff]{{2,6}}(?:、[\u4e00-\u9fff]{{2,6}}){{2,11}}等?){NUMERAL}个?(?:部门|单位)(?=联合|共同|印发|出台|开展)"
)
"""Matches the beginning of a sentence with several departments, their number and what they do together."""
_STAGES = re.compile(
    r"(?P<n>[二三四五六七八]|两)(?:个(?P<noun>阶段|步骤|环节|轮次|批次)|(?P<short>步|轮|批))[^。;:\d]{0,8}[。:,;]"
)
"""Matches a number of stages that are told after it: 分为两个阶段。第一阶段…,第二阶段…."""
_INSIDE = re.compile(
    rf"(?<![第\d.]){NUMERAL}(?:个|大|项|类|条|支|张|本|份|套|名|方面)[\u4e00-\u9fff]{{0,8}}”?\((?P<items>[\u4e00-\u9fff]{{2,10}}(?:、[\u4e00-\u9fff]{{2,10}}){{1,11}})\)"
)
"""Matches a number of things and their names in brackets: 3个小组(教学组、后勤组、安全组)."""
_LEVELS = re.compile(r"“(?P<items>[^“”,。;]{4,80})”的?(?P<n>[二三四五六七八九十])(?P<unit>级|重|位一体|道防线|步法)")
"""Matches a quoted list and its number: “校长负总责、班主任直接抓”的两级责任体系."""
_WORDS = re.compile(
    r"“(?P<items>[\u4e00-\u9fff]{1,4}(?:、[\u4e00-\u9fff]{1,4}){2,9})”的?(?P<n>[三四五六七八九十]|\d{1,2})(?P<unit>个?(?:环节|方面|字|关口?|步骤?|阶段)|大|色|项(?=机制|制度|措施|举措))"
)
"""Matches quoted words of one length and their number: “选、育、管、用”四个环节."""
_WHO = re.compile(r"^(?!谁).{0,80}(?:[抓管包]|负[总责]|[省市县区乡镇村组户校院科班局]$)")
"""Matches a member of a quoted list that is a level; “横向到边、纵向到底”的三级体系 lists none."""
_LEAD = re.compile(
    rf"(?<![第\d.年月、]){NUMERAL}(?:个|项|条|大|点|方面)"
    r"(?P<noun>[\u4e00-\u9fff]{0,4}(?:措施|举措|任务|工作|办法|重点|环节|方面|行动|机制|制度|意见|要求|问题|事项|工程|项目|专班|小组)?)[。:]$"
)
"""Matches the end of a paragraph that announces the numbered paragraphs below it: 采取以下四条举措。"""
_BELOW = re.compile("以下|下列|突出|抓好|做好|如下|采取|主要(?:抓|做|从)|重点(?:抓|做|从)|包括|分为?")
_DO = re.compile("实施|推进|建设|建成|开展|安排|成立|制定|完成|列入")
"""Matches the same before a colon: 重点实施五大工程:."""
_AFTERWARDS = re.compile(r"[\d(一二三四五六七八九十]{1,4}[)、.]\s{0,4}(?:以上|上述|下一步|同时|此外|另外)")
"""Matches the beginning of a numbered line that tells of what has been listed: 4.以上专班按月调度."""
_LONGEST_FIRST = 4
"""Maximum characters of the first member of a list of short names; a word such as 对 may stand before it."""
_FEWEST, _MOST_LISTED, _LONGEST, _ROOM = 3, 12, 400, 100


def check_tallied(report: Report) -> Iterator[Message]:
    """Yield numbers of things that differ from the number of things listed right before them, or of their days.

    Also numbers of measures (采取以下四条举措。) that differ from the number of numbered paragraphs that follow.
    """
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in split_sentences(text, FULL_STOPS):
            if sentence.end - sentence.start <= _LONGEST:
                words = text[sentence.start : sentence.end]
                for match, listed in (
                    *_after_lists(words),
                    *_of_days(words),
                    *_in_marks(words),
                    *_of_dated_clauses(words),
                    *_of_departments(words),
                ):
                    start = line.span.start + sentence.start
                    span = Span(start + match.start("n"), start + match.end("n") + 1)
                    yield message_at(report, "listed", span, found=report.source[span], listed=listed)
        for match, listed in _of_stages(text):
            span = Span(line.span.start + match.start("n"), line.span.start + match.end("n") + 1)
            yield message_at(report, "listed", span, found=report.source[span], listed=listed)
    yield from _among(report, (*report.front, *report.sections))


def counted(numeral: str) -> int:
    """Return the number that a numeral before a counted noun is, with 两 for 2; 0 if it is none."""
    return 2 if numeral == "两" else number_of(numeral) or 0


def _after_lists(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each number of things with the number of things that are listed right before it, if they differ."""
    for tally in _TALLY.finditer(text) if "、" in text else ():
        if text.endswith(",", 0, tally.start()):
            listed = _before_comma(text, tally)
            if listed and abs(listed - counted(tally["n"])) == 1:  # 检查一中、二中,12所中学均已整改
                yield tally, listed
            continue
        found = _LIST.search(re.split("[,。;:()《》\\d]", text[max(0, tally.start() - _ROOM) : tally.start()])[-1])
        if not found or _OPEN.search(found[0]):
            continue
        items = found[0].split("、")
        told, joints = counted(tally["n"]), sum(bool(_JOINT.search(item)) for item in items)
        if told in range(len(items), len(items) + joints + 1) or not 1 < told <= _MOST_LISTED:
            continue
        ends = {item[-1] for item in items}
        alike = _ENDED.match(text, tally.end())
        same = len(ends) == 1 and alike and alike[0][-1] in ends
        if told < len(items) and (same or _are_places(items, tally["noun"])):
            yield tally, len(items)  # 综合组、督查组、后勤组2个工作组; 涉及双河、永安、白石、柳林3个乡镇
            continue
        group = bool(tally["kind"] and _GROUPS.match(alike[0] if alike else ""))
        if tally["unit"] in _RANKS or (tally["unit"] == "个" and tally["kind"] and not group):
            # 区、镇、村、组三级; 东山、西山、南山、北山三个林场
            sizes = {len(item) for item in items[1:]}
            short = sizes <= ({1, 2} if tally["unit"] in _RANKS else {2}) and len(items) >= _FEWEST
            if short and told < len(items) and (tally["unit"] in _RANKS or len(items[0]) <= _LONGEST_FIRST):
                yield tally, len(items)
            continue
        is_kind = tally["noun"] in _PHRASES or tally["unit"] in {"类", "种", "项", "大"}
        is_kind = is_kind or group
        phrases = is_kind and len(items) >= _FEWEST and _are_phrases(items)
        # 会同水务局、财政局三部门: who tells this may be the third
        kind = tally["kind"] and all(item.endswith(tally["kind"]) for item in items)  # 北街小学、…4所小学
        if phrases or (told < len(items) and (kind or (not tally["kind"] and _are_bodies(items, tally["noun"] or "")))):
            yield tally, len(items)


def _before_comma(text: str, tally: re.Match[str]) -> int:
    """Return how many things of one kind are listed before the comma behind which their number stands; 0 if none.

    设综合组、宣传组和保障组,四个工作组各司其职.
    """
    found = _LIST.search(re.split("[,。;:()《》\\d]", text[max(0, tally.start() - _ROOM) : tally.start() - 1])[-1])
    items = re.split("[、和与及]", found[0]) if found and not _OPEN.search(found[0]) else []
    ends = {item[-1:] for item in items}
    noun = text[tally.end() : tally.end() + _LONGEST_FIRST]
    same = len(ends) == 1 and re.match(
        f"(?:工作|专项|专业|职能|直属|下属|小)?{re.escape(ends.pop())}(?![民级委])", noun
    )
    return len(items) if same and _SHARED.match(text, tally.end()) else 0


def _are_places(items: Sequence[str], noun: str | None) -> bool:
    """Say whether the members of a list are places by two characters each; words may stand before the first."""
    short = noun in _PLACES and {len(item) for item in items[1:]} == {2}
    return short and len(items) > _FEWEST and not any(map(_JOINT.search, items[1:]))


def _are_phrases(items: Sequence[str]) -> bool:
    """Say whether the members of a list are of one length; words may stand before the first (从组织领导、资金保障)."""
    size = len(items[-1])
    items = (_SET_UP.split(items[0])[-1], *items[1:])  # 指挥部下设|综合协调、物资保障
    return size >= _FEWEST and {len(item) for item in items[1:]} == {size} and size <= len(items[0]) <= size + 6


def _are_bodies(items: Sequence[str], noun: str) -> bool:
    """Say whether the members of a list end in one character, that of the counted noun if this names their kind."""
    ends = {item[-1] for item in items}
    if noun in {"部门", "单位", "科室"}:
        return ends <= set("局委办部厅院会行站中心科室股处队所司")
    if any(noun.startswith(both) and ends <= set(both) for both in _BOTH_KINDS):
        return True
    if len(ends) != 1 or not ends <= set(_BODIES):
        return False
    return "某" in ends or not noun or noun[0] in ends or noun[-1] in ends


def _in_marks(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each number of things whose names in brackets or quotation marks are more or fewer."""
    for found in (*_INSIDE.finditer(text), *_LEVELS.finditer(text), *_WORDS.finditer(text)):
        items = found["items"].split("、")
        joints = sum(bool(_JOINT.search(item)) for item in items)
        told = counted(found["n"])
        if found.re is _LEVELS:
            alike = found["unit"] != "级" or all(map(_WHO.search, items))
        else:
            alike = len({item[-1] for item in items}) == 1 or len({*map(len, items)}) == 1
        if (
            alike
            and len(items) > 1
            and not _OPEN.search(found["items"])
            and not len(items) <= told <= len(items) + joints
        ):
            yield found, len(items)


def _of_dated_clauses(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each number of events behind whose colon more or fewer clauses begin with a day: 3轮整治:3月…,6月…."""
    for times in _TOLD_BY_DAY.finditer(text):
        clauses = re.split("[,;]", times["clauses"].rstrip("。"))
        starts = [next((written.span.start for written in find_dates(clause)), None) for clause in clauses]
        if len(clauses) > 1 and len(clauses) != counted(times["n"]) and not any(starts) and None not in starts:
            yield times, len(clauses)


def _of_departments(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the number of departments with which a sentence begins if more or fewer are listed: 林业、住建三部门."""
    told = _DEPARTMENTS.match(text)
    items = told["items"].split("、") if told else []
    joints = sum(bool(_JOINT.search(item)) for item in items)
    if told and not _OPEN.search(told["items"]) and not len(items) <= counted(told["n"]) <= len(items) + joints:
        yield told, len(items)


def _of_stages(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each number of stages after which more or fewer are told, by 第一, 第二 and so on."""
    for told in _STAGES.finditer(text):
        noun = told["noun"] or told["short"]
        after = text[told.end() : told.end() + _LONGEST]
        ranks = [number_of(match["n"]) for match in re.finditer(rf"第(?P<n>[一二三四五六七八]){noun}", after)]
        if len(ranks) > 1 and ranks == list(range(1, len(ranks) + 1)) and len(ranks) != counted(told["n"]):
            yield told, len(ranks)


def _of_days(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each number of events whose days in the brackets after it are more or fewer."""
    for times in _TIMES.finditer(text):
        rest = times["days"] or times["dates"]
        days = [written.span for written in find_dates(rest)]
        for span in reversed(days):
            rest = rest[: span.start] + rest[span.end :]
        if len(days) > 1 and len(days) != counted(times["n"]) and not rest.strip("、和及,与 "):
            yield times, len(days)


def _among(report: Report, siblings: Sequence[Node]) -> Iterator[Message]:
    """Yield numbers of measures at the end of a paragraph that differ from the number of numbered siblings after it."""
    for at, node in enumerate(siblings):
        if node.kind is Kind.PARAGRAPH and not node.children:
            yield from _announced(report, node, siblings[at + 1 :])
        yield from _among(report, node.children)


def _announced(report: Report, lead: Node, after: Sequence[Node]) -> Iterator[Message]:
    text = report.source.fold(Span(max(lead.span.start, lead.span.end - _ROOM), lead.span.end))
    head = _LEAD.search(text)
    sentence = text.rstrip("。").rpartition("。")[2]
    if not head or not (_BELOW.search(sentence) or (text.endswith(":") and _DO.search(sentence))):
        return
    row: list[Node] = []
    for node in after:
        if node.number is None and row:
            continue
        if node.number != len(row) + 1 or (row and node.kind is not row[0].kind):
            break
        row.append(node)
    if row and _AFTERWARDS.match(report.source.fold(row[-1].span)):
        return
    if len(row) > 1 and len(row) != counted(head["n"]):
        start = lead.span.end - len(text)
        span = Span(start + head.start("n"), start + head.end("noun"))
        yield message_at(report, "listed", span, found=report.source[span], listed=len(row))
