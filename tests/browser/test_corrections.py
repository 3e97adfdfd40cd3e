"""Old links, as a newspaper printed them, opened after two corrections."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Scheme, Visits, serve
from tests.browser.test_accessibility import EACH_SIZE, violations_light_and_dark
from tests.versions.corrected import SLUG, corrected_site


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    for address in serve(corrected_site(tmp_path_factory).site):
        yield f"{address}{SLUG}/"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("p1/#d1", "县委召开常委会会议专题研究整改工作。"),  # a paragraph was put in before it
        ("p1f2/#i1m2", "收回欠款35万元"),  # a section before it was taken out
        ("full/#p1f2i1m2", "收回欠款35万元"),
    ],
)
def test_an_unchanged_paragraph_is_where_it_was(page: Page, url: str, path: str, words: str) -> None:
    page.goto(url + path)
    place = page.locator(f"[id='{path.partition('#')[2]}']")
    expect(place).to_contain_text(words)
    expect(place).to_be_in_viewport()
    expect(place.locator(".corrected")).to_have_count(0)


def test_a_changed_paragraph_says_so_and_leads_to_the_difference(page: Page, url: str) -> None:
    page.goto(f"{url}p1f2/#i1m1")
    place = page.locator("[id='i1m1']")
    expect(place).to_contain_text("清理往来账目13笔")
    place.get_by_role("link", name="2024年5月1日更正").click()
    change = page.locator("[id='v2-p1f2i1m1']")
    expect(change).to_be_in_viewport()
    expect(change.locator("del")).to_contain_text("12")
    expect(change.locator("ins")).to_contain_text("13")
    for element, line in (("del", "line-through"), ("ins", "underline")):
        style = change.locator(element).evaluate("element => getComputedStyle(element).textDecorationLine")
        assert style == line, "without colour nothing would tell them apart"
    change.get_by_role("link", name="第1版中的这一段").click()
    expect(page.locator("[id='p1f2i1m1']")).to_contain_text("清理往来账目12笔")
    expect(page.locator("[id='p1f2i1m1']")).to_be_in_viewport()
    page.get_by_role("link", name="看现行版本").click()
    page.wait_for_url(url)


def test_a_removed_paragraph_leads_to_its_old_words(visits: Visits, url: str) -> None:
    page = visits.page(PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{url}p1f1/#i2d1")  # neither the paragraph nor its page is in the report any more
    told = page.locator("[id='i2d1']")
    expect(told).to_be_in_viewport()
    expect(told).to_contain_text("2024年6月20日更正时删去")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    told.get_by_role("link", name="看第2版里的原文").tap()
    expect(page.locator("[id='p1f1i2d1']")).to_contain_text("组织干部下乡走访群众1200人次。")


def test_a_moved_paragraph_leads_to_where_it_is(page: Page, url: str) -> None:
    page.goto(f"{url}p1f2/#i2d3")
    page.locator("[id='i2d3']").get_by_role("link", name="看现在的位置").click()
    page.wait_for_url(f"{url}p2/#was-p1f2i2d3")
    expect(page.locator("[id='was-p1f2i2d3']")).to_contain_text("由县住建局每周通报进度。")


def test_the_notice_prints(page: Page, url: str) -> None:
    page.emulate_media(media="print")
    told = {"": ".corrections", "p2/": ".correction", "full/": ".correction", "versions/1/": ".old"}
    for path, selector in told.items():
        page.goto(url + path)
        expect(page.locator(selector)).to_be_visible()
    page.goto(f"{url}changes/")
    expect(page.locator("details.unchanged summary").first).to_be_visible()


@EACH_SIZE
def test_axe(visits: Visits, url: str, size: tuple[int, int], first: Scheme) -> None:
    page = visits.page(size, first, reduced_motion="reduce")
    paths = ("", "p1f2/", "changes/", "versions/1/", "p1f1/")
    found = [line for path in paths for line in violations_light_and_dark(page, url + path, first)]
    assert not found, "\n".join(found)
