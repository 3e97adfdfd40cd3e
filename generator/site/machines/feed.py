"""Atom feeds (RFC 4287) of all reports and of each issuing body; dates are the reports' own, ids never change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.edition.series import body_id
from generator.site.machines.moments import timestamp
from generator.site.machines.published import Published, Site, Withdrawn

FEED = "feed.xml"
FEEDS = "feeds/"
"""The folder of the bodies' feeds."""
MEDIA = "application/atom+xml"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEWEST = 100
"""Maximum number of entries of a feed, which programs fetch again and again; the portal's data has all reports."""
Dated = Published | Withdrawn
"""What a feed has an entry for: a report with a date, or a retraction."""


@dataclass(frozen=True, slots=True)
class BodyFeed:
    """The feed of an issuing body (发布单位)."""

    url: str
    """The feed's address in the site."""
    name: str
    """The body's name by its latest report; empty if all its reports are retracted."""


def body_url(body: str) -> str:
    """Return the address of a body's feed, by the body's id."""
    return f"{FEEDS}{body}.xml"


def body_feeds(site: Site) -> dict[str, BodyFeed]:
    """Return the feed of each body that has a dated or a retracted report, by the body's id."""
    found = {one.body: "" for one in site.withdrawn if one.body}
    for report in reversed(in_feed(site)):
        if body := body_id(report.issuing_body):
            found[body] = report.issuing_body or ""
    return {body: BodyFeed(body_url(body), found[body]) for body in sorted(found)}


def feeds_of(report: Published) -> dict[str, BodyFeed]:
    """Return the feed of a report's body by the body's id; empty for a report without a body."""
    body = body_id(report.issuing_body)
    return {body: BodyFeed(body_url(body), report.issuing_body or "")} if body else {}


def in_feed(site: Site) -> list[Published]:
    """Return the reports that have a date, the latest updated first; Atom has no entries without a date."""
    dated = [(timestamp(report.updated), report) for report in site.reports if report.dated and report.updated]
    return [report for _, report in sorted(dated, key=lambda pair: pair[0], reverse=True)]


def write_feed(site: Site) -> str | None:
    """Return the feed of all reports; None if none has a date, as the feed would have to take the clock's."""
    told: list[Dated] = [*in_feed(site), *site.withdrawn]
    return _written(site, FEED, "", told) if told else None


def write_body_feeds(site: Site) -> dict[str, str]:
    """Return the text of each body's feed by the feed's address; a retracted report stays in its body's feed."""
    told: dict[str, list[Dated]] = {}
    for report in in_feed(site):
        told.setdefault(body_id(report.issuing_body), []).append(report)
    for one in site.withdrawn:
        told.setdefault(one.body or "", []).append(one)
    return {feed.url: _written(site, feed.url, feed.name, told[body]) for body, feed in body_feeds(site).items()}


def _written(site: Site, url: str, body: str, told: Iterable[Dated]) -> str:
    """Return the text of a feed; `body` is the name of the issuing body, empty for the feed of all reports."""
    newest = sorted(told, key=lambda one: timestamp(_when(one)), reverse=True)[:_NEWEST]
    name = site.settings.name or site.name
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    if not site.address:
        # Without an address, links are relative to the site's folder; xml:base leads there from the feed's own place.
        feed.set("xml:base", "../" * url.count("/") or "./")
    own = "" if url == FEED else url
    _text(feed, "id", site.absolute(own) or _urn(site, own))
    _text(feed, "title", f"{body} - {name}" if body else name)
    if site.description:
        _text(feed, "subtitle", site.description)
    _text(feed, "updated", timestamp(_when(newest[0])))
    _author(feed, body or site.settings.organization.name or name)
    _text(feed, "generator", "gongkai")
    _link(feed, site, url, rel="self", type=MEDIA)
    _link(feed, site, "./", rel="alternate", type="text/html", hreflang="zh-CN")
    for one in newest:
        feed.append(_withdrawn(site, one) if isinstance(one, Withdrawn) else _entry(site, one))
    indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _when(one: Dated) -> date | datetime:
    when = one.dated if isinstance(one, Withdrawn) else one.updated
    assert when is not None  # a feed only has reports with a date
    return when


def _entry(site: Site, report: Published) -> Element:
    entry = Element("entry")
    _text(entry, "id", id_of(site, report.formerly[0] if report.formerly else report.slug))
    _text(entry, "title", report.title)
    _text(entry, "updated", timestamp(_when(report)))
    if report.published:
        _text(entry, "published", timestamp(report.published))
    if report.issuing_body:
        _author(entry, report.issuing_body)
    if summary := "".join(filter(None, (_correction(report), report.cover.description))):
        _text(entry, "summary", summary)
    _link(entry, site, report.cover.url, rel="alternate", type="text/html", hreflang="zh-CN")
    if report.full:
        _link(entry, site, report.full.url, rel="related", type="text/html", title=report.full.title)
    if report.file:
        _link(entry, site, report.file[0], rel="enclosure", type=report.file[1])
    # Links to the page of changes and to earlier versions, by RFC 5829.
    if report.changes:
        _link(entry, site, report.changes, rel="version-history", type="text/html")
    for version in reversed(report.versions[:-1]):
        dated = f"，{version.dated}" if version.dated else ""
        _link(
            entry, site, version.url, rel="predecessor-version", type="text/html", title=f"第{version.number}版{dated}"
        )
    return entry


def _withdrawn(site: Site, gone: Withdrawn) -> Element:
    """Return the entry of a retracted report; it has the id of the report's own entry."""
    entry = Element("entry")
    _text(entry, "id", id_of(site, gone.formerly[0] if gone.formerly else gone.slug))
    _text(entry, "title", gone.title)
    _text(entry, "updated", timestamp(gone.dated))
    _text(entry, "summary", f"{gone.dated}撤回：{gone.reason}")
    _link(entry, site, gone.url, rel="alternate", type="text/html", hreflang="zh-CN")
    return entry


def id_of(site: Site, slug: str) -> str:
    """Return the id of a report's entry: of its first address, so that it stays when it is corrected or renamed."""
    return site.absolute(f"{slug}/") or _urn(site, slug)


def _correction(report: Published) -> str:
    """Return a sentence about the latest correction; empty if the report was never corrected."""
    if not report.versions:
        return ""
    version = report.versions[-1]
    return f"{version.dated}更正（第{version.number}版）：{version.reason}\n"


def _text(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = _clean(value)


def _author(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", name)


def _link(parent: Element, site: Site, url: str, **attributes: str) -> None:
    found = {name: _clean(value) for name, value in attributes.items()}
    SubElement(parent, "link", found | {"href": site.absolute(url) or url})


def _urn(site: Site, slug: str) -> str:
    """Return an id for a site without an address; it stays the same as long as the site keeps its domain or name."""
    return uuid5(NAMESPACE_URL, f"{site.settings.domain or site.name}/{slug}").urn


def _clean(text: str) -> str:
    """Return a text without the characters that no XML may hold."""
    return _NOT_XML.sub("", text)
