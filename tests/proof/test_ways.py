"""Each way to make a reader see something else than the source is found: one edit of a built page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.errors import CheckFailed
from generator.hosting.again import wrong_server_files
from generator.progress import Steps
from generator.proof.verify import verify_site
from tests.proof.conftest import SLUG
from tests.quick_yml import loaded
from tests.remembering import remembering

WAYS: dict[str, list[dict[str, Any]]] = loaded((Path(__file__).with_name("ways.yml")).read_text("utf-8"))
PAGE = "p1f1/index.html"


@contextmanager
def changed(path: Path, data: str | bytes | None) -> Iterator[None]:
    """Have a file of a site say something else, or nothing be there, for as long as the block runs."""
    before = path.read_bytes() if path.is_file() else None
    made = not path.parent.exists()
    if data is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    try:
        yield
    finally:
        if before is None:
            path.unlink()
            if made:
                path.parent.rmdir()
        else:
            path.write_bytes(before)


def told_of(site: Path) -> str:
    """Return what the proof tells of a site that it must not pass."""
    with pytest.raises(CheckFailed) as failure, Steps() as steps, remembering():
        verify_site(site, steps, (wrong_server_files,))
    return failure.value.message


def edits() -> Iterator[Any]:
    """Yield the edits of pages."""
    for group, ways in WAYS.items():
        for way in ways:
            if group != "sheets":
                # What an article shows is said elsewhere too, in the page's description for example.
                start = "<article" if group in {"text", "order"} else ""
                yield pytest.param({"start": start, **way}, id=f"{group}: {way['way']}")


def test_the_site_is_proven(small: Path) -> None:
    with Steps() as steps:
        assert verify_site(small, steps, (wrong_server_files,)).rows


@pytest.mark.parametrize("way", list(edits()))
def test_an_edit_of_a_page(small: Path, way: dict[str, Any]) -> None:
    page = small / SLUG / way.get("file", PAGE)
    html = page.read_text(encoding="utf-8")
    at = html.index(way["start"])
    edited = html[:at] + re.sub(way["find"], way["put"], html[at:], count=1, flags=re.DOTALL)
    assert edited != html
    with changed(page, edited):
        told = told_of(small)
    assert f"{SLUG}/{way.get('file', PAGE)}" in told
    assert way["told"] in told


@pytest.mark.parametrize("way", WAYS["sheets"], ids=lambda way: way["way"])
def test_a_rule_of_a_style_sheet(small: Path, way: dict[str, Any]) -> None:
    sheet = next((small / "assets" / "stylesheets").glob("text.*.css"))
    with changed(sheet, f"{sheet.read_text(encoding='utf-8')}\n{way['put']}\n"):
        told = told_of(small)
    assert sheet.name in told
    assert way["told"] in told
