"""Rows of a table of which the sentence that goes through it says nothing: 表中三个街道的情况：东关…,南苑…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Line
from generator.text.numerals import number_of
from generator.text.span import Span

_CELL = re.compile(r"[^\s|]{1,40}")
_WORDS = r"(?:[^\s|,。;:]|(?<=\d),(?=\d)){1,24}"
_ROW = re.compile(rf"\s{{0,8}}\|?\s{{0,8}}{_WORDS}(?:[\s|]{{1,16}}{_WORDS}){{1,11}}\s{{0,8}}\|?\s{{0,8}}")
"""Matches a line of a table that was typed with blanks or bars between its cells."""
_TOTAL = re.compile("合计|总计|小计|共计")
_THROUGH = re.compile(
    r"(?:表[中内列上]|[上本该前]表|表格[中内])[^。;:]{0,4}?(?:(?P<n>[二三四五六七八九十]{1,2}|两|\d{1,2})(?:个|项|所|家|名|处|条|类|户|座|支|笔)|各|逐|所列)[^。;]{0,20}?(?::|如下|是)"
)
"""Matches how a sentence begins that goes through all rows: 表中四项任务的进展如下:."""
_BLANK = re.compile("\\s")
_THROUGH_BELOW = re.compile(
    r"(?:下表|表[中内列]|以下)[^。;:]{0,4}?(?P<n>[二三四五六七八九十]{1,2}|两|\d{1,2})(?:个|项|所|家|名|处|条|类|户|座|支|笔)"
    r"[^。;:]{0,40}?(?:逐一|逐[项个户家]|分别|依次)[^。;:,]{0,8}(?::|如下)"
)
"""Matches a sentence above a table of all rows of which the text below it tells: 下表3个乡镇…,情况逐一说明如下."""
_IN_PART = re.compile("其中|其余|部分|例如|等|前[两二三四五]|后[两二三四五]|均|全部|都已|已全")
_MARKS = re.compile("[“”《》、\\s()的]")
_FEWEST, _SHORT, _ALIKE, _NEAR = 2, 4, 0.8, 3


def check_untold(report: Report) -> Iterator[Message]:
    """Yield the rows of a table that a sentence below it does not tell although it goes through all of them."""
    lines = report.source.text_lines
    at = 0
    while at < len(lines):
        rows = _rows(report, lines, at)
        if len(rows) <= _FEWEST:
            at += 1
            continue
        above = _THROUGH_BELOW.search(_BLANK.sub("", report.source.fold(lines[at - 1].span))) if at else None
        at += len(rows)
        names = _names(report, rows)
        if above:
            below = "。".join(report.source.fold(line.span) for line in lines[at : at + _NEAR])
            yield from _untold(report, names, above, below)
            continue
        for line in lines[at : at + _NEAR]:
            text = report.source.fold(line.span)
            through = _THROUGH.search(text)
            if through:
                yield from _untold(report, names, through, text[through.end() :])
                break


def _rows(report: Report, lines: Sequence[Line], at: int) -> list[list[Span]]:
    """Return the cells of the lines from an index on that are rows of as many cells each."""
    rows: list[list[Span]] = []
    for line in lines[at:]:
        text = report.source.fold(line.span)
        if not _ROW.fullmatch(text):
            break
        cells = [Span(line.span.start + cell.start(), line.span.start + cell.end()) for cell in _CELL.finditer(text)]
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
    return rows


def _names(report: Report, rows: Sequence[Sequence[Span]]) -> list[tuple[Span, str]]:
    """Return the cells that name what each row is of, with their words: those behind the numbers, or the first."""
    headless = number_of(report.source.fold(rows[0][0]).strip("().、")) == 1
    below = [row for row in rows[not headless :] if not any(_TOTAL.search(report.source.fold(cell)) for cell in row)]
    numbered = all(number_of(report.source.fold(row[0]).strip("().、")) == n for n, row in enumerate(below, 1))
    column = 1 if numbered and len(rows[0]) > 1 else 0
    return [(row[column], _MARKS.sub("", report.source.fold(row[column]))) for row in below]


def _untold(report: Report, names: list[tuple[Span, str]], through: re.Match[str], text: str) -> Iterator[Message]:
    number = through["n"]
    told = 2 if number == "两" else number_of(number) if number else len(names)
    if told != len(names) or _IN_PART.search(text) or len({name for _, name in names}) < len(names):
        return
    plain = _MARKS.sub("", text)
    parts = [set(part) for part in re.split("[,。;]", plain)]
    missing = [
        (cell, name)
        for cell, name in names
        if name not in plain
        and not (len(name) >= _SHORT and any(len(part & set(name)) >= _ALIKE * len(set(name)) for part in parts))
    ]
    if missing and len(names) - len(missing) >= max(_FEWEST, len(missing)):
        for cell, _ in missing:
            yield message_at(report, "row-missing", cell, found=report.source[cell])
