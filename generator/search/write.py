"""The search index made from a project's reports, and written into a built site."""

from __future__ import annotations

import json
from pathlib import Path

from generator.convert import read_reports
from generator.project import Project
from generator.search.index import Index, build_index


def index_of(project: Project, *, directory_urls: bool = True) -> Index:
    """Return the index of all reports of a project."""
    address = "{slug}/{page}/" if directory_urls else "{slug}/{page}.html"
    return build_index(read_reports(project).items(), address)


def index_text(index: Index) -> str:
    """Return an index as JSON."""
    return json.dumps(index.as_dict(), ensure_ascii=False, separators=(",", ":"))


def index_files(text: str) -> dict[str, str]:
    """Return an index, given as JSON, for http and as a script for file://, by path in the site."""
    return {"search/search_index.json": text, "search/search_index.js": f"var __index={text}"}


def write_index(project: Project, site: Path, directory_urls: bool) -> None:  # noqa: FBT001 - MkDocs' own setting
    """Write the index where Material's search box looks for it."""
    for name, text in index_files(index_text(index_of(project, directory_urls=directory_urls))).items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
