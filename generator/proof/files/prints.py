"""Pages told apart by prints of what they say, where the same one leads to the same by other addresses from a disk."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.proof.addresses import ends_of, parted
from generator.site.downloads.bundle import ALONE

_CONFIG = r'script id="__config" type="application/json">([^<]*)</script>'
_CHANGED = re.compile(
    r"<(?:link [^>]*>|style[^>]*>(?:@page(?:[^{}<]*\{(?:[^{}<]|\{[^{}<]*\})*\})+)+</style>"
    rf'|{_CONFIG}|li class="tree__home">.*?</li>'
    rf"|{re.escape(ALONE.removeprefix('<'))})"
    r'|new URL\("[./]*",location\)',
    re.DOTALL,
)
"""What a page has in another way when it is opened from a disk, addresses apart: what says so."""
_RESULTS = re.compile(r'<div class="(?:downloads"[^>]*>|proof"[^>]*>(?=<table>))(.*?)</div>', re.DOTALL)
"""What a page tells of the files beside it, the bundle among them, which the bundle can't tell of itself."""
_ROWS = re.compile(r"<(tr|li|p)>.*?</\1>", re.DOTALL)
_ASKED = re.compile(r"<link [^>]*>")
_SETTINGS = re.compile(f"<{_CONFIG}")
_UP = re.compile(r"^[./]*$")
_PRINT = re.compile(r"\.[0-9a-f]{8}(?=\.(?:min\.)?(?:css|js)$)")
"""What a file's name has of its bytes, which a bundle leaves out."""
_TELLING = frozenset({"index.html", "full/index.html", "proof/index.html", "full.html", "proof.html"})
"""The pages that tell of the files beside them."""


@dataclass(frozen=True, slots=True)
class Print:
    """What tells a page from all others, wherever it lies."""

    digest: bytes
    """The SHA-256 of what it says, addresses and white space left out."""
    told: frozenset[str] = frozenset()
    """What one in a bundle may have less of: rows on the files beside it, what it asks for, where it leads."""

    def is_part_of(self, whole: Print) -> bool:
        """Say whether it is the page of that print, which may tell of more files and lead to more places."""
        return self.digest == whole.digest and self.told <= whole.told


def print_of(html: str, path: str) -> Print:
    """Return the print of a page's HTML, as the parser prints it; `path` is the page's in its report's folder."""
    told: set[str] = set()
    if path in _TELLING:
        told.update(parted(row[0])[0] for row in _ROWS.finditer("".join(_RESULTS.findall(html))))
        html = _RESULTS.sub(lambda results: _ROWS.sub("", results[1]), html)
    for tag in _ASKED.findall(html):
        asked, leads = parted(tag)
        told.update(f"{asked} {end}" for end in _ends(leads, path))
    plain, places = parted(_CHANGED.sub("", html))
    for settings in _SETTINGS.findall(html):
        rest, engine = _settings(settings)
        plain += rest
        places.add(engine)
    told.update(_ends(places, path))
    said = "".join(plain.split()).removeprefix("<!DOCTYPEhtml>")
    return Print(hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest(), frozenset(told))


def _ends(addresses: Iterable[str], path: str) -> Iterator[str]:
    """Yield how addresses on a page end, names of files without what they have of their bytes."""
    return (_PRINT.sub("", end) for address in addresses for end in ends_of(address, path))


def _settings(text: str) -> tuple[str, str]:
    """Return what a page tells the theme's script but for the way up and to the engine of the search, and the latter.

    What is not as pages have it stays as it is.
    """
    try:
        values = json.loads(text)
        up, engine = values.pop("base"), values.pop("search")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return text, ""
    return json.dumps(values, sort_keys=True) + _UP.sub("", str(up), count=1), str(engine)
