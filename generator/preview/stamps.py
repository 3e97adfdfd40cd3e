"""Stamps: sizes and times of the files that a part of the site depends on; if they differ, the part is built again."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable
from pathlib import Path

from generator.settings.project import Project, is_source

Stamp = tuple[tuple[str, int, int], ...]
"""The path of each file, its modification time in nanoseconds and its size in bytes."""
_OF_REPORTS = "reports"
_OF_EDITORS = "schema"


def stamp_of_all(project: Project) -> Stamp:
    """Return the stamp of the files that every page depends on: mkdocs.yml, the site's settings and the theme."""
    parts = [path for path in _entries(project.site_config) if path.name not in {_OF_REPORTS, _OF_EDITORS}]
    return _stamp([project.config, *parts])


def stamp_of_report(project: Project, slug: str) -> Stamp:
    """Return the stamp of a report's files and settings, without the generated Markdown."""
    return _stamp([project.docs / slug, project.settings_path(slug)], _is_received)


def stamp_of_around(project: Project, reports: Container[str]) -> Stamp:
    """Return the stamp of the documents around `reports`, and of settings without a report, as of retracted ones.

    Generated pages around the reports are part of it: they change with the reports.
    """
    own = [path for path in _entries(project.docs) if path.name not in reports]
    return _stamp([*own, *(path for path in _entries(project.report_settings) if path.stem not in reports)])


def _is_received(path: str) -> bool:
    """Return whether a file in a report's folder is an input and not generated."""
    return is_source(path) or not path.endswith((".md", ".nav.yml"))


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _stamp(paths: Iterable[Path], wanted: Callable[[str], bool] = bool) -> Stamp:
    """Return the stamp of the files in `paths`, and below folders in it, whose paths `wanted` accepts."""
    found = []
    for path in paths:
        inside = (Path(top, name) for top, _, names in os.walk(path) for name in names)
        for file in sorted(inside) if path.is_dir() else [path]:
            name = file.as_posix()
            if not wanted(name):
                continue
            try:
                state = file.stat()
            except OSError:  # it does not exist, or was removed meanwhile
                continue
            found.append((name, state.st_mtime_ns, state.st_size))
    return tuple(found)
