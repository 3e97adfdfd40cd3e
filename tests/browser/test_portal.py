"""Many reports in the browser: their list, and a search with the answers of one engine, of few requests."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from generator.search.engine import Engine
from generator.search.index import Index, merged
from generator.search.write import REPORT_INDEX, search_files
from generator.text.spacing import squeeze
from tests.browser.conftest import serve
from tests.browser.test_search import RESULTS, search
from tests.project import Project, copy_project, once
from tests.searching import ASKING, CASES, SCRIPTS, corpus, near_misses, parted, substrings

REPORTS = 24
ITEMS = 8
"""Of each report."""

ASK = (
    "async (queries) => {"
    + ASKING
    + """
  const answers = [];
  for (const query of queries) {
    let answer = await send({ type: 2, data: query });
    const first = answer.reports;
    while (answer.reports && !answer.reports.done) answer = await send({ type: 6 });
    const { mode, places, terms, reports } = answer;
    const results = answer.results?.map(({ address, text, cut, places }) => [address, text, cut, places]);
    answers.push({ mode, places, terms, results, first });
  }
  return answers;
}
"""
)


def harness(folder: Path, indices: dict[str, Index]) -> None:
    """Put our own search scripts and the files of a portal into a folder."""
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.search.write.LARGEST", 0)
        patch.setattr("generator.search.manifest._GRAMS_A_SHARD", 3000)
        own = {f"{slug}/{REPORT_INDEX}": index.as_text() for slug, index in indices.items()}
        for name, text in {**search_files(indices), **own}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    page = '<!doctype html><meta charset="utf-8"><title>.</title><link rel="icon" href="data:,">'
    (folder / "index.html").write_text(page, encoding="utf-8")


def check(page: Page, folder: Path, indices: dict[str, Index], queries: list[str]) -> list[dict[str, Any]]:
    """Ask the portal's worker and one engine over everything, and fail unless they say the same."""
    harness(folder, indices)
    engine = Engine(merged(indices.values()))
    for address in serve(folder):
        page.goto(address)
        answers: list[dict[str, Any]] = page.evaluate(ASK, queries)
        break
    for query, answer in zip(queries, answers, strict=True):
        twin = engine.search(query)
        assert answer["mode"] == twin.mode, query
        assert answer["terms"] == list(twin.terms), query
        assert answer["places"] == twin.places, query
        reports = list(dict.fromkeys(result[0].partition("/")[0] for result in answer["results"]))
        results = [[r.address, r.text, list(r.cut), r.places] for r in twin.results]
        results.sort(key=lambda result: reports.index(str(result[0]).partition("/")[0]))
        assert answer["results"] == results, query
        told = answer["first"]
        if told.get("all"):
            assert told["all"] == len(reports), query
        assert told["least"] is None or told["least"] <= len(reports), query
    return answers


def test_the_same_answers_as_one_engine(page: Page, tmp_path: Path) -> None:
    texts = corpus()
    queries = [case["query"] for case in CASES] + near_misses(texts, 150, seed=9) + substrings(texts, 250, seed=9)
    queries += [
        "问题 整改",
        "整改 2022年 没有这词",
        '"一是" 二是',
        "(1)",
        " ",
        "",
        "1,000",
        "𠀀",
        "<script>",
        "的",
        "8",
    ]
    check(page, tmp_path, parted(texts.index), queries)


@pytest.mark.parametrize("seed", range(4))
def test_the_same_answers_of_a_few_characters_in_any_order(page: Page, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's draw, the same each time
    alphabet = "整改治村區区 ａA1２3,.，。𠀀"

    def text(most: int) -> str:
        return squeeze("".join(chance.choices(alphabet, k=chance.randint(1, most)))) or "整"

    indices = {}
    for number in range(30):
        lines = [[(text(12), f"a{unit}", unit, chance.randrange(2)) for _ in range(2)] for unit in range(4)]
        pages: list[tuple[str, str, tuple[str, ...]]] = [(f"r{number}/", f"{text(6)}通报", ())]
        indices[f"r{number}"] = Index(pages, [("", 0)] * 4, lines)
    indices = dict(sorted(indices.items()))
    check(page, tmp_path, indices, [text(9) for _ in range(150)] + [f'"{text(3)}" {text(3)}' for _ in range(30)])


def small_report(number: int) -> str:
    """Return a report of a district with a number of its own in each item, and a few words that all have."""
    chance = random.Random(number)  # noqa: S311 - as above
    han = "岚澜栖望澄松霁溪岭沧泊汀枫槐桐竹荷芷若蘅云禾谷麓岳渡埠湾港洲"
    home = f"{han[number % 30]}{han[(number * 7 + 3) % 30]}区"
    items = [
        f"{at}.针对{''.join(chance.sample(han, 3))}项目推进缓慢问题。一是加强统筹。"
        f"{home}制定《{''.join(chance.sample(han, 4))}实施方案》，"
        f"投入{number * 1000 + at}.{chance.randrange(10, 99)}万元，"
        f"排查企业{chance.randrange(100, 999)}家。二是落实责任，已完成整改。"
        for at in range(1, ITEMS + 1)
    ]
    return "\n".join(
        [
            f"中共{home}委关于巡视整改进展情况的通报",
            "现将巡视整改进展情况予以公布。",
            "一、落实整改主体责任",
            *items[: ITEMS // 2],
            "二、逐项推进整改落实",
            *items[ITEMS // 2 :],
            f"中共{home}委员会",
            f"20{10 + number % 15}年11月2日",
        ]
    )


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    for number in range(REPORTS):
        project.add_source(f"qu-{number:02}", small_report(number))
    # Small reports, so that there can be many: one index may hold less here.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.search.write.LARGEST", 40_000)
        patch.setattr("generator.build.around.MOST_BUNDLED", 1)  # which nobody opens here
        project.must("build")


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A built site of two dozen small reports, more than one index holds."""
    return Project(once(tmp_path_factory, "searched-portal", _build) / "project")


@pytest.fixture(scope="session")
def portal_url(portal: Project) -> Iterator[str]:
    """Its address, below a path."""
    yield from serve(portal.site)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page and its worker ask the server for, one after another."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.append(request.url.partition("/sub/")[2])

    page.context.on("request", note)
    return found


def test_nothing_of_the_search_is_fetched_before_it_is_opened(page: Page, portal_url: str, asked: list[str]) -> None:
    page.goto(portal_url, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert not [path for path in asked if path.startswith("search/")]
    page.locator('[data-md-component="search-query"]').click()
    expect(page.locator(".md-search-result__meta")).to_have_text("键入以开始搜索")
    assert [path for path in asked if path.startswith("search/")] == ["search/search_index.json"]


def test_a_number_that_one_report_holds(page: Page, portal_url: str, asked: list[str]) -> None:
    page.goto(f"{portal_url}qu-05/")
    search(page, "投入23003.")
    expect(page.locator(".md-search-result__meta")).to_have_text("共 1 处，在 1 条中")
    counted = Counter(re.sub(r"\d+", "#", path) for path in asked)
    assert counted["qu-#/search.json"] <= 2
    assert counted["search/grams/#.txt"] <= 8
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"qu-23/p1/\?h="))
    expect(page.locator("mark.found").first).to_be_in_viewport()


def test_words_that_all_reports_hold_come_screen_by_screen(page: Page, portal_url: str, asked: list[str]) -> None:
    page.goto(f"{portal_url}?q=落实责任")
    meta = page.locator(".md-search-result__meta")
    expect(meta).to_contain_text("至少")
    assert len([path for path in asked if path.endswith("/search.json")]) <= 16
    box = page.locator(".md-search__scrollwrap")
    for _ in range(1000):
        if not page.locator(".search-on").is_visible():
            break
        box.evaluate("box => box.scrollTo(0, box.scrollHeight)")
        page.wait_for_timeout(50)
    expect(meta).to_have_text(f"共 {ITEMS * REPORTS} 处，在 {ITEMS * REPORTS} 条中")
    assert page.locator(".md-search-result__item").count() == 2 * REPORTS
    expect(page.locator(f"{RESULTS}[href*='/qu-23/']").first).to_be_attached()
    shown = page.locator(".md-search-result__item").evaluate_all("items => items.map((item) => item.innerHTML)")
    plain = [
        re.sub(r"qu-\d+|#[^\"]*|\?[^\"]*|[\s]+|data-md-score=\"[^\"]*\"|[一二]、[^<]*|中共[^<]*", "", html)
        for html in shown
    ]
    first = re.sub(r"<mark>|</mark>", "", plain[0])
    assert first.count("<article") == re.sub(r"<mark>|</mark>", "", plain[-1]).count("<article")


def test_two_characters_tell_how_many_reports(page: Page, portal_url: str) -> None:
    page.goto(portal_url)
    search(page, "统筹")
    expect(page.locator(".md-search-result__meta")).to_contain_text(f"共 {REPORTS} 份通报，以下")


def test_the_report_that_is_named_comes_first(page: Page, portal_url: str) -> None:
    page.goto(portal_url)
    home = small_report(21).split("委关于")[0].removeprefix("中共")
    search(page, home)
    expect(page.locator(RESULTS).first).to_have_attribute("href", re.compile("/qu-(21|01)/"))


def test_what_stands_nowhere_is_not_found(page: Page, portal_url: str, asked: list[str]) -> None:
    page.goto(portal_url)
    search(page, "没有这个词啊")
    expect(page.locator(".md-search-result__meta")).to_have_text("没有找到“没有这个词啊”")
    assert not [path for path in asked if path.endswith("/search.json")]


@pytest.mark.parametrize("number", ["二、6.", "p2#i6", "p2i6"])
def test_a_number_leads_to_its_place_in_the_report_that_is_read(page: Page, portal_url: str, number: str) -> None:
    page.goto(f"{portal_url}qu-17/p1/")
    search(page, number)
    expect(page.locator(".md-search-result__meta")).to_have_text("这是本站的网址或编号，可以直接打开")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal_url}qu-17/p2/#i6")


def test_a_number_behind_a_report_s_name_leads_there(page: Page, portal_url: str) -> None:
    home = small_report(21).split("委关于")[0].removeprefix("中共")
    for query in (f"{home} 2.6", "qu-21 2.6"):
        page.goto(f"{portal_url}qu-05/")
        search(page, query)
        item = page.locator(".md-search-result__item").first
        expect(item.locator("a[href$='/qu-21/p2/#i6']")).to_be_attached()


def test_a_number_alone_is_looked_up_in_few_reports(page: Page, portal_url: str) -> None:
    page.goto(portal_url)
    search(page, "二、6")
    told = "这是编号，以下是 4 份通报里的；要找别的，请在前面写通报的名称"
    expect(page.locator(".md-search-result__meta")).to_have_text(told)
    assert page.locator(".md-search-result__item a[href$='#i6']").count() == 4


def test_a_number_that_is_a_figure_still_finds_the_text(page: Page, portal_url: str) -> None:
    figure = re.findall(r"投入(\d+)\.(\d+)万元", small_report(3))[4]
    page.goto(f"{portal_url}qu-17/")
    search(page, f"投入{'.'.join(figure)}万元")
    expect(page.locator(".md-search-result__meta")).to_contain_text("1 处")
    expect(page.locator(RESULTS).first).to_have_attribute("href", re.compile("/qu-03/"))


def test_a_new_build_is_noticed(page: Page, portal: Project, tmp_path: Path) -> None:
    site = Path(shutil.copytree(portal.site, tmp_path / "site"))
    for address in serve(site):
        page.goto(address)
        search(page, "统筹")
        expect(page.locator(".md-search-result__meta")).to_contain_text(f"共 {REPORTS} 份通报")
        manifest = site / "search" / "search_index.json"
        (stamp,) = re.findall(r'"stamp":"(\w+)"', manifest.read_text(encoding="utf-8"))
        for path in [manifest, *(site / "search" / "grams").glob("*.txt")]:
            path.write_text(path.read_text(encoding="utf-8").replace(stamp, "another-one"), encoding="utf-8")
        search(page, "投入23003.")
        expect(page.locator(".md-search-result__meta")).to_have_text("共 1 处，在 1 条中")
        break


ROWS = "article .reports tbody tr"


def test_the_list_is_filtered(page: Page, portal_url: str) -> None:
    page.goto(portal_url)
    expect(page.locator(ROWS)).to_have_count(REPORTS)
    shown, told = page.locator(f"{ROWS}:visible"), page.get_by_role("status").filter(has_text="显示")
    for at, name in enumerate(("发布单位", "地区", "层级", "轮次", "年份"), start=1):
        values = page.locator(f"{ROWS} td:nth-child({at + 1})").all_inner_texts()
        wanted = Counter(values).most_common()[-1][0]
        page.get_by_role("combobox", name=name).select_option(wanted)
        expect(told).to_have_text(f"显示 {values.count(wanted)} / {REPORTS} 份")
        assert [row.locator("td").nth(at).inner_text() for row in shown.all()] == [wanted] * values.count(wanted)
        page.get_by_role("combobox", name=name).select_option("全部")
    page.get_by_role("combobox", name="状态").select_option("partly_stated")
    assert shown.count() == sum(
        "部分说明" in text for text in page.locator(f"{ROWS} td:nth-child(7)").all_inner_texts()
    )
    page.get_by_label("含有文字").fill(small_report(7)[2:6])
    expect(shown.first).to_contain_text(small_report(7)[2:6])
    assert shown.count() < REPORTS


def test_the_list_is_sorted(page: Page, portal_url: str) -> None:
    page.goto(portal_url)
    years = page.locator(f"{ROWS} td:nth-child(6)")
    newest = years.all_inner_texts()
    assert newest == sorted(newest, reverse=True)
    page.get_by_role("button", name="年份").click()
    expect(page.get_by_role("columnheader", name="年份")).to_have_attribute("aria-sort", "ascending")
    assert years.all_inner_texts() == sorted(newest)
    page.get_by_role("button", name="发布单位").click()
    assert len(set(page.locator(f"{ROWS} td:nth-child(2)").all_inner_texts())) > REPORTS // 2
