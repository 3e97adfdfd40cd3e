"""Lines made to be slow: each comes through the real command, which counts as hung after some minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project

LENGTH = 99_000
LINES = {
    "tools": "大小" * 70 + "x",
    "openers": "“" * (LENGTH // 2) + ")" * (LENGTH // 2),
    "brackets": "(" * (LENGTH // 2) + ")" * (LENGTH // 2),
    "numbers": "。1)" * (LENGTH // 3),
    "measures": "。一是二是" * (LENGTH // 5),
    "inspections": "第一巡视" * (LENGTH // 4),
    "dates": "2020年1月1日至" * (LENGTH // 10),
    "blanks": "甲  " * (LENGTH // 3),
    "one gap": "甲" + " " * (LENGTH - 10) + "乙",
    "commas": "1,111," * (LENGTH // 6),
    "separators": "首页 > " * 29,
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_made_to_be_slow_is_read(empty_project: Project, tmp_path: Path, name: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{LINES[name]}\n甲局关于整改的通报\n一、{LINES[name]}\n{LINES[name]}\n", encoding="utf-8")
    assert empty_project.must("outline", path).lstrip().startswith("1  ")


def test_many_numbered_lines_are_read(empty_project: Project, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    lines = "".join(f"({'一二三四五六七八九'[at % 9]})甲\n{at % 50 + 1}.乙。丙丁戊己。\n" for at in range(10_000))
    path.write_text(f"甲局关于整改的通报\n{lines}", encoding="utf-8")
    assert empty_project.must("outline", path).count(" 小节 ") == 10_000
