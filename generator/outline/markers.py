"""Numbering styles: recognise the marker that opens a numbered line (一、 （二） 3.), and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from generator.model.report import Kind
from generator.model.source import Line, Source
from generator.text.numerals import COUNTED, LEGAL, number_of
from generator.text.span import Span

_HAN = "[一二三四五六七八九十百]{1,5}"


@dataclass(frozen=True, slots=True)
class Style:
    """One style of numbering."""

    name: str
    """The marker of number 1 in this style, by which the style is known: `一、`."""
    pattern: re.Pattern[str]
    """Matches the marker at the start of a folded line; group `n` is the numeral."""
    prior: int
    """Customary place in a ladder, 0 at the top; it decides only if the report gives no evidence."""


def _style(name: str, pattern: str, prior: int) -> Style:
    return Style(name, re.compile(pattern), prior)


# A full stop after an Arabic number is a decimal point when a digit follows (2.5亿元, 10.1),
# unless the digits are a year: `1.2020年以来…` is item 1.
_NO_DECIMAL = r"(?!\d)|\.(?=(?:19|20)\d{2}年)"
# Words before a number: 问题1, 存在的问题1; 项目1, 整改任务1.
_NAMED = r"(?:(?:存在|反馈|具体|突出|发现|巡视|巡察)的?)*(?:问题|整改(?:问题|事项|任务)|(?<=反馈)意见|审议意见)"
_WORKS = r"(?:整改|重点|具体|建设|工作)?(?:项目|任务|事项|工程|案例|清单|序号)"
STYLES = (
    _style("第一部分", rf"第(?P<n>{_HAN}|\d{{1,2}})部分[,:、.]?", 0),
    _style("第一章", rf"第(?P<n>{_HAN}|\d{{1,2}})[章篇][,:、.]?", 0),
    _style("第一节", rf"第(?P<n>{_HAN}|\d{{1,2}})节[,:、.]?", 1),
    _style("一、", rf"(?P<n>{_HAN})\s{{0,2}}、", 2),
    _style("一.", rf"(?P<n>{_HAN})\s{{0,2}}\.", 2),
    _style("第一方面", rf"第(?P<n>{_HAN}|\d{{1,2}})(?:个?方面|类)(?:的?问题)?[,:、.]?", 3),
    _style("(一)", rf"(?P<open>\(\s{{0,2}})?(?P<n>(?(open){_HAN}|[㈠-㈩]))(?(open)\s{{0,2}}\))[、.]?", 4),
    _style("1、", r"(?P<n>\d{1,3})\s{0,2}、(?!\d{1,3}[、号])", 5),
    _style("1.", rf"(?P<n>(?P<digits>\d{{1,3}})|[⒈-⒛])(?(digits)\s{{0,2}}(?:\.{_NO_DECIMAL}))", 5),
    _style("第一项:", rf"第(?P<n>{_HAN}|\d{{1,3}})项(?:整改)?(?:任务|问题)?[:、]", 5),
    _style("问题1:", rf"{_NAMED}(?P<framed>\()?(?P<n>{_HAN}|\d{{1,2}})(?(framed)\))[:、.](?!\d)", 5),
    _style(
        "项目1.1:",
        rf"(?P<framed>[\[【(])?(?:{_NAMED}|{_WORKS})(?:(?P<g>\d{{1,3}})[.-])?(?P<n>{_HAN}|\d{{1,3}})(?(framed)[\]】)]:?|:)",
        5,
    ),
    _style("措施1:", rf"(?:主要|具体|整改){{0,2}}(?:措施|举措|做法)(?P<n>{_HAN}|\d{{1,2}})[:、.](?!\d)", 6),
    _style("(1)", r"(?P<open>\(\s{0,2})?(?P<n>(?(open)\d{1,3}|[⑴-⒇]))(?(open)\s{0,2}\))[、.]?", 6),
    _style("1)", r"(?P<n>\d{1,3})\)[、.]?", 7),
    _style("①", r"(?P<n>[①-⑳])[、.]?", 8),
)
"""All styles that can open a numbered line, tried in this order."""

_LEGAL = f"{LEGAL[1:]}拾"
_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_RARE = (
    _style("壹、", r"(?P<n>[壹贰叁肆伍陆柒捌玖拾])\s{0,2}、", 1),
    _style("甲、", rf"(?P<n>[{_STEMS}])\s{{0,2}}[、.](?![{_STEMS}])", 1),
    _style("Ⅰ、", r"(?P<n>[Ⅰ-Ⅻ])\s{0,2}[、.]?", 1),
    _style("第一条", rf"第(?P<n>{_HAN}|\d{{1,3}})条(?:[:、]|(?=\s))", 5),
    _style("(a)", r"\((?P<n>[a-z])\)", 9),
    _style("a.", r"(?P<n>[a-z])(?:[.、](?![A-Za-z.\d])|\)(?!\d))", 9),
    _style("A.", r"(?P<n>[A-Z])(?:[.、](?![A-Za-z.\d])|\)(?!\d))", 9),
)
"""Styles that open a line only where 2 follows 1: a lone A、 or 甲、 is a word of the text."""
_DOTTED = next(style for style in STYLES if style.name == "1.")
_DOUBTFUL = re.compile(r"(?P<n>\d{1,2})\.(?=\d)")
"""Matches a number with a point before a digit: an item (`2.6个重点项目`) or a decimal."""
_SECTION = _style("1.1", r"(?P<g>\d{1,2})\.(?P<n>\d{1,2})(?![\d.])[、:]?", 5)
_CHAPTER = _style("1 ", r"(?P<n>\d{1,2})(?=\s{1,4}[\u4e00-\u9fff][^。;]{1,40}$)", 2)
_AMOUNT = re.compile(
    r"\s*(?:[万亿千百%‰°℃元吨亩米倍折度岁页分]|个百分点|[平立]方|公[里顷斤]|小时|[A-Za-z]{1,3}(?![A-Za-z]))"
)
"""Matches what follows a figure, not the number of a section."""
_COUNTED = re.compile(rf"\d{{1,2}}\.(?:{COUNTED}|\d{{1,4}}\.\d{{1,4}}\s?(?:[万亿千百]|[元%吨亩米]|公[里顷斤]|平方))")
"""Matches a point that can't be decimal: before whole things (2.6个), a month (3.10月) or a decimal (3.2.5亿元)."""
_LABELLED = next(style for style in STYLES if style.name == "问题1:")
_LABEL = re.compile(rf"{_NAMED}(?:表现)?:(?=.)")
"""Matches a label without a number that opens a line: 问题：, 存在问题：."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of a numbered line, or of a heading without a number."""

    style: Style | None
    """None for a heading without a number."""
    number: int | None
    """None for a heading without a number."""
    span: Span
    """The numbering as written, without the blanks after it; empty for a heading without a number."""
    line: Line
    kind: Kind | None = None
    """The kind of heading, if a correction or `find_unnumbered` decides it; None to follow the ladder."""
    group: int | None = None
    """The first part of a two-part number: 2 of 项目2.1; else None."""

    @property
    def rest(self) -> Span:
        """The rest of the line after the marker, blanks included."""
        return Span(self.span.end, self.line.span.end)


def read_marker(source: Source, line: Line) -> Marker | None:
    """Return the marker that opens a line; None if there is none, or if the line has nothing else."""
    text = source.fold(line.span)
    for style in STYLES:
        match = style.pattern.match(text)
        if not match or not text[match.end() :].strip():
            continue
        number = number_of(match["n"])
        if number is not None:
            start = line.span.start
            group = match.groupdict().get("g")
            return Marker(style, number, Span(start, start + match.end()), line, group=int(group) if group else None)
    return None


def labelled_problems(source: Source, sections: Sequence[Sequence[Line]]) -> list[Marker]:
    """Return a marker for each line that opens with 问题：, if any section has several such lines.

    They are numbered by their order in the section. If no section has several, 问题： labels a field of a numbered
    entry (问题：…, 措施：…), and nothing is returned.
    """
    found = [
        [(line, match) for line in section if (match := _LABEL.match(source.fold(line.span)))] for section in sections
    ]
    if max(map(len, found), default=0) < 2:
        return []
    return [
        Marker(_LABELLED, number, Span(line.span.start, line.span.start + match.end()), line)
        for section in found
        for number, (line, match) in enumerate(section, 1)
    ]


def section_numbers(source: Source, lines: Sequence[Line]) -> list[Marker]:
    """Return markers for sections that are numbered 1.1, 1.2, 2.1, as in technical documents.

    A text has such numbers only where 2 follows 1 in some section; else what looks so is a figure, or item 1 of which
    the text begins with a digit.
    """
    found: list[Marker] = []
    before = (0, 0)
    follows = False
    for line in lines:
        text = source.fold(line.span)
        match = _SECTION.pattern.match(text)
        if match is None or not text[match.end() :].strip() or _AMOUNT.match(text, match.end()):
            continue
        group, number = int(match["g"]), int(match["n"])
        if number != 1 and before != (group, number - 1):
            continue
        follows = follows or number > 1
        before = group, number
        start = line.span.start
        found.append(Marker(_SECTION, number, Span(start, start + match.end()), line, group=group))
    return [*found, *_chapters(source, lines, found)] if follows else []


def _chapters(source: Source, lines: Sequence[Line], sections: Sequence[Marker]) -> Iterator[Marker]:
    """Yield a marker for the heading above each group of sections, 1 安全方面 above 1.1, if all groups have one."""
    firsts = {marker.line: marker.group for marker in sections if marker.number == 1}
    found: list[Marker] = []
    last: Marker | None = None
    for line in lines:
        text = source.fold(line.span)
        if line in firsts and last and last.number == firsts[line]:
            found.append(last)
        elif match := _CHAPTER.pattern.match(text):
            last = Marker(_CHAPTER, int(match["n"]), Span(line.span.start, line.span.start + match.end()), line)
    if len(found) == len(firsts):
        yield from found


def rare_numbers(source: Source, lines: Sequence[Line]) -> list[Marker]:
    """Return markers for lines numbered 壹、 甲、 Ⅰ、 第一条 (a) a. or A., where 2 follows 1 somewhere in the text."""
    found: list[Marker] = []
    for style in _RARE:
        own: list[Marker] = []
        for line in lines:
            match = style.pattern.match(source.fold(line.span))
            if match is None or not source.fold(line.span)[match.end() :].strip():
                continue
            number = _value(match["n"])
            if number is None or number not in (1, (own[-1].number or 0) + 1 if own else 1):
                continue
            start = line.span.start
            own.append(Marker(style, number, Span(start, start + match.end()), line))
        if any(marker.number == 2 for marker in own):
            found.extend(own)
    return found


def _value(numeral: str) -> int | None:
    """Return the number that a numeral of a rare style is."""
    for row in (_LEGAL, _STEMS, _ROMAN, ascii_lowercase, ascii_uppercase):
        if numeral in row:
            return row.index(numeral) + 1
    return number_of(numeral)


def numbers_before_digits(source: Source, lines: Sequence[Line], markers: Mapping[Line, Marker]) -> list[Marker]:
    """Return markers for items whose text begins with a digit, so that they look like decimals: `2.6个重点项目…`.

    The numbers around decide: item 2 has item 1 before it and 3 after it. The last one of a list must also be followed
    by what can be no decimal (3.10种, 3.10月10日). `1.2亿元…` without such neighbours is a figure.
    """
    doubtful = {line: int(match["n"]) for line in lines if (match := _DOUBTFUL.match(source.fold(line.span)))}
    doubtful = {line: number for line, number in doubtful.items() if line not in markers}
    if not doubtful:
        return []
    dotted = [
        (line, doubtful[line] if line in doubtful else markers[line].number or 0)
        for line in lines
        if line in doubtful or (line in markers and markers[line].style is _DOTTED)
    ]
    found: list[Marker] = []
    before = 0
    numbered = [line for line in lines if line in markers or line in doubtful]
    above = dict(zip(numbered[1:], numbered, strict=False))
    for at, (line, number) in enumerate(dotted):
        after = dotted[at + 1][1] if at + 1 < len(dotted) else 0
        if line in doubtful:
            text = source.fold(line.span)
            # Right below item 1, 1.2亿元… is a figure, and the 2 after it goes on from that item.
            begins = number == 1 and after == number + 1 and not (before == 1 and above.get(line) == dotted[at - 1][0])
            follows = number == before + 1 or begins
            last = after <= 1 < number and _COUNTED.match(text)
            if not follows or not (after == number + 1 or last):
                continue
            found.append(Marker(_DOTTED, number, Span(line.span.start, line.span.start + text.index(".") + 1), line))
        before = number
    return found
