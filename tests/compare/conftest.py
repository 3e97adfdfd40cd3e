"""The invented portal, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.compare.portal import make
from tests.project import Project, once


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The portal, built by as many processes as there are cores; never written to."""

    def build(folder: Path) -> None:
        make(folder / "project").must("build", really=True)

    return Project(once(tmp_path_factory, "portal", build) / "project")


@pytest.fixture
def project(portal: Project, tmp_path: Path) -> Project:
    """A built portal of one's own."""
    return Project(Path(shutil.copytree(portal.root, tmp_path / "project")))
