"""File names with a fingerprint of the content, so that browsers can cache files for ever and never show stale ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from markupsafe import escape

from generator.hosting.pages import HeadStyle, HostedPage
from generator.model.pages import STYLES
from generator.proof.pages.sheets import PAPER

FINGERPRINTED = r"\.[0-9a-f]{8}\.(min\.)?(css|js)$"
"""Matches the end of a name with a fingerprint, given by us or by Material: such a file never changes."""


def new_names(site: Path, pages: list[HostedPage]) -> dict[str, str]:
    """Return the new name with a fingerprint for each style sheet and script that pages load and that has none yet.

    A file keeps its name if some page has its address in a form that can't be replaced.
    """
    references = [reference for page in pages for reference in page.references]
    targets = {found.target for found in references} - {found.target for found in references if not found.replaceable}
    return {
        target: _named(target, (site / target).read_bytes())
        for target in sorted(targets)
        if not re.search(FINGERPRINTED, target)
    }


def style_names(pages: list[HostedPage], folder: str) -> dict[HeadStyle, str]:
    """Return the path of the style sheet that replaces each style element in the heads of pages.

    A content security policy with the hashes of all these elements would be too long. `folder` is the pages' folder in
    the site with `/` at its end, or empty.
    """
    styles = {style for page in pages for style in page.head_styles}
    return {style: _named(f"{folder}{STYLES}/page.css", sheet(style)) for style in styles}


def sheet(style: HeadStyle) -> bytes:
    """Return the content of the style sheet that replaces a style element; it states its own encoding."""
    return f'@charset "utf-8";{style.css}'.encode()


def renamed(page: HostedPage, names: Mapping[str, str], styles: Mapping[HeadStyle, str]) -> bytes:
    """Return a page that loads its files by their new names; every other byte stays."""
    html = page.html
    for reference in page.references:
        if new := names.get(reference.target):
            address = reference.address.removesuffix(_last(reference.target)) + _last(new)
            html = html.replace(f'{reference.before}{reference.address}"', f'{reference.before}{address}"')
    for style in page.head_styles:
        # Browsers load a style for print alone without delaying the page.
        media = style.media or ("print" if PAPER.fullmatch(style.css) else "")
        link = f'<link rel="stylesheet" href="{escape(page.home.removeprefix("./"))}{styles[style]}"'
        html = html.replace(style.html, f'{link} media="{media}">' if media else f"{link}>")
    return html.encode("utf-8", "surrogateescape")


def _named(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{sha256(data).hexdigest()[:8]}{dot}{suffix}"


def _last(name: str) -> str:
    return name.rpartition("/")[2]
