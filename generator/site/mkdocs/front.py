"""Reads the pages' front-matter and the settings into a `Site`, as feeds, sitemaps and metadata describe it."""

from __future__ import annotations

import mimetypes
import posixpath
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.errors import UserError
from generator.model.pages import CHANGES, FULL
from generator.model.pages import COVER as HOME
from generator.settings.site import SiteSettings
from generator.site.machines.published import (
    COVER,
    REPORT,
    SECTION,
    Entry,
    Published,
    PublishedVersion,
    Site,
    Withdrawn,
)
from generator.text.moments import day_of
from generator.wording import say
from generator.writers.portal.retracted import RETRACTED


def read_site(config: MkDocsConfig, files: Files, settings: SiteSettings, name: str) -> Site:
    """Return the site that MkDocs is about to write; `name` is the settings file's name in messages.

    Raises UserError if the settings name an image that does not exist.
    """
    image = settings.image
    if image and "://" not in image and files.get_file_from_path(image) is None:
        raise UserError(
            say(
                "{name}: `image` names {image}, which is not in {docs_dir}; put it there or correct it.",
                name=name,
                image=image,
                docs_dir=config.docs_dir,
            )
        )
    pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page is not None}
    home = files.get_file_from_path(f"{HOME}.md")  # in the build of one report: a placeholder
    if home and home.page:
        pages[home.src_uri] = home.page
    entries: dict[str, Entry] = {}
    for uri, page in pages.items():
        above = tuple(_entry(over, ()) for over in page.meta.get("above") or ())
        entries[uri] = _entry(page, above)
    reports = [
        _report(posixpath.dirname(uri), page, entries, pages, files)
        for uri, page in pages.items()
        if entries[uri].kind == COVER
    ]
    description = plain(config.site_description) or None
    ordered = tuple(sorted(reports, key=lambda report: report.slug))
    gone = tuple(_withdrawn(page) for page in pages.values() if page.meta.get("kind") == RETRACTED and _is_cover(page))
    return Site(plain(config.site_name), description, config.site_url or None, settings, entries, ordered, gone)


def _is_cover(page: Page) -> bool:
    return page.file.src_uri == f"{page.meta.get('retracted')}/{HOME}.md"


def _withdrawn(page: Page) -> Withdrawn:
    meta = page.meta
    on = day_of(_moment(meta.get("retracted_on")))
    assert on is not None  # gongkai writes every such page with a date
    title = plain(meta.get("title") or page.title)
    reason = str(meta.get("reason") or "")
    body = str(meta.get("retracted_feed") or "") or None
    return Withdrawn(str(meta["retracted"]), title, on, reason, page.url, _formerly(meta), body)


def plain(text: object) -> str:
    """Return text as it was before the plugin escaped it."""
    return text.unescape() if isinstance(text, Markup) else str(text or "")


def _entry(page: Page, above: tuple[Entry, ...]) -> Entry:
    kind = str(page.meta.get("kind") or "")
    slug = page.meta.get("slug")
    if page.is_homepage:
        kind, slug = "home", None
    elif kind not in REPORT or not isinstance(slug, str):
        kind, slug = "other", None
    title = plain(page.meta.get("title") or page.title)
    return Entry(
        kind, title, plain(page.meta.get("description")) or None, page.url, slug, above, "robots" not in page.meta
    )


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
    changes = entries.get(f"{folder}/{CHANGES}.md")
    return Published(
        slug=here.slug or folder,
        title=str(meta.get("report") or here.title),
        cover=here,
        full=entries.get(f"{folder}/{FULL}.md"),
        sections=tuple(entry for entry in order if entry.kind in SECTION),
        published=_moment(meta.get("date")),
        signed=day_of(signed),
        issuing_body=_words(meta.get("issuing_body")),
        source=_words(meta.get("source")),
        author=plain(meta.get("author")) or None,
        keywords=tuple(str(word) for word in meta.get("keywords") or ())
        or tuple(filter(None, (_words(meta.get("issuing_body")), _words(meta.get("inspector"))))),
        file=(source.url, media) if source else None,
        versions=tuple(_version(told, folder, here, entries) for told in meta.get("versions") or ()),
        formerly=_formerly(meta),
        changes=changes.url if changes else None,
    )


def _formerly(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the former slugs of a report by its cover's front-matter."""
    return tuple(str(slug) for slug in meta.get("formerly") or ())


def _version(told: dict[str, Any], folder: str, cover: Entry, entries: dict[str, Entry]) -> PublishedVersion:
    dated = _moment(told["date"])
    page = entries.get(f"{folder}/{told['address']}{HOME}.md")
    url = page.url if page else cover.url
    return PublishedVersion(int(told["number"]), dated, _words(told["reason"]), url)


def _is_source(file: File, folder: str) -> bool:
    return not file.is_documentation_page() and file.src_uri.startswith(f"{folder}/source.")


def _words(value: object) -> str | None:
    return " ".join(str(value).split()) if value else None


def _moment(value: object) -> date | datetime | None:
    """Return a date or time of the front-matter; None if the value is neither."""
    if isinstance(value, date):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if ":" in str(value) else moment.date()
