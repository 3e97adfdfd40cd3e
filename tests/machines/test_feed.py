"""The Atom feed holds to RFC 4287, and says of each report only what the report says."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from generator.settings.site import SiteSettings
from generator.site.machines.feed import write_feed
from generator.site.machines.published import Entry, Published
from generator.site.machines.published import Site as PublishedSite
from tests.machines.conftest import HOSTILE, Site
from tests.project import ROOT, Project, copy_project

ATOM = {"a": "http://www.w3.org/2005/Atom"}
GRAMMAR = etree.RelaxNG(file=str(ROOT / "tests" / "fixtures" / "atom.rng"))
XML = "{http://www.w3.org/XML/1998/namespace}"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")


def feed_of(site: Site) -> etree._Element:
    return etree.fromstring((site.root / "feed.xml").read_bytes())


def texts(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path, namespaces=ATOM)
    assert isinstance(found, list)
    return [str(text) for text in found]


def entries(feed: etree._Element) -> list[etree._Element]:
    return feed.findall("a:entry", ATOM)


def test_the_feed_is_valid(site: Site) -> None:
    GRAMMAR.assertValid(feed_of(site))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<id>", "<id>../"),
        ("<updated>2", "<updated>on 2"),
        ("<name>", "<nom/><name>"),
        ("+08:00", ""),
        ("href=", "src="),
    ],
)
def test_the_grammar_catches_what_is_wrong(below: Site, old: str, new: str) -> None:
    text = below.text("feed.xml")
    assert old in text
    assert not GRAMMAR.validate(etree.fromstring(text.replace(old, new).encode()))


def test_rules_that_no_grammar_says(site: Site) -> None:
    feed = feed_of(site)
    ids = texts(feed, "//a:id/text()")
    assert len(ids) == len(set(ids))  # 4.2.6
    assert texts(feed, "a:author/a:name/text()")  # 4.1.1: every entry has an author, its own or the feed's
    for holder in (feed, *entries(feed)):
        links = [(link.get("type"), link.get("hreflang")) for link in holder.findall("a:link[@rel='alternate']", ATOM)]
        assert len(links) == len(set(links)) == 1  # 4.1.1 and 4.1.2
    for stamp in texts(feed, "//a:updated/text() | //a:published/text()"):
        assert STAMP.fullmatch(stamp)
        datetime.fromisoformat(stamp)


def test_entries_tell_the_reports_that_have_a_date_newest_first(site: Site) -> None:
    feed = feed_of(site)
    assert texts(feed, "a:entry/a:title/text()")[0] == HOSTILE
    updated = texts(feed, "a:entry/a:updated/text()")
    assert updated == [
        "2024-03-02T09:05:07+08:00",
        "2024-03-02T00:00:00+08:00",
        "2023-10-09T00:00:00+08:00",  # the signature's, as for the next two: they state no publication
        "2023-09-28T00:00:00+08:00",
        "2023-06-15T00:00:00+08:00",
        "2023-03-20T16:05:00+08:00",
    ]
    assert texts(feed, "a:updated/text()") == updated[:1]
    assert len(texts(feed, "a:entry/a:published/text()")) == 3  # nor is a signature taken for one
    assert "undated" not in site.text("feed.xml")
    first = entries(feed)[0]
    assert texts(first, "a:author/a:name/text()") == ["甲县县委"]
    assert texts(first, "a:summary/text()") == [HOSTILE]


def test_every_link_leads_to_a_file_of_the_site(site: Site) -> None:
    feed = feed_of(site)
    address = site.address or "https://anywhere.example/a/b/"
    base = urljoin(f"{address}feed.xml", feed.get(f"{XML}base", ""))
    links = texts(feed, "//a:link/@href")
    assert len(links) == 2 + 3 * len(entries(feed))
    for link in links:
        whole = urljoin(base, link)
        assert whole.startswith(address), link
        path = site.root / urlsplit(whole).path.removeprefix(urlsplit(address).path)
        assert (path / "index.html" if whole.endswith("/") else path).is_file(), link


def test_with_an_address_every_link_and_id_is_whole(below: Site, at_root: Site) -> None:
    for site in (below, at_root):
        feed = feed_of(site)
        assert feed.get(f"{XML}base") is None
        assert all(link.startswith(site.address) for link in texts(feed, "//a:link/@href | //a:id/text()"))
        assert texts(feed, "a:link[@rel='self']/@href") == [f"{site.address}feed.xml"]
        assert texts(entries(feed)[0], "a:id/text()") == [f"{site.address}hostile/"]


def test_without_an_address_links_are_relative_to_a_stated_base(bare: Site) -> None:
    feed = feed_of(bare)
    assert feed.get(f"{XML}base") == "./"
    assert all("://" not in link and not link.startswith("/") for link in texts(feed, "//a:link/@href"))
    assert all(name.startswith("urn:uuid:") for name in texts(feed, "//a:id/text()"))


def feeds_named(site: Site, page: str) -> list[str]:
    """Return the addresses of the feeds that a page names, from the site's folder."""
    links = site.head(page).xpath("link[normalize-space(@rel)='alternate']")
    assert {link.get("type") for link in links} == {"application/atom+xml"}
    here = "/" if page == "404.html" else f"/{page}"
    folder = urlsplit(site.address).path.rstrip("/") if page == "404.html" else ""
    return [urljoin(here, link.get("href")).removeprefix(f"{folder}/") for link in links]


def bodies(site: Site) -> dict[str, etree._Element]:
    """Return the bodies' feeds by address."""
    found = sorted((site.root / "feeds").glob("*.xml"))
    return {f"feeds/{path.name}": etree.fromstring(path.read_bytes()) for path in found}


def test_every_page_names_the_feed(site: Site) -> None:
    for page in site.pages:
        assert feeds_named(site, page)[0] == "feed.xml", page


def test_each_body_has_a_feed_of_its_own_that_is_valid(site: Site) -> None:
    feeds = bodies(site)
    told = [texts(feed, "a:entry/a:id/text()") for feed in feeds.values()]
    of_site = feed_of(site)
    assert sorted(one for ids in told for one in ids) == sorted(texts(of_site, "a:entry/a:id/text()"))
    assert len({*texts(of_site, "a:id/text()"), *(texts(feed, "a:id/text()")[0] for feed in feeds.values())}) == len(
        [*feeds, of_site]
    )
    for address, feed in feeds.items():
        GRAMMAR.assertValid(feed)
        (author,) = texts(feed, "a:author/a:name/text()")
        assert set(texts(feed, "a:entry/a:author/a:name/text()")) == {author}
        base = urljoin(f"{site.address or 'https://anywhere.example/a/b/'}{address}", feed.get(f"{XML}base", ""))
        whole = urljoin(base, texts(feed, "a:link[@rel='self']/@href")[0])
        assert whole == f"{site.address or 'https://anywhere.example/a/b/'}{address}"


def test_home_names_every_bodys_feed_and_a_report_its_own_bodys(site: Site) -> None:
    feeds = bodies(site)
    assert feeds_named(site, "index.html") == ["feed.xml", *feeds]
    (own,) = (address for address, feed in feeds.items() if HOSTILE in texts(feed, "a:entry/a:title/text()"))
    for page in site.pages:
        if page.startswith("hostile/"):
            assert feeds_named(site, page) == ["feed.xml", own], page
    assert feeds_named(site, "undated/index.html") == ["feed.xml"]
    assert feeds_named(site, "check/index.html") == ["feed.xml"]


def test_a_corrected_title_keeps_the_id_and_the_date(tmp_path: Path, below: Site) -> None:
    project = _one_report(tmp_path, "title: 改过的标题\npublished: 2024-03-02 09:05:07\n")
    project.must("build")
    feed = etree.fromstring((project.site / "feed.xml").read_bytes())
    before = entries(feed_of(below))[0]
    assert texts(feed, "a:entry/a:title/text()") == ["改过的标题"]
    for name in ("id", "updated"):
        assert texts(feed, f"a:entry/a:{name}/text()") == texts(before, f"a:{name}/text()")


def test_a_character_that_xml_forbids_is_left_out(tmp_path: Path) -> None:
    project = _one_report(tmp_path, 'title: "标题\\x07\\uFFFE"\npublished: 2024-03-02\n')
    project.must("build")
    feed = etree.fromstring((project.site / "feed.xml").read_bytes())
    assert texts(feed, "a:entry/a:title/text()") == ["标题"]


def test_without_any_date_there_is_no_feed(tmp_path: Path) -> None:
    project = _one_report(tmp_path, "")
    project.must("build")
    assert not (project.site / "feed.xml").exists()
    assert "application/atom+xml" not in (project.site / "index.html").read_text(encoding="utf-8")


def _one_report(folder: Path, settings: str) -> Project:
    project = copy_project(folder / "project", reports=False)
    config = project.root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('site_url: ""', 'site_url: "https://www.yunchuan.gov.cn/xxgk/"'), encoding="utf-8")
    project.add_source("hostile", "甲县县委关于整改的通报\n一、总体情况\n已经整改。\n", settings)
    return project


def test_of_many_reports_the_newest_are_in_the_feed() -> None:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(150)]
    reports = tuple(map(a_report, days))
    made = PublishedSite("站", None, "https://example.org/", SiteSettings(), {}, reports)
    feed = etree.fromstring((write_feed(made) or "").encode())
    assert texts(feed, "a:entry/a:updated/text()") == [f"{day}T00:00:00+08:00" for day in reversed(days[50:])]


def a_report(day: date) -> Published:
    cover = Entry("cover", "通报", None, f"r{day}/", f"r{day}")
    return Published(f"r{day}", "通报", cover, None, (), day, None, None, None, None, (), None)
