"""The first report written in other ways that offices write in: its outline stays the one counted by hand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.model.report import Kind, Report
from generator.outline import outline
from generator.readers.text import source_of
from generator.settings.report import ReportSettings
from generator.text.folding import widen
from tests.project import FIRST, ROOT

TEXT = (ROOT / "docs_src" / FIRST / "source.txt").read_text(encoding="utf-8")
COUNTED = {Kind.PART: 3, Kind.THEME: 4, Kind.FINDING: 15, Kind.ITEM: 37, Kind.MEASURE: 81}


def _wide(text: str) -> str:
    return "\n".join(map(widen, text.split("\n")))


def _renumbered(form: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: re.sub(r"(?m)^(\s*)(\d)\.", lambda match: match[1] + form(match[2]), text)


def _signed(text: str) -> str:
    """Return the text with ㈠ for (一) and ⒈ for 1. at the start of lines."""
    han = "一二三四五六七八九十"
    text = re.sub(rf"(?m)^(\s*)\(([{han}])\)", lambda match: match[1] + chr(0x3220 + han.index(match[2])), text)
    return _renumbered(lambda digit: chr(0x2487 + int(digit)))(text)


_NUMBER = re.compile(r"(?m)^(\s*)([一二三]、|第.方面问题,|\(.{1,2}\)|\d\.)(?=\S)")

VARIANTS: dict[str, Callable[[str], str]] = {
    "as received": lambda text: text,
    "full width": _wide,
    "full-width digits": _renumbered(lambda digit: chr(ord(digit) + 0xFEE0) + "．"),
    "comma after the number": _renumbered(lambda digit: digit + "、"),
    "brackets around items": _renumbered(lambda digit: f"({digit})"),
    "numbers of one character": _signed,
    "blanks inside brackets": lambda text: re.sub(r"(?m)^(\s*)\((.{1,2})\)", r"\1( \2 )", text),
    "a blank after numbers": lambda text: _NUMBER.sub(r"\1\2 ", text),
    "a tab after numbers": lambda text: _NUMBER.sub("\\1\\2\t", text),
    "both marks in one sequence": _renumbered(lambda digit: digit + ("、" if int(digit) % 2 else ".")),
    "no blank lines": lambda text: re.sub(r"\n+", "\n", text),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "ideographic indents": lambda text: re.sub(r"(?m)^  ", "\u3000\u3000", text),
    "items' headings on their own lines": lambda text: re.sub(r"(?m)^(\s*\d\.[^。]{4,30})。", r"\1\n", text),
    "measures on their own lines": lambda text: re.sub(r"([二三四五]是)", r"\n\1", text),
    "no chrome": lambda text: text[text.index("中共") : text.index("      主办单位")],
}


def read(text: str) -> Report:
    return outline(source_of(text, "s", "utf-8", "", ReportSettings()))


@pytest.mark.parametrize("name", VARIANTS)
def test_outline_stays(name: str) -> None:
    report = read(VARIANTS[name](TEXT))
    assert {kind: len(report.of(kind)) for kind in COUNTED} == COUNTED
    assert not report.warnings
    assert report.title == "中共广州市花都区委关于巡视整改进展情况的通报"
    assert [node.kind for node in report.closing] == [Kind.CONTACT, Kind.SIGNATURE, Kind.DATE, Kind.ATTACHMENT]


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("对督察反馈意见整改不力、群众反映强烈的问题线索，严肃追责问责并及时反馈。", Kind.PARAGRAPH),
        ("若发现整改反弹，将根据群众意见，责令属地及时反馈整改情况。", Kind.PARAGRAPH),
        ("如对以上情况有意见建议，请及时向我们反映。", Kind.CONTACT),
        ("如有异议，可来电反映。", Kind.CONTACT),
    ],
)
def test_only_who_is_asked_to_write_is_told_where(last: str, kind: Kind) -> None:
    ended = f"二、下一步打算\n持续推进整改。\n{last}\n甲县人民政府\n2031年5月6日\n"
    report = read(f"甲县关于整改情况的通报\n一、整改情况\n已整改完成。\n{ended}")
    assert [node.kind for node in report.walk() if report.source[node.span] == last] == [kind]


@pytest.mark.parametrize(
    ("ended", "kinds"),
    [
        ("附：举报方式\n0531-88880001\nyx@example.gov.cn\n", [Kind.CONTACT] * 3),
        ("附件：监督反馈渠道\n电话：0531-88880001\n", [Kind.CONTACT] * 2),
        ("附：举报方式说明\n", [Kind.ATTACHMENT]),
        ("附：问题清单\n", [Kind.ATTACHMENT]),
    ],
)
def test_ways_to_write_are_no_attachment(ended: str, kinds: list[Kind]) -> None:
    report = read(f"甲县关于整改情况的通报\n一、整改情况\n已整改完成。\n二、下一步打算\n持续推进。\n{ended}")
    assert [node.kind for node in report.closing] == kinds


def test_a_lost_item_is_told() -> None:
    report = read(re.sub(r"(?m)^\s*2\.针对粤港澳.*\n", "", TEXT))
    assert [(message.code, message.severity) for message in report.warnings] == [("gap", "warning")]
    assert "3." in report.warnings[0].text
    assert report.source.text.split("\n")[report.warnings[0].line - 1].lstrip().startswith("3.")
