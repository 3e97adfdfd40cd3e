"""All invented reports in one site: built by the real command and its processes, every character of each proven."""

from __future__ import annotations

from pathlib import Path

from generator.build.around import MOST_BUNDLED
from tests.project import Project

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.txt"))


def test_all_reports_are_built_and_proven(empty_project: Project) -> None:
    for path in REPORTS:
        settings = path.with_suffix(".yml")
        empty_project.add_source(path.stem, path.read_bytes(), settings.read_text("utf-8") if settings.exists() else "")
    summary = empty_project.must("build", "-v")
    assert len(REPORTS) > MOST_BUNDLED  # so many that there is no bundle of all
    for path in REPORTS:
        rows = [line for line in summary.splitlines() if line.startswith(f"│ {path.stem} ")]
        # Pages, full page, single file, two PDFs, and the first three again in its bundle; the font knows no emoji.
        assert len(rows) == (6 if path.stem == "hostile-text" else 8), summary
        for row in rows:
            proven, total = row.split("│")[4].split(" of ")
            assert proven.strip() == total.strip() != "0"
    home = (empty_project.site / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{path.stem}/"' in home for path in REPORTS)
