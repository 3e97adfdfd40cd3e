"""Addresses of a page in a bundle lead where those of the site's page lead, though they are written in another way."""

from __future__ import annotations

import pytest

from generator.proof.addresses import ends_of, parted, without_addresses

PAGE = "p1/index.html"
SAME = [
    ("../p2/#i1", "p2.html#i1"),
    ("../", "index.html"),
    ("../#facts", "index.html#facts"),
    ("./", "p1.html"),
    ("./?h=x#i1", "p1.html?h=x#i1"),
    ("#i1", "#i1"),
    ("../versions/2/", "versions/2.html"),
    ("../versions/2/index.html", "versions/2.html"),
    ("../../another-2024/", "../another-2024/index.html"),
    ("../../another-2024/p3/", "../another-2024/p3.html"),
    ("../source.txt", "source.txt"),
    ("mailto:a@a.example", "mailto:a@a.example"),
    ("https://a.example/p2/", "https://a.example/p2/"),
]
"""An address on the site's page and one of the bundle's page that leads to the same."""
OTHERS = [
    ("../p2/#i1", "p3.html#i1"),
    ("../p2/#i1", "p2.html#i2"),
    ("../p2/", "index.html#i1"),
    ("../p2/", "https://a.example/p2/"),
    ("../p2/", "//a.example/p2.html"),
    ("#i1", "#i2"),
    ("../source.txt", "another.txt"),
]
"""An address on the site's page and one that leads elsewhere."""


@pytest.mark.parametrize(("here", "there"), SAME)
def test_what_leads_to_the_same(here: str, there: str) -> None:
    assert {*ends_of(there, PAGE)} <= {*ends_of(here, PAGE)}


@pytest.mark.parametrize(
    ("page", "here", "there"),
    [
        ("yunxi/p1/index.html", "../", "../yunxi.html"),
        ("yunxi/versions/1/index.html", "../../", "../../yunxi.html"),
        ("yunxi/p1.html", "index.html", "../yunxi.html"),
        ("yunxi/versions/1.html", "../index.html", "../../yunxi.html"),
        ("yunxi/versions/1/index.html", "../../index.html", "../../yunxi.html"),
    ],
)
def test_the_cover_of_what_was_taken_back_is_a_file_in_a_bundle(page: str, here: str, there: str) -> None:
    assert {*ends_of(there, page)} <= {*ends_of(here, page, in_site=True)}


@pytest.mark.parametrize(("here", "there"), OTHERS)
def test_what_leads_elsewhere(here: str, there: str) -> None:
    assert not {*ends_of(there, PAGE)} <= {*ends_of(here, PAGE)}


def test_a_page_with_a_chinese_name_leads_to_itself() -> None:
    here = {*ends_of("./", "说明/index.html", in_site=True)}
    assert {*ends_of("%E8%AF%B4%E6%98%8E.html", "说明.html")} <= here


def test_every_address_of_a_tag_is_found() -> None:
    html = '<a class="x" href="p2.html" title="y">1</a><img src="a.png"><video href="b" src="c"></video>text href="no"'
    rest, found = parted(html)
    assert rest == without_addresses(html) == '<a class="x" title="y">1</a><img><video></video>text href="no"'
    assert found == {"p2.html", "a.png", "b", "c"}
