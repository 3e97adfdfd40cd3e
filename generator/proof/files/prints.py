"""Pages told apart by prints of what they say, where the same one leads to the same by other addresses from a disk."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from generator.proof.addresses import without_addresses
from generator.site.downloads.bundle import ALONE

_CHANGED = re.compile(
    r"<(?:link [^>]*>|style[^>]*>(?:@page(?:[^{}<]*\{(?:[^{}<]|\{[^{}<]*\})*\})+)+</style>"
    r'|script id="__config" type="application/json">[^<]*</script>|li class="tree__home">.*?</li>'
    rf"|{re.escape(ALONE.removeprefix('<'))})"
    r'|new URL\("[./]*",location\)',
    re.DOTALL,
)
"""What a page has in another way when it is opened from a disk, addresses apart: what says so."""
_RESULTS = re.compile(r'<div class="downloads"[^>]*>.*?</div>|<div class="proof"[^>]*><table>.*?</div>', re.DOTALL)
"""What a page tells of the files beside it, the bundle among them, which the bundle can't tell of itself."""
_ROWS = re.compile(r"<(?:tr|li)>.*?</(?:tr|li)>", re.DOTALL)
_TELLING = frozenset({"index.html", "full/index.html", "proof/index.html", "full.html", "proof.html"})
"""The pages that tell of the files beside them."""


@dataclass(frozen=True, slots=True)
class Print:
    """What tells a page from all others, wherever it lies."""

    digest: bytes
    """The SHA-256 of what it says, addresses and white space left out."""
    rows: frozenset[str] = frozenset()
    """What it tells of the files beside it, which is not in the digest."""

    def is_part_of(self, whole: Print) -> bool:
        """Say whether it is the page of that print, which may tell of more files."""
        return self.digest == whole.digest and self.rows <= whole.rows


def print_of(html: str, path: str) -> Print:
    """Return the print of a page's HTML, as the parser prints it; `path` is the page's in its report's folder."""
    rows: frozenset[str] = frozenset()
    if path in _TELLING:
        rows = frozenset(_ROWS.findall(_alike("".join(_RESULTS.findall(html)))))
        html = _RESULTS.sub("", html)
    plain = "".join(_alike(html).split()).removeprefix("<!DOCTYPEhtml>")
    return Print(hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest(), rows)


def _alike(html: str) -> str:
    """Return HTML without what is another from a disk."""
    return without_addresses(_CHANGED.sub("", html))
