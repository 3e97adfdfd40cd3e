"""Robots.txt, sitemaps and feeds: each must be what gongkai writes of the pages that the site has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from html import unescape

from generator.proof.files.described import Described
from generator.site.machines.crawlers import (
    ROBOTS,
    SITEMAP,
    SITEMAP_AROUND,
    write_robots,
    write_sitemap,
    write_sitemap_index,
)
from generator.site.machines.feed import FEED, FEEDS, id_of, write_body_feeds, write_feed
from generator.site.machines.published import Site
from generator.wording import say

_ENTRY, _END = "<entry>", "</feed>\n"
_ID = re.compile(r"<id>([^<]*)</id>")
_TITLE = re.compile(r"<title>([^<]*)</title>")
_LARGEST = 5_000_000
"""Maximum bytes of a feed, which has a hundred entries."""


def wrong_crawled(described: Described, own: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each of these files that does not say what the pages say; `own` are the publisher's.

    Raises CheckFailed if the reports' data can't be read.
    """
    site = described.site
    right: dict[str, str | None] = {ROBOTS: write_robots(site)}
    is_preview = not described.home.indexed and not any(head.indexed for head in described.covers.values())
    if not (site.address and is_preview):  # every page of a preview asks not to be listed
        right |= {SITEMAP: write_sitemap_index(site), SITEMAP_AROUND: write_sitemap(site)}
        for slug in described.covers:
            pages = described.pages_of(slug) if site.address else {}
            right[f"{slug}/{SITEMAP}"] = write_sitemap(replace(site, entries=pages), slug)
    for name, text in right.items():
        if name not in own and _read(described, name) != text:
            yield say("{file}: it is not what the site's pages say; run `gongkai build`.", file=name)
    feeds: dict[str, str | None] = {FEED: write_feed(site), **write_body_feeds(site)}
    there = {path.relative_to(described.folder).as_posix() for path in (described.folder / FEEDS).glob("*.xml")}
    for name in sorted((feeds.keys() | there) - set(own)):
        yield from _wrong_feed(described, site, name, feeds.get(name))


def _read(described: Described, name: str) -> str | None:
    path = described.folder / name
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return "" if path.is_file() else None
    return path.read_bytes().decode("utf-8", "replace")


def _wrong_feed(described: Described, site: Site, name: str, right: str | None) -> Iterator[str]:
    """Yield a sentence for each entry of a feed that is not what its page says, and for the feed's own head."""
    found = _read(described, name)
    if found == right:
        return
    if not (found and right and found.startswith(right[: right.index("<id>")]) and found.endswith(_END)):
        yield say("{file}: it is no feed of this site; run `gongkai build`.", file=name)
        return
    # A report that was renamed keeps the id of its first address, which no page tells but the redirect from there; of
    # one that was retracted since, none does.
    ids = {id_of(site, slug) for slug in (*described.reports, *described.moved)}
    gone = {one.title for one in site.withdrawn}
    (head, *entries), (right_head, *right_entries) = found.split(_ENTRY), right.split(_ENTRY)
    told, wanted = Counter(map(_without_id, entries)), Counter(map(_without_id, right_entries))
    same = True
    for entry in entries:
        identifier, title = (next(iter(found.findall(entry)), "") for found in (_ID, _TITLE))
        if not wanted[_without_id(entry)] or not (identifier in ids or unescape(title) in gone):
            same = False
            yield say("{file}: “{title}” is not what its page says; run `gongkai build`.", file=name, title=title)
        ids.discard(identifier)
    for entry in (wanted - told).elements():
        same = False
        title = next(iter(_TITLE.findall(entry)), "")
        yield say("{file}: it lacks “{title}”; run `gongkai build`.", file=name, title=title)
    if same and (head != right_head or list(map(_without_id, entries)) != list(map(_without_id, right_entries))):
        yield say("{file}: it is not what the site's pages say; run `gongkai build`.", file=name)


def _without_id(entry: str) -> str:
    """Return an entry without its id, and without the end of the feed that stands after the last one."""
    return _ID.sub("", entry, count=1).removesuffix(_END).rstrip()
