"""Resolves a page's links, pictures, style sheets and scripts to paths in the site, and finds missing ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.model.address import split_address

HOST = "http://site/"
"""Stands for the site's URL while addresses are resolved."""
_UP = "../"
_PLAIN = re.compile(r"((?:\.\./)*)((?:[\w~-][\w.~-]*/)*(?:[\w~-][\w.~-]*)?)(?:#.*)?", re.ASCII | re.DOTALL)
"""Matches most addresses: they are resolved without urllib, which takes ten times as long."""
_ODD = re.compile(r"[^\w./~-]|//|(?:^|/)\.", re.ASCII)
"""Matches in the paths of pages whose addresses need urllib all the same."""


def targets_of(tree: LexborHTMLParser, name: str, top: str) -> frozenset[str]:
    """Return the paths of the files of the site that a page links to or loads; other hosts are left out.

    `name` is the page's path in the site, `top` the absolute address of the site's top as the page gives it.
    """
    found = set()
    for node in tree.css("[href], [src]"):
        for kind in ("href", "src"):
            address = node.attributes.get(kind)
            if not address or address.startswith("#"):
                continue
            path = path_in_site(name, top, split_address(address)[0])
            if path is not None:
                found.add(f"{path}index.html" if not path or path.endswith("/") else path)
    return frozenset(found)


def elsewhere(site: Path, pages: Iterable[tuple[str, frozenset[str]]]) -> dict[str, str]:
    """Return the paths that pages need and `site` lacks, each with the path of the first page that needs it.

    `pages` gives the path and the targets of each page. Missing files may be in another part, which is built alone.
    """
    found: dict[str, str] = {}
    for name, targets in pages:
        for target in targets:
            found.setdefault(target, name)
    return {target: found[target] for target in sorted(found) if not is_there(site / target)}


def is_there(path: Path) -> bool:
    """Return whether a web server finds a file for a path: the file itself, or index.html in the folder."""
    return path.is_file() or (path / "index.html").is_file()


@lru_cache(maxsize=100_000)  # a page links to the same page many times
def path_in_site(name: str, top: str, address: str) -> str | None:
    """Return the path in the site that an address on a page leads to; a folder has `/` at its end.

    `name` and `top` are those of `targets_of`. Query and fragment are dropped. None if the address is outside the site.
    """
    plain = _PLAIN.fullmatch(address)
    found = _beside(name, plain[1], plain[2]) if plain and not _ODD.search(name) else _resolved(name, address)
    return unquote(found.removeprefix(top)) if found is not None and found.startswith(top) else None


def _beside(name: str, up: str, path: str) -> str:
    """Return the same as `_resolved` for an address that goes `up` some folders (`../../`) and down a plain path."""
    folders = name.split("/")[:-1]
    return HOST + "/".join([*folders[: max(0, len(folders) - len(up) // len(_UP))], path])


def _resolved(name: str, address: str) -> str | None:
    """Return the absolute form of an address on a page, without query and fragment; None for an invalid address."""
    try:
        parts = urlsplit(urljoin(HOST + name, address))
    except ValueError:
        return None
    return parts._replace(query="", fragment="").geturl()
