"""Writes what the search box of a built site reads: one index of all reports, or if large, a manifest and shards."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from filecmp import cmp
from functools import partial
from pathlib import Path

from generator.edition.edition import Edition
from generator.edition.read import read_reports
from generator.files import write_all
from generator.search.index import Index, build_index, merged
from generator.search.manifest import FORMAT as SHARDED
from generator.search.manifest import MANIFEST, Manifest
from generator.search.shards import build_shards, shard_path, size_of
from generator.search.update import update_shards
from generator.settings.project import Project

REPORT_INDEX = "search.json"
"""The file with a report's own index, in the report's folder of the site."""
LARGEST = 1_000_000
"""Maximum bytes of all reports' indices that a browser loads as one index.

Compressed they are some 0.15 million bytes, less than a query of shards needs.
"""
SCRIPT = "search/search_index.js"
"""The manifest, or the index of all reports, as a script for pages opened from a disk (file://)."""


class StoredIndices(Mapping[str, Index]):
    """The own indices of built reports by slug, each read from the report's folder whenever it is asked for."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """Remember the folders of the built reports, by slug."""
        self._folders = folders

    def __getitem__(self, slug: str) -> Index:
        """Read a report's index."""
        return _read_index(self._folders[slug])

    def __iter__(self) -> Iterator[str]:
        """Yield the slugs."""
        return iter(self._folders)

    def __len__(self) -> int:
        """Return how many reports there are."""
        return len(self._folders)


def report_index(slug: str, edition: Edition, *, directory_urls: bool = True) -> Index:
    """Return the index of one report, whose file is `as_text`; pages are folders if `directory_urls`, else files."""
    return build_index([(slug, edition)], "{slug}/{page}/" if directory_urls else "{slug}/{page}.html")


def index_of(project: Project) -> Index:
    """Return the index of all reports of a project."""
    return merged(_indices(project, directory_urls=True).values())


def index_files(index: Index) -> dict[str, str]:
    """Return one index as JSON for http and as a script for file://, by path in the site."""
    text = json.dumps(index.as_dict(), ensure_ascii=False, separators=(",", ":"))
    return {MANIFEST: text, SCRIPT: _script(text)}


def search_files(reports: Mapping[str, Index]) -> dict[str, str]:
    """Return the files of the search box that are for all reports together, by path in the site.

    If the reports' indices exceed LARGEST, these are a manifest and shards, by which a browser finds the reports
    whose own indices it must load; else one index of all. The order of `reports` does not matter.
    """
    few: list[Index] = []
    size = 0
    for slug in sorted(reports):
        few.append(reports[slug])
        size += size_of(few[-1])
        if size > LARGEST and len(reports) > 1:
            shards = build_shards(reports)
            return shards | {SCRIPT: _script(shards[MANIFEST])}
    return index_files(merged(few))


def updated_files(
    read: Callable[[str], str], reports: Mapping[str, Index], changed: Collection[str], before: Callable[[str], Index]
) -> dict[str, str]:
    """Return those of the `search_files` that differ from the old ones, which `read` returns by path.

    `changed` are the slugs of reports that are new or have another text; `before` returns the index with which a
    report came into the old files. Hardly more is read than is written. Raises ValueError or KeyError if the old files
    can't be updated: they are no shards, are of several builds, or the number of reports changed the layout.
    """
    if json.loads(read(MANIFEST))["config"]["format"] != SHARDED:
        raise ValueError("one index")
    files = update_shards(read, reports, changed, before)
    if Manifest.from_text(files[MANIFEST]).size <= LARGEST or len(reports) == 1:
        raise ValueError("few reports")
    return files | {SCRIPT: _script(files[MANIFEST])}


def write_portal(target: Path, folders: Mapping[str, Path], old: Path | None) -> None:
    """Write the files of the search box into a new site; `folders` are those of the built reports, by slug.

    `old` is the published site, whose shards are updated for the reports whose index changed; None if there is none,
    or if another version of gongkai made it.
    """
    reports = StoredIndices(folders)
    files = (_upon(old, reports, folders) if old else None) or search_files(reports)
    write_all({target / path: content for path, content in files.items()})


def _upon(old: Path, reports: StoredIndices, folders: Mapping[str, Path]) -> Mapping[str, str | bytes] | None:
    """Return all files, updated from those of an old site; None if these can't be updated."""
    changed = [slug for slug, folder in folders.items() if not _same(folder / REPORT_INDEX, old / slug / REPORT_INDEX)]
    try:
        files = updated_files(partial(_text, old), reports, changed, lambda slug: _read_index(old / slug))
        shards = map(shard_path, range(Manifest.from_text(files[MANIFEST]).shards))
        return {**{path: (old / path).read_bytes() for path in shards if path not in files}, **files}
    except (OSError, ValueError, KeyError):
        return None


def write_index(project: Project, site: Path, directory_urls: bool, *, drafts: bool = False) -> None:  # noqa: FBT001 - MkDocs' own setting
    """Write the files of the search box into a site that MkDocs built, each report's own index included."""
    reports = _indices(project, directory_urls=directory_urls, drafts=drafts)
    # A page opened from a disk can load nothing but the script, so this has to hold the whole index.
    files = search_files(reports) if directory_urls else index_files(merged(reports.values()))
    own = {f"{slug}/{REPORT_INDEX}": index.as_text() for slug, index in reports.items()}
    write_all({site / path: content for path, content in {**files, **own}.items()})


def _text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def _read_index(folder: Path) -> Index:
    return Index.from_text(_text(folder, REPORT_INDEX))


def _same(left: Path, right: Path) -> bool:
    return left == right or (right.is_file() and cmp(left, right, shallow=False))


def _indices(project: Project, *, directory_urls: bool, drafts: bool = False) -> dict[str, Index]:
    reports = read_reports(project).items()
    return {
        slug: report_index(slug, edition, directory_urls=directory_urls)
        for slug, edition in reports
        if edition.settings.is_public or drafts
    }


def _script(text: str) -> str:
    return f"var __index={text}"
