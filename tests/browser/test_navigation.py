"""A reader finds the way: from the cover down to an item, forwards and backwards through the whole report."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import FIRST, SECOND
from tests.reading import parse

NEXT = "a[rel=next]"
PREVIOUS = "a[rel=prev]"
BESIDE = ("/documents/", "/figures/", "/full/", "/ledger/", "/proof/", "/timeline/")
"""Ends of the addresses of pages that are no sections."""

SIDEBAR = "[data-md-type=navigation]"
IN_THE_PAGE_LIST = "[data-md-type=toc]"


def test_from_the_cover_down_to_an_item(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("article .reports a").filter(has_text="花都").first.click()
    expect(page).to_have_url(f"{site_url}{FIRST}/")
    contents = page.locator("article nav.contents")
    contents.get_by_role("link", name=re.compile("^二、全力以赴")).click()
    expect(page).to_have_url(f"{site_url}{FIRST}/p2/")
    contents.get_by_role("link", name=re.compile("^第三方面问题")).click()
    expect(page).to_have_url(f"{site_url}{FIRST}/p2t3/")
    contents.get_by_role("link", name=re.compile("十一.关于选人用人")).click()
    expect(page).to_have_url(f"{site_url}{FIRST}/p2t3f11/")
    expect(page.locator("article h1")).to_contain_text("关于选人用人制度执行不严格问题")
    page.locator(IN_THE_PAGE_LIST).get_by_role("link", name=re.compile("严格执行回避制度")).click()
    expect(page).to_have_url(f"{site_url}{FIRST}/p2t3f11/#i3")
    expect(page.locator("#i3")).to_be_in_viewport()


def test_a_section_shows_where_it_stands(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/p2t3f11/")
    for name, target in (("二、", "p2/"), ("第三方面问题", "p2t3/")):
        link = page.locator("article [data-added]").get_by_role("link", name=re.compile(f"^{name}")).first
        expect(link).to_be_visible()
        assert urljoin(page.url, link.get_attribute("href") or "") == f"{site_url}{FIRST}/{target}"


def test_next_leads_through_all_pages_and_previous_back(built_site: Path, first_pages: list[str]) -> None:
    for at, path in enumerate(first_pages):
        tree = parse(built_site / path / "index.html")
        for name, step in (("next", 1), ("prev", -1)):
            links = (*tree.xpath("//head/link[@rel=$name]", name=name), *tree.xpath("//body//a[@rel=$name]", name=name))
            targets = [urljoin(f"/{path}", link.get("href")) for link in links]
            beside = at + step
            wanted = f"/{first_pages[beside]}" if 0 <= beside < len(first_pages) else None
            assert targets == ([wanted] * 2 if wanted else []), f"{path}: {name}"


def test_next_and_previous_can_be_clicked(page: Page, site_url: str, first_pages: list[str]) -> None:
    """On the cover, a part, a theme and a finding, and at both ends; all others are made from the same template."""
    page.goto(site_url + first_pages[0])
    for path in first_pages[1:5]:
        page.locator(NEXT).first.click()
        expect(page).to_have_url(site_url + path)
    for path in reversed(first_pages[:4]):
        page.locator(PREVIOUS).first.click()
        expect(page).to_have_url(site_url + path)
    assert page.locator(f"{PREVIOUS} >> visible=true").count() == 0, "the cover leads back"
    page.goto(site_url + first_pages[-2])
    page.locator(NEXT).first.click()
    expect(page).to_have_url(site_url + first_pages[-1])
    assert page.locator(f"{NEXT} >> visible=true").count() == 0, "the last page leads on"


def test_reading_order_holds_every_section_page(built_site: Path, first_pages: list[str]) -> None:
    there = {path.parent.name for path in (built_site / FIRST).glob("*/index.html")} - {
        "data",
        *(name.strip("/") for name in BESIDE),
    }
    assert there == {path.split("/")[1] for path in first_pages} - {""}
    assert len(first_pages) == 1 + 3 + 4 + 15, "the cover, 3 parts, 4 themes and 15 findings"


def test_contents_of_the_cover_lead_to_items(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{FIRST}/")
    links = page.locator("article nav.contents a")
    targets = [urljoin(page.url, link.get_attribute("href") or "") for link in links.all()]
    items = [target for target in targets if "#i" in target]
    assert len(items) == 37
    assert len(set(targets)) == len(targets)
    for target in (items[0], items[17], items[-1]):
        page.goto(target)
        place = page.locator("#" + urlsplit(target).fragment)
        expect(place).to_be_in_viewport()
        assert place.evaluate("element => element.matches(':target')")


def test_left_navigation_holds_this_report_alone(page: Page, site_url: str) -> None:
    for here, other in ((FIRST, SECOND), (SECOND, FIRST)):
        page.goto(f"{site_url}{here}/p2/")
        links = page.locator(f"{SIDEBAR} a[href]").all()
        targets = {urljoin(page.url, link.get_attribute("href") or "").split("#")[0] for link in links}
        assert f"{site_url}{here}/p1/" in targets
        assert not [target for target in targets if f"/{other}/" in target]
        assert f"/{other}/" not in page.content()


def test_left_navigation_lists_the_report(page: Page, site_url: str, first_pages: list[str]) -> None:
    page.goto(f"{site_url}{FIRST}/p2t3f11/")
    links = page.locator(f"{SIDEBAR} a[href]").all()
    targets = [urljoin(page.url, link.get_attribute("href") or "").split("#")[0] for link in links]
    listed = [target for target in dict.fromkeys(targets) if target.startswith(f"{site_url}{FIRST}/")]
    assert [path for path in listed if not path.endswith(BESIDE)] == [site_url + path for path in first_pages]
    expect(page.locator(SIDEBAR).get_by_role("link", name=re.compile("关于选人用人制度")).first).to_be_in_viewport()


def test_home_lists_both_reports(page: Page, site_url: str) -> None:
    page.goto(site_url)
    shown = page.locator("article .reports")
    for words in (
        "中共广州市花都区委",
        "省委第三巡视组",
        "2021年11月23日",
        "云溪县教育局",
        "县委第二巡察组",
        "2023年5月18日",
    ):
        expect(shown).to_contain_text(words)


def test_missing_page_leads_home(page: Page, site_url: str, watch: object) -> None:
    missing = f"{site_url}{FIRST}/no-such-page/"
    watch.expected_missing.add(missing)  # type: ignore[attr-defined]
    answer = page.goto(missing)
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page).to_have_url(site_url)


def test_every_internal_link_has_a_target(built_site: Path) -> None:
    base = "https://here.example/sub/"
    pages = {path: parse(path) for path in built_site.rglob("*.html")}
    ids = {path: set(tree.xpath("//@id")) for path, tree in pages.items()}
    broken = []
    for path, tree in pages.items():
        address = base + path.relative_to(built_site).as_posix().removesuffix("index.html")
        for link in tree.xpath("//*[not(self::link[@rel='canonical'])]/@href | //@src"):
            target = urlsplit(urljoin(address, link))
            # 404.html is served at any depth, so its addresses start at the root of the host.
            if target.netloc != urlsplit(base).netloc or target.scheme not in ("http", "https"):
                continue
            file = built_site / unquote(target.path).removeprefix("/sub/")
            file = file / "index.html" if file.is_dir() else file
            if not target.path.startswith("/sub/") or not file.exists():
                broken.append(f"{path.relative_to(built_site)}: {link}")
            elif target.fragment and file in ids and unquote(target.fragment) not in ids[file]:
                # Material's own switches (#__drawer and the like) are inputs of the page itself.
                broken.append(f"{path.relative_to(built_site)}: {link} has no such place")
    assert not broken, "\n".join(broken[:30])


def test_nothing_of_another_host_is_loaded(built_site: Path) -> None:
    loaded = "//script/@src | //link[@rel!='canonical']/@href | //img/@src | //iframe/@src | //source/@src"
    far = {
        f"{path.name}: {link}"
        for path in built_site.rglob("*.html")
        for link in parse(path).xpath(loaded)
        if re.match(r"(?:[a-z]+:)?//", link) and not link.startswith("https://publisher.example/")
    }
    assert not far
