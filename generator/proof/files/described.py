"""The site as the heads of its own pages and its reports' data describe it: what feeds and sitemaps are made of again.

Only what robots.txt, sitemaps, feeds and lists tell is read; a page's article is looked at by the rest of the proof.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser

from generator.data.layout import MetadataRecord, ReportRecord, VersionRecord
from generator.data.record import report_of
from generator.edition.counts import counts
from generator.errors import CheckFailed
from generator.model.pages import CHANGES, FULL, page_file
from generator.settings.project import is_source
from generator.settings.site import Organization, SiteSettings
from generator.site.machines.published import Entry, Published, PublishedVersion, Site, Withdrawn
from generator.text.moments import day_of
from generator.wording import say

_HEAD = re.compile(r".*?</head>\s*<body(?:[^>\"]|\"[^\"]*\")*>", re.DOTALL)
"""Matches a page's head, and the start tag of its body with the classes for the kind of page."""
_RETRACTED = "kind--retracted"
_WITHDRAWN = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日撤回：(.*)", re.DOTALL)
"""Matches the description of the page at the address of a retracted report."""
_BODY_FEED = re.compile(r"(?:.*/)?feeds/([^/]+)\.xml")
RECORD = "data/report.json"
"""The file of a report's folder with the report and its facts as data."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the head of a page tells programs."""

    names: Mapping[str, str]
    """The contents of its `meta` elements by name or property."""
    canonical: str
    """Its own whole address; empty without one."""
    feeds: tuple[str, ...]
    """The addresses of the feeds that it names."""
    things: tuple[Mapping[str, Any], ...]
    """The objects of its JSON-LD."""
    is_retracted: bool
    """Whether it is a page of a retracted report."""
    title: str
    """Its <title>."""

    @property
    def is_ours(self) -> bool:
        """Whether gongkai made the page, and not the publisher."""
        return self.names.get("generator", "").startswith("gongkai,")

    @property
    def indexed(self) -> bool:
        """Whether search engines may list it."""
        return "robots" not in self.names


def read_head(path: Path) -> PageHead:
    """Return what the head of a page tells; of a file that has none, nothing."""
    html = path.read_bytes().decode("utf-8", "replace")
    found = _HEAD.match(html)
    return head_of(LexborHTMLParser(found[0] if found else ""))


def head_of(tree: LexborHTMLParser) -> PageHead:
    """Return what the head of a parsed page tells."""
    told = [node.attributes for node in tree.css("head > meta[name], head > meta[property]")]
    canonical = tree.css_first('head > link[rel="canonical"]')
    body, title = tree.body, tree.css_first("head > title")
    return PageHead(
        {one.get("name") or one.get("property") or "": one.get("content") or "" for one in told},
        (canonical.attributes.get("href") or "") if canonical else "",
        tuple(node.attributes.get("href") or "" for node in tree.css('head > link[type="application/atom+xml"]')),
        tuple(
            thing for node in tree.css('head > script[type="application/ld+json"]') for thing in _things(node.text())
        ),
        _RETRACTED in ((body.attributes.get("class") or "").split() if body else ()),
        title.text() if title else "",
    )


def _things(text: str) -> Iterator[Mapping[str, Any]]:
    try:
        found = json.loads(text)["@graph"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return
    yield from (thing for thing in found if isinstance(thing, dict))


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the data of a report tell of it."""

    metadata: MetadataRecord
    versions: tuple[VersionRecord, ...]
    counts: str
    """The numbers of its parts, items and so on, in words."""
    measures: int


@dataclass(frozen=True)
class Described:
    """A built site as it describes itself."""

    folder: Path
    reports: Collection[str]
    """The names of the reports' folders."""
    around: Mapping[str, PageHead]
    """The heads of the pages outside these folders, by path."""
    moved: Mapping[str, str]
    """The slug of each renamed report, by its former slug: where the redirects lead."""

    @cached_property
    def home(self) -> PageHead:
        """The head of the home page; raises CheckFailed if there is none."""
        try:
            return self.around["index.html"]
        except KeyError:
            raise CheckFailed(say("{page}: the page is missing; run `gongkai build`.", page="index.html")) from None

    @cached_property
    def address(self) -> str:
        """The site's URL, by the home page; empty if it has none."""
        return self.home.canonical.removesuffix("index.html")

    @property
    def is_ours(self) -> bool:
        """Whether the home page was made by gongkai's own templates, so that its head tells what is needed here."""
        return self.home.is_ours and any(one.get("@type") == "WebSite" for one in self.home.things)

    @cached_property
    def covers(self) -> Mapping[str, PageHead]:
        """The heads of the reports' covers by slug, in order."""
        return {slug: read_head(self.folder / slug / "index.html") for slug in sorted(self.reports)}

    @cached_property
    def records(self) -> Mapping[str, Recorded]:
        """What the reports' data tell, by slug; raises CheckFailed if one can't be read."""
        return {slug: self._recorded(slug) for slug in self.covers}

    def _recorded(self, slug: str) -> Recorded:
        try:
            record = ReportRecord.model_validate_json((self.folder / slug / RECORD).read_bytes())
            report = report_of(record)
            return Recorded(record.metadata, tuple(record.versions), counts(report), len(report.measures))
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise CheckFailed(
                say("{file}: it does not tell what the proof finds; run `gongkai build --repair`.",
                    file=f"{slug}/{RECORD}")
            ) from None  # fmt: skip

    @cached_property
    def site(self) -> Site:
        """The site, with which feeds and sitemaps can be written again; raises CheckFailed as `records` does."""
        home = next((one for one in self.home.things if one.get("@type") == "WebSite"), {})
        settings = SiteSettings(
            name=self.home.names.get("SiteName"),
            domain=self.home.names.get("SiteDomain"),
            organization=Organization(name=(home.get("publisher") or {}).get("name")),
        )
        name = self.home.names.get("og:site_name", "")
        entries = {
            path: Entry("home" if path == "index.html" else "other", "", None, url, indexed=head.indexed)
            for path, head in self.around.items()
            if head.is_ours and (url := self.url(path, head)) is not None
        }
        gone = [found for path, head in sorted(self.around.items()) if (found := _withdrawn(path, head))]
        reports = tuple(self._report(slug) for slug in self.covers)
        return Site(name, home.get("description"), self.address or None, settings, entries, reports, tuple(gone))

    def url(self, path: str, head: PageHead) -> str | None:
        """Return a page's address in the site, by its path; None if the page does not say so itself."""
        name = quote(path)
        urls = (name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name, name)
        return next((url for url in urls if self.address and head.canonical == self.address + url), None)

    def pages_of(self, slug: str) -> dict[str, Entry]:
        """Return the pages of a report that search engines may list, by path in the site.

        Raises CheckFailed if one gives itself another page's address.
        """
        found = {}
        for path in sorted((self.folder / slug).rglob("*.html")):
            name = path.relative_to(self.folder).as_posix()
            if is_source(path.name) or path.name == f"{slug}.html":
                continue
            head = read_head(path)
            if head.is_ours and head.indexed:
                url = self.url(name, head)
                if url is None:
                    raise CheckFailed(
                        say("{page}: its canonical address is not its own; run `gongkai build`.", page=name)
                    )
                found[name] = Entry("other", "", None, url, slug)
        return found

    def _report(self, slug: str) -> Published:
        head, told = self.covers[slug], self.records[slug]
        thing = next((one for one in head.things if one.get("@type") == "Report"), {})
        title = head.names.get("citation_title") or head.names.get("og:title", "")
        full = page_file(self.folder / slug, FULL)
        flat = full.name != "index.html"
        url = f"{slug}/index.html" if flat else f"{slug}/"

        def page(name: str) -> str:
            found = page_file(self.folder / slug, name).relative_to(self.folder).as_posix()
            return found if flat else found.removesuffix("index.html")

        file = thing.get("encoding")
        at = str(file["contentUrl"]).removeprefix(self.address or "\0") if file else ""
        versions = tuple(
            PublishedVersion(
                one.number,
                day_of(moment_of(one.date)),
                one.reason,
                page(one.address.rstrip("/")) if one.address else url,
            )
            for one in told.versions
        )
        return Published(
            slug=slug,
            title=title,
            cover=Entry("cover", title, head.names.get("Description"), quote(url), slug),
            full=Entry("full", f"{title}（全文）", None, page(FULL), slug) if full.is_file() else None,
            sections=(),
            published=moment_of(head.names.get("article:published_time")),
            signed=told.metadata.signed,
            issuing_body=head.names.get("citation_author"),
            source=None,
            author=None,
            keywords=(),
            file=(at if at.startswith(f"{slug}/") else f"{slug}/{at}", str(file["encodingFormat"])) if file else None,
            versions=versions,
            changes=page(CHANGES) if page_file(self.folder / slug, CHANGES).is_file() else None,
        )


def _withdrawn(path: str, head: PageHead) -> Withdrawn | None:
    """Return the retracted report at whose address a page stands; None for any other page."""
    slug, _, rest = path.partition("/")
    told = (
        _WITHDRAWN.match(head.names.get("og:description", "")) if head.is_retracted and rest == "index.html" else None
    )
    if not told:
        return None
    body = next((found[1] for feed in head.feeds if (found := _BODY_FEED.fullmatch(feed))), None)
    on = date(int(told[1]), int(told[2]), int(told[3]))
    return Withdrawn(slug, head.names.get("og:title", ""), on, told[4], f"{slug}/", body=body)


def moment_of(value: object) -> date | datetime | None:
    """Return a day or time in ISO form; None for nothing. Raises ValueError for what is neither."""
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    return moment if ":" in str(value) else moment.date()
