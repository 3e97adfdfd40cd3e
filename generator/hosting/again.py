"""The server files once more: made again of the finished pages, and compared with those that the site has."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from generator.files import names_in
from generator.hosting.finish import all_server_files, charsets_of
from generator.hosting.pages import config_of, encodings_of, scripts_of
from generator.hosting.policy import hashes_of, security_headers
from generator.hosting.upload import UPLOAD, upload_list
from generator.model.address import split_address
from generator.model.pages import RECEIPT
from generator.proof.files.manifest import SIGNATURE
from generator.proof.files.replaced import REDIRECTS
from generator.proof.files.whole import names_around
from generator.settings.project import is_source
from generator.wording import say

_LATER = frozenset({RECEIPT, SIGNATURE})
"""Files that are written after the upload list, or that no server is given."""


def wrong_server_files(
    site: Path, reports: Collection[str], moved: Mapping[str, str], own: Collection[str]
) -> Iterator[str]:
    """Yield a sentence for each file for web servers that is not the one that the pages need.

    `reports` are the names of the reports' folders, `moved` gives the slugs of renamed reports by former slug, `own`
    are the files that the publisher has in place of gongkai's.
    """
    scripts: set[str] = set()
    styles: set[str] = set()
    attributes: set[str] = set()
    used: set[str] = set()
    encodings: set[tuple[str, str]] = set()
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or is_source(name):
            continue
        tree = LexborHTMLParser(path.read_bytes())
        scripts.update(scripts_of(tree))
        styles.update(node.text() for node in tree.css("style"))
        attributes.update(node.attributes["style"] or "" for node in tree.css("[style]"))
        used.update(_used(tree, name))
        encodings.update(encodings_of(tree, name))
    headers = security_headers(hashes_of(scripts, styles, attributes))
    # In the order of the reports' names, as a build has them, in which `a` comes before `a-b`.
    charsets = dict(sorted(charsets_of(site, encodings).items(), key=lambda pair: pair[0].split("/")))
    around = names_around(site, reports) - _LATER
    apart = {name for name in around if name.partition("/")[0] in moved}  # written after the server files
    files = all_server_files(
        headers,
        (name for name in used if (site / name).is_file()),
        charsets,
        _in_order(site, moved),
        around - apart if moved else (),
    )
    folders = {"": around, **{f"{slug}/": set(names_in(site / slug)) - _LATER for slug in reports}}
    right: dict[str, str | None] = {REDIRECTS: None, **files, UPLOAD: upload_list(folders, charsets)}
    for name, text in right.items():
        path = site / name
        found = path.read_bytes().decode("utf-8", "replace") if path.is_file() else None
        if found != text and not (text is None and name in own):
            yield say("{file}: it is not what the site's pages need; run `gongkai build`.", file=name)


def _used(tree: LexborHTMLParser, name: str) -> Iterator[str]:
    """Yield the paths in the site of the style sheets and scripts, that of the search too, that a page names.

    Absolute addresses are left out: the page 404.html loads nothing that no other page loads.
    """
    sheets = (node.attributes.get("href") for node in tree.css('link[rel="stylesheet"][href]'))
    scripts = (node.attributes.get("src") for node in tree.css("script[src]"))
    folder = posixpath.dirname(name)
    for address in (*sheets, *scripts, str(config_of(tree).get("search") or "")):
        if address and ":" not in address and not address.startswith("/"):
            yield posixpath.normpath(posixpath.join(folder, split_address(address)[0]))


def _in_order(site: Path, moved: Mapping[str, str]) -> dict[str, str]:
    """Return the former slugs in the order of the file of redirects, in which the settings of all servers name them."""
    path = site / REDIRECTS
    lines = path.read_bytes().decode("utf-8", "replace").splitlines() if moved and path.is_file() else []
    named = [line.partition("/*")[0].removeprefix("/") for line in lines if "/* " in line]
    return {old: moved[old] for old in sorted(moved, key=lambda old: named.index(old) if old in named else len(named))}
