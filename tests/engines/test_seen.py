"""No false alarm of `gongkai verify --seen` on the first report, three others and earlier versions.

A browser is asked for every letter of every page; that takes too long for each run of the tests.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.project import ROOT, Project, copy_project
from tests.versions.corrected import corrected_site

REPORTS = ("table-rows", "hostile-text", "annexes")
"""Of tests/reports: tables and merged headings, characters of every kind, and what is attached."""


def all_seen(project: Project, folder: Path) -> dict[str, object]:
    """Look at a project's site; return what is told of it, which holds nothing unseen."""
    file = folder / "seen.json"
    project.must("verify", "--seen", "--report", file, really=True)
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    assert found["unseen"] == []
    return found


def test_the_first_report(project: Project, tmp_path: Path) -> None:
    found = all_seen(project, tmp_path)
    assert found["characters"]
    assert found["sheets"]


def test_three_others(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", reports=False)
    for name in REPORTS:
        project.add_source(name, (ROOT / "tests" / "reports" / f"{name}.txt").read_bytes())
    project.must("build")
    all_seen(project, tmp_path)


def test_earlier_versions(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    all_seen(corrected_site(tmp_path_factory), tmp_path)
