"""PDFs: tables that have no lines between their columns are read as tables, and nothing else is."""

from __future__ import annotations

import pytest

from generator.model.source import Source
from generator.readers.pdf import read_pdf
from generator.settings.report import ReportSettings
from tests.readers.test_pdf import _set as typeset
from tests.readers.test_pdf_seen import LINES, TEXT, TITLE, lines

HEAD = "[序号], [问题], [整改措施], [责任单位], [完成情况]"
ROWS = (
    "[1], table.cell(rowspan: 2)[服务意识不强], [开展培训3次，覆盖全部窗口单位工作人员，健全长效机制], "
    "table.cell(rowspan: 2)[县人社局], [已完成], [2], [建立回访制度], [正在推进], "
    "[3], table.cell(colspan: 2)[作风不实，查处问题7起], [县纪委], [已完成]"
)
READ = [
    ["序号", "问题", "整改措施", "责任单位", "完成情况"],
    ["1", "服务意识不强", "开展培训3次，覆盖全部窗口单位工作人员，健全长效机制", "县人社局", "已完成"],
    ["2", "", "建立回访制度", "", "正在推进"],
    ["3", "作风不实，查处问题7起", "", "县纪委", "已完成"],
]
RULES = {
    "none": "",
    "three": "table.hline(y: 0), table.hline(y: 1), table.hline(y: 4), ",
    "rows": "table.hline(y: 0), table.hline(y: 1), table.hline(y: 2, start: 0), table.hline(y: 3), table.hline(y: 4), ",
}


def read(data: bytes) -> Source:
    return read_pdf(data, "a.pdf", ReportSettings())


def table(rules: str, head: str = HEAD, rows: str = ROWS, columns: str = "(2em, 7em, 1fr, 5em, 5em)") -> str:
    cells = f"{RULES[rules]}{head}, {rows}"
    return f"#table(columns: {columns}, stroke: none, align: left + horizon, {cells})\n\n"


def cells(source: Source) -> list[list[str]]:
    return [[source[cell] for cell in row.cells] for row in source.rows]


@pytest.mark.parametrize("rules", list(RULES))
def test_a_table_without_lines_between_its_columns_is_a_table(rules: str) -> None:
    source = read(typeset(f"{TEXT}{table(rules)}继续抓好后续整改。"))
    assert cells(source) == READ
    merged = {(at, one.column, one.rows, one.columns) for at, row in enumerate(source.rows) for one in row.merged}
    assert merged == {(1, 1, 2, 1), (1, 3, 2, 1), (3, 1, 1, 2)}
    assert lines(source)[: len(LINES)] == LINES
    assert lines(source)[-1] == "继续抓好后续整改。"
    assert [one.code for one in source.messages] == ["pdf-spaced-table"]
    assert [source.lines[0].number + len(LINES)] == [one.line for one in source.messages]


def test_a_table_goes_on_on_the_next_page_with_its_head_once() -> None:
    more = ", ".join(f"[{at}], [服务意识不强{at}], [建立回访制度], [县人社局], [正在推进]" for at in range(4, 40))
    source = read(typeset(f"{TEXT}{table('none', f'table.header({HEAD})', f'{ROWS}, {more}')}继续抓好后续整改。"))
    rest = [[str(at), f"服务意识不强{at}", "建立回访制度", "县人社局", "正在推进"] for at in range(4, 40)]
    assert cells(source) == [*READ, *rest]
    assert {row.table for row in source.rows} == {1}
    assert [one.code for one in source.messages] == ["pdf-spaced-table"]


@pytest.mark.parametrize(
    "cells_of_rows",
    [
        "fill: (_, y) => if y == 0 {black} else {white}, ",
        "fill: (_, y) => if calc.odd(y) {silver} else {white}, ",
    ],
)
def test_colours_within_a_frame_part_rows(cells_of_rows: str) -> None:
    frame = f"#rect(inset: 0pt, width: 100%, table(columns: (2em, 7em, 1fr, 5em, 5em), stroke: none, {cells_of_rows}"
    white = HEAD.replace("[", "text(fill: white)[") if "black" in cells_of_rows else HEAD
    source = read(typeset(f"{TEXT}{frame}align: left + horizon, {white}, {ROWS}))\n\n继续抓好后续整改。"))
    assert cells(source) == READ


def test_the_cells_of_a_row_without_lines_are_told_by_those_of_other_rows() -> None:
    lines_below = "stroke: (_, y) => if y == 0 {(bottom: 1pt, top: 1pt)} else {1pt}, "
    source = read(typeset(f"{TEXT}#table(columns: (2em, 7em, 1fr, 5em, 5em), {lines_below}{HEAD}, {ROWS})\n\n"))
    assert cells(source) == READ
    assert source.messages == ()


def test_two_columns_between_rules_are_a_table_and_without_rules_are_lines() -> None:
    rows = "[责任单位], [县发展和改革局], [整改时限], [二〇三一年底], [完成情况], [已完成]"
    columns = "(7em, 12em)"
    ruled = read(typeset(TEXT + table("rows", "[项目], [内容]", rows, columns)))
    assert cells(ruled)[1:] == [["责任单位", "县发展和改革局"], ["整改时限", "二〇三一年底"], ["完成情况", "已完成"]]
    plain = read(typeset(TEXT + table("none", "[项目], [内容]", rows, columns)))
    assert (plain.rows, lines(plain)[-1]) == ((), "完成情况 已完成")


def test_three_columns_are_a_table_without_any_rule() -> None:
    rows = "[责任单位], [县发展和改革局], [已完成], [整改时限], [二〇三一年底], [推进中], [责任人], [局长], [已明确]"
    source = read(typeset(TEXT + table("none", "[项目], [内容], [进展]", rows, "(7em, 12em, 6em)")))
    assert cells(source) == [
        ["项目", "内容", "进展"],
        ["责任单位", "县发展和改革局", "已完成"],
        ["整改时限", "二〇三一年底", "推进中"],
        ["责任人", "局长", "已明确"],
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "#align(center, text(22pt)[政#h(2em)府#h(2em)工#h(2em)作#h(2em)报#h(2em)告])\n\n",
        "青岚县委#h(6em)青岚县政府#h(6em)青岚县纪委\n\n",
        "#columns(3, text(8pt)[" + TEXT.replace("\n\n", "#parbreak()") * 2 + "])\n\n",
        "#line(length: 100%)\n#columns(2, text(9pt)["
        + TEXT.replace("\n\n", "#parbreak()")
        + "])\n#line(length: 100%)\n\n",
    ],
)
def test_what_is_no_table_is_none(markup: str) -> None:
    source = read(typeset(f"{TITLE}{markup}继续抓好后续整改，巩固成果，持续推动问题解决到位。"))
    assert (source.rows, source.messages) == ((), ())
