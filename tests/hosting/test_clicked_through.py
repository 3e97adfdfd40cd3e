"""The site in Chromium as nginx serves it: the policy forbids nothing that the site does, and little data travels."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Request, expect

from generator.hosting.finish import finish_hosting
from tests.browser.conftest import Visits, Watch
from tests.project import FIRST, SECOND, Project
from tests.reading import parse
from tests.webservers import nginx

MOST = 150_000
"""Bytes over the wire that a first view may take."""
TELL = """
addEventListener("securitypolicyviolation", (event) =>
  console.error("forbidden", event.violatedDirective, event.blockedURI, event.sourceFile, event.sample));
"""
RESULTS = ".md-search-result__item > a"


@pytest.fixture(scope="module")
def hosted(root_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site at the root of nginx."""
    with nginx(root_site, tmp_path_factory.mktemp("clicked")) as address:
        yield address


@pytest.fixture
def page(visits: Visits) -> Page:
    """A page that complains of whatever the policy forbids."""
    page = visits.page(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script(TELL)
    return page


def search(page: Page, query: str) -> None:
    """Type a query and wait for its results, not for those of its first characters."""
    box = page.locator('[data-md-component="search-query"]')
    box.click()
    box.press_sequentially(query)
    expect(page.locator(f"{RESULTS}[href*='h={quote(query)}#']").first).to_be_visible()


BESIDE = ("full", "proof", "ledger", "documents", "figures", "timeline")
OPENED = (
    "",
    "about/",
    "compare/",
    *(f"{FIRST}/{name}" for name in ("", "p1/", "p2t1/", "p2t1f1/", *(f"{name}/" for name in BESIDE))),
    *(f"{SECOND}/{name}" for name in ("", "p1/", "full/")),
)
"""Pages of each kind."""


def test_every_kind_of_page_opens(page: Page, hosted: str) -> None:
    for path in OPENED:
        page.goto(hosted + path, wait_until="load")
        expect(page.locator("html.js")).to_be_attached()
        assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "flex"


def test_what_stands_in_any_page_is_allowed(root_site: Path) -> None:
    """Scripts and style attributes, by their hashes; that browsers agree is tried on pages of each kind."""
    (policy,) = {line for line in (root_site / "_headers").read_text("utf-8").splitlines() if "script-src " in line}
    pages = [path for path in root_site.rglob("*.html") if path.stem != path.parent.name]  # no report in a single file
    assert len(pages) > 40
    for path in pages:
        tree = parse(path)
        scripts = tree.xpath("//script[not(@src)][not(@type) or contains(@type, 'javascript')]/text()")
        for text in (*scripts, *tree.xpath("//@style")):
            digest = base64.b64encode(hashlib.sha256(str(text).encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy, f"{path}: {text[:100]}"
        assert not tree.xpath("//style | //@*[starts-with(name(), 'on')]"), path


def test_missing_page_is_whole(page: Page, watch: Watch, hosted: str, below: str) -> None:
    for address in (hosted, below):
        missing = f"{address}{FIRST}/no-such/page/"
        watch.expected_missing.add(missing)
        page.goto(missing)
        expect(page).to_have_title(re.compile("没有这个页面"))
        assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "flex"


@pytest.mark.parametrize("where", ["hosted", "below"])
def test_search_colours_and_links_work(page: Page, where: str, request: pytest.FixtureRequest) -> None:
    address: str = request.getfixturevalue(where)
    page.goto(f"{address}{FIRST}/p1/")
    search(page, "985份")
    page.locator(f"{RESULTS}[href*='#i2m3']").click()
    page.wait_for_url("**/p2t2f9/?h=*#i2m3")
    expect(page.locator("#i2m3 mark.found")).to_be_in_viewport()
    page.locator("label[for=__palette_1]").click()  # light, as the system already is
    page.locator("label[for=__palette_2]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    link = page.locator("#i2m3 a.permalink")
    link.focus()
    link.press("Enter")
    expect(page.locator(".copied")).to_have_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{FIRST}/p2t2f9/#i2m3"


def test_the_running_head_of_a_print_is_there(page: Page, hosted: str) -> None:
    page.goto(f"{hosted}{FIRST}/p1/")
    rules = page.evaluate(
        "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)"
    )
    assert any("@page" in rule and "中共广州市花都区委关于巡视整改进展情况的通报" in rule for rule in rules)


def test_a_script_that_is_not_the_sites_does_not_run(page: Page, watch: Watch, hosted: str) -> None:
    page.goto(hosted)
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.foreign = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<img src='data:,' onerror='window.foreign = true'>");
        }"""
    )
    for _ in range(1000):
        if len([problem for problem in watch.problems if "script-src" in problem]) >= 2:
            break
        page.wait_for_timeout(50)
    else:
        pytest.fail(f"the policy forbade nothing: {watch.problems}")
    assert page.evaluate("window.foreign") is None
    watch.detach(page.context)
    watch.problems.clear()


@pytest.mark.parametrize("path", ["", f"{FIRST}/", f"{FIRST}/p2t2f9/"])
def test_a_first_view_is_light(page: Page, hosted: str, path: str) -> None:
    sizes: dict[str, int] = {}

    def count(request: Request) -> None:
        found = request.sizes()
        sizes[request.url] = found["responseHeadersSize"] + found["responseBodySize"]

    page.on("requestfinished", count)
    page.goto(hosted + path, wait_until="networkidle")
    assert any(url.endswith(".css") for url in sizes)
    told = "\n".join(f"{size:7} {url}" for url, size in sizes.items())
    assert sum(sizes.values()) <= MOST, told
    before = dict(sizes)
    sizes.clear()
    page.goto(f"{hosted}{FIRST}/p3/", wait_until="networkidle")
    again = [url for url in sizes if url in before and sizes[url] and re.search(r"\.(css|js)$", url)]
    assert not again, "asked for again though kept"


def test_it_works_from_a_disk(visits: Visits, flat_project: Project, tmp_path: Path) -> None:
    site = Path(shutil.copytree(flat_project.site, tmp_path / "site"))
    finish_hosting(site, print)
    page = visits.page(offline=True)
    page.goto((site / "index.html").as_uri())
    search(page, "985份")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p2t2f9.html?h=*#i2m3")
    expect(page.locator("#i2m3 mark.found")).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "flex"
