"""What the search box of a built site reads: one index of all reports, or for many a manifest, shards and theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.convert import read_reports
from generator.project import Project
from generator.search.index import Index, build_index, merged, parted
from generator.search.manifest import FORMAT as SHARDED
from generator.search.manifest import MANIFEST, Manifest
from generator.search.shards import build_shards, shard_path, size_of
from generator.search.update import update_shards
from generator.writers.display import Display

LARGEST = 300_000
"""Bytes of the reports' indices up to which a browser loads them as one."""
_SCRIPT = "search/search_index.js"


def report_path(slug: str) -> str:
    """Return where a report's own index stands in the site."""
    return f"{slug}/search.json"


def report_index(slug: str, display: Display, *, directory_urls: bool = True) -> Index:
    """Return the index of one report; its `as_text` is the file at `report_path`."""
    return build_index([(slug, display)], "{slug}/{page}/" if directory_urls else "{slug}/{page}.html")


def is_sharded(sizes: Iterable[int]) -> bool:
    """Return whether reports with own indices of so many bytes are too many for one index."""
    return sum(sizes) > LARGEST


def index_of(project: Project, *, directory_urls: bool = True) -> Index:
    """Return the index of all reports of a project."""
    return merged(_indices(project, directory_urls=directory_urls).values())


def index_files(index: Index) -> dict[str, str]:
    """Return the index as JSON for http and as a script for file://, by path in the site."""
    text = json.dumps(index.as_dict(), ensure_ascii=False, separators=(",", ":"))
    return {MANIFEST: text, _SCRIPT: _script(text)}


def search_files(indices: Mapping[str, Index], *, directory_urls: bool = True) -> dict[str, str]:
    """Return all that the search box reads of reports, by path in the site; `indices` are by slug, in any order.

    From a disk there is nothing but the script, so it holds all text of a site made for one.
    """
    reports = dict(sorted(indices.items()))
    if not is_sharded(map(size_of, reports.values())):
        return index_files(merged(reports.values()))
    own = {report_path(slug): index.as_text() for slug, index in reports.items()}
    shards = build_shards(reports.items())
    script = _script(shards[MANIFEST]) if directory_urls else index_files(merged(reports.values()))[_SCRIPT]
    return own | shards | {_SCRIPT: script}


def updated_files(
    old: Mapping[str, str], changed: Mapping[str, Index], removed: Iterable[str]
) -> dict[str, str | None]:
    """Return what differs from the `search_files` in `old` with some reports new, changed or removed; None is to go.

    Of `old`, which may read files as they are asked for, hardly more is read than is written. For a site with
    directory URLs. Raises ValueError or KeyError where `old` are no files of one build: make them anew then.
    """
    gone = set(removed)
    value = json.loads(old[MANIFEST])
    if value["config"]["format"] != SHARDED:
        kept = parted(Index.from_docs(value["docs"]))
        return dict(search_files({slug: index for slug, index in kept.items() if slug not in gone} | dict(changed)))

    def before(slug: str) -> Index:
        return Index.from_text(old[report_path(slug)])

    manifest = Manifest.from_text(old[MANIFEST])
    files = update_shards(old, changed, gone, before)
    script = files[MANIFEST]
    assert script is not None
    if is_sharded([Manifest.from_text(script).size]):
        files[_SCRIPT] = _script(script)
        files |= {report_path(slug): index.as_text() for slug, index in changed.items()}
        return files | {report_path(slug): None for slug in gone & set(manifest.titles)}
    few = {slug: before(slug) for slug in manifest.titles if slug not in gone} | dict(changed)
    paths = [*map(shard_path, range(manifest.shards)), *map(report_path, manifest.titles)]
    return dict.fromkeys(paths) | search_files(few)


def write_index(project: Project, site: Path, directory_urls: bool) -> None:  # noqa: FBT001 - MkDocs' own setting
    """Write what Material's search box and its worker look for."""
    files = search_files(_indices(project, directory_urls=directory_urls), directory_urls=directory_urls)
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")


def _indices(project: Project, *, directory_urls: bool) -> dict[str, Index]:
    reports = read_reports(project).items()
    return {slug: report_index(slug, display, directory_urls=directory_urls) for slug, display in reports}


def _script(text: str) -> str:
    return f"var __index={text}"
