"""Each report's own index, kept beside its pages → the index of several."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator.search.index import Index, build_index
from generator.writers.display import Display

REPORT_INDEX = "search.json"
"""The file with a report's own index, in its folder of the site."""


def report_index(slug: str, display: Display) -> str:
    """Return a report's own index as JSON, addresses from the top of the site."""
    return _dumped(build_index([(slug, display)]).as_dict()) + "\n"


def merged(folders: Iterable[Path], address: Callable[[str], str] = str) -> str:
    """Return the index of the reports in these folders of a built site as JSON; `address` says where a page stands.

    Only one report's index is in memory as more than text.
    """
    pages: list[str] = []
    units: list[str] = []
    lines: list[str] = []
    pairs: set[str] = set()
    config: dict[str, Any] = Index().as_dict()["config"]
    for folder in folders:
        index = json.loads((folder / REPORT_INDEX).read_text(encoding="utf-8"))
        first_page, first_unit = len(pages), len(units)
        variants = index["config"]["variants"]
        pairs.update(variants[at : at + 2] for at in range(0, len(variants), 2))
        docs = index["docs"]
        pages.extend(_dumped([address(url), title, above]) for url, title, above in docs["pages"])
        units.extend(_dumped([label, page + first_page]) for label, page in docs["units"])
        lines.extend(
            _dumped([[text, anchor, unit + first_unit, kind] for text, anchor, unit, kind in line])
            for line in docs["lines"]
        )
    config["variants"] = "".join(sorted(pairs))
    docs_text = ",".join(
        f'"{name}":[{",".join(of)}]' for name, of in (("pages", pages), ("units", units), ("lines", lines))
    )
    return f'{{"config":{_dumped(config)},"docs":{{{docs_text}}}}}'


def as_file(url: str) -> str:
    """Return the name of a page's file where there is no server: `a/p1.html` for `a/p1/`, `a/index.html` for `a/`."""
    return f"{url}index.html" if url.count("/") == 1 else f"{url.removesuffix('/')}.html"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
