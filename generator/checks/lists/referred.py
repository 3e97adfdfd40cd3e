"""A number of things that refers to things told before it, and differs from their number: 甲、乙、丙…, 上述4个村."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.lists.tallied import NUMERAL, counted
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_THINGS = (
    "单位|部门|乡镇|镇|乡|街道|社区|行政村|村(?!民)|学校|[中小]学|幼儿园|企业|公司|合作社|人员|同志|干部|党员|责任人|人(?!员|次|群)|项目|工程|医院|卫生院|科室|党支部|支部|"
    "党委|市场|站|所(?!有)|小区|水库|网点|点(?!位)|市|县|区(?!域)|局(?!面)|层面|领域|环节|小组|组|方面|问题|事项|举措|措施|制度|文件|案件|任务|指标"
)
_BACK = re.compile(
    rf"(?:上述|以上|前述|由此(?:涉及|产生)的?|(?<=[,。;])这){NUMERAL}(?:[个所家名位项座户支]|处(?=[^罚分理]))?(?P<noun>[\u4e00-\u9fff]{{0,4}}?(?:{_THINGS}))(?!次)"
)
"""Matches a number of things that were told before: 上述6所学校."""
_ALL = re.compile(
    rf"(?<=[,;]){NUMERAL}(?:[个所家名位项座户支件类条](?P<noun>[\u4e00-\u9fff]{{0,3}}?(?:{_THINGS}|层级|实事))(?=[^,。;]{{0,8}}(?:共|均|都|各|分别|全部|一[致同律]))"
    r"|(?P<bare>方|村|镇|校|部门|家|级)(?=共|均|都|各|分别|签订|联合|合力|一[致同律]))"
)
"""Matches behind a list and its number another number of the same: ,四个层面|共提出意见."""
_ITEM = "[\u4e00-\u9fff“”]{1,16}"
_LIST = re.compile(f"{_ITEM}(?:、{_ITEM}){{1,11}}")
_JOINT = re.compile("(?<=[\u4e00-\u9fff])(?:以及|[和与及])")
_MORE = re.compile("等|其[他余它]|另|还[有对将]|含|包括|分别|各类|以及")
_BY_KIND = rf"(?<![第\d.]){NUMERAL}(?:[个所家名位项座户支处件类条])?"
_OF_PHRASES = frozenset(
    {"方面", "问题", "环节", "领域", "层面", "事项", "举措", "措施", "制度", "文件", "案件", "任务", "指标"}
)
"""Nouns that are counted behind phrases, which must stand right before them: 集中在选人用人、财务管理, 以上两个方面."""
_ENDS = frozenset("镇乡村道区局委办部厅院校站所厂库司某科室队心会行学中园社湾庄屯组县市坝场店")
"""Last characters of the names of bodies, places and persons."""
_OF_NO_BODY = re.compile("(?:方面|问题|工作|制度|情况|环节|领域|措施)")
_EACH = re.compile(
    rf"(?<![第\d.]){NUMERAL}[个支]?[\u4e00-\u9fff]{{0,4}}?(?P<noun>组|队|片区?|村|社区|网格|专班)[^。;、\d]{{0,24}}?"
    r"(?P<list>[\u4e00-\u9fff]{2,4}(?:[、和][\u4e00-\u9fff]{2,4}){1,9})各[\u4e00-\u9fff]{1,2}一(?:[个支名])?(?P=noun)"
)
"""Matches a number of bodies and those of whom each leads one: 4个组由张某、李某、王某各带一组."""
_PARTY = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,16}(?:[、和][\u4e00-\u9fff]{2,16}){1,9})一行(?P<n>[二三四五六七八九十]{1,2}|两|\d{1,2})(?P<noun>人)"
)
"""Matches persons and the number of those who came: 书记、镇长、副镇长一行两人."""
_PERSON = re.compile("[长记任员席理事]$|同志$|支书$")
_FEWEST, _MOST, _LONGEST = 2, 12, 300


def check_referred(report: Report) -> Iterator[Message]:
    """Yield numbers of things that refer to a list, or to numbers, told before them, and differ (上述6所学校)."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        before = ""
        for sentence in split_sentences(text, FULL_STOPS):
            words, start = text[sentence.start : sentence.end], line.span.start + sentence.start
            for match, listed in _differing(words, before) if len(words) <= _LONGEST else ():
                span = Span(
                    start + match.start("n"),
                    start + max(match.end(name) for name in match.groupdict() if name != "list"),
                )
                yield message_at(report, "listed", span, found=report.source[span], listed=listed)
            before = words[-_LONGEST:]


def _differing(words: str, before: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield each number of things in a sentence with the number of things told before it or behind it, if it differs.

    `before` is the sentence before.
    """
    for back in _BACK.finditer(words):
        listed = _told(words[: back.start()] if back.start() > _FEWEST else before, back)
        if listed and counted(back["n"]) != listed:
            yield back, listed
    for again in _ALL.finditer(words):
        listed = _listed_before(words[: again.start()], again["noun"] or again["bare"])
        if listed and counted(again["n"]) > listed:
            yield again, listed
    for each in _EACH.finditer(words) if "各" in words else ():
        items = re.split("[、和]", each["list"])
        if counted(each["n"]) != len(items):
            yield each, len(items)
    for party in _PARTY.finditer(words) if "一行" in words else ():
        items = re.split("[、和]", party["list"])
        if 1 < counted(party["n"]) < len(items) and all(map(_PERSON.search, items)):
            yield party, len(items)


def _told(text: str, back: re.Match[str]) -> int:
    """Return how many things of a kind a text tells, by numbers, a list or names; 0 if that is open or as is said."""
    noun, said = back["noun"], counted(back["n"])
    numbers = [counted(match["n"]) for match in re.finditer(rf"{_BY_KIND}{noun}", text)]
    lists = list(_LIST.finditer(text))
    counts = [found[0].count("、") + 1 for found in lists]
    joints = sum(len(_JOINT.findall(found[0])) for found in lists)
    known = {*numbers, sum(numbers), *(count + more for count in (*counts, sum(counts)) for more in range(joints + 1))}
    if _MORE.search(text) or said in known:
        return 0
    if numbers:
        # not 东街、西街两个市场,南街市场, nor 抽查20个村,…,上述3个村
        sure = len(re.findall(noun, text)) == len(numbers) and (counts == numbers or said > sum(numbers))
        return sum(numbers) if sure else 0
    if not lists:
        return _named(text, noun, said) if noun not in _OF_PHRASES else 0
    # not 管理、监督方面问题,上述2个乡镇, nor 完善招标、采购、验收流程,上述5个单位
    of_another = _OF_NO_BODY.search(text, lists[0].end() - _FEWEST * 2) or not all(
        item[-1] in _ENDS for item in lists[0][0].split("、")[1:-1]
    )
    apart = lists[-1].end() != len(text.rstrip(",;"))
    if apart if noun in _OF_PHRASES else of_another:
        return 0
    near = abs(counts[0] - said) <= _FEWEST and said <= _MOST and not re.search(r"\d", text)
    return counts[0] if near and len(lists) == 1 and counts[0] > _FEWEST else 0


def _listed_before(text: str, noun: str) -> int:
    """Return the only number of a kind that a text tells, if as many things are listed before it; else 0."""
    numbers = list(re.finditer(rf"{_BY_KIND}{noun}", text))
    lists = list(_LIST.finditer(text))
    if len(numbers) != 1 or len(lists) != 1 or _MORE.search(text) or lists[0].end() < numbers[0].start():
        return 0
    told = counted(numbers[0]["n"])
    return told if told == lists[0][0].count("、") + 1 else 0


def _named(text: str, noun: str, said: int) -> int:
    """Return how many names of a kind stand in a text (第一党支部, 第二党支部), if that is another number; else 0."""
    names = re.findall(rf"([\u4e00-\u9fff]{{2}}){noun}", text) if len(noun) > 1 else []
    return len(names) if len(set(names)) == len(names) > _FEWEST and len(names) != said else 0
