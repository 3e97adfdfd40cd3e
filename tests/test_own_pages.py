"""Pages that people wrote are found by `gongkai search`; a quotation is looked for in reports alone."""

from __future__ import annotations

import json

import pytest

from tests.project import SMALL, Project

PAGE = """---
tags: [办公]
---
# 关于本站

每月**更新**一次。

## 联系 {#contact}

- 电话 0200-1234567
- 邮箱

    办公室代转

| 时间 | 地点 |
| --- | --- |
| 上午 | 青禾路 |
"""


@pytest.fixture
def site(empty_project: Project) -> Project:
    """A project with a report, a page of its own in a folder, and one that gongkai writes."""
    empty_project.add_source("yunxi-2021", SMALL)
    page = empty_project.root / "docs_src" / "guide" / "about.md"
    page.parent.mkdir()
    page.write_text(PAGE, encoding="utf-8")
    empty_project.must("convert")
    return empty_project


def found(project: Project, query: str) -> list[str]:
    """Return the addresses that a query finds."""
    done = project.run("search", query, "--json")
    return [result["address"] for result in json.loads(done.stdout)["results"]]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("每月更新一次", "guide/about/"),
        ("0200-1234567", "guide/about/"),
        ("办公室代转", "guide/about/"),
        ("青禾路", "guide/about/"),
        ("台账不全", "yunxi-2021/"),
    ],
)
def test_own_pages_are_found(site: Project, query: str, address: str) -> None:
    [first, *more] = found(site, query)
    assert first.startswith(address)
    assert len(more) <= 1


def test_what_gongkai_writes_is_found_once(site: Project) -> None:
    reports = found(site, "云溪区整改通报")
    assert reports
    assert all(address.startswith("yunxi-2021/") for address in reports)
    [only] = found(site, "办公")
    assert only.startswith("guide/about/"), "front-matter is no text"


def test_a_quotation_of_an_own_page_is_none_of_a_report(site: Project) -> None:
    article = site.root / "article.txt"
    article.write_text("他们说：“每月更新一次”。\n", encoding="utf-8")
    assert site.run("quote", article).returncode == 1
    article.write_text("通报说：“1.针对台账不全的问题。已完成3份。”\n", encoding="utf-8")
    assert site.run("quote", article).returncode == 0
