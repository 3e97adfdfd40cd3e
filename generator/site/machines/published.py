"""The site as machines are told of it: its reports and their pages."""

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
"""The kinds of page that a report has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, with the words that its front-matter has for it, unescaped."""

    kind: str
    """As in the front-matter; `home`, or `other` for a page that people wrote."""
    title: str
    description: str | None
    url: str
    """Its address inside the site: `huadu-2021/p1/`, `./` for home."""
    slug: str | None = None
    """The report that it is a page of."""
    above: tuple[Entry, ...] = ()
    """The pages that it stands under, home first."""
    indexed: bool = True
    """Whether search engines are to list it: not what a correction left behind."""

    @property
    def top(self) -> str:
        """The first part of its address: of a report's pages of any kind, the report's slug."""
        return self.url.partition("/")[0].removesuffix(".html")


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A report as it was published at a time."""

    number: int
    dated: date | None
    reason: str | None
    """Why it took the place of the one before; None for the first."""
    url: str
    """Its address inside the site."""


@dataclass(frozen=True, slots=True)
class Published:
    """A report as published: what its cover's front-matter states, and its pages."""

    slug: str
    title: str
    cover: Entry
    full: Entry | None
    sections: tuple[Entry, ...]
    """In reading order."""
    published: date | datetime | None
    signed: date | None
    issuing_body: str | None
    source: str | None
    """Where the text comes from, as stated."""
    author: str | None
    keywords: tuple[str, ...]
    file: tuple[str, str] | None
    """Address and media type of the report as received."""
    versions: tuple[PublishedVersion, ...] = ()
    """All its versions, the current one last, where it was ever corrected."""
    formerly: tuple[str, ...] = ()
    """The addresses that it had before, the first one first."""
    changes: str | None = None
    """The address of the page that sets them beside each other."""

    @property
    def dated(self) -> date | datetime | None:
        """The publication, or else the signature; None if the report states neither."""
        return self.published or self.signed

    @property
    def corrected(self) -> date | None:
        """The day of the latest correction; None if there was none."""
        return self.versions[-1].dated if self.versions else None

    @property
    def updated(self) -> date | datetime | None:
        """The latest correction, or else the publication or the signature."""
        return self.corrected or self.dated


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report that was taken back, as the page at its address states."""

    slug: str
    title: str
    dated: date
    reason: str
    url: str
    formerly: tuple[str, ...] = ()
    """The addresses that it had before, the first one first."""
    body: str | None = None
    """The id of whoever issued it, as `body_id` gives it."""


@dataclass(frozen=True)
class Site:
    """All of the site that machines are told of."""

    name: str
    description: str | None
    address: str | None
    """Where it will stand, with a slash at the end; None if that is not set."""
    settings: SiteSettings
    entries: dict[str, Entry]
    """Every page by the path of its Markdown."""
    reports: tuple[Published, ...]
    """In order of slug."""
    withdrawn: tuple[Withdrawn, ...] = ()
    """The reports that were taken back."""

    @cached_property
    def by_slug(self) -> dict[str, Published]:
        """The reports by slug."""
        return {report.slug: report for report in self.reports}

    @property
    def home(self) -> Entry | None:
        """The home page."""
        return next((entry for entry in self.entries.values() if entry.kind == "home"), None)

    def absolute(self, url: str) -> str | None:
        """Return the whole address of a place in the site, or None if the site has none yet."""
        return urljoin(self.address, url) if self.address else None

    @property
    def image(self) -> str | None:
        """The whole address of the site's image; None if it has none."""
        named = self.settings.image
        return (named if "://" in named else self.absolute(named)) if named else None
