"""Files that gongkai writes unless the publisher has one of the same name: these are not compared with the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.site.machines.crawlers import ROBOTS, SITEMAP, SITEMAP_AROUND
from generator.site.machines.feed import FEED, FEEDS

MISSING = "404.html"
"""The page that web servers show for an address that the site does not have."""
REDIRECTS = "_redirects"
"""The redirects of renamed reports for Netlify and Cloudflare Pages."""
_PATTERNS = (ROBOTS, SITEMAP, SITEMAP_AROUND, f"*/{SITEMAP}", FEED, f"{FEEDS}*.xml", MISSING, REDIRECTS)


def own_files(docs: Path, theme: Path) -> list[str]:
    """Return the paths in the site of such files that the publisher has, in the folder of pages or of templates."""
    return sorted({*_in(docs, *_PATTERNS), *_in(theme, MISSING)})


def _in(folder: Path, *patterns: str) -> Iterator[str]:
    for pattern in patterns:
        yield from (path.relative_to(folder).as_posix() for path in folder.glob(pattern) if path.is_file())
