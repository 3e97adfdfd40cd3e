"""What leads to reports from around them: the search index of all, the feeds, and the redirects of renamed reports."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser

from generator.search.manifest import FORMAT as SHARDED
from generator.search.manifest import MANIFEST as INDEX
from generator.search.write import REPORT_INDEX, SCRIPT, StoredIndices, search_files
from generator.site.machines.feed import FEED, FEEDS
from generator.site.machines.moved import SCRIPT as MOVED
from generator.site.machines.moved import moved_page
from generator.text.spacing import solid
from generator.wording import say

_ATOM = "{http://www.w3.org/2005/Atom}"
_DATED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:更正（第\d+版）|撤回)：(.*)", re.DOTALL)
"""Matches the line of a summary that tells of a correction or a retraction."""
_TO = re.compile(r'<link rel="canonical" href="([^"]*)">\s?<script src="[^"]*" data-to="([^"]*)">')
_LARGEST = 5_000_000
"""Maximum bytes of a feed, which has a hundred entries."""


def wrong_leads(site: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each of these files that does not say what the pages say to which it leads."""
    for name, right in _right_index(site, reports).items():
        path = site / name
        if not path.is_file() or path.read_bytes() != right.encode():
            yield say("{file}: it is not the index of the reports of this site; run `gongkai build`.", file=name)
    for path in (site / FEED, *sorted((site / FEEDS).glob("*.xml"))):
        if path.is_file():
            yield from _wrong_feed(site, path)


def _right_index(site: Path, reports: Collection[str]) -> dict[str, str]:
    """Return the index of all reports by path; empty if it is in shards, which tell no words but only where to look."""
    try:
        if json.loads((site / INDEX).read_bytes())["config"]["format"] == SHARDED:
            return {}
        folders = {slug: site / slug for slug in reports if (site / slug / REPORT_INDEX).is_file()}
        files = search_files(StoredIndices(folders))
    except (OSError, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError):
        return {INDEX: "", SCRIPT: ""}
    return {name: files[name] for name in (INDEX, SCRIPT)}


def _wrong_feed(site: Path, path: Path) -> Iterator[str]:
    name = path.relative_to(site).as_posix()
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
        # A document type could define entities that stand for gigabytes.
        feed = ET.Element("none") if len(data) > _LARGEST or "<!DOCTYPE" in text else ET.fromstring(text)  # noqa: S314
        if feed.tag != "none" and feed.findtext(f"{_ATOM}generator") != "gongkai":
            return  # the publisher's own
        root = _link(feed)
        for entry in feed.iter(f"{_ATOM}entry"):
            if not _is_right(entry, site, root):
                title = entry.findtext(f"{_ATOM}title", "")
                yield say("{file}: “{title}” is not what its page says; run `gongkai build`.", file=name, title=title)
    except (ET.ParseError, OSError, ValueError, LookupError, StopIteration, TypeError, AttributeError):
        yield say("{file}: it is no feed of this site; run `gongkai build`.", file=name)


def _is_right(entry: ET.Element, site: Path, root: str) -> bool:
    """Say whether an entry's links lead into the site, and its title and summary stand on its page."""
    if any(_file(site, link.get("href", ""), root) is None for link in entry.iter(f"{_ATOM}link")):
        return False
    page = _file(site, _link(entry), root)
    tree = LexborHTMLParser((page or site).read_text(encoding="utf-8"))
    head = solid(node.text()) if (node := tree.css_first("head > title")) else ""
    title = solid(entry.findtext(f"{_ATOM}title", ""))
    if head != title and not head.startswith(f"{title}-"):
        return False
    described = tree.css_first('head > meta[property="og:description"]')
    description = solid(described.attributes.get("content") or "") if described else ""
    summary = entry.findtext(f"{_ATOM}summary", "")
    if dated := _DATED.match(summary.split("\n", 1)[0]):
        day = f"{dated[1]}年{int(dated[2])}月{int(dated[3])}日"
        shown = solid("".join(node.text() for node in tree.css("article")))
        if day not in shown or solid(dated[4]) not in shown:
            return False
        summary = summary.removeprefix(dated[0])
    return solid(summary) in {"", description}


def _link(element: ET.Element) -> str:
    """Return the address that a feed or an entry stands for."""
    return next(link.attrib["href"] for link in element.findall(f"{_ATOM}link") if link.get("rel") == "alternate")


def _file(site: Path, address: str, root: str) -> Path | None:
    """Return the file of the site to which an address leads; None if there is none."""
    path = unquote(address.removeprefix(root) if root != "./" else address)
    if (
        (root != "./" and not address.startswith(root))
        or ":" in path
        or path.startswith("/")
        or ".." in path.split("/")
    ):
        return None
    found = (site / path / "index.html") if not path or path.endswith("/") else site / path
    return found if found.is_file() else None


def wrong_redirect(site: Path, name: str, html: str) -> bool:
    """Say whether a page is a redirect, and not such a one as a build writes, which leads to a page of the site."""
    if MOVED.rpartition("/")[2] not in html:
        return False
    found = _TO.search(html)
    if found is None:
        return True
    canonical, target = map(unescape, found.groups())
    up = "../" * name.count("/")
    to = _file(site, target.removeprefix(up), "./")
    url = target.removeprefix(up)
    return to is None or not canonical.endswith(url) or html != moved_page(name, url, canonical)
