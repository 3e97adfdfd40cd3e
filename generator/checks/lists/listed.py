"""A stated number of things that differs from the number listed: 四项措施：, followed by three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.lists.tallied import NUMERAL, counted
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.text.numerals import SIGNS, number_of
from generator.text.quotes import enclosed
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_HEAD = re.compile(
    r"(?<![第\d.年月、])"
    + NUMERAL
    + r"(?:个?方面|大方面|个|项|大|条|类|种|步|点|道|张|支|名|家|所|座|件(?=[大实要]?事)|起(?=[\u4e00-\u9fff]{0,4}案))"
    r"(?:(?P<noun>[\u4e00-\u9fff“”]{0,16})(?::|—{1,2}|,(?:即|也?就是|分别[是为]):?)"
    r"|(?:方面|重点|环节|关键|措施|举措|任务|问题|抓手|层面|维度|原因|结合|到位|强化|突破|转变|机制|制度)(?:工作|发力|入手|着手)?[,:](?=一[是要]))"
)
_LEAD = re.compile(
    r"(?<![第\d.年月、])" + NUMERAL + r"(?:个?方面|大|个|项|条)"
    r"(?P<noun>(?:整改|具体|工作|重点|主要)?(?:措施|举措|任务|工作|办法|重点|环节|关键|抓手|行动|机制|制度)?(?:工作|发力|入手|推进|落实)?)[。:]\s{0,4}$"
)
_NUMBERED = re.compile(
    rf"[(](?P<a>[一二三四五六七八九十]{{1,2}}|\d{{1,2}})[)]|(?P<b>[{SIGNS}])"
    r"|(?P<c>[一二三四五六七八九十]{1,2})(?:是|要)|(?<![\d.])(?P<d>\d{1,2})[.、)](?!\d)"
)
_TITLES = re.compile(
    r"(?P<titles>(?:《[^《》]{1,60}》(?:\([^()]{1,20}\))?[、和及]?){2,12})等?(?:共计?)?"
    + NUMERAL
    + r"(?:项|个(?!月)|[份部册本篇件期种套张])"
    r"(?=[^\d,。;、]{0,6}(?:读本|教材|书|刊|画|手册|材料|案例|片)|[^\d,。;、]{0,6}(?:制度|文件|办法|规定|方案|规范|机制|[,。;]))"
)
"""Matches titles and the number of documents after them: 出台《甲办法》《乙办法》等2项制度."""
_PLAIN = re.compile(
    r"(?P<items>(?:[\u4e00-\u9fff]{2,8}、){2,11}[\u4e00-\u9fff]{2,8})等"
    + NUMERAL
    + r"(?:个(?!月)|项|家|所|名|条|座|支)"
)
"""成立综合协调、督查督办、宣传报道、后勤保障等三个工作组."""
_MORE = re.compile(r"等|其中|包括|例如|如:|含|以及|分别|其他|其余|另")
_AND = re.compile(r"[和与及]")
_MARK, _CLAUSES = re.compile("[,:—]"), re.compile("[,;、和与]")
_COUNTED = re.compile(
    r"(?:\d{1,9}|[一二两三四五六七八九十]{1,3})[余多万]?(?:个|项|大|条|类|种|步|名|家|所|座|件|人|起|户|宗|次|份|张|支)"
)
"""Matches a part with a number of its own; such parts add up to the stated number: 处分干部5名:警告3名、严重警告2名."""
_KIND = re.compile(r"^[^:,]{1,3}[类种]")
_MOST, _LONGEST_ITEM, _LONGEST = 12, 14, 400


def check_listed(report: Report) -> Iterator[Message]:
    """Yield stated numbers of things that differ from the number of things that are listed after them."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in split_sentences(text, FULL_STOPS):
            if sentence.end - sentence.start > _LONGEST:
                continue
            words = text[sentence.start : sentence.end]
            for head in _HEAD.finditer(words):
                told = counted(head["n"])
                after = words[head.end() :]
                repeated = _repeats(head["noun"] or "", after)
                listed = {repeated} if repeated else _count(after, of_kinds=bool(_KIND.search(head[0])))
                # The list may go on in the next sentence: 一是…;二是…。三是…
                goes_on = listed and _NUMBERED.match(text, sentence.end)
                if told and listed and told not in listed and not goes_on:
                    start = line.span.start + sentence.start
                    span = Span(start + head.start(), start + head.start() + len(_MARK.split(head[0])[0]))
                    yield message_at(report, "listed", span, found=report.source[span], listed=min(listed))
            yield from _of_titles(report, words, line.span.start + sentence.start)
    yield from _of_measures(report)


def _repeats(noun: str, text: str) -> int:
    """Return how many clauses begin with the noun that is counted (四个强化：强化…，强化…); 0 if less than two or none.

    问题清单、责任清单 end with it, and 推动责任落地 behind a list of two 责任 is none of them.
    """
    noun = noun.strip("“”")
    clauses = _CLAUSES.split(text)
    times = sum(clause.startswith(noun) for clause in clauses) if len(noun) > 1 and clauses[0].startswith(noun) else 0
    return times if times > 1 and not _MORE.search(text) and ":" not in text else 0


def _of_titles(report: Report, text: str, start: int) -> Iterator[Message]:
    """Yield stated numbers of documents (等2项制度) that follow more titles than that."""
    titles = [(match, match["titles"].count("《")) for match in _TITLES.finditer(text)] if "《" in text else []
    plain = [(match, match["items"].count("、") + 1) for match in _PLAIN.finditer(text)] if "等" in text else []
    for match, listed in (*titles, *plain):
        told = counted(match["n"])
        fewer = match.re is _TITLES and "等" not in match[0] and match["titles"].endswith((")", "》"))
        if told and (told < listed or (fewer and told > listed)):
            span = Span(start + match.start("n"), start + match.end())
            yield message_at(report, "listed", span, found=report.source[span], listed=listed)


def _of_measures(report: Report) -> Iterator[Message]:
    """Yield stated numbers of measures (采取四项措施。) that differ from the number of measures that follow."""
    for node in report.walk():
        measures = [child for child in node.children if child.kind is Kind.MEASURE]
        if len(measures) < 2:
            continue
        lead = Span(max(node.span.start, measures[0].span.start - _LONGEST), measures[0].span.start)
        head = _LEAD.search(report.source.fold(lead))
        told = counted(head["n"]) if head else 0
        if head and told and told != len(measures):
            span = Span(lead.start + head.start(), lead.start + head.end("noun"))
            yield message_at(report, "listed", span, found=report.source[span], listed=len(measures))


def _count(text: str, *, of_kinds: bool = False) -> set[int]:
    """Return the possible numbers of things in a list; empty if its words leave that open.

    Of things with numbers of their own, only kinds are counted (三类:甲12起、乙8起、丙5起): others add up.
    """
    if ":" in text or _MORE.search(text):
        return set()
    inside = enclosed(text)
    plain = "".join("□" if inside[at] else mark for at, mark in enumerate(text)).rstrip("。!?")
    numbers = [number_of(next(filter(None, match.groups()))) for match in _NUMBERED.finditer(text)]
    if numbers:
        return {len(numbers)} if numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1 else set()
    titles = re.fullmatch(r"(?:《[^《》]{1,60}》[、和]?){2,12}", text.rstrip("。!?;"))
    if titles:
        return {text.count("《")}
    for mark in ";、,":
        if mark in plain:
            items = plain.split(mark)
            return set() if all(map(_COUNTED.search, items)) and not of_kinds else _of_items(items, mark)
    return set()


def _of_items(items: list[str], mark: str) -> set[int]:
    """Return the possible numbers of things in a list that was split at `mark`.

    和 in the last item may join two; before it, 和 may join what 、 parts. Empty if the items do not look like a list:
    too many, too long, or clauses of uneven length.
    """
    last = items[-1]
    if mark == "、" and "," in last:
        last = last.split(",")[0]
    if any("," in item for item in items[:-1]) and mark == "、":
        return set()
    short = all(0 < len(item) <= _LONGEST_ITEM for item in (*items[:-1], last)) or mark == ";"
    even = mark != "," or len({len(item) for item in items}) == 1
    if not short or not even or not 2 <= len(items) <= _MOST:
        return set()
    joined = sum(bool(_AND.search(item)) for item in items[:-1]) + 1  # 甲、乙工程和丙、丁工程 are two
    return {len(items), *([joined] if joined > 1 else []), *([len(items) + 1] if _AND.search(last) else [])}
