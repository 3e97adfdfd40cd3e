"""The search index made from a project's reports, and written into a built site."""

from __future__ import annotations

import json
from pathlib import Path

from generator.convert import read_report
from generator.project import Project
from generator.search.index import Index, build_index


def index_of(project: Project, *, directory_urls: bool = True) -> Index:
    """Return the index of all reports of a project."""
    address = "{slug}/{page}/" if directory_urls else "{slug}/{page}.html"
    return build_index([(slug, read_report(project, slug)) for slug in project.sources()], address)


def write_index(project: Project, site: Path, directory_urls: bool) -> None:  # noqa: FBT001 - MkDocs' own setting
    """Write the index where Material's search box looks for it: `search/search_index.json`, and `.js` for file://."""
    folder = site / "search"
    folder.mkdir(exist_ok=True)
    index = index_of(project, directory_urls=directory_urls).as_dict()
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (folder / "search_index.json").write_text(text, encoding="utf-8")
    (folder / "search_index.js").write_text(f"var __index={text}", encoding="utf-8")
