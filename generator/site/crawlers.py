"""What crawlers ask for first: robots.txt, and the sitemap where the site has an address."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.site.moments import iso
from generator.site.published import Entry, Published, Site

ROBOTS = "robots.txt"
SITEMAP = "sitemap.xml"


def write_robots(site: Site) -> str:
    """Return robots.txt: all may be read; it names the sitemap if there is one."""
    sitemap = site.absolute(SITEMAP)
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {sitemap}\n" if sitemap else "")


def write_sitemap(site: Site) -> str | None:
    """Return the sitemap; None without an address, since a sitemap may hold nothing but whole ones.

    MkDocs' own dates every page with the day of the build; here only a report's own date stands.
    """
    if not site.address:
        return None
    urls = Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    known = {entry.url: entry for entry in (*site.entries.values(), *(e for r in site.reports for e in r.pages))}
    for entry in sorted((entry for entry in known.values() if entry.indexed), key=lambda entry: entry.url):
        url = SubElement(urls, "url")
        SubElement(url, "loc").text = site.absolute(entry.url)
        date = _date(site.by_slug.get(entry.slug or ""), site, entry)
        if date:
            SubElement(url, "lastmod").text = date
    indent(urls)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(urls, encoding="unicode") + "\n"


def _date(report: Published | None, site: Site, entry: Entry) -> str | None:
    """Return the day of a report, of the newest for home."""
    reports = site.reports if entry.kind == "home" else (report,)
    days = [iso(found.updated)[:10] for found in reports if found and found.updated]
    return max(days, default=None)
