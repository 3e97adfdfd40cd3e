"""What machines are told of the invented sites, whole, in tests/machines/golden/.

To accept a change after reading it in the diff: `GOLDEN=write python -m pytest tests/machines/test_golden.py`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from lxml import etree

from tests.machines.conftest import Site

GOLDEN = Path(__file__).parent / "golden"


def head(site: Site, page: str) -> str:
    """Return what a page's head says to machines, a line each, its JSON-LD indented."""
    lines = []
    path = "meta[@property or @name[.!='generator']] | link[@rel!='stylesheet'] | script[@type]"
    for element in site.head(page).xpath(path):
        if element.tag == "script":
            data = json.loads(element.text)
            lines.append(json.dumps(data, ensure_ascii=False, indent=1))
        else:
            lines.append(etree.tostring(element, encoding="unicode").strip())
    return "\n".join(lines) + "\n"


def told(site: Site) -> dict[str, str]:
    """Return the texts to compare, by file name."""
    files = {name: site.text(name) for name in ("feed.xml", "robots.txt", "sitemap.xml") if (site.root / name).exists()}
    pages = {
        "home": "index.html",
        "missing": "404.html",
        "cover": "title-twice/index.html",
        "full": "title-twice/full/index.html",
        "section": "title-twice/p1f1/index.html",
    }
    return files | {f"{name}.html": head(site, page) for name, page in pages.items()}


@pytest.mark.parametrize("name", ["below", "bare"])
def test_told(name: str, request: pytest.FixtureRequest) -> None:
    found, folder = told(request.getfixturevalue(name)), GOLDEN / name
    if os.environ.get("GOLDEN") == "write":
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in found.items():
            (folder / file).write_text(text, encoding="utf-8")
    assert sorted(found) == sorted(path.name for path in folder.iterdir())
    for file, text in found.items():
        assert text == (folder / file).read_text(encoding="utf-8"), file
