"""What a part of the site is made of, as sizes and times: another stamp, and the part is made again."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
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
    files = _stamp([project.docs / slug, project.settings_path(slug)])
    return tuple(told for told in files if is_source(told[0]) or not told[0].endswith((".md", ".nav.yml")))


def stamp_of_around(project: Project, reports: Container[str]) -> Stamp:
    """Return the stamp of what people wrote beside the reports; what conversion writes there differs by the reports."""
    return _stamp(path for path in _entries(project.docs) if path.name not in reports)


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _stamp(paths: Iterable[Path]) -> Stamp:
    found = []
    for path in paths:
        inside = (Path(top, name) for top, _, names in os.walk(path) for name in names)
        for file in sorted(inside) if path.is_dir() else [path]:
            try:
                state = file.stat()
            except OSError:  # taken away meanwhile, or not there
                continue
            found.append((file.as_posix(), state.st_mtime_ns, state.st_size))
    return tuple(found)
