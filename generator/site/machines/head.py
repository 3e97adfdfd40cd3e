"""What programs read in the head of a page, and the files for them beside the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.edition.series import body_id
from generator.site.machines.crawlers import (
    ROBOTS,
    SITEMAP,
    SITEMAP_AROUND,
    write_robots,
    write_sitemap,
    write_sitemap_index,
)
from generator.site.machines.feed import FEED, BodyFeed, write_body_feeds, write_feed
from generator.site.machines.labels import labels_of
from generator.site.machines.published import Entry, Site
from generator.site.machines.structured import json_ld, open_graph

_MOST_FEEDS = 50
"""Maximum number of bodies' feeds that home links to: programs show them as a list to choose from."""


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata in a page's head, for the templates."""

    labels: list[tuple[str, str]]
    """Names and contents of the page labels (网页标签)."""
    properties: list[tuple[str, str]]
    """Names and contents of the Open Graph properties."""
    json_ld: Markup | None
    """The JSON-LD, escaped for a script element; None for a page without."""
    feeds: list[tuple[str, str]]
    """Titles and addresses in the site of the feeds that the page links to."""

    def __contains__(self, label: str) -> bool:
        return any(name == label for name, _ in self.labels)


class Heads:
    """A callable for the templates that returns the head of each page."""

    def __init__(self, site: Site, feed: str | None, bodies: Mapping[str, BodyFeed]) -> None:
        """Take the site, the address of its feed (None if it has none), and the bodies' feeds by body id."""
        self._site = site
        self._feed = [(site.name, feed)] if feed else []
        self._bodies = {body: (one.name or one.url, one.url) for body, one in bodies.items()}

    def __call__(self, page: Page | None) -> Head:
        """Return the head of a page; None stands for a page of the theme's own, 404.html."""
        entry = self._site.entries.get(page.file.src_uri) if page else None
        if entry is None:
            return Head(labels_of(self._site, None), [], None, self._feed)
        site = self._site
        return Head(labels_of(site, entry), open_graph(site, entry), json_ld(site, entry), self._feeds(entry))

    def _feeds(self, entry: Entry) -> list[tuple[str, str]]:
        if entry.kind == "home":
            return self._feed + [*self._bodies.values()][:_MOST_FEEDS]
        report = self._site.by_slug.get(entry.top)
        gone = next((one for one in self._site.withdrawn if one.slug == entry.top), None)
        body = body_id(report.issuing_body) if report else gone.body if gone else None
        return self._feed + ([self._bodies[body]] if body and body in self._bodies else [])


def beside(site: Site, config: MkDocsConfig, files: Files, *, whole: bool) -> dict[str, str]:
    """Return robots.txt, the feeds and the sitemap by address, except files that the publisher has of the same name.

    `whole` says whether MkDocs builds the whole site at once, and not only the pages around the reports. MkDocs' own
    sitemap is switched off: it has the day of the build, and is written even if it is empty.
    """
    config.theme.static_templates.discard(SITEMAP)
    feed = write_feed(site)
    feeds: dict[str, str | None] = {**write_body_feeds(site)}
    pages = write_sitemap(site)
    maps = {SITEMAP: pages} if whole else {SITEMAP_AROUND: pages, SITEMAP: write_sitemap_index(site)}
    return _wanted({ROBOTS: write_robots(site), **maps, FEED: feed, **feeds}, files)


def put_sitemap(site: Site, slug: str, config: MkDocsConfig, files: Files) -> None:
    """Have MkDocs write the sitemap of a report that is built alone."""
    put(_wanted({f"{slug}/{SITEMAP}": write_sitemap(site, slug)}, files), config, files)


def put(found: Mapping[str, str], config: MkDocsConfig, files: Files) -> None:
    """Have MkDocs write text files, given by address."""
    for name, text in found.items():
        files.append(File.generated(config, name, content=text))


def _wanted(found: Mapping[str, str | None], files: Files) -> dict[str, str]:
    return {name: text for name, text in found.items() if text and files.get_file_from_path(name) is None}
