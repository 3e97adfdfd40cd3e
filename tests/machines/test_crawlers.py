"""robots.txt and sitemap.xml: whole addresses or nothing, and no date but a report's own."""

from __future__ import annotations

from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from tests.machines.conftest import Site
from tests.project import copy_project, fingerprint, mkdocs_build

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def urls(site: Site) -> list[etree._Element]:
    """Return the pages of a site's sitemaps: those that the one of robots.txt names, each of its own folder alone."""
    index = etree.fromstring((site.root / "sitemap.xml").read_bytes())
    assert index.tag == f"{{{MAP['s']}}}sitemapindex"
    found = []
    for address in index.findall("s:sitemap/s:loc", MAP):
        name = str(address.text).removeprefix(site.address)
        sitemap = etree.fromstring((site.root / name).read_bytes())
        assert sitemap.tag == f"{{{MAP['s']}}}urlset"
        below = sitemap.findall("s:url", MAP)
        top = site.address + name.rpartition("/")[0]
        assert all(str(url.findtext("s:loc", namespaces=MAP)).startswith(top) for url in below)
        found += below
    return found


def test_robots_let_everybody_read_and_name_the_sitemap(site: Site) -> None:
    robots = RobotFileParser()
    robots.parse(site.text("robots.txt").splitlines())
    assert robots.can_fetch("anybody", "/xxgk/hostile/")
    assert robots.site_maps() == ([f"{site.address}sitemap.xml"] if site.address else None)


def test_the_sitemap_holds_every_page_with_its_canonical_address(below: Site, at_root: Site) -> None:
    for site in (below, at_root):
        found = [url.findtext("s:loc", namespaces=MAP) for url in urls(site)]
        canonical = [
            link.get("href") for page in site.pages for link in site.head(page).xpath("link[@rel='canonical']")
        ]
        assert sorted(map(str, found)) == sorted(canonical)
        assert len(found) == len(site.pages) - 1  # all but 404
        assert set(found) == {
            site.address + page.removesuffix("index.html") for page in site.pages if page != "404.html"
        }


def test_the_sitemap_dates_pages_with_their_reports_date(below: Site) -> None:
    dates = {
        str(url.findtext("s:loc", namespaces=MAP)).removeprefix(below.address): url.findtext(
            "s:lastmod", namespaces=MAP
        )
        for url in urls(below)
    }
    assert dates[""] == dates["hostile/"] == dates["hostile/p1f1/"] == "2024-03-02"
    assert dates["title-twice/full/"] == "2023-03-20"
    assert dates["no-numbering/"] == "2023-10-09"
    assert dates["undated/"] is None


def test_without_an_address_there_is_no_sitemap_and_nothing_absolute(bare: Site) -> None:
    assert not list(bare.root.rglob("sitemap*"))
    for page in bare.pages:
        assert not bare.head(page).xpath("link[@rel='canonical'] | meta[@property='og:url'] | meta[@name='Url']")


def test_a_canonical_address_stands_only_on_the_sites_pages(below: Site) -> None:
    assert not below.head("404.html").xpath("link[@rel='canonical']")
    (link,) = below.head("hostile/p1/index.html").xpath("link[@rel='canonical']")
    assert link.get("href") == "https://www.yunchuan.gov.cn/xxgk/hostile/p1/"


def test_mkdocs_alone_makes_the_same_at_any_time(below: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No byte of MkDocs' own build is the clock's, and what machines ask for is what `gongkai build` publishes."""
    found = []
    for epoch in ("0", "1900000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        mkdocs_build(below.project, tmp_path / epoch)
        found.append(fingerprint(tmp_path / epoch))
    assert found[0] == found[1]
    alone = etree.fromstring((tmp_path / "0" / "sitemap.xml").read_bytes()).findall("s:url/s:loc", MAP)
    assert {loc.text for loc in alone} == {url.findtext("s:loc", namespaces=MAP) for url in urls(below)}
    for name in ("feed.xml", "robots.txt"):
        assert (tmp_path / "0" / name).read_bytes() == (below.root / name).read_bytes()


def test_the_publishers_own_robots_and_feed_stay(below: Site, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", reports=False)
    project.add_source("hostile", (below.project.root / "docs_src" / "hostile" / "source.txt").read_bytes())
    (project.root / "docs_src" / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    (project.root / "docs_src" / "feed.xml").write_text("<feed/>\n", encoding="utf-8")
    project.must("build")
    assert (project.site / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nDisallow: /\n"
    assert (project.site / "feed.xml").read_text(encoding="utf-8") == "<feed/>\n"
    home = LexborHTMLParser((project.site / "index.html").read_text(encoding="utf-8"))
    links = [link.attributes.get("href") for link in home.css("link[type='application/atom+xml']")]
    assert "feed.xml" in links
