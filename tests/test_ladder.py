"""The ladder is read off the sequences: each kind of evidence decides where custom and first appearance mislead."""

from __future__ import annotations

import pytest

from generator.outline.ladder import Ladder, infer_ladder
from generator.outline.markers import read_marker
from generator.readers.text import source_of
from generator.settings.report import ReportSettings


def ladder(numbers: str) -> Ladder:
    text = "\n".join(f"{number}甲" for number in numbers.split())
    source = source_of(text, "case", "utf-8", "", ReportSettings())
    return infer_ladder([marker for line in source.lines if (marker := read_marker(source, line))])


@pytest.mark.parametrize(
    ("numbers", "styles", "kinds"),
    [
        # Custom alone.
        ("一、 1.", ["一、", "1."], ["part", "item"]),
        ("一、 1. 2. 二、 (一) (二)", ["一、", "(一)", "1."], ["part", "finding", "item"]),
        # A sequence that starts right after another's marker stands below it, though it was seen first.
        ("1. 2. 一、 1. 2. 第二部分 一、 1.", ["第一部分", "一、", "1."], ["part", "theme", "item"]),
        # A sequence that goes on over another that started meanwhile stands above it.
        ("1. 2. 一、 1. 2. 二、", ["一、", "1."], ["part", "item"]),
        # Upside down.
        ("1、 (一) 1. 2. (二) 1. 2、 (一) 1.", ["1、", "(一)", "1."], ["part", "finding", "item"]),
        ("(1) 1. 2. (2) 1. 2.", ["(1)", "1."], ["item", "measure"]),
        # Numbering that runs on makes no level of its own.
        ("第一方面 (一) (二) 第二方面 (三) (四)", ["第一方面", "(一)"], ["theme", "finding"]),
        ("一、 (一) 1. 2. (二) 3. 二、 (三) 4.", ["一、", "(一)", "1."], ["part", "finding", "item"]),
        # A level that is skipped under one branch.
        (
            "第一方面 (一) 1. 2. 第二方面 1. 2. 第三方面 (二) 1.",
            ["第一方面", "(一)", "1."],
            ["theme", "finding", "item"],
        ),
        # Two marks of one level, and two levels with nearly one mark.
        ("一、 8、 9、 10. 11. 二、 12、", ["一、", "1、"], ["part", "item"]),
        ("一、 1、 1. 2. 2、 1. 2.", ["一、", "1、", "1."], ["part", "item", "measure"]),
        ("(一) 1、 (二) 1. 2. (三) 1、 2、", ["(一)", "1、"], ["finding", "item"]),
        ("(一) 1. (1) (2) ① ② (3) 2.", ["(一)", "1.", "(1)", "①"], ["finding", "item", "measure", "measure"]),
    ],
)
def test_ladder(numbers: str, styles: list[str], kinds: list[str]) -> None:
    found = ladder(numbers)
    assert list(found.styles) == styles
    assert [str(kind) for kind in found.kinds] == kinds
