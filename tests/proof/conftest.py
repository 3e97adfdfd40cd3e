"""A small site to break, one edit at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project, copy_project, once

SLUG = "qixialing-2022"


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    project.add_source(SLUG, (Path(__file__).with_name("report.txt")).read_bytes())
    project.must("build")


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project of one small report, built; tests put back what they change of its site."""
    worker = tmp_path_factory.getbasetemp().name
    return Project(once(tmp_path_factory, f"small-{worker}", _build) / "project")


@pytest.fixture(scope="session")
def small(small_project: Project) -> Path:
    """Its site."""
    return small_project.site
