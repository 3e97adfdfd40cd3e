"""Both pages as a reader meets them: filtered, followed, on a phone, on paper, without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Scheme, Visits, Watch, serve
from tests.browser.test_accessibility import EACH_SIZE, violations_light_and_dark
from tests.project import Project

ROWS = "article .compare tbody tr:visible"


@pytest.fixture(scope="module")
def url(portal: Project) -> Iterator[str]:
    """The address of the portal."""
    yield from serve(portal.site)


@pytest.fixture
def visits(browser: Browser) -> Iterator[Visits]:
    """A maker of pages; what goes wrong on one fails the test."""
    watch = Watch()
    visits = Visits(browser, watch)
    yield visits
    visits.close()
    assert not watch.problems, "\n".join(watch.problems)


def test_from_the_list_to_a_paragraph_and_to_the_report_before(visits: Visits, url: str) -> None:
    page = visits.page()
    page.goto(url)
    page.locator("article").get_by_role("link", name="指标对比").click()
    expect(page.get_by_role("combobox", name="年份")).to_be_visible()
    every = page.locator(ROWS).count()
    indicators = page.locator("article .indicator:visible")
    tables = indicators.count()
    page.get_by_role("combobox", name="年份").select_option("2023")
    for row in page.locator(ROWS).all():
        expect(row.locator("td").nth(1)).to_have_text("2023")
    assert 0 < indicators.count() < tables
    page.get_by_role("combobox", name="年份").select_option("全部")
    page.get_by_label("含有文字").fill("新增公办学位（个）")
    expect(page.locator("article .indicator h2:visible")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="显示")).to_have_text(f"显示 3 / {every} 处")
    page.get_by_role("link", name="新增公办学位3150个").click()
    page.wait_for_url("**/qinghe-2021/p2f2/#i1m1")
    page.goto(f"{url}qinghe-2023/")
    page.locator("article nav.series").get_by_role("link", name="与前次通报对照").click()
    row = page.locator("article .earlier tbody tr").filter(has_text="垃圾分类推进缓慢")
    expect(row).to_contain_text("推进中")
    expect(row).to_contain_text("已完成")
    row.get_by_role("link").first.click()
    page.wait_for_url("**/qinghe-2021/p2f1/#i2")
    expect(page.locator("#i2")).to_be_in_viewport()

    for size, scripts in ((PHONE, True), (PHONE, False)):
        small = visits.page(size, java_script_enabled=scripts)
        for address, cell in (("compare/", "2400个"), ("qinghe-2021/earlier/", "后一份通报未见相近表述")):
            small.goto(url + address)
            assert small.evaluate("document.documentElement.scrollWidth") <= size[0] if scripts else True
            expect(small.locator("article td", has_text=cell).first).to_be_visible()
        small.goto(f"{url}compare/")
        assert small.locator(ROWS).count() == every
        small.emulate_media(media="print")
        expect(small.locator(".filters:visible")).to_have_count(0)
        assert small.locator(ROWS).count() == every


@EACH_SIZE
def test_axe(visits: Visits, url: str, size: tuple[int, int], first: Scheme) -> None:
    page = visits.page(size, first, reduced_motion="reduce")
    for address in ("compare/", "qinghe-2021/earlier/"):
        assert violations_light_and_dark(page, url + address, first) == []
