"""Addresses in HTML: taking them out, and comparing those that lead to the same page from different places."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.model.address import split_address

_OTHER = r'(?:\s(?!(?:href|src)=")[^\s=>"]++(?:="[^"]*+")?+)*+'
_ADDRESS = re.compile(
    rf'(<[a-zA-Z][^\s/>]*+{_OTHER})\s(?:href|src)="([^"]*+)"({_OTHER})(?:\s(?:href|src)="([^"]*+)")?+',
)
"""Matches a start tag with an `href` or `src`, or both, in HTML that the parser has printed.

There every attribute is quoted; text has no `<`, but may have ` href="`.
"""
_PAGE = ".html"
_INDEX = "index"


def without_addresses(html: str) -> str:
    """Return HTML, as the parser prints it, without its `href` and `src` attributes."""
    return _ADDRESS.sub(r"\1\3", html)


def parted(html: str) -> tuple[str, set[str]]:
    """Return HTML, as the parser prints it, without its `href` and `src` attributes, and the set of their values."""
    found: set[str] = set()

    def part(match: re.Match[str]) -> str:
        before, address, behind, other = match.groups()
        found.add(address)
        if other is not None:
            found.add(other)
        return f"{before}{behind}"

    return _ADDRESS.sub(part, html), found


def ends_of(address: str, page: str, *, in_site: bool = False) -> Iterator[str]:
    """Yield the end of an address on a page, the same in any layout: `p2#i1` for `../p2/#i1` and for `p2.html#i1`.

    `page` is the path of the page's file. An address of the page itself ends with `index`. So does the address of a
    folder, besides the folder's name: it may be the report's folder, which is the top of the report's own bundle. The
    folder of a retracted report, `../` to its pages, is a file in a bundle, `../huadu.html`: of a page `in_site`, whose
    path is where it stands, the folder's name is worked out. An address outside the site is yielded as it is.
    """
    path, behind = split_address(address)
    if ":" in path or path.startswith("//") or not path:
        yield address
        return
    path = unquote(path)  # the path of a page's file, with which it is compared, is not quoted
    above, _, name = path.rstrip("/").rpartition("/")
    name = name.removesuffix(_PAGE)
    own = page.removesuffix(f"/{_INDEX}{_PAGE}").removesuffix(_PAGE).rpartition("/")[2]
    if path.endswith(("/", "..", f"{_INDEX}{_PAGE}")) or name == own:
        yield _INDEX + behind
    folder = above if name == _INDEX else path
    if name == _INDEX:
        name = above.rpartition("/")[2]
    if in_site and not name.strip("."):
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page), folder)).rpartition("/")[2]
    if name.strip(".") and name != own:
        yield name + behind
