"""Files for crawlers: robots.txt, and the sitemaps if the site has an address."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.site.machines.moments import iso
from generator.site.machines.published import Published, Site

ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
SITEMAP_AROUND = "sitemap-pages.xml"
"""The sitemap of the pages around the reports; it is used if each report has a sitemap in its own folder."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_robots(site: Site) -> str:
    """Return robots.txt: it allows everything, and names the sitemap if there is one."""
    sitemap = site.absolute(SITEMAP)
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")


def write_sitemap(site: Site, slug: str | None = None) -> str | None:
    """Return the sitemap of the report `slug`, or of all pages of `site`; None if the site has no address.

    A sitemap may only have absolute addresses. Dates are those of the reports (MkDocs would give the day of the build).
    """
    if not site.address:
        return None
    urls = Element("urlset", {"xmlns": _NAMESPACE})
    known = [entry for uri, entry in site.entries.items() if slug is None or uri.startswith(f"{slug}/")]
    for entry in sorted((entry for entry in known if entry.indexed), key=lambda entry: entry.url):
        report = site.by_slug.get(slug or entry.slug or "")
        reports = site.reports if entry.kind == "home" else [report] if report else []
        _add(urls, "url", site.absolute(entry.url), reports)
    return _xml(urls)


def write_sitemap_index(site: Site) -> str | None:
    """Return the index of the reports' sitemaps and that of the pages around; None if the site has no address.

    One sitemap could hold no more than 50,000 pages.
    """
    if not site.address:
        return None
    maps = Element("sitemapindex", {"xmlns": _NAMESPACE})
    _add(maps, "sitemap", site.absolute(SITEMAP_AROUND), site.reports)
    for report in site.reports:
        _add(maps, "sitemap", site.absolute(f"{report.slug}/{SITEMAP}"), [report])
    return _xml(maps)


def _add(above: Element, name: str, address: str | None, reports: Iterable[Published]) -> None:
    """Add an element `name` with an address, and with the latest day on which one of its reports was updated."""
    found = SubElement(above, name)
    SubElement(found, "loc").text = address
    if days := [iso(report.updated)[:10] for report in reports if report.updated]:
        SubElement(found, "lastmod").text = max(days)


def _xml(root: Element) -> str:
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"
