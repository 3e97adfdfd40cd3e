"""Golden outlines: each text in tests/reports/ beside the outline that is expected of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.edition.places import place_of
from generator.model.report import Kind
from generator.outline import outline
from generator.readers import read_file
from generator.readers.text import read_text
from generator.settings.report import ReportSettings, load_report_settings
from generator.text.invisible import INVISIBLE
from tests.project import ROOT

REPORTS = Path(__file__).parent / "reports"
CASES = sorted(path.stem for path in REPORTS.glob("*.txt"))


def printed(path: Path) -> str:
    """Return a report's outline and warnings as `gongkai outline` shows them; NAME.yml beside it is its settings."""
    settings = load_report_settings(path.with_suffix(".yml"))
    report = outline(read_file(path, settings), settings)
    return "\n".join([str(report), *map(str, report.warnings)]) + "\n"


@pytest.mark.parametrize("name", CASES)
def test_outline(name: str) -> None:
    expected = (REPORTS / f"{name}.outline").read_text(encoding="utf-8")
    assert printed(REPORTS / f"{name}.txt") == expected


def test_there_are_reports_of_every_kind() -> None:
    assert len(CASES) >= 12
    assert {path.stem for path in REPORTS.glob("*.outline")} == set(CASES)


@pytest.mark.parametrize(
    "path",
    [*(REPORTS / f"{name}.txt" for name in CASES), ROOT / "docs_src" / "huadu-2021" / "source.txt"],
    ids=lambda path: path.stem,
)
def test_every_character_belongs_to_one_node(path: Path) -> None:
    settings = load_report_settings(path.with_suffix(".yml"))
    source = read_file(path, settings)
    report = outline(source, settings)
    pieces = [piece for node in report.walk() for piece in node.pieces]
    pieces += [chrome.line.span for chrome in source.chrome]
    owners = [0] * len(source.text)
    for piece in pieces:
        for offset in range(piece.start, piece.end):
            owners[offset] += 1
    shown = [offset for offset, c in enumerate(source.text) if not c.isspace() and c not in INVISIBLE]
    wrong = [offset for offset in shown if owners[offset] != 1]
    assert not wrong, [(source.place(offset), source.text[offset], owners[offset]) for offset in wrong[:5]]
    for node in report.walk():
        assert source.place(node.span.start)[0] == node.line
        assert all(node.span.start <= below.span.start <= below.span.end <= node.span.end for below in node.children)


def test_first_report_has_the_counts_made_by_hand() -> None:
    report = outline(read_file(ROOT / "docs_src" / "huadu-2021" / "source.txt"))
    kinds = Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM, Kind.MEASURE
    assert [len(report.of(kind)) for kind in kinds] == [3, 4, 15, 37, 81]
    assert not report.warnings


def test_what_stands_in_any_line_of_a_title_leads_to_the_title() -> None:
    report = outline(
        read_text(
            "云溪区人民政府\n2031年工作年度报告\n\n一、总体情况\n全年公开1136条。\n".encode(), "a.txt", ReportSettings()
        )
    )
    places = [place_of(report, node.span) for node in report.front]
    assert [(place.page, place.anchor) for place in places] == [(None, "title"), (None, "title")]


def test_parts_numbered_by_two_marks_are_one_row() -> None:
    text = "甲县整改通报\n\n一、情况\n已部署。\n二.问题\n已整改。\n三、打算\n继续推进。\n"
    report = outline(read_text(text.encode(), "a.txt", ReportSettings()))
    assert [(node.kind, node.number) for node in report.sections] == [(Kind.PART, n) for n in (1, 2, 3)]


_ABOVE = "中共云溪区委关于巡察整改情况的通报\n现予以公布。\n一、情况\n(一)关于服务的问题。\n1.窗口排队。已增设窗口。\n"


@pytest.mark.parametrize(
    ("tail", "kinds"),
    [
        # An item that tells of a telephone, at the end of a report, is an item.
        ("2.针对群众反映渠道不畅问题。设立举报电话020-12345678，受理来电35件。\n", ["item", "item"]),
        ("2.渠道不畅。公布监督电话12345，设置意见箱。\n", ["item", "item"]),
        ("2.公布监督电话12345。\n", ["item", "item"]),
        ("2.在官网公布举报电话3部。\n", ["item", "item"]),
        ("2.监督不力。已整改。\n欢迎广大干部群众监督。联系电话：020-12345678\n", ["item", "item", "contact"]),
        ("2.加强监督\n联系电话：020-12345678\n", ["item", "item", "contact"]),
        ("2.渠道不畅。已整改。\n（责任单位：区信访局）\n", ["item", "item"]),
        ("2.新建云溪实验学校\n", ["item", "item"]),
        ("附件：1.清单\n2.云溪区医院\n", ["item", "attachment", "attachment"]),
        # A list of ways to get in contact stays one.
        ("1.来信：云溪区1号。\n2.电话：020-12345678\n", ["item", "contact", "contact"]),
        ("欢迎监督。\n1.区纪委监委 020-12345678\n2.区委组织部 020-12345679\n", ["item"] + ["contact"] * 3),
        ("二、监督方式。电话020-12345678，电子邮箱a@b.cn。\n", ["item", "contact"]),
        ("二、接受社会监督\n电话：020-12345678。\n", ["item"]),
        ("（此件公开发布）\n", ["item", "notice"]),
    ],
)
def test_where_the_items_end_and_the_contacts_begin(tail: str, kinds: list[str]) -> None:
    text = f"{_ABOVE}{tail}中共云溪区委\n2030年3月1日\n"
    report = outline(read_text(text.encode(), "a.txt", ReportSettings()))
    found = [*report.of(Kind.ITEM), *report.closing]
    assert [str(node.kind) for node in found] == [*kinds, "signature", "date"]


def test_who_signed_a_report_and_when_is_not_read_from_its_annexes() -> None:
    rules = "附件1\n云溪区工作规则\n为规范工作，制定本规则。\n云溪区财政局\n2029年5月1日\n"
    body = "关于巡察整改情况的通报\n现予以公布。\n一、整改情况\n甲问题已整改。\n中共云溪区委\n2030年3月1日\n"
    for text in (body, body + rules):
        found = outline(read_text(text.encode(), "a.txt", ReportSettings())).source.metadata
        assert (found.issuing_body, str(found.signed)) == ("中共云溪区委", "2030-03-01")


_TASK = "{}、路灯不亮。\n整改时限：2031年5月\n责任单位：甲局\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (_TASK.format("一") + _TASK.format("二"), {Kind.ITEM}),
        (_TASK.format("一") + _TASK.format("二") + "三、打算\n继续推进。\n四、其他\n完成。\n", {Kind.PART}),
        (_TASK.format("一、甲方面\n1") + _TASK.format("二、乙方面\n1"), {Kind.PART, Kind.ITEM}),
        ("一、整改情况\n党的建设方面\n1.记录不全。\n工作作风方面\n2.发票不全。\n", {Kind.PART, Kind.THEME, Kind.ITEM}),
        ("一、整改情况\n党的建设方面\n1.记录不全。\n2.发票不全。\n", {Kind.PART, Kind.ITEM}),
        (f"整改情况\n{'整改已经完成，' * 5}群众满意。\n下步打算\n{'继续抓好整改，' * 5}务求实效。\n", {Kind.PART}),
        (f"整改情况\n{'整改已经完成，' * 5}群众满意。\n", set()),
    ],
)
def test_one_line_alone_or_fields_alone_make_no_level(text: str, kinds: set[Kind]) -> None:
    settings = ReportSettings()
    report = outline(read_text(f"甲局关于整改的通报\n{text}".encode(), "a.txt", settings), settings)
    assert {node.kind for node in report.walk()} & {Kind.PART, Kind.THEME, Kind.FINDING, Kind.ITEM} == kinds
