"""Copied text is the report's alone; a place is cited as the Chinese standard has it, and quoted as selected."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from playwright.sync_api import Page, expect
from selectolax.lexbor import LexborHTMLParser

from generator.model.pages import ARTICLE
from tests.browser.conftest import DESKTOP, FIRST, PHONE, ROOT, Visits, serve
from tests.browser.test_accessibility import violations
from tests.conftest import MAILBOX, SITE_URL
from tests.project import Project

STYLE = ROOT / "tests" / "fixtures" / "gb-t-7714-2025-web.csl"
NUMBERED = """关于云溪县巡察整改情况的通报
一、整改落实情况
（一）关于项目管理问题
1.开展项目清查。清查在建项目，建立台账。
2.2020年以来新增担保全部重新审核，共审核二十三笔。
3.完善验收制度。修订验收办法，明确时限。
"""
"""A report whose second item has a number and no heading."""
CLIPBOARD = ["clipboard-read", "clipboard-write"]
BODY, TITLE = "中共广州市花都区委", "中共广州市花都区委关于巡视整改进展情况的通报"
SELECT = """([from, to]) => {
  const [first, last] = [from, to].map((id) => document.getElementById(id));
  getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length);
}"""


def copied(page: Page) -> str:
    page.keyboard.press("Control+c")
    return str(page.evaluate("navigator.clipboard.readText()"))


def by_rules(author: str, title: str, date: str, address: str, today: str) -> str:
    """Set a reference by the rules of the standard, as citeproc reads them."""

    def parts(day: str) -> dict[str, Any]:
        return {"date-parts": [[int(part) for part in day.split("/" if "/" in day else "-")]]}

    item: dict[str, Any] = {"id": "a", "type": "webpage", "title": title, "language": "zh-CN"}
    item |= {"author": [{"literal": author}]} if author else {}
    item |= {"issued": parts(date)} if date else {}
    item |= {"URL": address, "accessed": parts(today)} if address else {}
    style = CitationStylesStyle(str(STYLE), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
    bibliography.register(Citation([CitationItem("a")]))
    return html.unescape(str(bibliography.bibliography()[0]))


@pytest.mark.parametrize("from_disk", [False, True], ids=["hosted", "from-disk"])
def test_copy_is_clean(visits: Visits, site_url: str, built_site: Path, *, from_disk: bool) -> None:
    page = visits.page(permissions=CLIPBOARD)
    page.goto(f"{built_site.as_uri()}/{FIRST}/p2t2f5/index.html" if from_disk else f"{site_url}{FIRST}/p2t2f5/")
    page.evaluate(SELECT, ["i1", "i1m2"])
    first, second, third = copied(page).split("\n")
    assert first == "1.从严落实“一岗双责”。"
    assert second.startswith("一是严格落实党内谈话工作制度。")
    assert third.endswith("2020年已对未落实单位予以扣分并要求及时整改。")
    rich = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((found) => found.text())"
    )
    assert "未说明" not in rich
    assert "<strong>一是</strong>" in rich

    page.keyboard.press("Control+a")
    whole = copied(page)
    assert whole.startswith("（五）关于主体责任压得不紧问题\n1.从严落实")
    assert "未说明" not in whole
    assert "上一节" not in whole

    page.evaluate("getSelection().selectAllChildren(document.querySelector('.stated'))")
    assert copied(page).startswith("通报所述")


@pytest.mark.parametrize("name", ["full/index.html", f"{FIRST}.html"], ids=["full", "single-file"])
def test_copy_of_the_whole_report_is_clean(visits: Visits, built_site: Path, tmp_path: Path, name: str) -> None:
    page = visits.page(permissions=CLIPBOARD)
    path = built_site / FIRST / name
    if path.name != "index.html":
        path = Path(shutil.copy(path, tmp_path))  # it needs nothing beside it
    page.goto(path.as_uri())
    page.keyboard.press("Control+a")
    words = "".join(copied(page).split())
    assert words == re.sub(r"\s", "", _report(built_site))
    page.evaluate(SELECT, ["p2t2f5i1", "p2t2f5i1m2"])
    assert "".join(copied(page).split()).startswith("1.从严落实“一岗双责”。一是严格落实党内谈话工作制度。")


@pytest.fixture
def numbered_url(empty_project: Project) -> Iterator[str]:
    """The page of a section in which an item has no heading."""
    empty_project.add_source("numbered", NUMBERED)
    empty_project.must("build")
    for address in serve(empty_project.site):
        yield f"{address}numbered/p1f1/"


def _report(site: Path) -> str:
    """Return what the whole report says, by the text that is published beside it."""
    pages = LexborHTMLParser((site / FIRST / "full" / "index.html").read_bytes()).css_first(ARTICLE)
    assert pages is not None
    for added in pages.css("[data-added]"):
        added.decompose()
    return pages.text()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_number_without_a_heading_is_cited_with_its_paragraph(
    visits: Visits, numbered_url: str, size: tuple[int, int]
) -> None:
    page = visits.page(size, permissions=CLIPBOARD)
    page.goto(numbered_url)
    page.get_by_role("button", name="引用本条").focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    page.get_by_role("button", name="复制原文和网址").click()
    expect(page.locator(".copied")).to_contain_text("已复制")
    quoted = page.evaluate("navigator.clipboard.readText()")
    assert quoted.startswith("“2.2020年以来新增担保全部重新审核，共审核二十三笔。”（")
    assert quoted.endswith(f"{numbered_url}#i2）")
    assert page.locator("a.permalink").count() == page.locator("h1 ~ * > .cite-open").count()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_place_is_cited_and_quoted(visits: Visits, site_url: str, size: tuple[int, int]) -> None:
    page = visits.page(size, permissions=CLIPBOARD)
    page.goto(f"{site_url}{FIRST}/p2t2f5/")
    place = page.locator("[id='i1m3']")
    button = place.get_by_role("button", name="引用本段")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("group", name="引用")
    expect(panel.get_by_role("button", name="复制著录")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".copied")).to_contain_text("著录已复制")
    today = dt.datetime.now().astimezone().date().isoformat()
    address = f"{site_url}{FIRST}/p2t2f5/#i1m3"
    line = f"{BODY}. {TITLE}[EB/OL]. （2021-11-23）[{today}]. {address}."
    assert page.evaluate("navigator.clipboard.readText()") == line
    panel.get_by_role("button", name="复制原文和网址").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.startsWith('“'))")
    words = (
        "三是组织开展专项整治。对6个2017年以来违纪违法问题多发单位开展专项整治。目前，相关单位均已开展问题排查和整改。"
    )
    assert page.evaluate("navigator.clipboard.readText()") == f"“{words}”（{BODY}：《{TITLE}》，{address}）"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_selection_is_quoted_with_an_address_that_marks_it(visits: Visits, site_url: str) -> None:
    page = visits.page(permissions=CLIPBOARD)
    page.goto(f"{site_url}{FIRST}/p2t2f5/")
    page.evaluate(
        """() => {
          const text = document.getElementById("i1m1").childNodes[1];
          const at = text.data.indexOf("提醒谈话");
          getSelection().setBaseAndExtent(text, at, text, at + 11);
        }"""
    )
    page.locator("[id='i1m1']").get_by_role("button", name="引用本段").click()
    page.get_by_role("button", name="复制原文和网址").click()
    expect(page.locator(".copied")).to_contain_text("已复制")
    quoted = page.evaluate("navigator.clipboard.readText()")
    assert quoted.startswith("“提醒谈话2461人次、”（")
    found = re.search(r"https?://[^）]+", quoted)
    assert found
    page.goto(found[0])
    expect(page.locator("[id='i1m1'] mark.found")).to_have_text("提醒谈话2461人次、")


def letter(page: Page) -> tuple[str, str, str]:
    """Return whom the link that tells of a mistake writes to, about what, and what it says already."""
    link = page.get_by_role("group", name="引用").get_by_role("link", name="报告错误").get_attribute("href")
    parts = urlsplit(link or "")
    assert parts.scheme == "mailto"
    said = parse_qs(parts.query, strict_parsing=True)
    return parts.path, said["subject"][0], said["body"][0]


@pytest.mark.parametrize("bundled", [False, True], ids=["hosted", "bundle"])
def test_a_mistake_is_told_with_its_place(
    visits: Visits, site_url: str, built_site: Path, tmp_path: Path, *, bundled: bool
) -> None:
    page = visits.page(PHONE)
    if bundled:
        with ZipFile(built_site / FIRST / f"{FIRST}-offline.zip") as bundle:
            bundle.extractall(tmp_path)
        page.goto((tmp_path / "p2t2f5.html").as_uri())
    else:
        page.goto(f"{site_url}{FIRST}/p2t2f5/")
    button = page.locator("[id='i1m3']").get_by_role("button", name="引用本段")
    button.click()
    address = f"{SITE_URL if bundled else site_url}{FIRST}/p2t2f5/#i1m3"
    words = "三是组织开展专项整治。对6个2017年以来违纪违法问题多发单位开展专项整治。目前"
    said = f"位置：{address}\r\n原文：“{words}……”\r\n有误之处：\r\n"
    assert letter(page) == (MAILBOX, f"报告错误：《{TITLE}》", said)
    button.click()
    page.evaluate("document.querySelector('link[rel=canonical]').remove()")
    button.click()
    where = "p2t2f5.html#i1m3" if bundled else address
    assert letter(page)[2].startswith(f"位置：{where}\r\n")


def test_where_nobody_is_to_be_told_nothing_offers_it(page: Page, site_url: str) -> None:
    page.route(
        "**/p2t2f5/",
        lambda route: route.fulfill(
            body=re.sub('<meta name="gongkai-mailbox"[^>]*>', "", route.fetch().text()), content_type="text/html"
        ),
    )
    page.goto(f"{site_url}{FIRST}/p2t2f5/")
    page.locator("[id='i1m3']").get_by_role("button", name="引用本段").click()
    panel = page.get_by_role("group", name="引用")
    expect(panel.get_by_role("button", name="复制著录")).to_be_visible()
    expect(panel.get_by_role("link")).to_have_count(0)


def test_reference_is_set_by_the_rules_of_the_standard(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/p3/")
    for author in (BODY, ""):
        for date in ("2021/11/23", ""):
            for address in ("https://publisher.example/huadu-2021/p3/#m1", ""):
                told = {"author": author, "title": TITLE, "date": date, "address": address, "today": "2026-11-28"}
                assert page.evaluate("told => gongkaiCite.entry(told)", told) == by_rules(**told)
