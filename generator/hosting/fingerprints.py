"""Names that change with the content, so that a browser may keep a file for good and never shows a stale one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from markupsafe import escape

from generator.hosting.pages import HeadStyle, HostedPage
from generator.proof.pages.sheets import PAPER

FINGERPRINTED = r"\.[0-9a-f]{8}\.(min\.)?(css|js)$"
"""Ends the name of a file that never changes: ours, and those that Material names so itself."""
STYLES = "assets/inline"
"""The folder of the style sheets that stand in for style elements, beside the pages that have them."""


def new_names(site: Path, pages: list[HostedPage]) -> dict[str, str]:
    """Return a name with a fingerprint for every style sheet and script that pages ask for and that has none.

    What a page asks for in words that can't be replaced keeps its name.
    """
    references = [reference for page in pages for reference in page.references]
    targets = {found.target for found in references} - {found.target for found in references if not found.replaceable}
    return {
        target: _named(target, (site / target).read_bytes())
        for target in sorted(targets)
        if not re.search(FINGERPRINTED, target)
    }


def style_names(pages: list[HostedPage], folder: str) -> dict[HeadStyle, str]:
    """Return the style sheet that stands in for each style element: a policy that named them all would have no end.

    `folder` is the pages' in the site, empty for its top or with `/` at its end.
    """
    styles = {style for page in pages for style in page.head_styles}
    return {style: _named(f"{folder}{STYLES}/page.css", sheet(style)) for style in styles}


def sheet(style: HeadStyle) -> bytes:
    """Return the style sheet that says what the element says, in any encoding the browser may expect."""
    return f'@charset "utf-8";{style.css}'.encode()


def renamed(page: HostedPage, names: Mapping[str, str], styles: Mapping[HeadStyle, str]) -> bytes:
    """Return a page that asks for the new names; every other byte stays."""
    html = page.html
    for reference in page.references:
        if new := names.get(reference.target):
            address = reference.address.removesuffix(_last(reference.target)) + _last(new)
            html = html.replace(f'{reference.before}{reference.address}"', f'{reference.before}{address}"')
    for style in page.head_styles:
        # No page waits for what is of paper alone.
        media = style.media or ("print" if PAPER.fullmatch(style.css) else "")
        link = f'<link rel="stylesheet" href="{escape(page.home.removeprefix("./"))}{styles[style]}"'
        html = html.replace(style.html, f'{link} media="{media}">' if media else f"{link}>")
    return html.encode("utf-8", "surrogateescape")


def _named(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{sha256(data).hexdigest()[:8]}{dot}{suffix}"


def _last(name: str) -> str:
    return name.rpartition("/")[2]
