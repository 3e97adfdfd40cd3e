"""The pages of facts say what the data says: charts, timeline, documents, and contacts that can be tapped."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml.html import HtmlElement

from generator.edition.edition import Edition
from generator.outline import outline
from generator.readers.text import read_text
from generator.settings.report import ReportSettings
from generator.text.moments import Bound
from generator.writers.facts.charts import Part, Stretch, bars, counts, timeline
from generator.writers.facts.timeline import write_timeline
from tests.project import FIRST, SECOND
from tests.reading import parse, squeeze

SLUGS = (FIRST, SECOND)


def record(site: Path, slug: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / slug / "data" / "report.json").read_text(encoding="utf-8"))
    return found


def article(site: Path, slug: str, name: str) -> HtmlElement:
    """Return a page of facts."""
    return parse(site / slug / name / "index.html").xpath("//article")[0]


def edition_of(text: str) -> Edition:
    """Return a report with one item, published on 2021-11-23."""
    settings = ReportSettings(issued=date(2021, 11, 23))
    source = f"甲乙区委关于整改情况的通报\n一、情况\n（一）关于办件的问题\n1.{text}\n2.就这样。\n"
    return Edition(outline(read_text(source.encode(), "source.txt", settings), settings), settings)


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
    spans = [
        Stretch(date(2021, 7, 2), date(2021, 7, 2), Bound.NONE, "后"),
        Stretch(date(2021, 1, 1), date(2021, 12, 31), Bound.NONE, "全年"),
    ]
    chart = timeline("z", "题", "说明", spans)
    year, day = chart.index("全年"), chart.index("后")
    assert year < day
    assert '<rect x="0.0" y="6" width="638.2"' in chart
    assert '<rect x="319.1" y="18" width="6.0"' in chart  # below the year, which is still going on
    assert ">2021</text>" in chart


def test_an_open_end_is_a_broken_line() -> None:
    until = Stretch(None, date(2021, 12, 31), Bound.UNTIL, "年底前")
    since = Stretch(date(2002, 1, 1), None, Bound.SINCE, "起")
    chart = timeline("z", "题", "说明", [until, since])
    assert '<line x1="616.0" x2="640.0"' in chart
    assert '<rect x="634.0"' in chart
    assert '<line x1="0.0" x2="24.0"' in chart
    assert ">2002</text>" in chart
    assert ">2003</text>" not in chart  # twenty years: not every one has room for its number


@pytest.mark.parametrize("slug", SLUGS)
def test_timeline_is_in_the_order_of_time_and_tells_every_date(built_site: Path, slug: str) -> None:
    tables = [table.xpath(".//tbody/tr") for table in article(built_site, slug, "timeline").xpath(".//table")]
    shown = [[row.xpath("string(td[1])") for row in table] for table in tables]
    days = [[re.search(r"\d{4}-\d\d-\d\d", when)[0] for when in table] for table in shown]  # type: ignore[index]
    assert all(table == sorted(table) for table in days)
    periods = [p for p in record(built_site, slug)["periods"] if "start" in p or ("end" in p and not p["relative"])]
    words = sorted(squeeze(row.xpath("string(td[2])")) for table in tables for row in table)
    assert words == sorted(squeeze(p["text"]) for p in periods)
    assert any(when.endswith(("以来", "起")) for table in shown for when in table) == any(
        "end" not in p or p["relative"] for p in periods if "start" in p
    )


TEXTS = {
    "自2016年2月以来": "2016-02-01 以来",
    "自2019年6月1日起": "2019-06-01 起",
    "截至2021年9月": "至 2021-09-30",
    "2021年1—10月": "2021-01-01 至 2021-10-31",
    "于4月27日": "2021-04-27",
}


def test_what_the_timeline_leaves_out_it_says() -> None:
    text = "".join(f"{words}，办结3件。" for words in TEXTS) + "2020年办结1件。截至目前办结2件。2021年2月30日复核。"
    page = write_timeline(edition_of(text), "r")
    first, years = page.split("## 只写年份的 1 处")
    for words in TEXTS.values():
        assert f"| {words} |" in first
    assert "| 2020-01-01 至 2020-12-31 |" in years
    assert "写明年月或日期的 5 处" in page
    assert "只写年份的 1 处列在后面" in page
    assert "日历上没有的日期 1 处没有列入" in page
    assert "“截至目前”一类没有写明日期的 1 处没有列入" in page
    assert page.index("<svg") < page.index("| 时间 |")


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
            address, _, marked = address.partition("?")
            target = parse((built_site / slug / "figures" / address).resolve() / "index.html")
            place = target.xpath(f"//*[@id='{anchor}']") if anchor else target.xpath("//article")
            assert place, link.get("href")
            # What the link has marked stands there, white space apart.
            words = unquote(marked.removeprefix("h="))
            assert words
            assert "".join(words.split()) in "".join(place[0].text_content().split())
            code = link.getnext()
            assert anchor in code.text_content() if code is not None and anchor else True


def test_contacts_can_be_tapped(built_site: Path) -> None:
    for page in ("", "full/"):
        closing = parse(built_site / FIRST / page / "index.html").xpath("//section[contains(@class, 'closing')]")[0]
        links = {
            link.get("href"): link.text_content()
            for link in closing.xpath(".//p[contains(@class, 'contact')]/a[@href and not(@data-added)]")
        }
        assert links == {"tel:020-36898776": "020-36898776", "mailto:jinbj@huadu.gov.cn": "jinbj@huadu.gov.cn"}
