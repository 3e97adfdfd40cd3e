"""Search that can't work says so, with the way out; it never looks as if nothing had been found."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import FIRST

META = ".md-search-result__meta"
OFF = re.compile("搜索不可用.*全文（一页）.*Ctrl\\+F", re.DOTALL)


@pytest.mark.parametrize("broken", ["**/search/search_index.json", "**/search/engine*.js"])
def test_what_does_not_load_is_told(browser: Browser, site_url: str, broken: str) -> None:
    page = browser.new_page()

    def fail(route: Route) -> None:
        route.abort()

    page.route(broken, fail)
    page.goto(f"{site_url}{FIRST}/p2t1f1/")
    page.locator(".md-search__input").fill("村级")
    told = page.locator(META)
    expect(told).to_contain_text(OFF)
    expect(told).not_to_contain_text("没有找到")
    told.get_by_role("link", name="全文（一页）").click()
    page.wait_for_url(f"{site_url}{FIRST}/full/")
    page.close()


def test_scripts_that_an_engine_can_not_read_are_told(browser: Browser, site_url: str) -> None:
    page = browser.new_page()
    page.route("**/search/box*.js", lambda route: route.fulfill(body="let a = ;", content_type="text/javascript"))
    page.goto(f"{site_url}{FIRST}/p2t1f1/")
    expect(page.locator(".md-header .no-search")).to_contain_text(OFF)
    page.close()


def test_without_scripts_the_page_says_so(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in (f"{FIRST}/", f"{FIRST}/ledger/", ""):
        page.goto(site_url + path)
        expect(page.locator(".no-search")).to_contain_text("搜索不可用")
        expect(page.locator("form.filters")).to_have_count(1 if "ledger" in path else 0)
        assert page.locator("form.filters:visible").count() == 0
    context.close()


def test_where_it_works_nothing_is_said(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/p2t1f1/")
    page.locator(".md-search__input").fill("村级")
    expect(page.locator(META)).to_contain_text("共")
    expect(page.get_by_text("搜索不可用")).to_have_count(0)


def test_a_page_of_the_bundle_alone_says_that_it_is(browser: Browser, built_site: Path, tmp_path: Path) -> None:
    with ZipFile(built_site / FIRST / f"{FIRST}-offline.zip") as bundle:
        bundle.extractall(tmp_path / "whole")
    alone = tmp_path / "打开.html"
    alone.write_bytes((tmp_path / "whole" / "打开.html").read_bytes())
    page = browser.new_page()
    page.goto(alone.as_uri())
    expect(page.locator(".alone")).to_be_visible()
    page.goto((tmp_path / "whole" / "打开.html").as_uri())
    expect(page.locator(".alone")).to_be_hidden()
    page.close()
