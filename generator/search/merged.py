"""Each report's own index, kept beside its pages → the index of several."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.search.index import Index, build_index
from generator.writers.display import Display

REPORT_INDEX = "search.json"
"""The file with a report's own index, in its folder of the site."""


def report_index(slug: str, display: Display) -> str:
    """Return a report's own index as JSON, addresses from the top of the site."""
    return _json(build_index([(slug, display)]))


def merged(folders: Iterable[Path], address: Callable[[str], str] = str) -> Index:
    """Return the index of the reports in these folders of a built site; `address` says where a page stands."""
    index = Index()
    for folder in folders:
        docs = json.loads((folder / REPORT_INDEX).read_text(encoding="utf-8"))["docs"]
        pages, units = len(index.pages), len(index.units)
        index.pages.extend((address(url), title, tuple(above)) for url, title, above in docs["pages"])
        index.units.extend((label, page + pages) for label, page in docs["units"])
        index.lines.extend(
            [(text, anchor, unit + units, kind) for text, anchor, unit, kind in line] for line in docs["lines"]
        )
    return index


def as_file(url: str) -> str:
    """Return the name of a page's file where there is no server: `a/p1.html` for `a/p1/`, `a/index.html` for `a/`."""
    return f"{url}index.html" if url.count("/") == 1 else f"{url.removesuffix('/')}.html"


def _json(index: Index) -> str:
    return json.dumps(index.as_dict(), ensure_ascii=False, separators=(",", ":")) + "\n"
