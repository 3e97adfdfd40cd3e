"""Search in the browser: the real worker, over http and from a disk, and what a person does in the box."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.search.engine import Engine
from generator.search.index import Index
from tests.browser.conftest import FIRST, Visits, serve, settled
from tests.browser.test_accessibility import violations
from tests.project import Project
from tests.searching import CASES, SCRIPTS, Corpus, corpus, expected, near_misses, substrings

RESULTS = ".md-search-result__item a"
ASK = """
async (queries) => {
  const worker = new Worker("engine.js");
  const waiting = [];
  worker.addEventListener("message", ({ data }) => {
    if (data.type === 1) waiting.shift()();
    if (data.type === 4) waiting.shift()(data.data);
  });
  const send = (message) => new Promise((resolve) => { waiting.push(resolve); worker.postMessage(message); });
  await send({ type: 0, data: __index });
  const answers = [];
  for (const query of queries) {
    const { mode, places, terms, results } = await send({ type: 2, data: query });
    const found = results.map(({ address, text, cut, places }) => [address, text, cut, places]);
    answers.push({ mode, places, terms, results: found });
  }
  return answers;
}
"""


@pytest.fixture(scope="module")
def texts() -> Corpus:
    return corpus()


@pytest.fixture(scope="module")
def harness(texts: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with nothing on it but our own search scripts and an index of all test reports."""
    folder = tmp_path_factory.mktemp("harness")
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, folder)
    index = json.dumps(texts.index.as_dict(), ensure_ascii=False)
    (folder / "index.js").write_text(f"var __index={index}", encoding="utf-8")
    scripts = "".join(f'<script src="{name}"></script>' for name in ("box.js", "index.js"))
    page = f'<!doctype html><meta charset="utf-8"><title>.</title><link rel="icon" href="data:,">{scripts}'
    (folder / "index.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(params=["http", "file"])
def harness_url(request: pytest.FixtureRequest, harness: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The harness over http, under `script-src 'self'`, or from the disk."""
    if request.param == "file":
        yield harness.as_uri() + "/index.html"
        return

    def end_headers(handler: SimpleHTTPRequestHandler) -> None:
        handler.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; img-src data:")
        end(handler)

    end = SimpleHTTPRequestHandler.end_headers
    monkeypatch.setattr(SimpleHTTPRequestHandler, "end_headers", end_headers)
    yield from serve(harness)


def ask(page: Page, address: str, queries: list[str]) -> list[dict[str, Any]]:
    """Return the answers of the real worker, one a query, asked in one call."""
    page.goto(address)
    answers: list[dict[str, Any]] = page.evaluate(ASK, queries)
    return answers


def test_every_string_is_found_where_it_stands_and_nowhere_else(page: Page, harness_url: str, texts: Corpus) -> None:
    # From a disk another loader gives the same index to the same engine.
    queries = substrings(texts, 400 if harness_url.startswith("http") else 100)
    for query, answer in zip(queries, ask(page, harness_url, queries), strict=True):
        assert answer["mode"] == "whole", query
        found = answer["places"], {address for address, *_ in answer["results"]}
        assert found == expected(texts, query), query


def test_near_misses_are_not_said_to_stand(page: Page, harness_url: str, texts: Corpus) -> None:
    queries = near_misses(texts, 200)
    assert all(answer["mode"] != "whole" for answer in ask(page, harness_url, queries))


def test_browser_and_command_line_give_the_same_answers(page: Page, harness_url: str, texts: Corpus) -> None:
    engine = Engine(texts.index)
    queries = [case["query"] for case in CASES] + near_misses(texts, 60, seed=9) + substrings(texts, 60, seed=9)
    queries += [
        "研究党建少",
        "研究业务多",
        "不透。党组",
        "重裁决",
        "等不起",
        "少跑腿",
        "开通网上申请",
        "家门口",
        "一是强基础",
    ]
    queries += ["问题 整改", "整改 2022年 没有这词", '"一是" 二是', "(1)", " ", "1,000", "𠀀", "<script>"]
    for query, answer in zip(queries, ask(page, harness_url, queries), strict=True):
        twin = engine.search(query)
        assert answer["mode"] == twin.mode, query
        assert answer["terms"] == list(twin.terms), query
        assert answer["places"] == twin.places, query
        assert answer["results"] == [[r.address, r.text, list(r.cut), r.places] for r in twin.results], query


def test_what_is_invisible_is_counted_as_on_the_command_line(page: Page, harness_url: str) -> None:
    lines = ["\ufeff已补齐 \ufeff台账12份。", "再查\u200b处 2人\ufeff", "共٢٠٢١-11-22，甲/乙"]
    index = Index([("r/p1/", "一、页", ())], [("", 0)], [[(text, f"i{at}", 0, 0)] for at, text in enumerate(lines, 1)])
    page.goto(harness_url)
    queries = ["台账", "查处", "2人", "共", "2021年11月22日", "r/p1/", "甲/乙/r/p1/"]
    answers = page.evaluate(ASK.replace("__index", json.dumps(index.as_dict())), queries)
    for query, answer in zip(queries, answers, strict=True):
        twin = Engine(index).search(query)
        assert (answer["mode"], answer["places"]) == (twin.mode, twin.places), query
        assert answer["results"] == [[r.address, r.text, list(r.cut), r.places] for r in twin.results], query


def search(page: Page, query: str) -> None:
    """Type a query into the box."""
    box = page.locator('[data-md-component="search-query"]')
    box.click()
    box.fill("")
    box.press_sequentially(query)


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["mode"] != "none"][::9], ids=lambda case: case["query"]
)
def test_typing_and_enter_lead_to_the_very_paragraph(page: Page, site_url: str, case: dict[str, Any]) -> None:
    page.goto(site_url)
    search(page, case["query"])
    # On a busy machine the results of the first characters stand there a moment longer; a person waits for their own.
    place = case["first"].partition("#")[0]
    expect(page.locator(RESULTS).first).to_have_attribute("href", re.compile(re.escape(place)))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]h="))
    path, _, anchor = page.url.removeprefix(site_url).partition("#")
    assert f"{path.partition('?')[0]}#{anchor}" == case["first"]
    marks = page.locator(f"[id='{anchor}'] mark.found, [id='{anchor}'] + p mark.found")
    expect(marks.first).to_be_visible()
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@pytest.mark.parametrize("sent", ["before the end of the composition", "after it, as Safari does"])
def test_enter_that_ends_a_composition_opens_nothing(page: Page, site_url: str, sent: str) -> None:
    """What an input method sends: the key with the number 229, and that it composes, or (Safari) no longer."""
    page.goto(site_url)
    search(page, "985")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.evaluate(
        """late => {
          const box = document.querySelector('[data-md-component="search-query"]');
          const end = () => box.dispatchEvent(new CompositionEvent("compositionend", { data: "985", bubbles: true }));
          box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
          if (late) end();
          const key = { key: "Enter", code: "Enter", keyCode: 229, isComposing: !late };
          box.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
          if (!late) end();
        }""",
        sent.startswith("after"),
    )
    expect(page.locator(RESULTS).first).to_be_visible()
    assert page.url == site_url
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"[?&]h=985"))


def test_marks_are_there_again_and_in_what_is_shared(page: Page, site_url: str) -> None:
    page.goto(site_url)
    search(page, "985份")
    page.locator(RESULTS).first.click()
    page.wait_for_url(re.compile(r"[?&]h="))
    marks = page.locator("mark.found")
    page.reload()
    expect(marks.first).to_be_visible()
    shared = page.context.new_page()
    shared.goto(page.url)
    expect(shared.locator("mark.found").first).to_be_visible()


def test_marks_change_no_text(page: Page, site_url: str) -> None:
    address = f"{site_url}{FIRST}/p2t2f9/"
    page.goto(address)
    before = page.locator("article").inner_text()
    page.goto(f"{address}?h=三资&h=一是&h=问题。一是&h=农村集体“三资”&h=%3Cb%3E")
    expect(page.locator("mark.found").first).to_be_visible()
    assert page.locator("article").inner_text() == before
    assert "三资" in page.locator("mark.found").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("三资", "共 7 处，在 4 条中"),
        ("整治村级工业园", "“整治村级工业园”整体没有出现；以下含“整治”、“村级工业园”，共 4 处，在 1 条中"),
        ("没有这个词啊", "没有找到“没有这个词啊”"),
    ],
)
def test_counts_are_told(page: Page, site_url: str, query: str, told: str) -> None:
    page.goto(f"{site_url}{FIRST}/")
    search(page, query)
    expect(page.locator(".md-search-result__meta")).to_have_text(told)


def test_keys(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.keyboard.press("/")
    page.keyboard.type("三资")
    expect(page.locator(RESULTS).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "p2t2f9" in (page.evaluate("document.activeElement.href") or "")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).not_to_be_visible()
    assert page.url == site_url


def test_shared_search_address_opens_the_box(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?q=985份")
    expect(page.locator(".md-search-result__meta")).to_have_text("共 1 处，在 1 条中")


def test_no_query_while_an_input_method_composes(page: Page, site_url: str) -> None:
    page.goto(site_url)
    search(page, "985份")
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_have_text("共 1 处，在 1 条中")
    box = page.locator('[data-md-component="search-query"]')
    session = page.context.new_cdp_session(page)
    box.fill("")
    expect(meta).to_have_text("键入以开始搜索")
    session.send("Input.imeSetComposition", {"text": "san'zi", "selectionStart": 6, "selectionEnd": 6})
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    expect(meta).to_have_text("键入以开始搜索")
    session.send("Input.insertText", {"text": "三资"})
    expect(meta).to_have_text("共 7 处，在 4 条中")


def test_the_site_searches_from_a_disk(visits: Visits, flat_project: Project) -> None:
    page = visits.page(offline=True)
    page.goto((flat_project.site / "index.html").as_uri())
    search(page, "985份")
    expect(page.locator(".md-search-result__meta")).to_have_text("共 1 处，在 1 条中")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p2t2f9.html?h=*#i2m3")
    expect(page.locator("#i2m3 mark.found")).to_be_in_viewport()


def test_phone(phone: Page, site_url: str) -> None:
    phone.goto(f"{site_url}{FIRST}/p1/")
    phone.locator("label.md-header__button[for=__search]").tap()
    search(phone, "985份")
    phone.locator(RESULTS).first.tap()
    phone.wait_for_url("**/p2t2f9/**")
    expect(phone.locator("#i2m3 mark.found")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_with_results_open(visits: Visits, site_url: str, scheme: Any) -> None:
    page = visits.page(scheme=scheme, reduced_motion="reduce")
    page.goto(f"{site_url}{FIRST}/")
    search(page, "整改")
    expect(page.locator(RESULTS).first).to_be_visible()
    settled(page)  # the box has opened
    found = violations(page)
    assert not found, "\n".join(found)
