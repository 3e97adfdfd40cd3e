"""Markdown files: the words that are shown, and nothing lost between the marks."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UserError
from generator.model.source import Source
from generator.outline import outline
from generator.readers.markdown import read_markdown
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from tests.project import FIRST, ROOT

SETTINGS = ReportSettings()
REPORTS = [*sorted((ROOT / "tests" / "reports").glob("*.txt")), ROOT / "docs_src" / FIRST / "source.txt"]


def read(text: str) -> Source:
    return read_markdown(text.encode(), "report.md", SETTINGS)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("# 一 *二* **三** `四`", ["一 二 三 四"]),
        ("一\n二\nthree\nfour\n五", ["一二three four五"]),
        ("一  \n二\\\n三", ["一", "二", "三"]),
        ("一\n\n\n二", ["一", "二"]),
        ("标题\n===\n正文", ["标题", "正文"]),
        ("1. 甲\n2. 乙", ["1.甲", "2.乙"]),
        ("3) 甲\n5) 乙", ["3)甲", "5)乙"]),
        ("1. |甲|乙|\n   |-|-|\n2. 丙", ["1.", "甲\t乙", "2.丙"]),
        ("1. <table><tr><td>甲</td><td>乙</td></tr></table>\n2. 丙", ["1.", "甲\t乙", "2.丙"]),
        ("1. 甲\n1. 乙\n1. 丙", ["1.甲", "2.乙", "3.丙"]),
        ("- [x] 甲\n- [ ] **乙**\n- [X]丙\n- [x]", ["☑ 甲", "☐ 乙", "[X]丙", "[x]"]),
        ("[x] 甲\n\n1. [X] 乙\n   - 见[ ] 丙\n2. `[x] 丁`", ["[x] 甲", "1.☑ 乙", "见[ ] 丙", "2.[x] 丁"]),
        ("1. 甲\n\n   乙\n\n   - 丙\n2. 丁", ["1.甲", "乙", "丙", "2.丁"]),
        ("- 甲\n* 乙\n+ 丙", ["甲", "乙", "丙"]),
        ("展板5*6米2*3块，池长5米*宽3米*高2米", ["展板5*6米2*3块，池长5米*宽3米*高2米"]),
        ("*已完成*12块，**1*2**次，a*1*b", ["已完成12块，1*2次，a1b"]),
        ("> 甲\n> 乙", ["甲乙"]),
        ("|甲|乙|\n|-|:-:|\n|丙|**丁** <br>|", ["甲\t乙", "丙\t丁"]),
        ("|甲|乙|\n|-|-|\n|丙|", ["甲\t乙", "丙\t"]),
        ("<div>\n甲</div>", ["甲"]),
        ("<NOx>\n甲<VOCs>乙", ["<NOx>", "甲<VOCs>乙"]),
        ("甲<br>乙<u>丙</u>\n丁", ["甲", "乙丙丁"]),
        ("- <p>甲</p><p>乙</p>\n- 丙", ["甲", "乙", "丙"]),
        ("2. <u>甲</u>\n3. <div>乙</div>", ["2.甲", "3.乙"]),
        ("甲[^1]\n\n[^1]: 乙\n续\n[^2]: 丙", ["甲[^1]", "[^1]: 乙续", "[^2]: 丙"]),
        ('[甲](https://x.example.cn/乙 "丙")、<https://x.example.cn>', ["甲、https://x.example.cn"]),
        ("[甲]\n\n[甲]: /乙 '丙'", ["甲"]),
        ("甲![乙](丙.png)丁", ["甲丁"]),
        ("```\n甲\n\n\t乙\n```\n\n    丙", ["甲", "乙", "丙"]),
        ("1\\. 甲 &amp; \\*乙\\*", ["1. 甲 & *乙*"]),
        ("甲\n\n***\n\n乙", ["甲", "乙"]),
        ("甲\u2028乙&#9;&#x2028;丙&#10;丁&#13;戊", ["甲乙 丙 丁 戊"]),
        ("|甲|\n|-|\n|乙&#10;丙&#9;丁|", ["甲", "乙 丙 丁"]),
        ("　　一、甲", ["一、甲"]),
        ("**一、**甲乙", ["一、甲乙"]),
        ("甲**“乙”**丙**（丁）**戊", ["甲“乙”丙（丁）戊"]),
        ("完成~~80%~~100%", ["完成80%100%"]),
        ("甲** 乙 **丙", ["甲** 乙 **丙"]),
        ("一、甲\n丁戊己庚辛。\n（一）子\n丑寅卯辰。", ["一、甲", "丁戊己庚辛。", "（一）子", "丑寅卯辰。"]),
        ("甲乙丙丁戊己庚辛。\n　　子丑寅卯\n　　2031年1月2日", ["甲乙丙丁戊己庚辛。", "子丑寅卯", "2031年1月2日"]),
        ("甲乙丙丁。\n壬癸，\n子丑寅。\n2.辰巳午未申。", ["甲乙丙丁。", "壬癸，子丑寅。", "2.辰巳午未申。"]),
        ("（一）甲乙丙丁戊己\n壬癸子。一是辰巳\n午未。", ["（一）甲乙丙丁戊己壬癸子。一是辰巳午未。"]),
        ("甲乙丙丁戊。\n己庚。\n辛壬癸子丑。", ["甲乙丙丁戊。己庚。辛壬癸子丑。"]),
    ],
)  # fmt: skip
def test_lines_are_those_that_are_shown(markdown: str, lines: list[str]) -> None:
    assert [line for line in read(markdown).text.split("\n") if line] == lines


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        (
            "<table>\n<tr><th>号</th><th>题</th></tr>\n\n<tr><td>1</td><td>污水</td></tr>\n\n</table>",
            ["号\t题", "1\t污水"],
        ),
        ("<table><tr><td>\n\n一 **二**\n\n</td><td>\n\n三\n\n</td></tr></table>", ["一 二\t三"]),
        ("<ol start=4>\n<li>甲</li>\n\n<li>乙</li>\n</ol>\n\n丙", ["4.甲", "5.乙", "丙"]),
        ("<div>\n\n1) 甲\n1) 乙\n丙\n\n   - 丁\n\n|戊|\n|-|\n|己|\n\n</div>", ["1)甲", "2)乙丙", "丁", "戊", "己"]),
        ("<div>\n\n> <p>甲\n\n</div>\n\n<p>乙\n\n丙", ["甲", "乙", "丙"]),
        ("|<b>甲|乙</b>|\n|-|-|\n|丙|丁|", ["甲\t乙", "丙\t丁"]),
        ("<div>\n\n```\n<b>甲\n 乙\n```\n\n</div>\n<div>\n\n丙\n\n</div>", ["<b>甲", "乙", "丙"]),
    ],
)
def test_html_with_blank_lines_in_it_is_one_page(markdown: str, lines: list[str]) -> None:
    assert read(markdown).text.rstrip("\n").split("\n") == lines


@pytest.mark.parametrize(
    "markdown",
    [
        "<s>\n\n甲\n\n</s>\n\n乙",
        '<p style="text-decoration:line-through">\n\n甲\n\n</p>\n\n乙',
        "<del>\n\n甲</del>\n\n乙",
        "- 丙\n\n  <s>\n\n  甲\n\n  </s>\n- 乙",
        "丙<s>甲\n\n甲</s>乙",
    ],
)
def test_a_tag_reaches_over_blank_lines_to_its_end(markdown: str) -> None:
    source = read(markdown)
    struck = "".join(source.text[mark.span.start : mark.span.end] for mark in source.marks)
    assert struck.strip("甲") == ""
    assert struck.count("甲") == markdown.count("甲")


@pytest.mark.parametrize("tag", ['div style="display:none"', "div hidden"])
def test_what_html_hides_over_blank_lines_is_hidden(tag: str) -> None:
    source = read(f"甲\n\n<{tag}>\n\n- 乙\n\n丙\n\n</div>\n\n丁")
    aside = {one.line.number for one in source.chrome}
    shown = [line for number, line in enumerate(source.text.rstrip("\n").split("\n"), 1) if number not in aside]
    assert shown == ["甲", "丁"]
    assert [message.code for message in source.messages] == ["hidden-text", "hidden-text"]


def test_headings_bold_lines_and_heads_of_tables_are_known() -> None:
    source = read("# 甲\n\n### 乙\n\n**丙**\n\n**丁**戊\n\n|己|庚|\n|-|-|\n|辛|壬|\n\n|癸|子|\n|-|-|\n")
    assert source.levels == ((1, 1), (2, 3), (3, 9))
    assert [(row.table, row.header) for row in source.rows] == [(1, True), (1, False), (2, True)]


def test_front_matter_is_set_aside() -> None:
    source = read("---\ntitle: 题\n来源: 某县纪委\ndate: 2023-01-02\n---\n# 中共某县委关于巡视整改情况的通报\n\n正文。")
    assert [str(item.kind) for item in source.chrome] == ["metadata"] * 3
    assert source.metadata.source == "某县纪委"
    assert source.metadata.title == "中共某县委关于巡视整改情况的通报"
    assert read("---\n正文。\n\n---\n").text == "正文。\n"


def test_what_a_crawler_puts_above_a_page_is_set_aside() -> None:
    title = "Title: 中共某县委关于巡视整改情况的通报_某县\n\n"
    head = "URL Source: https://x.example.cn/a\n\nPublished Time: 2031-01-02\n\n"
    source = read(f"{title}{head}Markdown Content:\n中共某县委关于巡视整改情况的通报\n===\n\n正文。")
    assert [str(item.kind) for item in source.chrome] == ["metadata"] * 3
    assert source.metadata.title == "中共某县委关于巡视整改情况的通报"
    assert [source[line.span] for line in source.text_lines] == [source.metadata.title, "正文。"]


def test_what_stands_in_the_definition_of_a_link_that_leads_nowhere_is_told() -> None:
    source = read("正文。\n\n[comment]: <> (内部说明)\n\n[//]: # (另一条)")
    assert [source[item.line.span] for item in source.chrome] == ["[COMMENT]: 内部说明", "[//]: # 另一条"]
    assert [one.code for one in source.messages] == ["hidden-text"] * 2


@pytest.mark.parametrize("path", [path for path in REPORTS if path.stem != "table-by-tabs"], ids=lambda path: path.stem)
def test_a_report_in_markdown_has_the_outline_of_the_report_alone(path: Path) -> None:
    plain = read_text(path.read_bytes(), str(path), SETTINGS)
    lines = [plain[line.span] for line in plain.lines]
    escaped = ("".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-.!|~&=" else c for c in line) for line in lines)
    assert _outline(read("\n\n".join(escaped))) == _outline(plain)


def _outline(source: Source) -> list[str]:
    """Return the outline without the numbers of lines: blank ones are none here."""
    return re.sub(r"(?m)^  chrome \d+", "  chrome", str(outline(source))).splitlines()


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("|甲|乙|\n|-|-|\n|丙|丁|戊|", "1 characters would not be shown .“戊”"),
        ("> " * 200 + "甲", "deep in one another"),
        ("- " * 200 + "甲", "deep in one another"),
        ("甲" * 1_000_001, "may have 1,000,000"),
        ("[甲]: /乙", "shows no text"),
        ("---\na: b\n---\n", "no text|page chrome"),
        ("", "empty"),
    ],
)
def test_what_would_be_lost_is_refused(markdown: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read(markdown)


_MARKS = [
    *"*_`~[](){}<>#+-.!|\\&=:'\"\n  1一整改。",
    "\n\n",
    "![",
    "](",
    "---\n",
    "|-|-|\n",
    "&#10;",
    "&#x2028;",
    "    ",
]


@given(st.lists(st.sampled_from(_MARKS), max_size=60))
def test_any_text_is_read_or_refused(parts: list[str]) -> None:
    with suppress(UserError):
        read("".join(parts))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UserError):
        read_markdown(data, "report.md", SETTINGS)
