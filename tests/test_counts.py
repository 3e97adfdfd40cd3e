"""Every number that a report's pages state agrees with the others: what is counted differently is told in words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.data.tables import ledger_table
from generator.edition.edition import Edition
from generator.model.report import Kind
from generator.outline import outline
from generator.readers import read_file
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from generator.writers.folder import write_report
from tests.project import FIRST, ROOT

REPORTS = (ROOT / "docs_src" / FIRST / "source.txt", *sorted((ROOT / "tests" / "reports").glob("*.txt")))


def rows(markdown: str) -> list[list[str]]:
    """Return the cells of the last table."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[2:]]


def number(pattern: str, text: str) -> int:
    """Return the number that stands in a text, 0 where it doesn't."""
    found = re.search(pattern, text)
    return int(found[1]) if found else 0


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_all_numbers_add_up(path: Path) -> None:
    settings = ReportSettings()
    edition = Edition(outline(replace(read_file(path, settings), name="source.txt"), settings), settings)
    files = {name: text for name, text in write_report(edition, "some-2021").items() if isinstance(text, str)}
    cover, ledger = files["index.md"], files["ledger.md"]
    items, measures = number(r"· (\d+) 项(?: |$)", cover), number(r"(\d+) 条措施 \|", cover)
    assert items == len(edition.report.of(Kind.ITEM))
    counted = [
        node for node in edition.report.of(Kind.MEASURE) if Kind.MEASURE not in {n.kind for n in list(node.walk())[1:]}
    ]
    assert measures == len(counted)

    listed = rows(ledger) if edition.facts.problems else []
    for text in (cover, ledger) if listed else ():
        told = re.search(r"(\d+) 项问题(?:（([^）]*)）)?", text)
        assert told
        assert int(told[1]) == len(listed)
        words = told[2] or ""
        others = number(r"(\d+) 节不分项", words) + number(r"(\d+) 项在表格里", words)
        assert int(told[1]) - others + number(r"另有 (\d+) 项在别的项", words) == items - number(
            r"另有 (\d+) 项讲整改的组织", words
        )
    if listed:
        by_status = re.findall(r"[^\W\d]+ (\d+) 项[，。]", ledger.split("项问题", 1)[1].split("\n", 1)[0])
        assert sum(map(int, by_status)) == len(listed)
        offered = re.search(r'<select name="status">(.*?)</select>', ledger)
        if offered:
            assert sum(map(int, re.findall(r"（(\d+)）", offered[1]))) == len(listed)
        shown = sum(int(row[2].split("：")[0]) for row in listed if row[2] != "—")
        assert shown == number(r"“措施”一栏合计 (\d+) 条", ledger)
        outside = number(r"另有 (\d+) 条不属于", ledger)
        assert shown + outside == measures
        if outside:
            assert number(r"通报共 (\d+) 条措施", ledger) == measures

    chart = re.search(r"<summary>每节的措施数：(.*?)</summary>", cover)
    if chart:
        assert max(map(int, re.findall(r"(\d+) 条", chart[1]))) == measures
        table = rows(cover.split("<summary>每节的措施数", 1)[1].split("</details>", 1)[0])
        assert int(table[-1][1]) == sum(int(row[1]) for row in table[:-1]) == measures


def test_an_item_without_measures_has_a_dash_in_the_ledger_and_none_in_the_data() -> None:
    text = "一、整改情况\n（一）关于管理的问题\n1.预案久未修订。一是修订。二是印发。\n2.演练不够。开展演练两次。\n"
    settings = ReportSettings()
    edition = Edition(outline(read_text(text.encode(), "source.txt", settings)), settings)
    ledger = write_report(edition, "some-2021")["ledger.md"]
    assert isinstance(ledger, str)
    assert [row[2] for row in rows(ledger)] == ["2：未说明 2", "—"]
    names = [column.name for column in ledger_table(edition, "some-2021", "").columns]
    assert [row[names.index("measures")] for row in ledger_table(edition, "some-2021", "").rows] == [2, 0]
