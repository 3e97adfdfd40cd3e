"""The comparison's tables: their order, what is left out and said to be, and how large they get."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

from generator.compare.compared import Compared, Figures, Read
from generator.edition.listed import Listed
from generator.model.status import Status
from generator.writers.portal.comparison import (
    MOST_INDICATORS,
    MOST_OF_ONE,
    MOST_PAGES,
    MOST_ROWS,
    PAGE_BYTES,
    comparisons,
    write_compare,
)


def report(slug: str, body: str | None, year: int | None) -> Listed:
    """Return a report as lists show it."""
    return Listed(
        slug=slug, title="通报", issuing_body=body, region=None, level=None, round=None, inspector=None, inspected=None,
        published=None, signed=date(year, 11, 3) if year else None, counts="", status=dict.fromkeys(Status, 0),
    )  # fmt: skip


def figure(indicator: str, value: int, sentence: str = "") -> Compared:
    """Return a figure."""
    said = sentence or f"共有{value}个。"
    return Compared(indicator, "", f"{value}个", value, None, "个", "", "", said, f"p1.md#d{value}")


def given(figures: dict[str, list[Compared]]) -> Callable[[str], Figures]:
    """Return what gives a report's figures."""
    return lambda slug: Read(tuple(figures[slug]))


def names(text: str) -> list[str]:
    """Return the indicators of a page."""
    return re.findall(r"^## (.*) \{:", text, re.MULTILINE)


def rows(text: str) -> list[list[str]]:
    """Return the cells of a page's tables."""
    lines = [line for line in text.splitlines() if line.startswith("| [")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_only_what_two_reports_tell_the_most_shared_first() -> None:
    figures = {
        "a": [figure("甲（个）", 1), figure("乙（个）", 2), figure("丙（个）", 3), figure("", 9)],
        "b": [figure("乙（个）", 4), figure("丙（个）", 5), figure("丁（个）", 6), figure("", 9)],
        "c": [figure("乙（个）", 7), figure("戊（个）", 8), figure("戊（个）", 9)],
    }
    reports = [report("a", "云溪县委", 2021), report("b", None, None), report("c", "中共云溪县委", 2019)]
    found = write_compare(reports, given(figures))
    text = found.pages["compare.md"]
    assert names(text) == ["乙（个）", "丙（个）"]
    assert [(row[0], row[1], row[2]) for row in rows(text)] == [
        ("[未载明](b/index.md)", "未载明", "4个"),
        ("[中共云溪县委](c/index.md)", "2019", "7个"),
        ("[云溪县委](a/index.md)", "2021", "2个"),
        ("[未载明](b/index.md)", "未载明", "5个"),
        ("[云溪县委](a/index.md)", "2021", "3个"),
    ]
    assert "有 2 项指标见于两份以上" in text
    assert "没有列出" not in text
    assert found.linked == ("a/index.md", "a/p1.md", "b/index.md", "b/p1.md", "c/index.md", "c/p1.md")


def test_any_order_gives_the_same_pages() -> None:
    reports = [report(f"r{at}", f"{'甲乙丙'[at % 3]}县委", 2015 + at % 4) for at in range(12)]
    figures = {one.slug: [figure(f"指标{at % 5}", at) for at in range(9)] for one in reports}
    wanted = write_compare(reports, given(figures))
    for seed in range(5):
        assert write_compare(Random(seed).sample(reports, 12), given(figures)) == wanted  # noqa: S311 - any order


def test_too_few_reports_or_nothing_in_common() -> None:
    one, other = report("a", "甲县委", 2021), report("b", "乙县委", 2021)
    figures = {"a": [figure("甲（个）", 1)], "b": [figure("乙（个）", 1)]}
    assert write_compare([one], given(figures)).pages == {}
    text = write_compare([one, other], given(figures)).pages["compare.md"]
    assert "2 份通报里没有名称和单位都相同的数字。" in text
    assert names(text) == []


def test_of_many_the_newest_are_shown_and_the_rest_counted() -> None:
    reports = [report(f"r{at:03}", "甲县委", 1900 + at) for at in range(MOST_ROWS)]
    figures = {one.slug: [figure("甲（个）", at) for at in range(MOST_OF_ONE + 1)] for one in reports}
    text = write_compare(reports, given(figures)).pages["compare.md"]
    found = rows(text)
    assert len(found) == MOST_ROWS
    assert found[-1][1] == str(1900 + MOST_ROWS - 1)
    assert [row[2] for row in found[-3:]] == ["0个", "1个", "2个"]
    left = MOST_ROWS * (MOST_OF_ONE + 1) - MOST_ROWS
    assert f"见于 {MOST_ROWS} 份通报，另有 {left} 处没有列出。" in text


def test_a_thousand_reports_are_pages_of_bounded_size() -> None:
    reports = [report(f"r{at:04}", f"第{at % 300}县委", 2000 + at % 20) for at in range(1000)]
    told = [figure(f"指标{at}", at, "很长的一句话" * 40 + f"共有{at}个。") for at in range(MOST_INDICATORS + 50)]
    found = write_compare(reports, lambda _: Read(tuple(told)))
    assert len(found.pages) == MOST_PAGES
    assert (
        list(found.pages)
        == comparisons(found.pages)
        == ["compare.md", *(f"compare-{at}.md" for at in range(2, MOST_PAGES + 1))]
    )
    longest = max(len(text.encode()) for text in found.pages.values())
    assert longest < PAGE_BYTES + 5_000
    shown = [name for text in found.pages.values() for name in names(text)]
    assert len(shown) == len(set(shown))
    left = MOST_INDICATORS + 50 - len(shown)
    for number, text in enumerate(found.pages.values(), 1):
        assert f"列出前 {len(shown)} 项，其余 {left} 项没有列出" in text
        assert f"第 {number} 页，共 {MOST_PAGES} 页。" in text
    assert "previous: compare.md\nnext: compare-3.md" in found.pages["compare-2.md"]


def test_a_long_sentence_is_cut_around_its_figure() -> None:
    figures = {slug: [figure("甲（个）", 7, "前" * 200 + "共有7个" + "后" * 200)] for slug in "ab"}
    text = write_compare([report("a", "甲", 2020), report("b", "乙", 2020)], given(figures)).pages["compare.md"]
    for row in rows(text):
        assert re.fullmatch(r"\[…前+共有7个后+…\]\([ab]/p1\.md#d7\)", row[-1])
        assert len(row[-1]) < 140
