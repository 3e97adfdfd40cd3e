"""Labelled fields of a problem, in text and in tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.data.record import record_of
from generator.data.tables import ledger_table
from generator.edition.edition import Edition
from generator.facts.fields import FieldKind, with_colons
from generator.facts.rows import find_problems
from generator.facts.status.stated import statements_in
from generator.facts.status.tally import summary
from generator.model.status import Status
from generator.outline import outline
from generator.readers import read_file
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from generator.writers.facts.ledger import write_ledger
from generator.writers.folder import write_report
from generator.writers.report.stated import label

REPORTS = Path(__file__).parent.parent / "reports"
HEAD = "某区关于巡察整改情况的通报\n现将整改情况予以公布。\n一、党的建设方面\n（一）关于台账不清的问题\n"


def shown(name: str) -> Edition:
    return Edition(outline(read_file(REPORTS / f"{name}.txt")), ReportSettings())


def told(edition: Edition) -> list[list[tuple[str, str, str]]]:
    """Return (kind, label, value) of the fields of each problem."""
    return [
        [(str(field.kind), edition.text(field.label), edition.text(field.value)) for field in edition.fields(item.node)]
        for item in find_problems(edition.report)
    ]


def fields_of(text: str) -> list[tuple[str, str, str]]:
    source = source_of(HEAD + text, "source.txt", "utf-8", "", ReportSettings())
    (found,) = told(Edition(outline(source), ReportSettings()))
    return found


def test_numbered_problems() -> None:
    edition = shown("numbered-problems")
    assert [edition.problem(problem) for problem in find_problems(edition.report)] == [
        "河道管护不到位",
        "水库除险加固进度慢",
        "档案不全",
    ]
    assert told(edition)[1] == [
        ("problem", "问题2", "水库除险加固进度慢。"),
        ("measures", "整改措施", "倒排工期，正在施工。"),
        ("responsible", "责任单位", "工程科"),
        ("deadline", "整改时限", "2025年6月"),
        ("progress", "整改情况", "正在推进，完成总工程量的60%。"),
    ]


def test_rows_of_the_ledger_are_problems() -> None:
    edition = shown("organised-then-problems")
    assert [problem.node.id for problem in find_problems(edition.report)] == [
        "p1f3",  # it names a problem; what is told of the organisation before does not
        "p2f1",
        "p2f2",
        "p2f3",  # without measures, beside two that have some
        "p3f1",
        "p3f2",
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("一、组织领导情况\n1.成立专班。\n二、其他\n1.关于管理松散的问题。已整改。\n", ["p2i1"]),
        ("一、组织领导问题整改情况\n1.记录已补齐。\n二、其他\n1.关于管理松散的问题。已整改。\n", ["p1i1", "p2i1"]),
        ("一、组织领导情况\n1.成立专班。\n2.印发方案。\n", ["p1i1", "p1i2"]),
    ],
)
def test_what_is_told_of_the_organisation_is_a_row_if_nothing_else_is(text: str, rows: list[str]) -> None:
    settings = ReportSettings()
    report = outline(source_of(f"甲局关于整改的通报\n{text}", "a.txt", "utf-8", "", settings), settings)
    assert [problem.node.id for problem in find_problems(report)] == rows


def test_measures_belong_to_the_field_above_them() -> None:
    progress = told(shown("fields-under-findings"))[1][1]
    assert progress == ("progress", "整改情况", "一是成立专班，协调解决用地问题9个。二是湖滨路工程已完工通车。")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("责任单位：民政局　整改时限：3天", [("responsible", "责任单位", "民政局"), ("deadline", "整改时限", "3天")]),
        ("牵头领导:甲;配合单位:乙、丙。", [("responsible", "牵头领导", "甲"), ("responsible", "配合单位", "乙、丙")]),
        ("账目已核清。整改情况：已完成。", [("progress", "整改情况", "已完成。")]),
        ("修订制度3项。（区商务局牵头，区教育局参与）", [("responsible", "", "区商务局牵头，区教育局参与")]),
        ("整改措施：\n一是修订制度。\n二是开展培训。\n责任人：张某", [
            ("measures", "整改措施", "一是修订制度。 二是开展培训。"),
            ("responsible", "责任人", "张某"),
        ]),
        ("整改时限：\n责任单位：办公室", [("responsible", "责任单位", "办公室")]),
    ],
)  # fmt: skip
def test_fields(text: str, found: list[tuple[str, str, str]]) -> None:
    assert fields_of("1." + text if not text.startswith("整改措施") else text) == found


@pytest.mark.parametrize("text", ["1.压实责任单位责任，时限明确。", "1.有的问题：整改不实。", "1.通报了完成情况。"])
def test_words_that_label_nothing(text: str) -> None:
    assert fields_of(text) == []


LABELLED = [
    ("整改目标：到2032年全部复绿。\n", "整改措施：编制方案。\n逐矿验收。\n", "整改进展：已复绿12处。\n"),
    ("【整改目标】到2032年全部复绿。\n", "【整改措施】编制方案。\n逐矿验收。\n", "【整改进展】已复绿12处。\n"),
    ("[整改目标]到2032年全部复绿。\n", "[整改措施]:编制方案。\n逐矿验收。\n", "[整改进展] 已复绿12处。\n"),
    ("整改目标　到2032年全部复绿。\n", "整改措施　编制方案。\n逐矿验收。\n", "整改进展　已复绿12处。\n"),
    ("整改目标\n到2032年全部复绿。\n", "整改措施\n编制方案。\n逐矿验收。\n", "整改进展\n已复绿12处。\n"),
    ("整改目标：\n到2032年全部复绿。\n", "整改措施：\n编制方案。\n逐矿验收。\n", "整改进展：\n已复绿12处。\n"),
]


@pytest.mark.parametrize("numbers", [("", "", ""), ("1.", "2.", "3."), ("①", "②", "③")], ids="-1①")
@pytest.mark.parametrize("fields", LABELLED, ids=lambda fields: fields[0].replace("\n", "/"))
def test_a_label_is_one_however_it_is_marked(fields: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    """By a colon, brackets, a blank, or a line of its own; with the number of each field or without."""
    assert fields_of("".join(number + field for number, field in zip(numbers, fields, strict=True))) == [
        ("goal", "整改目标", "到2032年全部复绿。"),
        ("measures", "整改措施", "编制方案。 逐矿验收。"),
        ("progress", "整改进展", "已复绿12处。"),
    ]


@pytest.mark.parametrize("number", ["", "1.", "①"])
def test_the_finding_has_the_status_and_its_fields_have_none(number: str) -> None:
    """1.整改目标 is no item: neither what is aimed at nor what was meant to be done is a status on the page."""
    fields = ("整改目标：到2032年全部复绿。", "整改措施：违规的矿点予以取缔。", "整改进展：47个矿坑已复绿12个。")
    text = "".join(f"{number and chr(ord(number[0]) + at) + number[1:]}{field}\n" for at, field in enumerate(fields))
    edition = Edition(outline(source_of(HEAD + text, "source.txt", "utf-8", "", ReportSettings())), ReportSettings())
    (problem,) = find_problems(edition.report)
    assert {key: told.status for key, told in edition.facts.stated.items()} == {problem.node.id: Status.IN_PROGRESS}
    labelled = [node for node in edition.report.walk() if "".join(label(edition, node))]
    assert labelled == [problem.node]


@pytest.mark.parametrize("form", ["{}：", "【{}】", "{}　", "1.【{}】"])
def test_a_label_is_no_part_of_what_is_counted(form: str) -> None:
    text = f"{form.format('整改进展')}已发放315.6万元。\n"
    edition = Edition(outline(source_of(HEAD + text, "source.txt", "utf-8", "", ReportSettings())), ReportSettings())
    assert [edition.words(figure.subject) for figure in edition.facts.figures] == ["发放"]


@pytest.mark.parametrize("form", ["整改进展：", "【整改进展】", "[整改进展]：", "整改进展"])
def test_a_label_has_its_marks_on_the_page(form: str) -> None:
    text = f"整改目标：全部发放。\n{form}{'' if form[-1] in '：】' else chr(10)}已发放3万元。\n"
    edition = Edition(outline(source_of(HEAD + text, "source.txt", "utf-8", "", ReportSettings())), ReportSettings())
    paragraphs = [node for node in edition.report.walk() if edition.label_of(node)]
    assert [edition.text(edition.label_of(node)) for node in paragraphs] == ["整改目标：", form]


def test_the_ledger_shows_no_figures_of_a_goal() -> None:
    text = "整改目标：矿山治理率达到100%。\n整改进展：矿坑已复绿12个。\n"
    edition = Edition(outline(source_of(HEAD + text, "source.txt", "utf-8", "", ReportSettings())), ReportSettings())
    assert [edition.words(figure.span) for figure in edition.facts.figures] == ["达到100%", "12个"]
    (row,) = [line for line in write_ledger(edition, "jia-2031").splitlines() if "台账不清" in line and "|" in line]
    assert "矿坑 12个" in row or "复绿 12个" in row
    assert "100%" not in row


@pytest.mark.parametrize("text", ["整改措施\n编制方案。\n", "问题\n措施\n编制方案。\n", "整改措施 \n编制方案。\n"])
def test_a_line_that_is_the_only_label_may_be_a_heading(text: str) -> None:
    assert fields_of(text) == []


@pytest.mark.parametrize(
    "marked", ["整改目标 ", "【整改目标】", "[整改目标] ", "整改目标:", "【 整改目标 】", "[整改目标] :"]
)
def test_a_goal_alone_is_planned_however_its_label_is_marked(marked: str) -> None:
    """With what was or is to be done about it, it states nothing itself."""
    assert summary(statements_in(f"{marked}违建全部拆除到位。")) is Status.PLANNED
    assert summary(statements_in(f"{marked}违建全部拆除到位。整改时限：2032年底前。")) is Status.PLANNED
    assert summary(statements_in(f"{marked}违建全部拆除到位。整改措施：完善制度。")) is Status.NOT_STATED
    assert summary(statements_in(f"{marked}违建全部拆除到位。整改情况：均已拆除。")) is Status.COMPLETED
    assert summary(statements_in(f"{marked}12处棚房全部拆除到位。")) is Status.PLANNED
    assert summary(statements_in("【整改进展】违建全部拆除到位。")) is Status.COMPLETED


@pytest.mark.parametrize("words", ["发现问题 42 处", "发现问题 42 个", "整改任务 42 项"])
def test_what_is_counted_behind_a_blank_is_no_label(words: str) -> None:
    assert summary(statements_in(f"{words}，已完成整改 15 {words[-1]}。")) is Status.IN_PROGRESS
    assert with_colons(words) == words


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("整改措施：一是完善制度。二是违规占用的房屋予以清退。", Status.NOT_STATED),
        ("整改措施：完善制度；违规占用的房屋予以清退。", Status.NOT_STATED),
        ("整改措施：一是完善制度。二是违规占用的房屋已清退。", Status.COMPLETED),
        ("整改措施：一是完善制度。整改进展：违规占用的房屋予以清退。", Status.COMPLETED),
        ("整改进展：完善了制度。违规占用的房屋予以清退。", Status.COMPLETED),
        ("整改任务：清理挂靠车辆。完成情况：全部清理完毕。", Status.COMPLETED),
    ],
)
def test_measures_told_barely_are_what_is_to_be_done(text: str, status: Status) -> None:
    """They are so up to the next label, whatever stops are between."""
    assert summary(statements_in(text)) is status


@pytest.mark.parametrize(("more", "status"), [("", Status.PLANNED), ("整改措施：完善制度。\n", Status.NOT_STATED)])
def test_an_item_with_a_goal_and_nothing_else_is_planned(more: str, status: Status) -> None:
    text = f"1.河道管护不到位。\n整改目标：违建全部拆除到位。\n{more}责任单位：水务局。\n2.台账不清。\n已补齐。\n"
    edition = Edition(outline(source_of(HEAD + text, "source.txt", "utf-8", "", ReportSettings())), ReportSettings())
    assert edition.stated(find_problems(edition.report)[0].node).status is status


def test_what_is_aimed_at_is_no_status() -> None:
    edition = shown("labelled-fields")
    second = find_problems(edition.report)[1]
    assert "2022年底前" in edition.text(next(f.value for f in edition.fields(second.node) if f.kind is FieldKind.GOAL))
    assert edition.stated(second.node).status is Status.NOT_STATED


def test_deadline_of_a_row_is_no_status() -> None:
    rows = [("存在问题", "整改措施", "整改时限", "完成情况"), ("账目不清", "建账3本", "2031年6月底前完成", "")]
    blocks = [Block("某局关于巡察整改情况的通报"), Block("现予以公布。")]
    blocks += [Block("\t".join(row), cells=row, table=1) for row in rows]
    edition = Edition(
        outline(source_of_blocks(blocks, b"", "source.docx", "utf-8", ReportSettings())), ReportSettings()
    )
    (problem,) = find_problems(edition.report)
    assert edition.stated(problem.node).status is Status.NOT_STATED


@pytest.mark.parametrize(
    "opening", ["", "整改措施及成效：\n", "主要做法与成效：\n", "具体整改举措和落实情况：\n", "整改落实情况：\n"]
)
def test_what_is_wrong_ends_where_what_was_done_begins(opening: str) -> None:
    done = "①对38所学校的设施逐一检测，发现的114处隐患已全部整改到位。\n②正在更新监控设备。\n"
    text = f"{HEAD}问题1：校园安全责任压得不实，已完成的整改有反复。\n{opening}{done}"
    edition = Edition(outline(source_of(text, "source.txt", "utf-8", "", ReportSettings())), ReportSettings())
    (problem,) = find_problems(edition.report)
    assert [str(statement.status) for statement in edition.stated(problem.node).statements] == [
        "completed",
        "in_progress",
    ]
    assert edition.stated(problem.node).status is Status.IN_PROGRESS


def test_columns_of_a_table_are_fields() -> None:
    rows = [("存在问题", "整改措施", "责任单位（部门）", "整改时限"), ("账目不清", "建账3本", "财务科", "2024年6月")]
    blocks = [Block("某局关于巡察整改情况的通报"), Block("现予以公布。")]
    blocks += [Block("\t".join(row), cells=row, table=1) for row in rows]
    source = source_of_blocks(blocks, b"", "source.docx", "utf-8", ReportSettings())
    assert told(Edition(outline(source), ReportSettings())) == [
        [
            ("problem", "存在问题", "账目不清"),
            ("measures", "整改措施", "建账3本"),
            ("responsible", "责任单位（部门）", "财务科"),
            ("deadline", "整改时限", "2024年6月"),
        ]
    ]


def test_ledger_data_and_page_tell_them() -> None:
    edition = shown("fields-under-findings")
    table = ledger_table(edition, "chengjiang", "")
    names = [column.name for column in table.columns]
    third = dict(zip(names, table.rows[2], strict=True))
    assert third["responsible"] == "责任领导：张某某；责任单位：区财政局"
    assert third["deadline"] == "2023年10月31日"
    pages = write_report(edition, "chengjiang")
    assert "| 涉及文件 | 责任单位 | 整改时限 |" in str(pages["ledger.md"])
    assert "**责任单位：**区委宣传部" in str(pages["p1f1.md"])
    assert "整改时限" not in str(write_report(shown("contact-after-date"), "other")["ledger.md"]).split("\n| ---")[0]
    record = record_of(edition, "chengjiang")
    nodes = {node.id: node for part in record.sections for node in (part, *part.children)}
    assert [(str(field.kind), field.text) for field in nodes["p1f2"].fields][-1] == ("progress", "基本完成")
