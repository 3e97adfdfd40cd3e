"""Redirect pages at the former addresses of a renamed report."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from html import escape

SCRIPT = "assets/javascripts/moved.js"
"""The script that redirects and keeps the anchor, which permanent links have and a meta refresh drops."""

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>本页已移至新网址</title>
<link rel="canonical" href="{canonical}">
<script src="{script}" data-to="{target}"></script>
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<p>本页已移至<a href="{target}">新网址</a>。</p>
</body>
</html>
"""


def moved_pages(old: str, new: str, pages: Iterable[str], address: str) -> dict[str, str]:
    """Return the redirect pages from a report's `old` slug to its `new` one, by path in the site.

    `pages` are the paths of the report's HTML files in its folder, `address` is the site's URL, empty if it has none.
    """
    found = {}
    for page in pages:
        place = f"{old}/{f'{old}.html' if page == f'{new}.html' else page}"
        url = f"{new}/{page.removesuffix('index.html')}"
        canonical = posixpath.join(address, url) if address else "../" * place.count("/") + url
        found[place] = moved_page(place, url, canonical)
    return found


def moved_page(place: str, url: str, canonical: str) -> str:
    """Return the redirect page at a path of the site to an address `url` in the site; `canonical` is the whole one."""
    up = "../" * place.count("/")
    return _PAGE.format(canonical=escape(canonical), target=escape(up + url), script=escape(up + SCRIPT))
