"""A reader's text is accounted for: what it lost, what it says twice."""

from __future__ import annotations

import pytest

from generator.readers.account import account, missing
from generator.readers.text import read_text
from generator.settings.report import ReportSettings


def _account(text: str, *runs: str) -> tuple[list[str], list[str]]:
    return account(runs, read_text(text.encode(), "a.txt", ReportSettings()))


@pytest.mark.parametrize(
    ("text", "runs", "lost", "more"),
    [
        ("一、关于整改\n正文。\n", ["关于整改", "正文。"], [], ["一、"]),
        ("关于 整改\n正\u3000文。\n", ["关于\u00a0整改", "正文。"], [], []),
        ("正文。\n", ["正文。", "正文。"], ["正文。"], []),
        ("正文。\n正文。\n", ["正文。"], [], ["正文。"]),
        ("甲乙丙\n第一条\n丁\n", ["甲乙丙", "丁", "第一条"], [], []),
        ("关于第一条\n注:一\n", ["一", "关于第一条", "注:"], [], []),
        ("目的地\n", ["目的地", "的"], ["的"], []),
        ("正文\n", ["正文", "", "  "], [], []),
    ],
)
def test_every_run_has_a_place_of_its_own(text: str, runs: list[str], lost: list[str], more: list[str]) -> None:
    assert _account(text, *runs) == (lost, more)


def test_chrome_counts_as_there() -> None:
    source = read_text("首页 > 通知 > 正文\n一、关于整改\n正文。\n".encode(), "a.txt", ReportSettings())
    assert source.chrome
    assert missing(["首页 > 通知 > 正文", "一、关于整改", "正文。"], source) == []


def test_a_long_run_is_told_by_its_start() -> None:
    assert _account("正文\n", "长" * 100, "正文")[0] == ["长" * 60 + "…"]
