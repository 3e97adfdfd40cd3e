"""The Atom feed of the reports (RFC 4287): every date is a report's own, every id stays."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.site.moments import timestamp
from generator.site.published import Published, Site

FEED = "feed.xml"
MEDIA = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BASE = "./"
"""What the links of a feed without an address are relative to: the folder that it is fetched from."""


def in_feed(site: Site) -> list[Published]:
    """Return the reports that have a date, the newest first; Atom has no entry without one."""
    dated = [(timestamp(report.dated), report) for report in site.reports if report.dated]
    return [report for _, report in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def write_feed(site: Site) -> str | None:
    """Return the feed; None if no report has a date, since a feed without one would have to take the clock's."""
    reports = in_feed(site)
    if not reports or reports[0].dated is None:
        return None
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    if not site.address:
        feed.set("xml:base", _BASE)
    _text(feed, "id", site.address or _urn(site, ""))
    _text(feed, "title", site.settings.name or site.name)
    if site.description:
        _text(feed, "subtitle", site.description)
    _text(feed, "updated", timestamp(reports[0].dated))
    _author(feed, site.settings.organization.name or site.settings.name or site.name)
    _text(feed, "generator", "gongkai")
    _link(feed, site, FEED, rel="self", type=MEDIA)
    _link(feed, site, "./", rel="alternate", type="text/html", hreflang="zh-CN")
    for report in reports:
        feed.append(_entry(site, report))
    indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _entry(site: Site, report: Published) -> Element:
    assert report.dated is not None  # those without a date are not in the feed
    entry = Element("entry")
    # A report's address comes from its slug, so that it stays whatever is corrected.
    _text(entry, "id", site.absolute(f"{report.slug}/") or _urn(site, report.slug))
    _text(entry, "title", report.title)
    _text(entry, "updated", timestamp(report.dated))
    if report.published:
        _text(entry, "published", timestamp(report.published))
    if report.issuing_body:
        _author(entry, report.issuing_body)
    if report.cover.description:
        _text(entry, "summary", report.cover.description)
    _link(entry, site, report.cover.url, rel="alternate", type="text/html", hreflang="zh-CN")
    if report.full:
        _link(entry, site, report.full.url, rel="related", type="text/html", title=report.full.title)
    if report.file:
        _link(entry, site, report.file[0], rel="enclosure", type=report.file[1])
    return entry


def _text(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = _clean(value)


def _author(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", name)


def _link(parent: Element, site: Site, url: str, **attributes: str) -> None:
    found = {name: _clean(value) for name, value in attributes.items()}
    SubElement(parent, "link", found | {"href": site.absolute(url) or url})


def _urn(site: Site, slug: str) -> str:
    """Return an id that does not need an address: the same as long as the site keeps its domain or name."""
    return uuid5(NAMESPACE_URL, f"{site.settings.domain or site.name}/{slug}").urn


def _clean(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return _NOT_XML.sub("", text)
