"""The manual has the same pages, headings and tables in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

MANUAL = Path(__file__).parent.parent / "generator" / "manual"
PAGES = sorted(path.name for path in (MANUAL / "en").glob("*.md"))


def shape(language: str, page: str) -> list[tuple[str, int]]:
    """Return the lines that give a page its shape: the level of each heading, the cells of each row."""
    found = []
    for line in (MANUAL / language / page).read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+ ", line):
            found.append(("heading", len(heading[0])))
        elif line.startswith("|"):
            found.append(("row", line.count("|")))
    return found


def test_both_languages_have_the_same_pages() -> None:
    assert PAGES
    assert sorted(path.name for path in (MANUAL / "zh").glob("*.md")) == PAGES


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_have_the_same_shape(page: str) -> None:
    assert shape("en", page) == shape("zh", page)


def test_the_glossary_names_the_same_words() -> None:
    """The program's names in `code`, and the Chinese word beside each."""
    words = {}
    for language in ("en", "zh"):
        text = (MANUAL / language / "glossary.md").read_text(encoding="utf-8")
        rows = [row.split("|")[1:3] for row in text.splitlines() if row.startswith("| ") and not row.startswith("| -")]
        words[language] = [tuple(cell.strip() for cell in row) for row in rows[1:]]
    assert words["en"] == [(name, chinese) for chinese, name in words["zh"]]
