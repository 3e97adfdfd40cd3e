"""Fingerprints of pages: a page in a bundle and the site's page have the same one, though their addresses differ."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.proof.addresses import ends_of, parted
from generator.site.downloads.bundle import ALONE
from generator.text.spacing import solid

_CONFIG = r'script id="__config" type="application/json">([^<]*)</script>'
_CHANGED = re.compile(
    r"<(?:link [^>]*>|style[^>]*>(?:@page(?:[^{}<]*\{(?:[^{}<]|\{[^{}<]*\})*\})+)+</style>"
    rf'|{_CONFIG}|li class="tree__home">.*?</li>'
    rf"|{re.escape(ALONE.removeprefix('<'))})"
    r'|new URL\("[./]*",location\)',
    re.DOTALL,
)
"""Matches the parts, apart from addresses, in which a page in a bundle may differ: they are left out of the digest.

These are link elements, @page styles, the theme's settings (the one group), the entry that leads home, the notice
`ALONE` and the address in an inline script.
"""
_RESULTS = re.compile(r'<div class="(?:downloads"[^>]*>|proof"[^>]*>(?=<table>))(.*?)</div>', re.DOTALL)
"""Matches the lists of downloads and results on a page; in a bundle they have no rows for the bundle itself."""
_ROWS = re.compile(r"<(tr|li|p)>.*?</\1>", re.DOTALL)
_ASKED = re.compile(r"<link [^>]*>")
_SETTINGS = re.compile(f"<{_CONFIG}")
_UP = re.compile(r"^[./]*$")
PRINT = re.compile(r"\.[0-9a-f]{8}(?=\.(?:min\.)?(?:css|js)$)")
"""Matches the fingerprint of the content in a file's name, which a bundle leaves out."""
_TELLING = frozenset({"index.html", "full/index.html", "proof/index.html", "full.html", "proof.html"})
"""The pages with lists of downloads and results."""


@dataclass(frozen=True, slots=True)
class Print:
    """The fingerprint of a page, which does not depend on the page's place."""

    digest: bytes
    """The SHA-256 of its HTML without addresses and white space."""
    told: frozenset[str] = frozenset()
    """Rows of downloads and results, link elements and ends of addresses: a page in a bundle may lack some of them."""

    def is_part_of(self, whole: Print) -> bool:
        """Return whether this is the print of the same page as `whole`, which may have more rows and links."""
        return self.digest == whole.digest and self.told <= whole.told


def print_of(html: str, path: str, *, in_site: bool = False) -> Print:
    """Return the print of a page, given its HTML as the parser prints it and its path in the report's folder.

    `in_site` says whether it is the site's page, which stands there; a bundle's page stands elsewhere.
    """
    told: set[str] = set()
    if path in _TELLING:
        told.update(parted(row[0])[0] for row in _ROWS.finditer("".join(_RESULTS.findall(html))))
        html = _RESULTS.sub(lambda results: _ROWS.sub("", results[1]), html)
    for tag in _ASKED.findall(html):
        asked, leads = parted(tag)
        told.update(f"{asked} {end}" for end in _ends(leads, path, in_site=in_site))
    plain, places = parted(_CHANGED.sub("", html))
    for settings in _SETTINGS.findall(html):
        rest, engine = _settings(settings)
        plain += rest
        places.add(engine)
    told.update(_ends(places, path, in_site=in_site))
    said = solid(plain).removeprefix("<!DOCTYPEhtml>")
    return Print(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest(), frozenset(told))


def _ends(addresses: Iterable[str], path: str, *, in_site: bool) -> Iterator[str]:
    """Yield the ends of addresses on a page (`ends_of`), file names without their fingerprints."""
    return (PRINT.sub("", end) for address in addresses for end in ends_of(address, path, in_site=in_site))


def _settings(text: str) -> tuple[str, str]:
    """Split the JSON with the theme's settings: return it without the address of the search engine, and that address.

    The relative path to the site's top is left out as well, if it is one. Other text is returned as it is, with "".
    """
    try:
        values = json.loads(text)
        up, engine = values.pop("base"), values.pop("search")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return text, ""
    return json.dumps(values, sort_keys=True) + _UP.sub("", str(up), count=1), str(engine)
