"""Metadata of a page for search engines and link previews: JSON-LD with schema.org's terms, and Open Graph."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup
from mkdocs.utils import get_relative_url

from generator.site.machines.moments import iso
from generator.site.machines.published import COVER, REPORT, SECTION, Entry, Published, Site

Thing = dict[str, Any]
"""An object of schema.org."""
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""JSON escapes for characters that could end a script element, or a line in a script."""


def json_ld(site: Site, entry: Entry) -> Markup | None:
    """Return a page's JSON-LD, escaped for a script element; None for a page that is neither home nor a report's."""
    things: list[Thing] = []
    if entry.kind == "home":
        things.append(_website(site, entry))
    elif entry.slug in site.by_slug:
        report = site.by_slug[entry.slug]
        things.append(_section(site, report, entry) if entry.kind in SECTION else _report(site, report, entry))
        things.append(_breadcrumbs(site, entry))
    if not things:
        return None
    text = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704 - what could end the element is escaped just above


def open_graph(site: Site, entry: Entry) -> list[tuple[str, str]]:
    """Return names and values of a page's Open Graph properties, without empty ones."""
    report = site.by_slug.get(entry.slug or "")
    values = [
        ("og:type", "article" if entry.kind in REPORT else "website"),
        ("og:title", site.name if entry.kind == "home" else entry.title),
        ("og:description", entry.description or site.description),
        ("og:url", site.absolute(entry.url)),
        ("og:image", site.image),
        ("og:site_name", site.name),
        ("og:locale", "zh_CN"),
        ("article:published_time", iso(report.published) if report and report.published else None),
        ("article:modified_time", iso(report.corrected) if report and report.corrected else None),
    ]
    return [(name, value) for name, value in values if value]


def _website(site: Site, entry: Entry) -> Thing:
    reports = [_named(site, report, entry) | _dated(report) for report in site.reports]
    return _filled(
        {
            "@type": "WebSite",
            "name": site.name,
            "description": site.description,
            "url": _link(site, entry.url, entry),
            "inLanguage": "zh-CN",
            "publisher": _publisher(site, None),
            "hasPart": reports,
        }
    )


def _report(site: Site, report: Published, entry: Entry) -> Thing:
    parts = [
        {"@type": "CreativeWork", "position": at, "name": part.title, "url": _link(site, part.url, entry)}
        for at, part in enumerate(report.sections, 1)
    ]
    body = report.issuing_body
    return _named(site, report, entry) | _filled(
        {
            "headline": report.title,
            "description": report.cover.description,
            "inLanguage": "zh-CN",
            "datePublished": iso(report.published) if report.published else None,
            "dateModified": iso(report.corrected) if report.corrected else None,
            "version": report.versions[-1].number if report.versions else None,
            "correction": _corrections(site, report, entry),
            "keywords": list(report.keywords),
            "author": {"@type": "Organization", "name": body} if body else None,
            "publisher": _publisher(site, report),
            "image": site.image,
            "mainEntityOfPage": None if entry.kind == COVER else _link(site, entry.url, entry),
            "encoding": _file(site, report, entry),
            "hasPart": parts,
        }
    )


def _corrections(site: Site, report: Published, entry: Entry) -> list[Thing]:
    return [
        _filled(
            {
                "@type": "CorrectionComment",
                "text": version.reason,
                "datePublished": iso(version.dated) if version.dated else None,
                "url": _link(site, report.changes, entry) + f"#v{version.number}" if report.changes else None,
            }
        )
        for version in report.versions[1:]
    ]


def _section(site: Site, report: Published, entry: Entry) -> Thing:
    return _filled(
        {
            "@type": "CreativeWork",
            "name": entry.title,
            "description": entry.description,
            "url": _link(site, entry.url, entry),
            "position": report.sections.index(entry) + 1 if entry in report.sections else None,
            "inLanguage": "zh-CN",
            "publisher": _publisher(site, report),
            "isPartOf": _named(site, report, entry) | _dated(report),
        }
        | _dated(report)
    )


def _named(site: Site, report: Published, entry: Entry) -> Thing:
    """Return a report with its name, address and `@id`, which is the same on every page."""
    url = _link(site, report.cover.url, entry)
    return {"@type": "Report", "@id": f"{url}#report", "name": report.title, "url": url}


def _dated(report: Published) -> Thing:
    return {"datePublished": iso(report.published)} if report.published else {}


def _publisher(site: Site, report: Published | None) -> Thing | None:
    organization = site.settings.organization
    name = organization.name or (report.issuing_body if report else None)
    url = f"https://{site.settings.domain}/" if organization.name and site.settings.domain else None
    return _filled({"@type": organization.type, "name": name, "url": url}) if name else None


def _file(site: Site, report: Published, entry: Entry) -> Thing | None:
    if report.file is None:
        return None
    url, media = report.file
    return {"@type": "MediaObject", "contentUrl": _link(site, url, entry), "encodingFormat": media}


def _breadcrumbs(site: Site, entry: Entry) -> Thing:
    home = (site.home,) if site.home and (not entry.above or entry.above[0].kind != "home") else ()
    trail = [*home, *entry.above, entry]
    items = [
        {
            "@type": "ListItem",
            "position": at,
            "name": site.name if step.kind == "home" else step.title,
            "item": _link(site, step.url, entry),
        }
        for at, step in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _link(site: Site, url: str, entry: Entry) -> str:
    """Return an address in the site for the page `entry`: absolute, or relative to the page if the site has no URL."""
    return site.absolute(url) or get_relative_url(url, entry.url)


def _filled(thing: Thing) -> Thing:
    return {key: value for key, value in thing.items() if value not in (None, "", [])}
