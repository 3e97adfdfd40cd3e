"""An address cut into its path and what stands behind it: a page is led to in many places, and has one path."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"([\w./~%-]+)((?:\?[^\s#]+)?(?:#[!-~]+)?)", re.ASCII)
"""Most addresses within a site."""


def split_address(address: str) -> tuple[str, str]:
    """Return the path of an address and its query and fragment as written; one that is not plain stays whole."""
    plain = _PLAIN.fullmatch(address)
    return (plain[1], plain[2]) if plain else (address, "")
