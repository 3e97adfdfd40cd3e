"""The real site says exactly what its sources say, read by these tests' own means."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.site.mkdocs.stock import THEME
from tests.project import FIRST, SECOND, Project
from tests.reading import MARKS, first_difference, full_page_text, section_pages_text, set_aside, source_text

CHROME = {
    FIRST: [1, 5, 147, 149, 151, 153, 155],
    SECOND: [1, 6, 45],
}
"""The lines of each source that are page chrome, found by eye."""


def _source(project: Project, slug: str) -> str:
    return (project.root / "docs_src" / slug / "source.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_section_pages_hold_the_source(project: Project, slug: str) -> None:
    expected = source_text(_source(project, slug), set_aside(project.site, slug)).translate(MARKS)
    found = section_pages_text(project.root / "docs_src", project.site, slug).translate(MARKS)
    assert not first_difference(expected, found), first_difference(expected, found)


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_full_page_holds_the_source(project: Project, slug: str) -> None:
    expected = source_text(_source(project, slug), set_aside(project.site, slug)).translate(MARKS)
    found = full_page_text(project.site, slug).translate(MARKS)
    assert not first_difference(expected, found), first_difference(expected, found)


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_only_chrome_is_set_aside(project: Project, slug: str) -> None:
    assert sorted(set_aside(project.site, slug)) == CHROME[slug]


def test_figures_keep_their_marks(project: Project) -> None:
    """Full-width marks are for Chinese text; figures, addresses and times keep theirs."""
    source = _source(project, FIRST)
    shown = full_page_text(project.site, FIRST)
    for figure in ("554.66万平方米", "2021年1—9月", "020-36898776"):
        assert figure in source
        assert figure in shown
    assert "，" in shown
    assert "，" not in source


def test_mkdocs_alone_builds_the_same_pages(project: Project, plain_site: Path) -> None:
    """What is committed is plain MkDocs: its own command makes every page, with the same article."""
    site = plain_site
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    built = {path.relative_to(project.site).as_posix() for path in project.site.rglob("*.html")}
    assert pages == built - {f"{slug}/{slug}.html" for slug in (FIRST, SECOND)}
    results = "proof/index.html", f"{FIRST}/index.html", f"{SECOND}/index.html", "full/index.html"
    compared = [page for page in sorted(pages) if not page.endswith(results) and page != "index.html"]
    assert len(compared) > 30
    for page in compared:
        assert article_of(site / page) == article_of(project.site / page), page
    for page in sorted(pages):
        for here, there in zip(*(links_of(folder / page) for folder in (site, project.site)), strict=True):
            assert here == there, page


def article_of(page: Path) -> str | None:
    """Return a page's article as HTML; None for a page without one."""
    found = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("article")
    return found.html if found else None


def links_of(page: Path) -> list[str | None]:
    """Return where a page leads, what the build adds to it left out."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    for node in tree.css(".downloads, .proof, .tools__menu a[download]"):
        node.decompose()
    return [link.attributes.get("href") for link in tree.css("a")]


def test_source_is_published_byte_for_byte(project: Project) -> None:
    for slug in (FIRST, SECOND):
        published = project.site / slug / "source.txt"
        assert published.read_bytes() == (project.root / "docs_src" / slug / "source.txt").read_bytes()


def test_scripts_stay_small(built_site: Path) -> None:
    """All that readers do with a report came for twelve thousand bytes beside the scripts that were there before."""
    before, allowed = 23_309, 12_000
    ours = {path.relative_to(THEME).as_posix() for path in THEME.rglob("*.js")}
    fingerprint = re.compile(r"\.[0-9a-f]{8}(?=\.js$)")
    found = [path.relative_to(built_site).as_posix() for path in built_site.rglob("assets/**/*.js")]
    served = {fingerprint.sub("", name): built_site / name for name in found}
    sizes = {name: len(gzip.compress(served[name].read_bytes(), 9)) for name in sorted(ours)}
    assert sum(sizes.values()) <= before + allowed, sizes


def test_home_leads_to_what_the_proof_claims(built_site: Path) -> None:
    home = (built_site / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<a href="([a-z0-9-]+)/proof/#claims">每一字都与原始文件核对过</a>', home)
    assert found
    assert 'id="claims"' in (built_site / found[1] / "proof" / "index.html").read_text(encoding="utf-8")
