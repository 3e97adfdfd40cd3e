"""The proof of what is outside the reports' folders: pages, lists, feeds, search, server files, the bundle of all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.proof.files.archive import Archive
from generator.proof.files.bundle import wrong_site_bundle
from generator.proof.files.crawled import wrong_crawled
from generator.proof.files.described import Described, PageHead, head_of
from generator.proof.files.leads import is_redirect, redirect_of, wrong_index_of_all
from generator.proof.files.listings import wrong_listings, wrong_missing
from generator.proof.files.manifest import read_own
from generator.proof.pages.frame import script_faults
from generator.wording import say

Check = Callable[[Path, Collection[str], Mapping[str, str], Collection[str]], Iterator[str]]
"""A further check of a site, given the names of the reports' folders, the present slugs of renamed reports by former
slug, and the files that the publisher has in place of gongkai's; it yields a sentence for each fault."""


def wrong_outside(
    site: Path, shared: Archive | None, reports: Collection[str], note: Callable[[str], None], more: Iterable[Check]
) -> Iterator[str]:
    """Yield the faults around the reports: in pages, feeds and search, and in the bundle of all reports (`shared`).

    `note` is called with what is not compared, `more` are further checks.
    """
    heads: dict[str, PageHead] = {}
    moved: dict[str, str] = {}
    for name in sorted(pages_around(site, reports)):
        data = (site / name).read_bytes()
        html = data.decode("utf-8", "replace")
        url = redirect_of(site, name, html) if is_redirect(html) else ""
        if url is None:
            yield say("{page}: it is no redirect to a page of this site; run `gongkai build`.", page=name)
        elif url and name.count("/") == 1 and name.endswith("/index.html"):
            moved[name.partition("/")[0]] = url.partition("/")[0]
        tree = LexborHTMLParser(data)
        for fault in script_faults(tree):
            yield say("{page}: {fault}.", page=name, fault=fault)
        heads[name] = head_of(tree)
    yield from wrong_index_of_all(site, reports)
    own = read_own(site)
    if own:
        note(say("The publisher's own, and not compared with the pages: {names}.", names=", ".join(sorted(own))))
    described = Described(site, reports, heads, moved)
    if described.is_ours:
        yield from wrong_missing(described, own)
        yield from wrong_listings(described)
        yield from wrong_crawled(described, own)
    else:
        note(say("Home is made by another template than gongkai's: lists, feeds and sitemaps are not compared."))
    for check in more:
        yield from check(site, reports, moved, own)
    if shared:
        yield from wrong_site_bundle(shared, site, described.home.title, reports)


def pages_around(site: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield the paths in the site of the pages outside the folders of `reports`."""
    yield from (path.name for path in site.glob("*.html"))
    for top in site.iterdir():
        if top.is_dir() and top.name not in reports:
            yield from (path.relative_to(site).as_posix() for path in top.rglob("*.html"))
