"""What crawlers ask for first: robots.txt, and the sitemap where the site has an address."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.site.machines.moments import iso
from generator.site.machines.published import Published, Site

ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"
SITEMAP_AROUND = "sitemap-pages.xml"
"""The one of the pages around the reports, where each report has its own in its folder."""
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_robots(site: Site) -> str:
    """Return robots.txt: all may be read; it names the sitemap if there is one."""
    sitemap = site.absolute(SITEMAP)
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")


def write_sitemap(site: Site, slug: str | None = None) -> str | None:
    """Return the sitemap of a report's pages, or of all that are built.

    None without an address, since a sitemap may hold nothing but whole ones.
    MkDocs' own dates every page with the day of the build; here only a report's own date stands.
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
    """Return the sitemap that names the reports' own and that of the pages around: one holds 50,000 pages at most."""
    if not site.address:
        return None
    maps = Element("sitemapindex", {"xmlns": _NAMESPACE})
    _add(maps, "sitemap", site.absolute(SITEMAP_AROUND), site.reports)
    for report in site.reports:
        _add(maps, "sitemap", site.absolute(f"{report.slug}/{SITEMAP}"), [report])
    return _xml(maps)


def _add(above: Element, name: str, address: str | None, reports: Iterable[Published]) -> None:
    """Add an address with the newest day of the reports that it is about."""
    found = SubElement(above, name)
    SubElement(found, "loc").text = address
    if days := [iso(report.updated)[:10] for report in reports if report.updated]:
        SubElement(found, "lastmod").text = max(days)


def _xml(root: Element) -> str:
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"
