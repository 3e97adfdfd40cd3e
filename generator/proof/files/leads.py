"""What leads to reports from around them: the search index of all, and the redirects of renamed reports."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from generator.search.manifest import MANIFEST as INDEX
from generator.search.shards import shard_path
from generator.search.write import REPORT_INDEX, SCRIPT, StoredIndices, search_files
from generator.site.machines.moved import SCRIPT as MOVED
from generator.site.machines.moved import moved_page
from generator.wording import say

_TO = re.compile(r'<link rel="canonical" href="([^"]*)">\s?<script src="[^"]*" data-to="([^"]*)">')


def wrong_index_of_all(site: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each file of the index of all reports, its shards included, that is not made of theirs."""
    right = _right_index(site, reports)
    there = {path.relative_to(site).as_posix() for path in site.glob(shard_path("*")) if path.is_file()}
    for name in sorted(right.keys() | there):
        path = site / name
        if not path.is_file() or path.read_bytes() != right.get(name, "").encode():
            yield say("{file}: it is not the index of the reports of this site; run `gongkai build`.", file=name)


def _right_index(site: Path, reports: Collection[str]) -> Mapping[str, str]:
    """Return the files of the index of all reports by path; they are empty if the reports' own can't be read."""
    try:
        folders = {slug: site / slug for slug in reports if (site / slug / REPORT_INDEX).is_file()}
        return search_files(StoredIndices(folders))
    except (OSError, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError):
        return {INDEX: "", SCRIPT: ""}


def _file(site: Path, address: str) -> Path | None:
    """Return the file of the site to which a relative address leads; None if there is none."""
    path = unquote(address)
    if ":" in path or path.startswith("/") or ".." in path.split("/"):
        return None
    found = (site / path / "index.html") if not path or path.endswith("/") else site / path
    return found if found.is_file() else None


def is_redirect(html: str) -> bool:
    """Say whether a page redirects from a former address."""
    return MOVED.rpartition("/")[2] in html


def redirect_of(site: Path, name: str, html: str) -> str | None:
    """Return the address in the site to which a redirect leads; None if it is not such a one as a build writes."""
    found = _TO.search(html)
    if found is None:
        return None
    canonical, target = map(unescape, found.groups())
    url = target.removeprefix("../" * name.count("/"))
    right = _file(site, url) is not None and canonical.endswith(url) and html == moved_page(name, url, canonical)
    return url if right else None
