"""Split the address of a link into the path of the page and the query or fragment, which leads to a place on it."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"([\w./~%-]+)((?:\?[^\s#]+)?(?:#[!-~]+)?)", re.ASCII)
"""Matches a plain relative address, as most within a site are: its path, then its query and fragment."""


def split_address(address: str) -> tuple[str, str]:
    """Return the path of an address, and its query and fragment as written: `a/b/`, `?q=1#i2`.

    An address that is not plain (with a scheme, say, or Chinese characters) is returned whole, with an empty rest.
    """
    plain = _PLAIN.fullmatch(address)
    return (plain[1], plain[2]) if plain else (address, "")
