"""A built site with a report that was corrected twice, shared by the tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project, copy_project, once
from tests.versions.test_ids import REPORT

SLUG = "yunxi-2023"
REASONS = ("账目<笔数>有误，应为13笔", "第一节与另一份通报重复，予以删去")
SECOND = (
    REPORT.replace("往来账目12笔", "往来账目13笔")
    .replace("县委召开", "县委向全县通报了反馈意见*<b>。\n县委召开")
    .replace("加强对整改情况的监督检查。\n", "")
)
_LINE = "由县住建局每周通报进度。\n"
_START, _REST = SECOND.replace(_LINE, "").replace("继续抓好", _LINE + "继续抓好").split("（一）关于学习")
THIRD = f"{_START}（一）{_REST.split('（二）')[1]}"
TEXTS = (REPORT, SECOND, THIRD)


def corrected_site(factory: pytest.TempPathFactory) -> Project:
    """Return the project, built once a run; tests read it and leave it as it is."""
    return Project(once(factory, "corrected", _build) / "project")


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    project.add_source(SLUG, TEXTS[0])
    new = folder / "new.txt"
    for text, reason, day in zip(TEXTS[1:], REASONS, ("2024-05-01", "2024-06-20"), strict=True):
        new.write_text(text, encoding="utf-8")
        project.must("correct", SLUG, new, "--reason", reason, "--date", day)
    (folder / "build.txt").write_text(project.must("build"), encoding="utf-8")
