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


VARIANTS: dict[str, Callable[[str], str]] = {
    "as received": lambda text: text,
    "full width": _wide,
    "full-width digits": _renumbered(lambda digit: chr(ord(digit) + 0xFEE0) + "．"),
    "comma after the number": _renumbered(lambda digit: digit + "、"),
    "brackets around items": _renumbered(lambda digit: f"({digit})"),
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


def test_a_lost_item_is_told() -> None:
    report = read(re.sub(r"(?m)^\s*2\.针对粤港澳.*\n", "", TEXT))
    assert [(message.code, message.severity) for message in report.warnings] == [("gap", "warning")]
    assert "3." in report.warnings[0].text
    assert report.source.text.split("\n")[report.warnings[0].line - 1].lstrip().startswith("3.")
