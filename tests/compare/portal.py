"""An invented portal: three successive reports of one body, and one of another."""

from __future__ import annotations

from pathlib import Path

from generator.edition.edition import Edition
from generator.edition.read import read_reports
from generator.settings.project import Project as Sources
from tests.project import Project, copy_project

REPORTS = Path(__file__).parent / "reports"
SLUGS = ("qinghe-2019", "qinghe-2021", "qinghe-2023", "songlan-2022")
"""Three of 清禾县委, one of 松岚市委."""


def make(folder: Path) -> Project:
    """Return a project with the reports, nothing built."""
    project = copy_project(folder, reports=False)
    for slug in SLUGS:
        project.add_source(slug, (REPORTS / f"{slug}.txt").read_text(encoding="utf-8"))
    return project


def read(project: Project) -> dict[str, Edition]:
    """Return its reports as the writers take them."""
    return read_reports(Sources(project.root))
