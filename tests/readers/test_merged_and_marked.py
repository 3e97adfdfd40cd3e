"""Merged cells and struck-out or raised words, from the file to every output."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator.checks.wording.placeholders import check_placeholders
from generator.data.layout import ReportRecord
from generator.data.record import record_of, report_of
from generator.edition.edition import Edition
from generator.facts.fields import FieldKind
from generator.model.marks import MarkKind, TextMark
from generator.model.source import Merged, Source
from generator.outline import outline
from generator.paper.document import PaperSize, write_paper
from generator.proof.marks import SIGNS_OF_TAGS, in_one_form, pieces_in_one_form
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.words import joined, words_of
from generator.settings.report import ReportSettings
from generator.text.span import Span
from generator.writers.report.full import write_full
from tests.readers.word import p, read

HEAD = ("序号", "问题", "整改措施", "责任单位", "完成情况")


def _edition(*blocks: Block) -> Edition:
    first = (Block("青禾县关于巡察整改情况的通报"), Block("一、整改情况"), Block("见下表。"))
    source = source_of_blocks([*first, *blocks], b"", "a.docx", "utf-8", ReportSettings())
    return Edition(outline(source), ReportSettings())


def _table(*rows: tuple[tuple[str, ...], tuple[Merged, ...]]) -> list[Block]:
    return [Block(cells=cells, merged=merged, table=1) for cells, merged in rows]


def _ledger(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield (problem, status, who is responsible) of each row of the ledger."""
    for problem in edition.facts.problems:
        who = edition.told(problem.node, FieldKind.RESPONSIBLE)
        yield edition.problem(problem), str(edition.stated(problem.node).status), who


def test_a_merged_problem_is_told_in_each_of_its_rows() -> None:
    merged = (Merged(0, 2), Merged(1, 2), Merged(3, 2))
    edition = _edition(
        *_table(
            (HEAD, ()),
            (("1", "服务不细", "开展培训", "县人社局", "已完成"), merged),
            (("", "", "建立回访制度", "", "正在推进"), ()),
        )
    )
    assert list(_ledger(edition)) == [("服务不细", "completed", "县人社局"), ("服务不细", "in_progress", "县人社局")]


def test_a_merged_status_belongs_to_each_problem() -> None:
    edition = _edition(
        *_table(
            (HEAD, ()),
            (("1", "服务不细", "开展培训", "县人社局", "正在推进"), (Merged(3, 2), Merged(4, 2))),
            (("2", "台账不清", "统一格式", "", ""), ()),
        )
    )
    assert [row[1:] for row in _ledger(edition)] == [("in_progress", "县人社局")] * 2


def test_rows_that_are_blank_below_a_problem_go_on_with_it() -> None:
    edition = _edition(
        *_table(
            (HEAD, ()),
            (("1", "服务不细", "开展培训", "县人社局", "已完成"), ()),
            (("", "", "建立回访制度", "", "正在推进"), ()),
        )
    )
    assert list(_ledger(edition)) == [("服务不细", "in_progress", "县人社局")]


def test_a_head_of_two_rows_a_title_and_lines_over_the_whole_width_are_no_problems() -> None:
    edition = _edition(
        *_table(
            (("整改台账", "", "", "", ""), (Merged(0, 1, 5),)),
            (("序号", "问题", "责任单位", "整改情况", ""), (Merged(0, 2), Merged(1, 2), Merged(2, 2), Merged(3, 1, 2))),
            (("", "", "", "整改措施", "完成情况"), ()),
            (("一、党的建设方面", "", "", "", ""), (Merged(0, 1, 5),)),
            (("1", "学习不深", "县委办", "学习4次", "已完成"), ()),
        )
    )
    assert list(_ledger(edition)) == [("学习不深", "completed", "县委办")]


def test_a_row_in_which_no_word_begins_shortens_what_reaches_over_it() -> None:
    edition = _edition(
        *_table(
            (HEAD, ()),
            (("1", "服务不细", "开展培训", "县人社局", "已完成"), tuple(Merged(column, 2) for column in range(5))),
            (("", "", "", "", ""), ()),
            (("2", "台账不清", "统一格式", "档案馆", "已完成"), ()),
        )
    )
    assert [row.merged for row in edition.report.source.rows] == [(), (), ()]
    assert [row[0] for row in _ledger(edition)] == ["服务不细", "台账不清"]


def test_every_output_keeps_the_merged_cells() -> None:
    edition = _edition(
        *_table(
            (HEAD, ()),
            (("1", "服务不细", "开展培训", "县人社局", ""), (Merged(0, 2), Merged(1, 2), Merged(3, 1, 2))),
            (("", "", "建立回访制度", "县政务局", "正在推进"), ()),
        )
    )
    page = str(write_full(edition, "a"))
    assert '<td markdown rowspan="2">服务不细</td>' in page
    assert '<td markdown colspan="2">县人社局</td>' in page
    assert page.count("<td") == 3 + 1 + 3

    record = record_of(edition, "a")
    assert [(cell.column, cell.rows) for row in record.source.rows for cell in row.merged if cell.rows > 1] == [
        (0, 2),
        (1, 2),
    ]
    back = report_of(ReportRecord.model_validate_json(record.model_dump_json(exclude_none=True)))
    assert back.sections == edition.report.sections
    assert back.source.rows == edition.report.source.rows

    paper = json.loads(write_paper(edition, "", PaperSize.STANDARD, {"song": [], "hei": []}))
    table = next(block for block in paper["body"] if block["kind"] == "table")
    assert [table["rows"][at][1]["ends"] for at in (1, 2)] == [False, True]
    assert [table["rows"][1][at]["covered"] for at in (3, 4)] == [False, True]


def test_word_merges_over_rows_and_columns() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("甲", begins) + cell("乙", '<w:gridSpan w:val="2"/>'),
        cell("", goes_on) + cell("丙") + cell("丁"),
        cell("藏", goes_on) + cell("戊") + cell("己"),
        cell("庚", begins) + cell("辛") + cell("壬"),
    ]
    source = read(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    assert [row.merged for row in source.rows] == [(Merged(0, 3), Merged(1, 1, 2)), (), (), ()]
    assert [source[origin] if origin else "" for origin in source.rows[2].origins] == ["甲", "", ""]
    assert [source[item.line.span] for item in source.chrome] == ["藏"]
    assert [message.code for message in source.messages] == ["hidden-text"]


def _marked(*pieces: tuple[str, tuple[MarkKind, ...]]) -> Block:
    words = words_of(pieces)
    return Block(words.text, marks=words.marks)


STRUCK = _marked(("已完成", ()), ("80%", (MarkKind.STRUCK,)), ("100%的任务。", ()))
RAISED = _marked(("产量增长10", ()), ("6", (MarkKind.RAISED,)), ("倍。", ()))


def test_what_is_struck_out_states_nothing_and_is_not_quoted() -> None:
    edition = _edition(Block("1.关于任务不实问题"), STRUCK)
    (problem,) = edition.facts.problems
    assert [str(figure.value) for figure in edition.facts.figures] == ["100"]
    assert str(edition.stated(problem.node).status) == "completed"
    assert edition.evidence(edition.stated(problem.node)) == ["已完成100%的任务。"]


def test_what_is_struck_out_was_not_left_to_be_filled_in() -> None:
    struck = _marked(("正在推进", ()), ("三四", (MarkKind.STRUCK,)), ("项，已办结。", ()))
    found = [
        len(list(check_placeholders(_edition(Block("一、情况"), b).report))) for b in (struck, Block("推进  项，结。"))
    ]
    assert found == [0, 1]


def test_raised_figures_are_powers() -> None:
    edition = _edition(Block("1.关于产量不高问题"), RAISED)
    (figure,) = edition.facts.figures
    assert (int(figure.value), edition.words(figure.span)) == (1_000_000, "10⁶倍")
    assert edition.text(figure.span) == "106倍"


def test_every_output_shows_what_is_struck_out_and_raised() -> None:
    edition = _edition(STRUCK, RAISED)
    page = str(write_full(edition, "a"))
    assert "已完成<del>80%</del>100%的任务。" in page
    assert "增长10<sup>6</sup>倍" in page
    paper = json.loads(write_paper(edition, "", PaperSize.STANDARD, {"song": [], "hei": []}))
    assert paper["body"][-2]["text"] == [["已完成", []], ["80%", ["struck"]], ["100%的任务。", []]]
    record = record_of(edition, "a")
    assert [(str(mark.kind), record.source.text[slice(*mark.span)]) for mark in record.source.marks] == [
        ("struck", "80%"),
        ("raised", "6"),
    ]
    back = report_of(ReportRecord.model_validate_json(record.model_dump_json(exclude_none=True)))
    assert back.source.marks == edition.report.source.marks
    assert back.source.folded == edition.report.source.folded


def test_marks_are_joined_and_never_begin_or_end_with_white_space() -> None:
    struck = (MarkKind.STRUCK,)
    words = words_of([("甲", ()), (" 乙", struck), ("丙 ", (MarkKind.RAISED, *struck)), ("丁", ())])
    assert [(mark.kind, words.text[mark.span.start : mark.span.end]) for mark in words.marks] == [
        (MarkKind.STRUCK, "乙丙"),
        (MarkKind.RAISED, "丙"),
    ]
    both = joined([words, words_of([("戊", struck)])], "\t")
    assert both.marks[-1] == TextMark(MarkKind.STRUCK, Span(7, 8))


def test_stretches_are_drawn_in_one_way() -> None:
    source: Source = _edition(STRUCK).report.source
    line = source.lines[-1].span
    assert [(source[piece], kinds) for piece, kinds in source.stretches(line)] == [
        ("已完成", ()),
        ("80%", (MarkKind.STRUCK,)),
        ("100%的任务。", ()),
    ]
    assert list(replace(source, marks=()).stretches(line)) == [(line, ())]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲[乙][丙]丁", "甲[乙丙]丁"),
        ("甲[乙(丙)]丁", "甲[乙][(丙)]丁"),
        ("甲[]乙", "甲乙"),
    ],
)
def test_signs_have_one_form_however_elements_nest(one: str, other: str) -> None:
    begins, ends = SIGNS_OF_TAGS["del"]
    up, down = SIGNS_OF_TAGS["sup"]
    table = str.maketrans({"[": begins, "]": ends, "(": up, ")": down})
    assert in_one_form(one.translate(table)) == in_one_form(other.translate(table))
    assert in_one_form("甲[乙]".translate(table)) != in_one_form("甲乙")
    assert pieces_in_one_form(["甲[乙]".translate(table), "[丙]".translate(table)]) == [
        f"甲{begins}乙",
        f"丙{ends}",
    ]
