"""A source of another format than text: its tables, pictures and chrome, in the model and in what is written of it."""

from __future__ import annotations

import json

import pytest

from generator.data.layout import ReportRecord
from generator.data.record import record_of, report_of
from generator.edition.edition import Edition
from generator.facts.rows import find_problems
from generator.model.messages import Message
from generator.model.report import Kind, Report
from generator.model.source import Attached, ChromeKind, Source
from generator.outline import outline
from generator.paper.document import PaperSize, write_paper
from generator.readers.blocks import Block, source_of_blocks
from generator.search.engine import Engine
from generator.search.index import build_index
from generator.settings.report import ReportSettings
from generator.writers.folder import write_report

PICTURE = Attached("image1.png", b"\x89PNG", "整改后的[河涌]")
BLOCKS = [
    Block("首页 > 通知公告", chrome=ChromeKind.NAVIGATION),
    Block("中共云溪县委关于巡视整改进展情况的通报"),
    Block("现将整改情况予以公布。"),
    Block("一、整改落实情况", level=1),
    Block("（一）关于学习不深入的问题", level=2),
    Block("1.针对制度不全问题。见下表。"),
    Block(cells=("问题", "措施 | 单位", "完成情况"), table=1, header=True),
    Block(cells=("制度不全", "修订制度3项", ""), table=1),
    Block(cells=("1.账目不清", "", "已完成"), table=1, files=(PICTURE,)),
    Block(cells=("另一张表", "一格"), table=2),
    Block("二、下一步打算", level=1),
    Block("继续抓好整改。"),
    Block("主办：云溪县人民政府办公室", chrome=ChromeKind.FOOTER),
]


@pytest.fixture(scope="module")
def source() -> Source:
    """Return the Source of the blocks."""
    return source_of_blocks(BLOCKS, b"any bytes", "source.docx", "utf-8", ReportSettings())


@pytest.fixture(scope="module")
def report(source: Source) -> Report:
    """Return its Report."""
    return outline(source)


def test_each_block_is_a_line_and_each_cell_a_span(source: Source) -> None:
    assert source.text.splitlines() == [block.line for block in BLOCKS]
    assert [source[cell] for cell in source.rows[1].cells] == ["制度不全", "修订制度3项", ""]
    assert [row.header for row in source.rows] == [True, False, False, False]
    assert source.levels == ((4, 1), (5, 2), (11, 1))
    assert [(chrome.kind, chrome.line.number) for chrome in source.chrome] == [
        (ChromeKind.NAVIGATION, 1),
        (ChromeKind.FOOTER, 13),
    ]
    assert [(file.name, file.line) for file in source.files] == [("image1.png", 9)]


def test_rows_are_tables_and_never_headings(report: Report) -> None:
    assert str(report).splitlines()[3:] == [
        "  part 1 整改落实情况",
        "    finding 1 关于学习不深入的问题",
        "      item 1 针对制度不全问题",
        "        paragraph 见下表。",
        "        table 3×3 问题 | 措施 | 单位…",
        "        table 1×2 另一张表 | 一格",
        "  part 2 下一步打算",
        "    paragraph 继续抓好整改。",
        "  chrome 13 footer",
    ]
    cells = [report.text(node.span) for node in report.of(Kind.CELL)]
    assert cells == [
        "问题",
        "措施 | 单位",
        "完成情况",
        "制度不全",
        "修订制度3项",
        "",
        "1.账目不清",
        "",
        "已完成",
        "另一张表",
        "一格",
    ]


def test_table_and_picture_are_written(report: Report) -> None:
    files = write_report(Edition(report, ReportSettings()), "yunxi")
    page = str(files["p1f1.md"])
    assert "| 问题 {: #i1b1r1 .row } | 措施 &#124; 单位 | 完成情况 |\n| --- | --- | --- |\n" in page
    assert "| 1.账目不清 {: #i1b1r3 .row } |  | 已完成 |" in page
    assert "![整改后的\\[河涌\\]](image1.png)\n{: .attached data-added }" in page
    assert files["image1.png"] == b"\x89PNG"
    assert files["text.txt"] == report.source.text
    assert 'data-source="text.txt"' in str(files["index.md"])
    assert 'data-origin="source.docx"' in str(files["index.md"])


def test_head_of_a_table_is_no_line_of_the_title() -> None:
    rows = [("某县巡察反馈问题", "整改情况公示"), ("账目不清", "已建账")]
    blocks = [Block("中共某县委关于巡察整改进展情况"), *(Block("\t".join(row), cells=row, table=1) for row in rows)]
    found = source_of_blocks(blocks, b"", "source.docx", "utf-8", ReportSettings())
    assert [found[line.span] for line in found.title] == ["中共某县委关于巡察整改进展情况"]


def test_table_reaches_paper_data_and_search(report: Report) -> None:
    edition = Edition(report, ReportSettings())
    paper = json.loads(write_paper(edition, "", PaperSize.STANDARD, {"song": [], "hei": []}))
    tables = [block for block in paper["body"] if block["kind"] == "table"]
    assert [len(table["widths"]) for table in tables] == [3, 2]
    assert tables[0]["rows"][2] == ["1.账目不清", "", "已完成"]

    record = record_of(edition, "yunxi")
    again = report_of(ReportRecord.model_validate_json(record.model_dump_json()))
    assert again.sections == report.sections
    assert again.source.rows == report.source.rows

    engine = Engine(build_index([("yunxi", edition)]))
    for words in ("修订制度3项", "账目不清", "已完成"):
        (result,) = engine.search(words).results
        assert result.address.startswith("yunxi/p1f1/#i1b1r"), words


def test_table_that_is_a_ledger_gives_its_rows(report: Report) -> None:
    edition = Edition(report, ReportSettings())
    problems = find_problems(report)
    assert [edition.problem(problem) for problem in problems] == ["制度不全", "1.账目不清"]
    assert [str(edition.stated(problem.node).status) for problem in problems] == ["not_stated", "completed"]
    ledger = str(write_report(edition, "yunxi")["ledger.md"])
    assert " | [1.账目不清](p1f1.md#i1b1r3) | — | **已完成**" in ledger


def test_merged_problem_is_one_row_and_other_tables_are_none() -> None:
    head = Block(cells=("序号", "存在问题", "责任单位", "整改措施"), table=1)
    rows = [
        Block(cells=("1", "制度不全", "县委办", "修订制度"), table=1),
        Block(cells=("", "", "财政局", "清理账目"), table=1),
        Block(cells=("2", "监管不力", "审计局", "开展审计"), table=1),
    ]
    other = [Block(cells=("年份", "产值"), table=2), Block(cells=("2022", "3亿元"), table=2)]
    blocks = [Block("甲局关于巡察整改情况的通报"), Block("一、整改情况"), Block("见下表。"), head, *rows, *other]
    found = outline(source_of_blocks(blocks, b"", "a.docx", "utf-8", ReportSettings()))
    edition = Edition(found, ReportSettings())
    assert [edition.problem(problem) for problem in find_problems(found)] == ["制度不全", "监管不力"]


def test_what_there_is_to_tell_of_a_block_without_words_is_told_beside_it() -> None:
    told = Message("not-read", 1, 1, (("what", "a drawing"), ("text", "图"), ("count", "1")))
    blank = Block(messages=(told,))
    blocks = [blank, Block("甲局关于整改的通报"), Block("已整改。"), blank, Block("乙。")]
    source = source_of_blocks(blocks, b"", "a.html", "utf-8", ReportSettings())
    assert [(message.code, message.line) for message in source.messages] == [("not-read", 1), ("not-read", 2)]
