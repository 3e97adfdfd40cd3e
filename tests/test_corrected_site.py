"""A publisher's corrections in the built site: proven, and told."""

from __future__ import annotations

from tests.project import Project

TEXT = (
    "本栏目由某办维护\n甲局关于整改进展情况的通报\n一、总体情况\n局党组逐条整改。\n来源：甲局\n二、下一步\n继续整改。\n"
)
SETTINGS = """
title: 甲局的整改
outline:
  - {line: 4, heading: finding, starts: 局党组}
chrome:
  - {line: 1, chrome: navigation}
  - {line: 5, chrome: byline}
"""


def test_lines_set_aside_by_hand_are_told_in_the_summary(empty_project: Project) -> None:
    empty_project.add_source("jia-ju", TEXT, SETTINGS)
    summary = empty_project.must("build", "-v")
    assert "2 lines set aside by hand" in summary
    cover = (empty_project.site / "jia-ju" / "index.html").read_text(encoding="utf-8")
    assert cover.count("data-corrected") == 2
    assert "本栏目由某办维护" in cover
    assert (empty_project.site / "jia-ju" / "p1fu1" / "index.html").is_file()
    assert "甲局的整改" in (empty_project.site / "index.html").read_text(encoding="utf-8")


def test_without_corrections_nothing_is_told(empty_project: Project) -> None:
    empty_project.add_source("jia-ju", TEXT)
    assert "by hand" not in empty_project.must("build")
