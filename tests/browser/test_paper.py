"""What a browser prints: A4, running title, n / N, address and date in the margins, large print on request."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FIRST, PHONE, Visits

MM = 72 / 25.4
TITLE = "中共广州市花都区委关于巡视整改进展情况的通报"


def printed(page: Page, target: Path) -> list[str]:
    """Print a page as a reader would and return the text of each sheet."""
    page.pdf(path=target, prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(target)
    assert all(sheet.get_size() == pytest.approx((210 * MM, 297 * MM), abs=1) for sheet in document)
    # Chromium stores some characters as look-alikes (⼀ for 一), so only figures and Latin letters can be trusted.
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


@pytest.mark.parametrize("path", ["full/", "p2t1f1/", ""])
def test_margins_say_what_where_and_when(page: Page, site_url: str, tmp_path: Path, path: str) -> None:
    page.goto(f"{site_url}{FIRST}/{path}")
    sheets = printed(page, tmp_path / "printed.pdf")
    today = dt.datetime.now().astimezone().date()
    for number, text in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in text
        assert f"https://publisher.example/sub/{FIRST}/{path}" in re.sub(r"\s", "", text)
        assert f"{today.year}年{today.month}月{today.day}" in re.sub(r"\s", "", text).replace("⽉", "月").replace(
            "⽇", "日"
        )
    shown = [re.sub(r"\s", "", text) for text in sheets]
    assert all("2021" in text or "花都" in text for text in shown)


def test_no_sheet_ends_with_a_heading(page: Page, site_url: str, tmp_path: Path) -> None:
    page.goto(f"{site_url}{FIRST}/full/")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    for index in range(len(document) - 1):
        block = document[index].get_textpage().get_text_bounded(0, 36 * MM, 210 * MM, 261 * MM)
        last = [line for line in block.splitlines() if line.strip()][-1].strip()
        assert not re.match(r"(?:\d+[.、]|[（(])[^。]*$", last) or len(last) > 26, last


@pytest.mark.parametrize("sizes", ["standard", "large"])
@pytest.mark.parametrize("path", ["", "p2t1f1/", "timeline/", "documents/"])
def test_no_date_is_broken_over_lines(page: Page, site_url: str, tmp_path: Path, path: str, sizes: str) -> None:
    page.goto(f"{site_url}{FIRST}/{path}")
    page.locator("#large-print").set_checked(sizes == "large", force=True)
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    lines = [normalize("NFKC", line).strip() for line in text.splitlines()]
    assert any(re.search(r"\d年|\d月", line) for line in lines) or path == "documents/"
    pairs = list(pairwise(lines))
    assert [pair for pair in pairs if re.search(r"\d$", pair[0]) and re.match(r"[年月日]", pair[1])] == []
    assert [pair for pair in pairs if re.search(r"年$", pair[0]) and re.match(r"\d{1,2}月", pair[1])] == []
    assert [line for line in lines if re.fullmatch(r"\d{4}-(\d\d-)?", line)] == []


def test_columns_of_words_are_wider_than_a_character(page: Page, site_url: str) -> None:
    """On paper the act that a report tells of a document stands on one line or two, not a character a line."""
    page.goto(f"{site_url}{FIRST}/documents/")
    page.emulate_media(media="print")
    widths = page.locator(".documents th").evaluate_all(
        "cells => cells.slice(1).map(cell => cell.clientWidth / parseFloat(getComputedStyle(cell).fontSize))"
    )
    assert min(widths) > 4, widths


def test_large_print_without_a_script(visits: Visits, site_url: str, tmp_path: Path) -> None:
    """The switch needs no script; text is at least 20 points on screen and on paper."""
    page = visits.page(PHONE, "dark")
    page.goto(f"{site_url}{FIRST}/full/")
    paragraph = page.locator("article p.measure").first
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    before = paragraph.evaluate(size)
    page.get_by_label(re.compile("大字版")).check()
    assert paragraph.evaluate(size) >= 20 * 96 / 72 > before
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.emulate_media(media="print", color_scheme="dark")
    assert paragraph.evaluate(size) >= 20 * 96 / 72
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".sizes")).to_be_hidden()
    assert len(printed(page, tmp_path / "large.pdf")) > 30


def test_cover_offers_what_can_be_taken_along(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/")
    for name in (f"{FIRST}.pdf", f"{FIRST}-large.pdf", f"{FIRST}.html", f"{FIRST}-offline.zip"):
        link = page.locator(f'article .downloads a[href="{name}"]')
        expect(link).to_be_visible()
        answer = page.request.get(f"{site_url}{FIRST}/{name}")
        assert answer.ok
    page.locator(".downloads").get_by_role("link", name="完整性核验").click()
    expect(page.get_by_role("heading", name="核对结果")).to_be_visible()
    expect(page.locator("article .proof table").first).to_contain_text("13,116 / 13,116")


@pytest.mark.parametrize(("path", "most"), [("ledger/", 8), ("figures/", 9)])
def test_tables_of_facts_lie_across_the_sheet(page: Page, site_url: str, tmp_path: Path, path: str, most: int) -> None:
    """Few sheets, none of them empty, the head of the table on each."""
    page.goto(f"{site_url}{FIRST}/{path}")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(document) <= most
    for sheet in document:
        assert sheet.get_size() == pytest.approx((297 * MM, 210 * MM), abs=1)
        text = re.sub(r"\s", "", sheet.get_textpage().get_text_bounded())
        assert ("通报所述状态" if path == "ledger/" else "所指") in text


def test_what_is_known_of_a_report_has_no_gaps_on_paper(page: Page, site_url: str) -> None:
    """Its parts are boxes of their own, and would each begin as a paragraph does."""
    page.goto(f"{site_url}{FIRST}/")
    page.emulate_media(media="print")
    indent = "parts => parts.map(part => getComputedStyle(part).textIndent)"
    assert set(page.locator(".told, .told *").evaluate_all(indent)) == {"0px"}
