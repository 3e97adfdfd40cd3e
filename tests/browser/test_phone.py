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


def test_keyboard_stays_in_the_open_drawer(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}{FIRST}/p2t1f1/")
    inside = "document.querySelector('.md-sidebar--primary').contains(document.activeElement)"
    phone.get_by_role("button", name="打开目录").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_function(inside)
    links = phone.locator(".md-sidebar--primary").locator("a[href], summary").locator("visible=true")
    last, first = links.last, links.first
    last.focus()
    phone.keyboard.press("Tab")
    expect(first).to_be_focused()
    phone.keyboard.press("Shift+Tab")
    expect(last).to_be_focused()
    phone.keyboard.press("Shift+Tab")
    assert phone.evaluate(inside)
    expect(last).not_to_be_focused()
    phone.keyboard.press("Escape")
    expect(phone.locator("#__drawer")).not_to_be_checked()
    assert not phone.evaluate(inside)


def test_rows_of_a_long_table_are_laid_out_when_they_are_looked_at(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}{FIRST}/ledger/")
    last = phone.locator("table[data-cells] tbody td:not(:empty)").last
    is_laid_out = "e => e.checkVisibility({ contentVisibilityAuto: true })"
    assert not last.evaluate(is_laid_out)
    right = "e => e.getBoundingClientRect().right"
    assert phone.locator("table[data-cells]").evaluate(right) <= 390 - 16  # rows that wait are no wider than the page
    last.scroll_into_view_if_needed()
    phone.wait_for_function(is_laid_out, arg=last.element_handle())
    expect(last).to_be_in_viewport()


def test_fields_and_targets_are_large_enough_for_a_finger(phone: Page, site_url: str) -> None:
    """A field below 16 px makes a phone zoom in; what is tapped is 24 px wide and high, and hits itself."""
    for path in ("", f"{FIRST}/", f"{FIRST}/p2t1f1/", f"{FIRST}/ledger/", f"{FIRST}/figures/", "check/"):
        phone.goto(f"{site_url}{path}")
        sizes = phone.locator("input:not([type=checkbox]):not([type=radio]):not([type=range]), select, textarea")
        assert min(sizes.evaluate_all("all => all.map(e => parseFloat(getComputedStyle(e).fontSize))")) >= 16, path
    phone.goto(f"{site_url}{FIRST}/p2t1f1/")
    small = phone.locator("article .permalink, article .cite-open").evaluate_all(
        """all => all.filter(e => {
          e.scrollIntoView({ block: "center" });
          const box = e.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
          const hit = (dx, dy) => document.elementFromPoint(x + dx, y + dy) === e;
          return !(hit(0, -11.5) && hit(0, 11.5) && hit(-11.5, 0) && hit(11.5, 0));
        }).map(e => e.outerHTML)"""
    )
    assert small == []


def test_a_wider_window_is_filled_and_no_more(phone: Page, site_url: str) -> None:
    """A phone that is turned, a window that is drawn larger: nothing reaches out of it."""
    for path in (f"{FIRST}/", f"{FIRST}/p2t1f1/", f"{FIRST}/ledger/"):
        phone.set_viewport_size({"width": 390, "height": 844})
        phone.goto(f"{site_url}{path}")
        for width in (844, 1280):
            phone.set_viewport_size({"width": width, "height": 844})
            # What moves with the window's width takes its time.
            phone.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)
