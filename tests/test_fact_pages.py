"""The pages of facts say what the data says: charts, timeline, documents, and contacts that can be tapped."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement

from generator.writers.facts.charts import Part, bars, counts, timeline
from tests.project import FIRST, SECOND
from tests.reading import parse, squeeze

SLUGS = (FIRST, SECOND)


def record(site: Path, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / slug / "data" / "report.json").read_text(encoding="utf-8"))
    return found


def rows(site: Path, slug: str, name: str) -> list[list[HtmlElement]]:
    """Return the cells of the rows of a page's table."""
    page = parse(site / slug / name / "index.html")
    return [row.xpath("td") for row in page.xpath(f"//article//div[@class='{name}']//tbody/tr")]


@pytest.mark.parametrize("slug", SLUGS)
def test_cover_counts_what_the_ledger_holds(built_site: Path, slug: str) -> None:
    data = (built_site / slug / "data" / "ledger.csv").read_text(encoding="utf-8-sig").splitlines()
    ledger = list(csv.DictReader(data))
    by_status = Counter(row["status"] for row in ledger)
    (chart,) = parse(built_site / slug / "index.html").xpath(
        "//figure//*[name()='svg'][@aria-labelledby='status-title status-words']"
    )
    pieces = chart.xpath(".//*[name()='rect']")
    shown: Counter[str] = Counter()
    for piece, number in zip(pieces, chart.xpath(".//*[name()='text'][contains(@class, 'bar__count')]"), strict=True):
        shown[piece.get("class").removeprefix("bar bar--")] += int(number.text)
    assert shown == by_status
    words = chart.xpath("string(*[name()='desc'])")
    for row in ledger:
        assert f"{row['status_shown']} {by_status[row['status']]} 项" in words
    groups = Counter(row["theme"] or row["part"] for row in ledger)
    table = parse(built_site / slug / "index.html").xpath("//details[contains(@class, 'glance__table')][1]//tbody/tr")
    assert {squeeze(tr.xpath("string(td[1])")): int(tr.xpath("string(td[last()])")) for tr in table} == {
        squeeze(name): number for name, number in groups.items()
    }


def test_bars_are_as_long_as_their_numbers() -> None:
    parts = [Part(1, "completed", "一"), Part(0, "ongoing", "无"), Part(3, "planned", "三")]
    chart = bars("x", "题<目", "说明", [("甲&乙", parts), ("丙", parts[:1])])
    assert "题&lt;目" in chart
    assert "甲&amp;乙" in chart
    assert '<rect x="0.0" y="28" width="160.0" height="22" class="bar bar--completed">' in chart
    assert '<rect x="160.0" y="28" width="480.0" height="22" class="bar bar--planned">' in chart
    assert '<rect x="0.0" y="82" width="160.0" height="22" class="bar bar--completed">' in chart
    assert chart.count("<rect") == 3
    thin = counts("y", "题", "说明", [("甲", 4), ("乙", 1)])
    assert 'width="600.0"' in thin
    assert 'width="150.0"' in thin


def test_days_stand_in_the_order_of_time_and_apart() -> None:
    from datetime import date  # noqa: PLC0415

    spans = [(date(2021, 7, 2), date(2021, 7, 2), "后"), (date(2021, 1, 1), date(2021, 12, 31), "全年")]
    chart = timeline("z", "题", "说明", spans)
    year, day = chart.index("全年"), chart.index("后")
    assert year < day
    assert '<rect x="0.0" y="6" width="638.2"' in chart
    assert '<rect x="319.1" y="18" width="6.0"' in chart  # below the year, which is still going on
    assert ">2021</text>" in chart


@pytest.mark.parametrize("slug", SLUGS)
def test_timeline_is_in_the_order_of_time(built_site: Path, slug: str) -> None:
    shown = [cells[0].text_content() for cells in rows(built_site, slug, "timeline")]
    assert shown == sorted(shown)
    starts = {period["start"] for period in record(built_site, slug)["periods"] if "start" in period}
    assert {when.split(" ")[0] for when in shown} <= starts
    assert shown


@pytest.mark.parametrize("slug", SLUGS)
def test_figures_and_documents_are_all_listed(built_site: Path, slug: str) -> None:
    data = record(built_site, slug)
    figures = [squeeze(cells[1].text_content()) for cells in rows(built_site, slug, "figures")]
    marks = str.maketrans("，：；！？（）", ",:;!?()")
    assert [text.translate(marks) for text in figures] == [squeeze(f["text"]).translate(marks) for f in data["figures"]]
    documents = rows(built_site, slug, "documents")
    titles = [squeeze(cells[1].text_content()).strip("《》").translate(marks) for cells in documents]
    assert titles == list(dict.fromkeys(squeeze(d["title"]).translate(marks) for d in data["documents"]))
    assert sum(len(cells[4].xpath(".//a")) for cells in documents) == len(data["documents"])
    for cells in (*documents, *rows(built_site, slug, "figures")):
        for link in cells[-1].xpath(".//a"):
            address, _, anchor = link.get("href").partition("#")
            target = parse((built_site / slug / "figures" / address).resolve() / "index.html")
            assert not anchor or target.xpath(f"//*[@id='{anchor}']"), link.get("href")


def test_contacts_can_be_tapped(built_site: Path) -> None:
    for page in ("", "full/"):
        closing = parse(built_site / FIRST / page / "index.html").xpath("//section[contains(@class, 'closing')]")[0]
        links = {
            link.get("href"): link.text_content()
            for link in closing.xpath(".//p[contains(@class, 'contact')]/a[@href and not(@data-added)]")
        }
        assert links == {"tel:020-36898776": "020-36898776", "mailto:jinbj@huadu.gov.cn": "jinbj@huadu.gov.cn"}
