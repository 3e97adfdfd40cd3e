"""Plain text as it comes from elsewhere: out of a paginated file, broken to a width, with a page's byline."""

from __future__ import annotations

import pytest

from generator.model.source import Source
from generator.readers.html import read_html
from generator.readers.text import read_text
from generator.settings.report import ReportSettings

TITLE = "中共云岭县委关于巡视整改进展情况的通报"
LONG = (
    "县委坚决扛起整改主体责任，成立由县委书记任组长的整改工作领导小组，召开常委会会议12次，"
    "逐条逐项制定措施，做到件件有着落、事事有回音，确保整改工作有序推进、如期完成。"
)


def read(text: str) -> Source:
    return read_text(text.encode(), "a.txt", ReportSettings())


def aside(source: Source) -> list[tuple[str, str]]:
    return [(str(item.kind), source[item.line.span]) for item in source.chrome]


def test_numbers_of_sheets_are_set_aside_where_they_rise() -> None:
    sheets = f"{TITLE}\n{LONG}\n- 1 -\n一、整改情况\n{LONG}\n— 2 —\n{LONG}"
    assert aside(read(sheets)) == [("footer", "- 1 -"), ("footer", "— 2 —")]
    assert aside(read(sheets.replace("- 1 -", "第1页 共2页").replace("— 2 —", "第2页 共2页"))) == [
        ("footer", "第1页 共2页"),
        ("footer", "第2页 共2页"),
    ]
    assert aside(read(sheets.replace("— 2 —", "— 1 —"))) == []
    assert aside(read(sheets.replace("- 1 -", "1").replace("— 2 —", "2"))) == []


@pytest.mark.parametrize("byline", ["2032-01-15 10:23 云岭县纪委", "2032年1月15日 10:23:05 云岭发布"])
def test_a_byline_may_begin_with_the_time(byline: str) -> None:
    assert aside(read(f"{TITLE}\n{byline}\n{LONG}")) == [("byline", byline)]


def test_lines_that_were_broken_to_a_width_are_joined_and_told_once() -> None:
    def broken(width: int) -> str:
        whole = [TITLE, *(f"　　{LONG}" for _ in range(6))]
        return "\n".join(line[at : at + width] for line in whole for at in range(0, len(line), width))

    source = read(broken(30))
    assert [source[line.span] for line in source.lines] == [TITLE, *[LONG] * 6]
    assert [line.number for line in source.lines] == [1, 2, 5, 8, 11, 14, 17]
    assert [(one.code, one.line, dict(one.values)) for one in source.messages] == [("lines-joined", 2, {"count": "12"})]
    assert read(broken(200)).messages == ()


def test_lines_that_may_belong_apart_are_only_told_of() -> None:
    told = read("\n".join([TITLE, *["云岭县完善制度机制明确责任分工加强监督检查推动问题全面整改见效"] * 12])).messages
    assert [(one.code, dict(one.values)) for one in told] == [("hard-wrapped", {"count": "11"})]


def test_a_page_number_inside_a_paragraph_stays_in_its_line() -> None:
    rows = [f"　　{LONG}"[at : at + 28] for at in range(0, len(LONG) + 2, 28)]
    sheets = "\n".join([TITLE, *rows[:2], "- 1 -", *rows[2:], *rows, *rows[:1], "- 2 -", *rows[1:]])
    source = read(sheets)
    assert [source[line.span] for line in source.text_lines] == [TITLE, *[LONG] * 3]
    assert aside(source) == [("footer", "- 1 -"), ("footer", "- 2 -")]
    assert [item.line.number for item in source.chrome] == [
        at for at, row in enumerate(sheets.split("\n"), 1) if "-" in row
    ]


def test_a_blank_line_keeps_broken_lines_apart() -> None:
    rows = [LONG[at : at + 28] for at in range(0, len(LONG), 28)]
    whole = [TITLE, *["\n".join(rows)] * 4, rows[0], "\n".join(rows[1:])]
    source = read("\n\n".join(whole))
    assert [source[line.span] for line in source.lines] == [TITLE, *[LONG] * 4, rows[0], "".join(rows[1:])]


@pytest.mark.parametrize("parted", ["\n\n", "\n　　", "\n"])
def test_headings_and_names_that_follow_each_other_are_not_told(parted: str) -> None:
    names = ["云岭县应急管理局", "云岭县自然资源局", "云岭县生态环境局", "云岭县农业农村局"]
    assert read(parted.join([TITLE, LONG, *names * 2, *[LONG] * 30])).messages == ()


def test_headings_of_one_length_above_long_paragraphs_are_not_told() -> None:
    headings = [f"（{number}）关于工程招投标台账覆盖不够全面问题" for number in range(1, 9)]
    body = "\n".join(f"{heading}\n{LONG * 3}\n{LONG * 3}" for heading in headings)
    assert read(f"{TITLE}\n{body}").messages == ()


@pytest.mark.parametrize("keeper", ["textarea style='display:none'", "template"])
def test_an_article_that_a_script_takes_out_of_a_field_is_not_in_the_file(keeper: str) -> None:
    foot = "<div class=foot>主办：云岭县人民政府办公室</div>"
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><{keeper}><p>{LONG}</p></{keeper.split(maxsplit=1)[0]}>{foot}"
    with pytest.raises(Exception, match="is not in this file"):
        read_html(page.encode(), "a.html", ReportSettings())


_TABLE = "序号\t问题\t措施\t进展\n1.\t漏水\t修补。\t已完成\n2.\t积水\n"


@pytest.mark.parametrize(
    ("after", "rows"),
    [
        ("", 3),
        ("\t\t清淤。\n", 4),
        ("\t二、其他问题\n\t统一票据。\n", 3),
        ("（二）\t其他问题\n", 3),
        ("二、\t三、\t四、\n", 4),
    ],
)
def test_a_table_of_tabs_ends_above_a_heading_with_a_tab(after: str, rows: int) -> None:
    assert len(read(f"{TITLE}\n一、整改情况\n{_TABLE}{after}").rows) == rows
