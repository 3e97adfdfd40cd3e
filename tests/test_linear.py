"""Reading, outline, checks and writing take steps in proportion to what they read."""

from __future__ import annotations

from collections.abc import Callable
from typing import SupportsIndex

import pytest

from generator.checks import check
from generator.checks.wording.pairs import match_marks
from generator.edition.edition import Edition
from generator.errors import UserError
from generator.model.report import Report
from generator.model.status import Status
from generator.outline import outline
from generator.readers.html import read_html
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from generator.writers.folder import write_report
from tests.steps import grows_with_its_size

SETTINGS = ReportSettings(title="甲局关于整改的通报")
HAN = "一二三四五六七八九"

PAGES: dict[str, Callable[[int], str]] = {
    "boxes": lambda size: "<div>" * size + "<p>整改。" * size,
    "lines in boxes": lambda size: "<div>" * 60 + "<p>整改。<b>字</b>" * size,
    "cells": lambda size: "<table><tr><td>" * 9 + "<tr><td>一<td>二。" * size,
    "rules": lambda size: (
        f"<style>{''.join(f'.c{n}{{color:red}}' for n in range(size))}</style><p>整改。" * 1
        + "".join(f"<p class=c{n}>整改。" for n in range(size))
    ),
    "rules in rules": lambda size: (
        f"<style>{'.abcdefghijk,' * size}b{{ {'b,c { color: red } ' * size} }}</style><p>整改。"
    ),
    "lists": lambda size: "<ol>" + "<li>整改。" * size,
    "hidden": lambda size: "<p>整改。" + "<p hidden>不见。" * size,
    "merged": lambda size: "<table>" + "<tr><td rowspan=2>一<td>二<tr><td>三" * size + "</table><p>整改。",
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_in_proportion(page: str) -> None:
    def work(size: int) -> Callable[[], object]:
        data = PAGES[page](size).encode()
        return lambda: read_html(data, "page.html", SETTINGS)

    grows_with_its_size(work, 50)


@pytest.mark.parametrize("rows", [100, 300])
def test_cells_over_more_places_than_any_table_has_are_refused(rows: int) -> None:
    row = "<tr><td rowspan=65534 colspan=1000>甲。</td></tr>"
    with pytest.raises(UserError, match="1,000 columns or 200,000 places"):
        read_html(f"<p>整改。<table>{row * rows}</table>".encode(), "page.html", SETTINGS)


TEXTS: dict[str, Callable[[int], str]] = {
    "items": lambda size: "一、整改\n（一）甲问题\n" + "".join(f"{n}.整改{n}\n" for n in range(1, size + 1)),
    "parts": lambda size: "".join(f"{HAN[n % 9]}、部分{n}\n已整改{n}项。\n" for n in range(size)),
    "findings": lambda size: (
        "一、整改\n"
        + "".join(f"（{HAN[n % 9]}）关于甲问题{n}\n1.存在问题。已整改{n}项，印发《办法{n}》。\n" for n in range(size))
    ),
    "entries": lambda size: (
        "一、整改。\n已整改。\n附件1\n名词解释\n" + "".join(f"{n}.甲：乙。\n" for n in range(1, size + 1))
    ),
    "days in one list": lambda size: f"一、整改\n{'2024年5月22日、' * 4 * size}\n甲局\n2023年1月5日\n",
    "unnumbered": lambda size: (
        "现报告。\n" + "".join(f"年度工作{n}\n（一）甲。乙。\n（二）丙。丁。\n" for n in range(size))
    ),
}


def read(text: str) -> Report:
    return outline(source_of(text, "report.txt", "utf-8", "", SETTINGS), SETTINGS)


@pytest.mark.parametrize("text", TEXTS)
def test_an_outline_takes_steps_in_proportion(text: str) -> None:
    def work(size: int) -> Callable[[], object]:
        words = TEXTS[text](size)
        return lambda: read(words)

    grows_with_its_size(work, 50)


@pytest.mark.parametrize("text", TEXTS)
def test_checks_take_steps_in_proportion(text: str) -> None:
    def work(size: int) -> Callable[[], object]:
        report = read(TEXTS[text](size))
        return lambda: check(report)

    grows_with_its_size(work, 50)


@pytest.mark.parametrize("text", ["items", "findings", "entries"])
def test_pages_are_written_in_proportion(text: str) -> None:
    def work(size: int) -> Callable[[], object]:
        edition = Edition(read(TEXTS[text](size)), SETTINGS)
        return lambda: write_report(edition, "x")

    grows_with_its_size(work, 50)


@pytest.mark.parametrize("merged", [False, True])
def test_rows_of_a_ledger_are_told_in_proportion(*, merged: bool) -> None:
    """Rows of problems of their own, and rows that go on with the one problem of the first."""

    def work(size: int) -> Callable[[], object]:
        rows = "".join(f"<tr><td>{'' if merged and n else f'问题{n}'}<td>整改{n}项。<td>已完成" for n in range(size))
        page = f"<p>一、整改<table><tr><td>存在问题<td>整改措施<td>完成情况{rows}</table><p>特此通报。"
        report = outline(read_html(page.encode(), "page.html", SETTINGS), SETTINGS)

        def told() -> None:
            edition = Edition(report, SETTINGS)
            problems = edition.facts.problems
            assert len(problems) == (1 if merged else size)
            assert all(edition.stated(problem.node).status is Status.COMPLETED for problem in problems)

        return told

    grows_with_its_size(work, 50)


class _Counted(str):
    """A text that counts the characters of the pieces taken out of it."""

    __slots__ = ("taken",)
    taken: int

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        self.taken += len(found)
        return found


def test_a_bracket_without_its_partner_is_looked_at_near_by() -> None:
    """A line of ten thousand markers `1)` behind words was read to its end for each of them."""
    for unit, end in (("落实1)自查", ""), ("落实1)自查", "、2)复查")):
        line = unit * 1_000 + end
        source = source_of(f"一、整改\n{line}\n", "report.txt", "utf-8", "", SETTINGS)
        folded = _Counted(source.folded)
        folded.taken = 0
        _, stray = match_marks(folded, source.lines[1], [])
        assert len(stray) == (0 if end else 1_000)
        assert folded.taken < 20 * len(line)
