"""A publisher's corrections: what is a heading, what is chrome, what is stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import UserError
from generator.model.report import Report
from generator.outline import outline
from generator.readers import read_file
from generator.settings.report import load_report_settings

TEXT = """首页的话
甲局关于整改进展情况的通报
一、总体情况
局党组逐条整改。
整改成效
1.某项工作。已经完成。
来源：甲局
二、下一步
继续整改。
"""


def corrected(folder: Path, yml: str) -> Report:
    source, settings = folder / "source.txt", folder / "source.yml"
    source.write_text(TEXT, encoding="utf-8")
    settings.write_text(yml, encoding="utf-8")
    loaded = load_report_settings(settings)
    return outline(read_file(source, loaded), loaded)


def test_without_corrections(tmp_path: Path) -> None:
    assert str(corrected(tmp_path, "")) == (
        "report 甲局关于整改进展情况的通报\n"
        "  paragraph 首页的话\n"
        "  part 1 总体情况\n"
        "    paragraph 局党组逐条整改。\n"
        "    paragraph 整改成效\n"
        "    item 1 某项工作\n"
        "      paragraph 已经完成。\n"
        "      paragraph 来源：甲局\n"
        "  part 2 下一步\n"
        "    paragraph 继续整改。"
    )


def test_with_corrections(tmp_path: Path) -> None:
    yml = """
title: 甲局的整改
issuing_body: 甲局党组
outline:
  - {line: 5, heading: finding, starts: 整改}
  - {line: 6, heading: false}
chrome:
  - {line: 1, chrome: navigation}
  - {line: 7, chrome: byline}
"""
    report = corrected(tmp_path, yml)
    assert str(report) == (
        "report 甲局关于整改进展情况的通报\n"
        "  chrome 1 navigation\n"
        "  part 1 总体情况\n"
        "    paragraph 局党组逐条整改。\n"
        "    finding 整改成效\n"
        "      paragraph 1.某项工作。已经完成。\n"
        "  chrome 7 byline\n"
        "  part 2 下一步\n"
        "    paragraph 继续整改。"
    )
    assert report.title == "甲局的整改"
    assert report.source.metadata.issuing_body == "甲局党组"
    assert [node.id for node in report.walk()][2:5] == ["p1d1", "p1fu1", "p1fu1d1"]


@pytest.mark.parametrize(
    ("yml", "says"),
    [
        ("outline: [{line: 99, heading: item}]", "line 99 of"),
        ("outline: [{line: 5, heading: item, starts: 成效}]", "does not start with “成效”"),
    ],
)
def test_a_correction_that_does_not_fit_is_an_error(tmp_path: Path, yml: str, says: str) -> None:
    with pytest.raises(UserError, match=says) as caught:
        corrected(tmp_path, yml)
    assert "source.yml" in caught.value.message
