"""Values told one by one (分别) that are more or fewer than the things they are of: 甲、乙、丙分别增长3%、5%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.lists.tallied import NUMERAL, counted
from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.sentences import FULL_STOPS, split_sentences
from generator.text.span import Span

_IN_WORDS = "[一二两三四五六七八九十百]{1,6}[项件个家户人名起次处条宗份]"
_VALUE = rf"(?:{_IN_WORDS}|[约近超]?\d[\d.]{{0,12}}(?:%|‰|(?![年月日])[\u4e00-\u9fff/]{{1,6}}?))"
_VALUES = re.compile(
    rf"(?:分别|依次)(?:为|是|[\u4e00-\u9fff]{{0,8}}?)(?P<values>{_VALUE}(?:[、和与及]{_VALUE}){{1,11}})(?=[,。;:()]|$)"
)
"""Matches what is told of several things one by one: 分别为3.2万元、5.6万元和1.1万元."""
_JOINT = re.compile("[和与及]")
_COUNTED = re.compile(
    rf"(?<![第\d.]){NUMERAL}(?:[个家名所座项条位户处类级起支镇村乡县区市校者地次期批组院部局厂矿校队班组科])"
)
_RANGE = re.compile("至|到|[-—~]|等|每|各[^项类级]|其中|期间")
_YEAR = re.compile(r"\d{4}年|\d月|[今去前上]年")
_EDGE = re.compile("[,。;:()]")
_MOST, _LONGEST_FIRST, _LONGEST, _ROOM = 12, 30, 14, 120


def check_respective(report: Report) -> Iterator[Message]:
    """Yield rows of values that are told one by one (分别) of more or fewer things."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for sentence in split_sentences(text, FULL_STOPS) if "分别" in text or "依次" in text else ():
            words = text[sentence.start : sentence.end]
            for match in _VALUES.finditer(words):
                values = len(re.split("[、和与及]", match["values"]))
                things = _things(words[max(0, match.start() - _ROOM) : match.start()])
                # twice or three times as many may be of two kinds: 甲、乙两镇三年分别为…
                if things and not any(values % count == 0 for count in things):
                    start = line.span.start + sentence.start
                    span = Span(start + match.start("values"), start + match.end("values"))
                    yield message_at(
                        report, "unequal-lists", span, found=report.source[span], values=values, listed=max(things)
                    )


def _things(before: str) -> set[int]:
    """Return the possible numbers of things that a clause, or else the one before it, names; empty if that is open."""
    clauses = _EDGE.split(before)
    own = _of_clause(clauses[-1])
    if own is None and len(clauses) > 1:
        own = _of_clause(clauses[-2])
    return own or set()


def _of_clause(clause: str) -> set[int] | None:
    """Return the possible numbers of things that a clause names: a list, a number told; None if it has neither."""
    clause = clause.partition("分别")[0]  # 甲、乙分别新认定6家和3家,|累计分别达到…
    told = {counted(match["n"]) for match in _COUNTED.finditer(clause)}
    if "、" not in clause and not told and not _JOINT.search(clause):
        return None
    items = clause.split("、")
    years = [bool(_YEAR.search(item)) for item in items]
    if _RANGE.search(clause) or len(set(years)) > 1 or len(items[0]) > _LONGEST_FIRST:
        return set()
    if any(len(item) > _LONGEST or not item for item in items[1:]):
        return set()
    joints = len(_JOINT.findall(clause))
    listed = set(range(len(items), len(items) + joints + 1)) if len(items) + joints > 1 else set()
    if told and len(items) > 1 and not told & listed:
        return set()  # 甲、乙两镇小麦、玉米: two lists
    return (told or listed) if max(listed | told) <= _MOST else set()
