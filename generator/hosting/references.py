"""Where a page's links, pictures, style sheets and scripts lead in the site, and which of that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from generator.model.address import split_address

HOST = "http://site/"
"""Stands for wherever the site will be, to work addresses out."""
_UP = "../"
_PLAIN = re.compile(r"((?:\.\./)*)((?:[\w~-][\w.~-]*/)*(?:[\w~-][\w.~-]*)?)(?:#.*)?", re.ASCII | re.DOTALL)
"""Most addresses: they need no library to be worked out, which takes ten times as long."""
_ODD = re.compile(r"[^\w./~-]|//|(?:^|/)\.", re.ASCII)
"""What stands in names of pages that it is needed for."""


def targets_of(tree: LexborHTMLParser, name: str, top: str) -> frozenset[str]:
    """Return the files of the site that a page needs, by path; `name` is its own, `top` the address of the site's top.

    What leads out of the site is left out.
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
    """Return what pages need and `site` has not, each with the first page that needs it; both by path.

    `pages` are paths with their targets. What is missing may be in a part of the site that is built by itself.
    """
    found: dict[str, str] = {}
    for name, targets in pages:
        for target in targets:
            found.setdefault(target, name)
    return {target: found[target] for target in sorted(found) if not is_there(site / target)}


def is_there(path: Path) -> bool:
    """Say whether a web server has something to answer for a path."""
    return path.is_file() or (path / "index.html").is_file()


@lru_cache(maxsize=100_000)  # a page leads to another in many places
def path_in_site(name: str, top: str, address: str) -> str | None:
    """Return where an address on a page leads, by path in the site, that of a folder with `/` at its end.

    `name` and `top` are those of `targets_of`. Query and fragment are left out; None where it leads out of the site.
    """
    plain = _PLAIN.fullmatch(address)
    found = _beside(name, plain[1], plain[2]) if plain and not _ODD.search(name) else _resolved(name, address)
    return unquote(found.removeprefix(top)) if found is not None and found.startswith(top) else None


def _beside(name: str, up: str, path: str) -> str:
    """Return what `_resolved` does for an address that goes `up` some folders and down a plain path."""
    folders = name.split("/")[:-1]
    return HOST + "/".join([*folders[: max(0, len(folders) - len(up) // len(_UP))], path])


def _resolved(name: str, address: str) -> str | None:
    """Return where an address on a page leads, without query and fragment; None where no browser could follow it."""
    try:
        parts = urlsplit(urljoin(HOST + name, address))
    except ValueError:
        return None
    return parts._replace(query="", fragment="").geturl()
