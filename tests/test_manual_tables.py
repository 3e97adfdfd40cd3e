"""What the manual lists is whole: every code of a finding, each with an example in which it is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checks import check
from generator.model.messages import SEVERITY, WORDING, Severity
from generator.outline import outline
from generator.readers.text import source_of
from generator.settings.report import ReportSettings

MANUAL = Path(__file__).parent.parent / "generator" / "manual"
LANGUAGES = ["en", "zh"]
SEVERITIES = {
    "en": {"note": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR},
    "zh": {"提示": Severity.NOTE, "警告": Severity.WARNING, "错误": Severity.ERROR},
}
IN_WORDS = {"no-title", "row-missing", "invisible-character"}
"""Codes of the checks whose example is told and not shown, beside those that reading a file brings up."""


def rows(language: str, page: str, below: str = "") -> list[list[str]]:
    """Return the cells of the rows of a page that begin with `code`; `below` is the heading of its part, or empty."""
    text = (MANUAL / language / page).read_text(encoding="utf-8")
    if below:
        (text,) = re.findall(rf"(?ms)^## {below}\n(.*?)(?=^## |\Z)", text)
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines() if row.startswith("| `")]


def code(cell: str) -> str:
    """Return what stands between the marks of a cell of code."""
    assert cell.startswith("`"), cell
    assert cell.endswith("`"), cell
    return cell.strip("`")


def findings(language: str) -> dict[str, list[str]]:
    """Return the other cells of the tables of findings by code, each code once."""
    told = [(code(first), others) for first, *others in rows(language, "checks.md")]
    assert len(told) == len(dict(told)), "a code stands in two rows"
    return dict(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_row_and_every_row_its_code(language: str) -> None:
    told = findings(language)
    assert WORDING.keys() - told.keys() == set(), "codes that the manual lacks: add a row to checks.md"
    assert told.keys() - WORDING.keys() == set(), "rows for codes that do not exist: take them out of checks.md"
    assert {name: SEVERITIES[language][cells[0]] for name, cells in told.items()} == SEVERITY
    assert all(len(cells) == 4 and all(cells) for cells in told.values())


def test_both_languages_have_the_codes_in_the_same_order() -> None:
    assert list(findings("en")) == list(findings("zh"))


SHOWN = {
    code(first): example
    for first, _, _, example, _ in rows("en", "checks.md", "What is looked for")
    if code(first) not in IN_WORDS
}


@pytest.mark.parametrize("name", SHOWN)
def test_the_example_of_a_code_is_found_as_that(name: str) -> None:
    assert findings("zh")[name][2] == SHOWN[name], "another example in the other language"
    text = "\n".join(SHOWN[name].split(" / "))
    settings = ReportSettings(title="甲局关于整改的通报")
    report = outline(source_of(text, "report.txt", "utf-8", "", settings), settings)
    assert {message.code for message in check(report)} == {name}
