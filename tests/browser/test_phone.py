"""The site on a phone, 390 pixels wide."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import FIRST


def test_text_is_large_enough_and_not_indented_away(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}{FIRST}/p2t1f1/")
    size, height, width = phone.locator("[id='i1m1']").evaluate(
        "e => [parseFloat(getComputedStyle(e).fontSize), parseFloat(getComputedStyle(e).lineHeight), e.clientWidth]"
    )
    assert size >= 16
    assert height / size >= 1.75
    assert width >= 390 * 0.8


def test_menu_opens_and_leads_on(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}{FIRST}/p2t1f1/")
    menu = phone.locator("[data-md-type=navigation]")
    here = menu.locator("a[aria-current=page]").first
    expect(here).not_to_be_in_viewport()
    phone.locator("header label[for=__drawer]").first.tap()
    expect(here).to_be_in_viewport()
    link = menu.get_by_role("link", name=re.compile("关于民生事业发展不快")).first
    link.scroll_into_view_if_needed()
    expect(link).to_be_in_viewport()
    link.tap()
    expect(phone).to_have_url(f"{site_url}{FIRST}/p2t1f2/")
    expect(phone.locator("article h1")).to_be_in_viewport()
