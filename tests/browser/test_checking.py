"""引文核对 in the browser: the same answers as the command line's, and what a person sees who pastes a quotation."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from generator.search.engine import Engine
from generator.search.index import Index
from generator.search.quoting.quotations import Checker
from generator.search.write import REPORT_INDEX, search_files
from generator.writers.markdown.checking import FORM
from tests.browser.conftest import FIRST, PHONE, ROOT, Visits, serve
from tests.browser.test_accessibility import violations
from tests.quoting import changed, drawn
from tests.searching import corpus, spellings
from tests.test_quotations import CASES

SCRIPTS = ROOT / "generator" / "site" / "theme" / "assets" / "javascripts"
CHECK = """([index, texts]) => {
  const checker = new gongkaiQuotations.Checker(new gongkaiSearch.Engine(index));
  return texts.map((text) =>
    checker.check(text).map((found) => [
      found.agreement, found.start, found.end, found.place && found.place.address, found.last && found.last.address,
      found.places, found.distance, found.pieces,
    ]),
  );
}"""
REFER = """([index, queries]) => {
  const engine = new gongkaiSearch.Engine(index);
  return queries.map((query) => {
    const { mode, referred, results } = engine.search(query);
    return [mode, referred.map(({ address }) => address), results.map(({ address }) => address)];
  });
}"""
MANY = 24
"""Reports, more than a browser fetches to check one text."""
PASTED = "据通报，“严格落实党外谈话工作制度”，而“今天天气不错啊”。\n对6个2017年以来违纪违法问题多发单位开展专项整治"


@pytest.fixture
def bare_page(page: Page) -> Page:
    """A page with nothing on it but our scripts."""
    page.goto("about:blank")
    for script in ("engine", "pasted", "alignment", "quotations"):
        page.add_script_tag(path=SCRIPTS / "search" / f"{script}.js")
    return page


def test_browser_and_command_line_check_alike(bare_page: Page) -> None:
    index = corpus().index
    checker = Checker(Engine(index))
    texts = [case["text"] for case in CASES] + drawn(checker.stream, 100, 11)
    texts += [words for words, _ in changed(checker.stream, 200, 12)]
    texts += ["\n".join(drawn(checker.stream, 5, 13)), f"他说：“{'”，又说“'.join(drawn(checker.stream, 3, 14))}”。"]
    rare = next(at for at, letter in enumerate(checker.stream) if letter > "\uffff")
    texts += [
        f"{checker.stream[rare - 9 : rare]}吉{checker.stream[rare + 1 : rare + 9]}",
        f"“𠮷{checker.stream[rare - 3 : rare + 1]}”",
    ]
    for text, told in zip(texts, bare_page.evaluate(CHECK, [index.as_dict(), texts]), strict=True):
        twin = [
            [
                one.agreement,
                units(text[: one.start]),
                units(text[: one.end]),
                one.place.address if one.place else None,
                one.last.address if one.last else None,
                one.places,
                one.distance,
                [list(piece) for piece in one.pieces],
            ]
            for one in checker.check(text)
        ]
        assert told == twin, text


def units(text: str) -> int:
    """Return how many UTF-16 code units a text has, by which scripts count."""
    return len(text.encode("utf-16-le")) // 2


def test_browser_and_command_line_refer_alike(bare_page: Page) -> None:
    index = corpus(first_only=True).index
    engine = Engine(index)
    queries = [
        *spellings(),
        "3.1",
        "1.2",
        "2021.11.22",
        "第二部分",
        "三资",
        "m3",
        "二十一1",
        "九十九（九）9",
        "p2",
        "二",
    ]
    for query, told in zip(queries, bare_page.evaluate(REFER, [index.as_dict(), queries]), strict=True):
        twin = engine.search(query)
        assert told == [twin.mode, [r.address for r in twin.referred], [r.address for r in twin.results]], query


def paste(page: Page, text: str) -> None:
    page.get_by_label("要核对的文字").fill(text)
    page.get_by_role("button", name="核对", exact=True).click()


def test_a_reader_checks_a_quotation(visits: Visits, site_url: str) -> None:
    page = visits.page(PHONE)
    page.goto(f"{site_url}check/")
    paste(page, PASTED)
    result = page.locator(".check__result")
    expect(result).to_contain_text("一字不差 1 处，有出入 1 处，没有找到 1 处。")
    expect(result.locator("del")).to_contain_text("外")
    expect(result.locator("ins")).to_contain_text("内")
    assert violations(page) == []
    result.locator(".check__item--exact a").click()
    expect(page.locator("[id='i1m3'] mark.found")).to_be_in_viewport()


def test_of_many_reports_all_of_a_passage_says_which_is_meant(page: Page, tmp_path: Path) -> None:
    # Only the end of each tells them apart.
    texts = [f"认真落实巡视整改主体责任，加强组织领导，{chr(0x5C90 + number) * 6}" for number in range(MANY)]
    indices = {
        f"r{number:02}": Index([(f"r{number:02}/", "通报", ())], [("", 0)], [[(texts[number], "a0", 0, 0)]])
        for number in range(MANY)
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.search.write.LARGEST", 0)
        files = search_files(indices)
    files |= {f"{slug}/{REPORT_INDEX}": index.as_text() for slug, index in indices.items()}
    files |= {
        f"scripts/{name}": (SCRIPTS / name).read_text(encoding="utf-8") for name in ("check.js", "search/engine.js")
    }
    for name in ("portal", "pasted", "alignment", "quotations"):
        script = SCRIPTS / "search" / f"{name}.js"
        files[f"assets/javascripts/search/{script.name}"] = script.read_text(encoding="utf-8")
    config = '{"base": ".", "search": "scripts/search/engine.js"}'
    files["index.html"] = (
        f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div>{"".join(FORM)}</div>'
        f'<script type="application/json" id="__config">{config}</script><script src="scripts/check.js"></script>'
    )
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    for address in serve(tmp_path):
        page.goto(address)
        for text in texts[::5]:
            paste(page, text)
            summary = f"在最相近的 3 份通报（共 {MANY} 份）里：一字不差 1 处。"
            expect(page.locator(".check__summary")).to_have_text(summary)
            expect(page.locator(".check__item blockquote")).to_have_text(text)


def test_a_reader_of_the_bundle_checks_a_quotation(visits: Visits, built_site: Path, tmp_path: Path) -> None:
    with ZipFile(built_site / FIRST / f"{FIRST}-offline.zip") as bundle:
        bundle.extractall(tmp_path)
    page = visits.page()
    page.goto(f"{(tmp_path / 'proof.html').as_uri()}#check")
    paste(page, PASTED)
    expect(page.locator(".check__result")).to_contain_text("一字不差 1 处，有出入 1 处，没有找到 1 处。")
    page.locator(".check__item--differs a").click()
    expect(page.locator("[id='i1m1']")).to_be_in_viewport()
