"""Numbering styles: the marks that number a line (一、 （二） 3.), and words that only look like one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.report import Kind
from generator.model.source import Line, Source
from generator.text.numerals import number_of
from generator.text.span import Span

_HAN = "[一二三四五六七八九十百]{1,5}"


@dataclass(frozen=True, slots=True)
class Style:
    """One way of numbering."""

    name: str
    pattern: re.Pattern[str]
    """Matches the marker at the start of a folded line; group `n` is the numeral."""
    prior: int
    """Customary place in a ladder, from the top; decides only where the report gives no evidence."""


def _style(name: str, pattern: str, prior: int) -> Style:
    return Style(name, re.compile(pattern), prior)


# A full stop after an Arabic number is a decimal point when a digit follows (2.5亿元, 10.1),
# unless the digits are a year: `1.2020年以来…` is item 1.
_NO_DECIMAL = r"(?!\d)|\.(?=(?:19|20)\d{2}年)"
_NAMED = r"(?:(?:存在|反馈|具体|突出|发现|巡视|巡察)的?)*(?:问题|整改(?:问题|事项|任务))"
_WORKS = r"(?:整改|重点|具体|建设|工作)?(?:项目|任务|事项|工程|案例|清单|序号)"
STYLES = (
    _style("第一部分", rf"第(?P<n>{_HAN}|\d{{1,2}})部分[,:、.]?", 0),
    _style("第一章", rf"第(?P<n>{_HAN}|\d{{1,2}})[章篇][,:、.]?", 0),
    _style("第一节", rf"第(?P<n>{_HAN}|\d{{1,2}})节[,:、.]?", 1),
    _style("一、", rf"(?P<n>{_HAN})\s{{0,2}}、", 2),
    _style("一.", rf"(?P<n>{_HAN})\s{{0,2}}\.", 2),
    _style("第一方面", rf"第(?P<n>{_HAN}|\d{{1,2}})(?:个?方面|类)(?:的?问题)?[,:、.]?", 3),
    _style("(一)", rf"\(\s?(?P<n>{_HAN})\s?\)[、.]?", 4),
    _style("1、", r"(?P<n>\d{1,3})、(?!\d{1,3}[、号])", 5),
    _style("1.", rf"(?P<n>\d{{1,3}})(?:\.{_NO_DECIMAL})", 5),
    _style("问题1:", rf"{_NAMED}(?P<n>{_HAN}|\d{{1,2}})[:、.](?!\d)", 5),
    _style(
        "项目1.1:",
        rf"(?P<framed>[\[【])?(?:{_NAMED}|{_WORKS})(?:(?P<g>\d{{1,3}})[.-])?(?P<n>{_HAN}|\d{{1,3}})(?(framed)[\]】]:?|:)",
        5,
    ),
    _style("(1)", r"\((?P<n>\d{1,3})\)[、.]?", 6),
    _style("1)", r"(?P<n>\d{1,3})\)[、.]?", 7),
    _style("①", r"(?P<n>[①-⒇])[、.]?", 8),
)
"""All styles that can open a numbered line, tried in this order."""

_DOTTED = next(style for style in STYLES if style.name == "1.")
_DOUBTFUL = re.compile(r"(?P<n>\d{1,2})\.(?=\d)")
_COUNTED = re.compile(
    r"\d{1,2}\.(?:\d{1,3}\s*(?:[个家项户件宗处条种名人批次起场]|所|座)(?!百分点)|\d{1,2}月|\d{1,4}\.\d{1,4}\s?(?:[万亿千百]|[元%吨亩米]|公[里顷斤]|平方))"
)
"""What is counted in wholes, a day, a decimal behind it: there are no 2.6个 projects, no 3.10月, no 3.2.5亿元."""
_LABELLED = next(style for style in STYLES if style.name == "问题1:")
_LABEL = re.compile(rf"{_NAMED}(?:表现)?:(?=.)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that opens with a number."""

    style: Style | None
    """None for a heading that only the publisher's correction makes one."""
    number: int | None
    span: Span
    """The numbering as written, without the blanks after it."""
    line: Line
    kind: Kind | None = None
    """Set by a publisher's correction, or by what stands around a heading without a number."""
    group: int | None = None
    """What stands before the point of a number of two: 2 of 项目2.1."""

    @property
    def rest(self) -> Span:
        """The line after the marker, blanks included."""
        return Span(self.span.end, self.line.span.end)


def read_marker(source: Source, line: Line) -> Marker | None:
    """Return the marker that opens a line, None if there is none or nothing follows it."""
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
    """Return a marker for each 问题：… that opens a line, if anywhere several stand in one section's lines.

    They are numbered by their place in the section. Where no section has several, they are fields of what is numbered.
    """
    found = [
        [(line, match) for line in section if (match := _LABEL.match(source.fold(line.span)))] for section in sections
    ]
    if max(map(len, found), default=0) < 2:  # several
        return []
    return [
        Marker(_LABELLED, number, Span(line.span.start, line.span.start + match.end()), line)
        for section in found
        for number, (line, match) in enumerate(section, 1)
    ]


def numbers_before_digits(source: Source, lines: Sequence[Line], markers: Mapping[Line, Marker]) -> list[Marker]:
    """Return the items whose text begins with a digit (`2.6个重点项目…`): their number looks like a decimal's.

    The numbers around tell: an item stands between its neighbours in the list, 1. before it and 3. after it. The last
    of a list needs what is no decimal (3.10种, 3.10月10日). `1.2亿元…` alone at a paragraph's start stays a figure.
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
    for at, (line, number) in enumerate(dotted):
        after = dotted[at + 1][1] if at + 1 < len(dotted) else 0
        if line in doubtful:
            text = source.fold(line.span)
            follows = number == before + 1 or (number == 1 and after == number + 1)
            last = after <= 1 < number and _COUNTED.match(text)
            if not follows or not (after == number + 1 or last):
                continue
            found.append(Marker(_DOTTED, number, Span(line.span.start, line.span.start + text.index(".") + 1), line))
        before = number
    return found
