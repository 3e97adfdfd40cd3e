"""The ledger: complete without a script, filtered and sorted with one, readable on a phone and on paper."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import FIRST, PHONE, Visits

ROWS = "article .ledger tbody tr"


def test_filter_and_sort(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/ledger/")
    rows = page.locator(ROWS)
    expect(rows).to_have_count(38)
    page.get_by_role("combobox", name="状态").select_option("completed")
    shown = page.locator(f"{ROWS}:visible")
    finished = shown.count()
    assert 0 < finished < 38
    for row in shown.all():
        expect(row).to_contain_text("已完成")
    expect(page.get_by_role("status").filter(has_text="显示")).to_have_text(f"显示 {finished} / 38 项")
    page.get_by_role("combobox", name="状态").select_option("全部")
    page.get_by_label("含有文字").fill("村级工业园")
    assert 0 < shown.count() < 5
    # Folded as search is: width, and traditional characters.
    for typed, wanted in (("３４栋", "34栋"), ("村級", "村级")):
        page.get_by_label("含有文字").fill(typed)
        expect(shown.first).to_contain_text(wanted)
        assert shown.count() < 38
    page.get_by_label("含有文字").fill("")
    for direction in ("ascending", "descending"):
        page.get_by_role("button", name="措施").click()
        expect(page.get_by_role("columnheader", name="措施")).to_have_attribute("aria-sort", direction)
        told = [row.locator("td").nth(2).inner_text().split("：")[0] for row in rows.all()]
        counts = [int(words) for words in told if words != "—"]
        assert counts == sorted(counts, reverse=direction == "descending")
        assert set(told[len(counts) :]) == {"—"}, "items without measures come last"


def test_filters_stand_in_the_address(visits: Visits, site_url: str) -> None:
    """They are there again for whoever is sent the link, after a reload, and on the way back."""
    page = visits.page()
    page.goto(f"{site_url}{FIRST}/ledger/?status=in_progress&theme=1&q=%E6%9D%91")
    told = page.get_by_role("status").filter(has_text="显示")
    shown = page.locator(f"{ROWS}:visible")
    expect(page.get_by_role("combobox", name="状态")).to_have_value("in_progress")
    expect(page.get_by_label("含有文字")).to_have_value("村")
    expect(told).not_to_have_text("显示 38 / 38 项")
    number = shown.count()
    expect(told).to_have_text(f"显示 {number} / 38 项")
    assert 0 < number < 10
    page.wait_for_url("**/ledger/?status=in_progress&theme=1&q=*")
    expect(page.locator("#__search")).not_to_be_checked()
    shown.first.get_by_role("link").first.click()
    page.wait_for_url("**/p2t1*/**")
    page.go_back()
    expect(told).to_have_text(f"显示 {number} / 38 项")
    page.reload()
    expect(told).to_have_text(f"显示 {number} / 38 项")
    page.get_by_role("combobox", name="方面").select_option("")
    page.get_by_role("combobox", name="状态").select_option("")
    page.get_by_label("含有文字").fill("")
    assert page.url == f"{site_url}{FIRST}/ledger/"
    for option in page.get_by_role("combobox", name="节").locator("option").all()[1:3]:
        page.get_by_role("combobox", name="节").select_option(option.get_attribute("value") or "")
        expect(told).to_have_text(f"显示 {shown.count()} / 38 项")
        assert f"（{shown.count()}）" in (option.text_content() or "")


def test_row_leads_to_its_item(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/ledger/")
    page.get_by_role("link", name=re.compile("发展空间没有得到充分释放")).click()
    page.wait_for_url("**/p2t1f1/#i5")
    expect(page.locator("#i5")).to_be_in_viewport()


def test_table_without_a_script(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}{FIRST}/ledger/")
    assert page.locator(f"{ROWS}:visible").count() == 38
    context.close()


def test_on_a_phone_and_on_paper(visits: Visits, site_url: str) -> None:
    page = visits.page(PHONE, "light")
    page.goto(f"{site_url}{FIRST}/ledger/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    expect(page.locator(ROWS).first).to_contain_text("没有把区位优势")
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    assert page.locator(f"{ROWS}:visible").count() == 38


def test_label_beside_an_item_shows_its_evidence(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/p2t1f1/")
    labels = page.locator("article .stated")
    expect(labels).to_have_count(6)
    label = page.locator("article details.stated").first
    expect(label.locator("q").first).to_be_hidden()
    label.locator("summary").press("Enter")
    expect(label.locator("q").first).to_be_visible()
