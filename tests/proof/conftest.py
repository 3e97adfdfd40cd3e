"""A small site to break, one edit at a time."""

from __future__ import annotations

import shutil
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
    """The project of one small report, built once a run, a copy for each worker: tests put back what they change."""
    built = once(tmp_path_factory, "proof-small", _build) / "project"
    return Project(Path(shutil.copytree(built, tmp_path_factory.mktemp("small") / "project", symlinks=True)))


@pytest.fixture(scope="session")
def small(small_project: Project) -> Path:
    """Its site."""
    return small_project.site
