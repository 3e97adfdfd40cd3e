"""Every page, light and dark: quiet, complete and readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, FIRST, PHONE, Scheme, Visits, drawn_in, settled

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return '';
  const wide = [...document.querySelectorAll('article *')].filter(e => e.getBoundingClientRect().right > width + 1);
  const first = wide.at(-1);
  return `${document.documentElement.scrollWidth} > ${width}: ${first ? first.outerHTML.slice(0, 200) : '?'}`;
}"""

LIGHTNESS = """element => {
  const [r, g, b] = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
  return (0.299 * r + 0.587 * g + 0.114 * b) / 255;
}"""


def set_look(page: Page, size: tuple[int, int], scheme: Scheme) -> None:
    """Give a page a size and a colour scheme."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)


def test_every_page(visits: Visits, site_url: str, paths: list[str]) -> None:
    """No sideways scrolling, no request off the machine, no console error, nothing missing.

    Dark on a desktop, and light and as narrow as a phone; each page opens as the one before was seen last. For the last
    three the `watch` fixture fails the test at its end.
    """
    page = visits.page(DESKTOP, "dark")
    looks: list[tuple[tuple[int, int], Scheme]] = [(DESKTOP, "dark"), (PHONE, "light")]
    wrong = {}
    for path in paths:
        answer = page.goto(site_url + path)
        assert answer is not None
        assert answer.ok, path
        assert page.locator("article h1").count() == 1, path
        assert page.evaluate("document.documentElement.lang") in ("zh", "zh-CN", "zh-Hans"), path
        drawn_in(page, looks[0][1])
        wide = page.evaluate(TOO_WIDE)
        looks.reverse()
        set_look(page, *looks[0])
        drawn_in(page, looks[0][1])
        if too_wide := wide or page.evaluate(TOO_WIDE):
            wrong[path] = too_wide
    assert not wrong, wrong


@pytest.mark.parametrize(("scheme", "low", "high"), [("light", 0.85, 1.0), ("dark", 0.0, 0.25)])
def test_scheme_follows_the_system(visits: Visits, site_url: str, scheme: Scheme, low: float, high: float) -> None:
    page = visits.page(scheme=scheme)
    page.goto(f"{site_url}{FIRST}/")
    assert low <= page.locator("body").evaluate(LIGHTNESS) <= high
    # Also when the system changes, now or after the visit, unless the reader has chosen.
    other: Scheme = "dark" if scheme == "light" else "light"
    page.emulate_media(color_scheme=other)
    drawn_in(page, other)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site_url}{FIRST}/p1/")
    drawn_in(page, scheme)


def test_scheme_can_be_switched_and_stays(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/")
    before = page.locator("body").evaluate(LIGHTNESS)
    toggle = page.locator("form[data-md-component=palette] label:visible").first
    for _ in range(3):  # automatic, light, dark
        toggle.click()
        settled(page)
        if abs(page.locator("body").evaluate(LIGHTNESS) - before) > 0.5:
            break
    assert abs(page.locator("body").evaluate(LIGHTNESS) - before) > 0.5
    page.goto(f"{site_url}{FIRST}/p1/")
    assert abs(page.locator("body").evaluate(LIGHTNESS) - before) > 0.5


def test_lines_are_of_a_good_length(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/p2t1f1/")
    characters = page.locator("[id='i1m1']").evaluate(
        "e => e.getBoundingClientRect().width / parseFloat(getComputedStyle(e).fontSize)"
    )
    assert 33 <= characters <= 42
    style = page.locator("[id='i1m1']").evaluate(
        """element => {
          const style = getComputedStyle(element);
          return [style.textAlign, style.lineBreak, parseFloat(style.lineHeight) / parseFloat(style.fontSize)];
        }"""
    )
    assert style[:2] == ["justify", "strict"]
    assert style[2] >= 1.75


def test_report_text_is_shown_as_text(page: Page, site_url: str) -> None:
    """The second report speaks of tags, bold marks and placeholders; a reader sees them as written."""
    page.goto(f"{site_url}yunxi-2023/full/")
    shown = page.locator("article")
    for words in ("<b>并非标签</b>与**并非加粗**照原样登载", "把{{ page.title }}写进了系统的提示"):
        expect(shown).to_contain_text(words)


def test_the_source_is_read_right_where_no_encoding_is_told(page: Page, site_url: str, built_site: Path) -> None:
    received = (built_site / FIRST / "source.txt").read_bytes()
    page.route("**/source.txt", lambda route: route.fulfill(body=received, content_type="text/plain"))
    page.goto(f"{site_url}{FIRST}/source.txt")
    assert "花都区委" not in page.locator("body").inner_text()
    page.goto(f"{site_url}{FIRST}/proof/")
    frame = page.locator("iframe.received")
    frame.scroll_into_view_if_needed()
    expect(frame.content_frame.locator("body")).to_contain_text("花都区委坚持把学深悟透")
