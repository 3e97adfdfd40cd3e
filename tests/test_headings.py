"""The rule of headings, case by case: tests/fixtures/headings.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.outline.headings import split_heading
from generator.outline.markers import STYLES, read_marker
from generator.readers.text import source_of
from generator.settings.report import ReportSettings

_BLOCKS = (Path(__file__).parent / "fixtures" / "headings.txt").read_text(encoding="utf-8").split("\n\n")[1:]
CASES = [block.strip("\n").split("\n") for block in _BLOCKS]


@pytest.mark.parametrize(("line", "title", "rest"), CASES, ids=[case[0][:20] for case in CASES])
def test_heading(line: str, title: str, rest: str) -> None:
    text = line.removesuffix("↓")
    source = source_of(text, "case", "utf-8", "", ReportSettings())
    marker = read_marker(source, source.lines[0])
    assert marker is not None
    head, found, after = split_heading(source, marker, something_below=line.endswith("↓"))
    assert (source[found] if found else "-") == title
    assert (source[after] if after else "-") == rest
    assert head.start == 0
    assert "".join((source[head] + (source[after] if after else "")).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "line",
    [
        "2.5亿元用于道路建设。",
        "3.6%的村已经完成。",
        "10.1期间开展检查。",
        "2021年11月22日",
        "1、2、3号楼已经封顶。",
        "第一议题制度已经建立。",
        "一是加强领导。",
        "（五）",
        "一个都不能少。",
        "十八大以来，全区发展党员有序。",
    ],
)
def test_what_only_looks_like_a_number_opens_nothing(line: str) -> None:
    source = source_of(line, "case", "utf-8", "", ReportSettings())
    assert read_marker(source, source.lines[0]) is None


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("一、甲", "一、", 1),
        ("二十一、甲", "一、", 21),
        ("（十二）甲", "(一)", 12),
        ("(三)甲", "(一)", 3),
        ("第一方面问题，甲", "第一方面", 1),
        ("第三部分 甲", "第一部分", 3),
        ("第二章 甲", "第一章", 2),
        ("１．甲", "1.", 1),
        ("９、甲", "1、", 9),
        ("12.甲", "1.", 12),
        ("1.2020年以来", "1.", 1),
        ("（3）甲", "(1)", 3),
        ("4)甲", "1)", 4),
        ("⑤甲", "①", 5),
    ],
)
def test_numbering_styles(line: str, style: str, number: int) -> None:
    source = source_of(line, "case", "utf-8", "", ReportSettings())
    marker = read_marker(source, source.lines[0])
    assert marker is not None
    assert marker.style in STYLES
    assert (marker.style.name, marker.number) == (style, number)
