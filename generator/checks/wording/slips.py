"""A name that stands several times, and once with another character: 龙潭沟村 twice and 龙坛沟村."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.checks.wording.kinds import BODY, EDGE, ENDS, bodies
from generator.checks.wording.likeness import DISTINCT, LOOK_ALIKE, same_sound
from generator.checks.wording.surnames import SURNAMES
from generator.model.report import Report
from generator.text.span import Span

_SIZES = (10, 9, 8, 7, 6, 5, 4, 3)
"""Numbers of characters before the kind of a name (沟村, 水库) that are compared, the longest first."""
_OF_PERSON = 3
_SHORTEST, _LONG, _MOST, _FEW = 4, 7, 300, 2
_MORE_ENDS = re.compile(
    "保护区|风景区|开发区|示范区|湿地|污水处理厂|电站|养殖场|砖厂|码头|安置[点房]|基地|广场|平台|小镇|驿站|学院|学校|支行|银行|大道|大街|[路渠河湖山]"
)
_PERSON = re.compile(
    f"(?:[驾管保炊护技网服推讲队党成委学社协职][\u4e00-\u9fff]?员|[教医律厨]师|会计|出纳|[村居]民|职工|学生|医生|[低贫五]保?困?户)"
    f"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{2}})"
)
"""Matches a person by what he is: 驾驶员孙立军."""
_QUOTED = re.compile("“(?P<name>[\u4e00-\u9fffA-Za-z0-9+]{3,10})”")
_FIRMS = ("有限责任公司", "股份有限公司", "有限公司", "公司", "合作社", "事务所")
_OF_HEADING = re.compile("[^。]{0,80}?问题")


def find_slips(report: Report) -> Iterator[tuple[Span, Span]]:
    """Yield the only place of a name that differs in one character from one that stands twice, and a place of that.

    The characters sound or look alike; in a paragraph that begins with the name of its problem they need not.
    """
    text = report.source.folded
    known: dict[str, int] = {}
    for core, kind in dict.fromkeys(_cores(report)):
        name = _repeated(text, core, kind)
        if name:
            known.setdefault(name, text.index(name))
        if len(known) > _MOST:
            return
    for name, place in known.items():
        for other in _near(text, name):
            if text.count(text[other.start : other.end]) == 1 and _is_slip(report, name, other):
                yield other, Span(place, place + len(name))


def find_documents_of_one_number(
    report: Report, documents: Iterable[tuple[Span, Span | None]]
) -> Iterator[tuple[Span, Span]]:
    """Yield a title that differs in one or two characters from one with the same number, and the place of that.

    `documents` are the places of titles and numbers.
    """
    first: dict[str, Span] = {}
    for place, number in documents:
        if number is None:
            continue
        title = report.source.fold(place)
        before = first.setdefault(report.source.fold(number), place)
        known = report.source.fold(before)
        if len(title) == len(known) >= _SHORTEST and 0 < sum(a != b for a, b in zip(title, known, strict=True)) <= _FEW:
            yield place, before


def _cores(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the words before the end of each name, and that end; names in quotation marks have none."""
    for line in report.source.text_lines:
        text = report.source.fold(line.span)
        for match in (*ENDS.finditer(text), *bodies(text), *_MORE_ENDS.finditer(text)):
            start = match.end() if match.re is BODY else match.start()
            kind = match["kind"] if match.re is BODY else match[0]
            yield EDGE.split(text[max(0, start - _SIZES[0]) : start])[-1], kind
        for person in _PERSON.finditer(text):
            yield person["name"], ""
        for quoted in _QUOTED.finditer(text):
            yield quoted["name"], "”"


def _repeated(text: str, core: str, kind: str) -> str:
    """Return the longest end of a name, with its kind or without, that stands twice in the text; empty if none does."""
    if not _stands_twice(text, core[-_SIZES[-1] :]):
        return ""
    for size in _SIZES:
        for name in (core[-size:] + kind, core[-size:]) if size <= len(core) else ():
            if len(name) >= _SHORTEST and _stands_twice(text, name):
                return name
    return core if not kind and len(core) == _OF_PERSON else ""


def _stands_twice(text: str, name: str) -> bool:
    return name in text and text.find(name, text.index(name) + len(name)) >= 0


def _near(text: str, name: str) -> Iterator[Span]:
    """Yield the places in which all characters of a name but one stand."""
    middle = len(name) // 2
    for part, offset in ((name[:middle], 0), (name[middle:], middle)):
        at = text.find(part)
        while at >= 0:
            start = at - offset
            other = text[max(start, 0) : start + len(name)]
            if start >= 0 and len(other) == len(name) and sum(a != b for a, b in zip(name, other, strict=True)) == 1:
                yield Span(start, start + len(name))
            at = text.find(part, at + 1)


def _is_slip(report: Report, name: str, place: Span) -> bool:
    text = report.source.folded
    other = text[place.start : place.end]
    at, (one, two) = next((at, pair) for at, pair in enumerate(zip(name, other, strict=True)) if pair[0] != pair[1])
    if not "\u4e00" <= two <= "\u9fff" or {one, two} & DISTINCT:
        return False
    if same_sound(one, two) or any({one, two} <= set(group) for group in LOOK_ALIKE):
        return True
    firm = name.endswith(_FIRMS) and 0 < at < len(name) - max(len(end) for end in _FIRMS if name.endswith(end)) - 2
    if firm and len(name) > _LONG:
        return True
    start = text.rfind("\n", 0, place.start) + 1
    heading = _OF_HEADING.match(text, start, place.start)
    return bool(heading and 0 < at < len(name) - 2 and len(name) >= _LONG and name in heading[0])
