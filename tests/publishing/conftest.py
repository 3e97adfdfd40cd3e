"""The desk, built once a run; tests copy it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.project import Project, copy_project, once
from tests.publishing.desk import NEAR, REPORTS, text_of


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    for slug in REPORTS:
        file = folder / f"{slug}.txt"
        file.write_text(text_of(slug), encoding="utf-8")
        project.must("add", file, "--slug", slug)
        project.must("publish", slug, "--yes")
    project.must("build")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Three published reports, built; never written to."""
    return Project(once(tmp_path_factory, "desk", _build) / "project")


@pytest.fixture
def desk(built: Project, tmp_path: Path) -> Project:
    """The built desk, one's own."""
    return Project(Path(shutil.copytree(built.root, tmp_path / "project", symlinks=True)))


@pytest.fixture
def drafts(tmp_path: Path) -> Project:
    """A project without a site and without reports."""
    project = Project(tmp_path / "project")
    (project.root / "docs_src").mkdir(parents=True)
    (project.root / "site_config" / "reports").mkdir(parents=True)
    (project.root / "mkdocs.yml").write_text("docs_dir: docs_src\n", encoding="utf-8")
    return project


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The corrected file."""
    path = tmp_path / "更正稿.txt"
    path.write_text(text_of(NEAR).replace("12笔", "13笔"), encoding="utf-8")
    return path
