"""Whatever lines a report has: every character in one node, in order; ids unique, ASCII and from the numbering."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.pages import split_into_pages
from generator.model.report import Kind, Report
from generator.outline import outline
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from generator.text.invisible import visible

_MARKERS = st.sampled_from(
    [
        "",
        "",
        "一、",
        "二、",
        "第一方面问题，",
        "第二部分 ",
        "（一）",
        "(二)",
        "1.",
        "２．",
        "3、",
        "(1)",
        "（2）",
        "①",
        "一是",
        "——",
    ]
)
_WORDS = [
    " ",
    "整改",
    "问题",
    "。",
    "，",
    "；",
    "：",
    "一是",
    "二是",
    "三是",
    "“",
    "”",
    "《",
    "》",
    "(1)",
    "（2）",
    "第一，",
    "第二，",
    "首先，",
    "最后，",
    "2020年",
    "3个",
    "<b>",
    "*",
    "附件：",
    "电话1",
    "首页>",
    "来源：",
    "关于",
    "的通报",
    "。。",
    "\u200b",
    "\u3000",
]
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14).map("".join)
_LINES = st.lists(st.tuples(_MARKERS, _TEXTS).map("".join), min_size=1, max_size=25)


def read(lines: list[str]) -> Report:
    source = source_of("甲局关于整改的通报\n" + "\n".join(lines) + "\n就这样。", "s", "utf-8", "", ReportSettings())
    return outline(source)


@settings(max_examples=150)
@given(_LINES)
def test_every_character_stands_in_one_node_in_order(lines: list[str]) -> None:
    report = read(lines)
    source = report.source
    pieces = [piece for node in report.walk() for piece in node.pieces]
    assert pieces == sorted(pieces, key=lambda piece: piece.start)
    aside = {offset for item in source.chrome for offset in range(item.line.span.start, item.line.span.end)}
    told = visible("".join("".join(source[piece].split()) for piece in pieces))
    text = "".join(c for offset, c in enumerate(source.text) if offset not in aside and not c.isspace())
    assert told == visible(text)  # what nobody sees is no part of a line that begins or ends with it


@settings(max_examples=150)
@given(_LINES)
def test_ids_are_unique_and_say_where_a_node_stands(lines: list[str]) -> None:
    report = read(lines)
    ids = [node.id for node in report.walk() if node.kind is not Kind.TITLE]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+[a-z0-9-]*", name) for name in ids)
    for node in report.walk():
        assert all(below.id.startswith(node.id) for below in node.children)
        assert not (node.children and node.head is None and node.kind is Kind.PARAGRAPH)


@settings(max_examples=80)
@given(_LINES)
def test_pages_hold_every_node_once(lines: list[str]) -> None:
    report = read(lines)
    pages = split_into_pages(report)
    assert [page.next for page in pages[:-1]] == [page.name for page in pages[1:]]
    paged = [page.node for page in pages if page.node]
    assert [node.id for node in paged] == [page.name for page in pages[1:]]
    assert len({page.name for page in pages}) == len(pages)
