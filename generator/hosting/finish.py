"""The last touch on a built site, before it is proven: everything that depends on the bytes MkDocs wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.hosting.compress import compress_site
from generator.hosting.fingerprints import FINGERPRINTED, new_names, renamed, sheet, style_names
from generator.hosting.pages import HostedPage, read_pages
from generator.hosting.policy import security_headers
from generator.hosting.servers import server_files

_LONGEST_LINE = 2000
"""Characters of a line of `_headers` that Cloudflare Pages reads."""


def finish_hosting(site: Path, note: Callable[[str], None]) -> None:
    """Give a built site lasting names, its web server's settings and compressed copies; `note` is told what is odd.

    The site works from any server and from a disk before and after.
    """
    pages = read_pages(site)
    names, styles = new_names(site, pages), style_names(pages)
    for page in pages:
        if page.references or page.head_styles:
            (site / page.name).write_bytes(renamed(page, names, styles))
    for old, new in names.items():
        (site / old).rename(site / new)
    for style, name in styles.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(sheet(style))
    used = {names.get(reference.target, reference.target) for page in pages for reference in page.references}
    used.update(styles.values())
    headers = security_headers(pages)
    if len(headers["Content-Security-Policy"]) > _LONGEST_LINE - len("  Content-Security-Policy: "):
        note(
            "the pages hold so many inline scripts or styles that the policy in site/_headers is too long a line for "
            "Cloudflare Pages; move those of your own into files (extra_javascript, extra_css)."
        )
    kept = sorted(name for name in used if re.search(FINGERPRINTED, name))
    for name, text in server_files(headers, kept, _charsets(site, pages)).items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    compress_site(site, used)


def _charsets(site: Path, pages: list[HostedPage]) -> dict[str, str]:
    """Return what to call the encoding of each source that is published as received and is no UTF-8."""
    found = {}
    for source, encoding in sorted({pair for page in pages for pair in page.encodings}):
        label = encoding.lower().replace("_", "-").replace("utf-16-", "utf-16")
        # utf-16 and utf-8-sig have a byte order mark, which a browser believes before any header.
        if re.fullmatch(r"[a-z0-9-]+", label) and not label.startswith("utf-8") and label != "utf-16":
            found[source] = label
    return {source: label for source, label in found.items() if (site / source).is_file()}
