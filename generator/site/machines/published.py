"""The site as feeds, sitemaps and metadata describe it: its reports and their pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urljoin

from generator.model.pages import FULL
from generator.model.report import Kind
from generator.settings.site import SiteSettings

COVER = "cover"
SECTION = frozenset({str(Kind.PART), str(Kind.THEME), str(Kind.FINDING), str(Kind.ANNEX)})
REPORT = frozenset({COVER, FULL, *SECTION})
"""The kinds of page that show a report's text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page with what its front-matter says of it, not escaped for HTML."""

    kind: str
    """The kind in the front-matter, if it is one of `REPORT`; else `home` or `other`."""
    title: str
    description: str | None
    url: str
    """Its address inside the site: `huadu-2021/p1/`, `./` for home."""
    slug: str | None = None
    """The report whose text it shows; None for other pages."""
    above: tuple[Entry, ...] = ()
    """The pages above it, home first."""
    indexed: bool = True
    """Whether search engines may list it; False for drafts, earlier versions and what a correction left behind."""

    @property
    def top(self) -> str:
        """The first part of its address: for any page in a report's folder, the report's slug."""
        return self.url.partition("/")[0].removesuffix(".html")


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version of a corrected report."""

    number: int
    dated: date | None
    reason: str | None
    """The reason of the correction that made it; None for the first version."""
    url: str
    """Its address inside the site."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published report: what its cover's front-matter states, and its pages."""

    slug: str
    title: str
    cover: Entry
    full: Entry | None
    sections: tuple[Entry, ...]
    """The pages of its sections, in reading order."""
    published: date | datetime | None
    signed: date | None
    issuing_body: str | None
    source: str | None
    """Who published the text first (来源), as stated."""
    author: str | None
    keywords: tuple[str, ...]
    file: tuple[str, str] | None
    """Address and media type of the published source file; None if there is none."""
    versions: tuple[PublishedVersion, ...] = ()
    """All its versions, the current one last; empty if it was never corrected."""
    formerly: tuple[str, ...] = ()
    """The slugs that it had before, the first one first."""
    changes: str | None = None
    """The address of the page that compares its versions; None if it was never corrected."""

    @property
    def dated(self) -> date | datetime | None:
        """When it was published, or else the day of the signature; None if neither is stated."""
        return self.published or self.signed

    @property
    def corrected(self) -> date | None:
        """The day of the latest correction; None if there was none."""
        return self.versions[-1].dated if self.versions else None

    @property
    def updated(self) -> date | datetime | None:
        """The day of the latest correction, or else `dated`."""
        return self.corrected or self.dated


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A retracted report, as the page at its address states."""

    slug: str
    title: str
    dated: date
    """The day of the retraction."""
    reason: str
    url: str
    formerly: tuple[str, ...] = ()
    """The slugs that it had before, the first one first."""
    body: str | None = None
    """The id of the issuing body (`body_id`); None if it is not known."""


@dataclass(frozen=True)
class Site:
    """The whole site as feeds, sitemaps and metadata describe it."""

    name: str
    description: str | None
    address: str | None
    """Its URL with a slash at the end; None if mkdocs.yml has no `site_url`."""
    settings: SiteSettings
    entries: dict[str, Entry]
    """Every page by the path of its Markdown."""
    reports: tuple[Published, ...]
    """The reports, sorted by slug."""
    withdrawn: tuple[Withdrawn, ...] = ()
    """The retracted reports."""

    @cached_property
    def by_slug(self) -> dict[str, Published]:
        """The reports by slug."""
        return {report.slug: report for report in self.reports}

    @property
    def home(self) -> Entry | None:
        """The home page."""
        return next((entry for entry in self.entries.values() if entry.kind == "home"), None)

    def absolute(self, url: str) -> str | None:
        """Return the absolute URL of an address in the site; None if the site has no URL."""
        return urljoin(self.address, url) if self.address else None

    @property
    def image(self) -> str | None:
        """The absolute URL of the site's image; None if it has none."""
        named = self.settings.image
        return (named if "://" in named else self.absolute(named)) if named else None
