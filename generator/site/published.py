"""The site as machines are told of it: its reports and their pages, from front-matter and settings alone."""

from __future__ import annotations

import mimetypes
import posixpath
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urljoin

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from generator.errors import UserError
from generator.model import Kind
from generator.pages import FULL
from generator.site_settings import SiteSettings

COVER = "cover"
SECTION = frozenset({str(Kind.PART), str(Kind.THEME), str(Kind.FINDING)})
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

    @property
    def dated(self) -> date | datetime | None:
        """The publication, or else the signature; None if the report states neither."""
        return self.published or self.signed


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

    def link(self, url: str, entry: Entry) -> str:
        """Return the address of a place in the site for a page: whole, or relative to it."""
        return self.absolute(url) or get_relative_url(url, entry.url)

    @property
    def image(self) -> str | None:
        """The whole address of the site's image; None if it has none."""
        named = self.settings.image
        return (named if "://" in named else self.absolute(named)) if named else None


def read_site(config: MkDocsConfig, files: Files, settings: SiteSettings, name: str) -> Site:
    """Return the site that MkDocs is about to write; `name` is the settings' file, for messages.

    Raises UserError if the settings name an image that is not there.
    """
    image = settings.image
    if image and "://" not in image and files.get_file_from_path(image) is None:
        raise UserError(f"{name}: `image` names {image}, which is not in {config.docs_dir}; put it there or correct it.")
    pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page is not None}
    entries: dict[str, Entry] = {}
    for uri, page in pages.items():
        above = tuple(_entry(over, ()) for over in page.meta.get("above") or ())
        entries[uri] = _entry(page, above)
    reports = [
        _report(posixpath.dirname(uri), page, entries, pages, files)
        for uri, page in sorted(pages.items())
        if entries[uri].kind == COVER
    ]
    description = plain(config.site_description) or None
    return Site(plain(config.site_name), description, config.site_url or None, settings, entries, tuple(reports))


def plain(text: object) -> str:
    """Return text as it was before the hook escaped it."""
    return text.unescape() if isinstance(text, Markup) else str(text or "")


def _entry(page: Page, above: tuple[Entry, ...]) -> Entry:
    kind = str(page.meta.get("kind") or "")
    slug = page.meta.get("slug")
    if page.is_homepage:
        kind, slug = "home", None
    elif kind not in REPORT or not isinstance(slug, str):
        kind, slug = "other", None
    title = plain(page.meta.get("title") or page.title)
    return Entry(kind, title, plain(page.meta.get("description")) or None, page.url, slug, above)


def _report(folder: str, cover: Page, entries: dict[str, Entry], pages: dict[str, Page], files: Files) -> Published:
    meta = cover.meta
    order: list[Entry] = []
    at = posixpath.join(folder, str(meta.get("next")))
    seen = set()
    while at in entries and at not in seen:
        seen.add(at)
        order.append(entries[at])
        at = posixpath.join(folder, str(pages[at].meta.get("next")))
    source = next((file for file in files if _is_source(file, folder)), None)
    media = (mimetypes.guess_type(source.src_uri)[0] or "application/octet-stream") if source else ""
    signed = _moment(meta.get("signed"))
    here = entries[f"{folder}/index.md"]
    return Published(
        slug=here.slug or folder,
        title=str(meta.get("report") or here.title),
        cover=here,
        full=entries.get(f"{folder}/{FULL}.md"),
        sections=tuple(entry for entry in order if entry.kind in SECTION),
        published=_moment(meta.get("date")),
        signed=signed.date() if isinstance(signed, datetime) else signed,
        issuing_body=_words(meta.get("issuing_body")),
        source=_words(meta.get("source")),
        author=plain(meta.get("author")) or None,
        keywords=tuple(str(word) for word in meta.get("keywords") or ())
        or tuple(filter(None, (_words(meta.get("issuing_body")), _words(meta.get("inspector"))))),
        file=(source.url, media) if source else None,
    )


def _is_source(file: File, folder: str) -> bool:
    return not file.is_documentation_page() and file.src_uri.startswith(f"{folder}/source.")


def _words(value: object) -> str | None:
    return " ".join(str(value).split()) if value else None


def _moment(value: object) -> date | datetime | None:
    """Return a date of the front-matter; None for what is none."""
    if isinstance(value, date):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if ":" in str(value) else moment.date()
