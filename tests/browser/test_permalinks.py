"""Every item, measure and paragraph has a link that can be copied, sent and opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FIRST, PHONE, Visits
from tests.reading import article, built

LOOKS = """element => {
  const style = getComputedStyle(element);
  return [style.backgroundColor, style.outlineStyle, style.boxShadow, style.borderLeftColor].join(' ');
}"""


@pytest.mark.parametrize(
    ("path", "anchor", "words"),
    [
        ("p2t1f1/", "i2", "针对粤港澳大湾区建设项目推进缓慢问题"),
        ("p2t1f1/", "i2m1", "加强统筹部署"),
        ("p2t1f4/", "m1", "健全意识形态工作制度机制"),
        ("p3/", "d1", "经过前一阶段的集中整改"),
        ("full/", "p2t1f1i2m1", "加强统筹部署"),
    ],
)
def test_copied_link_opens_at_its_paragraph(visits: Visits, site_url: str, path: str, anchor: str, words: str) -> None:
    page = visits.page(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page.goto(f"{site_url}{FIRST}/{path}")
    place = page.locator(f"[id='{anchor}']")
    expect(place).to_contain_text(words)
    plain = place.evaluate(LOOKS)
    place.hover()
    place.locator("a.permalink").click()
    address = f"{site_url}{FIRST}/{path}#{anchor}"
    page.wait_for_function(
        "address => navigator.clipboard.readText().then(text => text === address)", arg=address, polling=100
    )

    other = visits.page(reduced_motion="reduce")
    other.goto(address)
    opened = other.locator(f"[id='{anchor}']")
    expect(opened).to_be_in_viewport()
    # The sticky header must not cover what was asked for.
    top = opened.evaluate("element => element.getBoundingClientRect().top")
    header = other.locator("header").first.evaluate("element => element.getBoundingClientRect().bottom")
    assert top >= header - 1
    assert opened.evaluate(LOOKS) != plain, "nothing shows which paragraph the link means"


def test_permalink_is_reachable_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/p2t1f1/")
    link = page.locator("[id='i2m1'] a.permalink")
    link.focus()
    expect(link).to_be_focused()
    expect(link).not_to_have_css("opacity", "0")  # it comes in over a tenth of a second
    name = link.get_attribute("aria-label")
    assert name


def test_permalink_works_on_a_phone(visits: Visits, site_url: str) -> None:
    page = visits.page(PHONE, has_touch=True, is_mobile=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}{FIRST}/p2t1f1/")
    page.locator("[id='i1m1'] a.permalink").tap()
    address = f"{site_url}{FIRST}/p2t1f1/#i1m1"
    page.wait_for_function(
        "address => navigator.clipboard.readText().then(text => text === address)", arg=address, polling=100
    )


def test_all_items_measures_and_paragraphs_have_one(built_site: Path, first_pages: list[str]) -> None:
    found = {"items": 0, "measures": 0}
    for path in first_pages:
        content = article(built(built_site, FIRST, path.split("/")[1] or "index"), without="no-such-attribute")
        for element in content.xpath(
            ".//*[self::p or self::h2 or self::h3][@id][not(ancestor-or-self::*[@data-added])]"
        ):
            links = element.xpath("./a[contains(@class, 'permalink')][@data-added]")
            anchor = element.get("id", "")
            assert [link.get("href") for link in links] == [f"#{anchor}"], f"{path}#{anchor}"
            assert anchor.isascii()
        found["items"] += len(content.xpath(".//h2[starts-with(@id, 'i')]"))
        found["measures"] += len(content.xpath(".//p[contains(@class, 'measure')]"))
        bare = content.xpath(".//p[not(@id)][not(ancestor-or-self::*[@data-added])]")
        assert not bare, f"{path}: a paragraph without an id: {bare[0].text_content()[:30]}"
    assert found == {"items": 37, "measures": 81}
