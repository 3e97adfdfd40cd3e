"""What a part of the site is made of, as sizes and times: another stamp, and the part is made again."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable
from pathlib import Path

from generator.settings.project import Project, is_source

Stamp = tuple[tuple[str, int, int], ...]
"""Each file by path, with its time and its size."""
_OF_REPORTS = "reports"
_OF_EDITORS = "schema"


def stamp_of_all(project: Project) -> Stamp:
    """Return the stamp of what every page depends on: mkdocs.yml, the settings and the theme."""
    parts = [path for path in _entries(project.site_config) if path.name not in {_OF_REPORTS, _OF_EDITORS}]
    return _stamp([project.config, *parts])


def stamp_of_report(project: Project, slug: str) -> Stamp:
    """Return the stamp of a report's own files and settings, without the Markdown that conversion writes."""
    return _stamp([project.docs / slug, project.settings_path(slug)], _is_received)


def stamp_of_around(project: Project, reports: Container[str]) -> Stamp:
    """Return the stamp of what people wrote beside the reports, and of the settings that have no report any more.

    What conversion writes there differs by the reports.
    """
    own = [path for path in _entries(project.docs) if path.name not in reports]
    return _stamp([*own, *(path for path in _entries(project.report_settings) if path.stem not in reports)])


def _is_received(path: str) -> bool:
    """Say whether a file of a report is none that conversion writes."""
    return is_source(path) or not path.endswith((".md", ".nav.yml"))


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _stamp(paths: Iterable[Path], wanted: Callable[[str], bool] = bool) -> Stamp:
    """Return the stamp of files, those in a folder included, whose paths are `wanted`."""
    found = []
    for path in paths:
        inside = (Path(top, name) for top, _, names in os.walk(path) for name in names)
        for file in sorted(inside) if path.is_dir() else [path]:
            name = file.as_posix()
            if not wanted(name):
                continue
            try:
                state = file.stat()
            except OSError:  # taken away meanwhile, or not there
                continue
            found.append((name, state.st_mtime_ns, state.st_size))
    return tuple(found)
