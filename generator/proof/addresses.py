"""HTML without its addresses, and what addresses have in common that lead to one page from different places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.address import split_address

_OTHER = r'(?:\s(?!(?:href|src)=")[^\s=>"]++(?:="[^"]*+")?+)*+'
_ADDRESS = re.compile(
    rf'(<[a-zA-Z][^\s/>]*+{_OTHER})\s(?:href|src)="([^"]*+)"({_OTHER})(?:\s(?:href|src)="([^"]*+)")?+',
)
"""Of HTML as the parser prints it: every attribute is quoted, and text has no `<`, but may have ` href="`."""
_PAGE = ".html"
_INDEX = "index"


def without_addresses(html: str) -> str:
    """Return HTML, as the parser prints it, without the attributes that lead somewhere."""
    return _ADDRESS.sub(r"\1\3", html)


def parted(html: str) -> tuple[str, set[str]]:
    """Return HTML, as the parser prints it, without the attributes that lead somewhere, and what these say."""
    found: set[str] = set()

    def part(match: re.Match[str]) -> str:
        before, address, behind, other = match.groups()
        found.add(address)
        if other is not None:
            found.add(other)
        return f"{before}{behind}"

    return _ADDRESS.sub(part, html), found


def ends_of(address: str, page: str) -> Iterator[str]:
    """Yield how an address on a page ends, wherever that lies: p2#i1 of ../p2/#i1 and of p2.html#i1.

    `page` is the path of the page's file. A folder may be the page in it that opens it. What leads out of the site
    stays as it is.
    """
    path, behind = split_address(address)
    if ":" in path or path.startswith("//") or not path:
        yield address
        return
    name = path.rstrip("/").rpartition("/")[2]
    if name == ".":
        name = page.removesuffix(f"/{_INDEX}{_PAGE}").rpartition("/")[2]
    yield name.removesuffix(_PAGE) + behind
    if path.endswith(("/", "..")):
        yield _INDEX + behind
