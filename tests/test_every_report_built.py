"""Every shape of an invented report in one site: built by the real command, every character of each proven."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.report import Kind, Node
from generator.outline import outline
from generator.readers import read_file
from generator.settings.report import load_report_settings
from tests.project import Project

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.txt"))
ALWAYS = {"hostile-headings", "hostile-text", "long-first-sentences", "running-on-everything"}
"""Reports whose words are hard to show, whatever their shape."""


def shape(node: Node | None) -> object:
    """Return what a page makes of a node, but for its words: its kind, and which of number, mark and heading it has."""
    if node is None:
        return None
    return node.kind, *(one is None for one in (node.number, node.marker, node.head, node.title))


def neighbours(nodes: tuple[Node, ...], above: tuple[Kind, ...] = ()) -> Iterator[object]:
    """Yield each two shapes that follow one another, with the kinds of the two nodes above them."""
    for before, after in zip((None, *nodes), (*nodes, None), strict=True):
        yield above, shape(before), shape(after)
    for node in nodes:
        if node.children:
            yield from neighbours(node.children, (*above, node.kind)[-2:])


def features(path: Path) -> set[object]:
    """Return what a report has that may make a difference to its pages: shapes, settings, chrome, signs and spaces."""
    settings = load_report_settings(path.with_suffix(".yml"))
    report = outline(read_file(path, settings), settings)
    signs = {sign for sign in report.source.text if unicodedata.category(sign) != "Lo"}
    chrome = {("chrome", line.kind) for line in report.source.chrome}
    return {*neighbours(report.tops), *settings.model_fields_set, *chrome, *signs}


def enough(found: dict[str, set[object]]) -> set[str]:
    """Return names of reports that have all features of all, those with most that the ones before lack first."""
    chosen, left = set(ALWAYS), set().union(*found.values())
    left -= set().union(*(found[name] for name in ALWAYS))
    while left:
        best = max(sorted(found), key=lambda name: len(found[name] & left))
        chosen.add(best)
        left -= found[best]
    return chosen


def test_reports_of_every_shape_are_built_and_proven(empty_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {path.stem: features(path) for path in REPORTS}
    built = enough(found)
    assert set().union(*(found[name] for name in built)) == set().union(*found.values())
    paths = [path for path in REPORTS if path.stem in built]
    for path in paths:
        settings = path.with_suffix(".yml")
        empty_project.add_source(path.stem, path.read_bytes(), settings.read_text("utf-8") if settings.exists() else "")
    for place in ("generator.build.plan.plan", "generator.build.around"):
        monkeypatch.setattr(f"{place}.MOST_BUNDLED", len(built) - 1)  # so that there is no bundle of all
    summary = empty_project.must("build", "-v")
    for path in paths:
        rows = [line for line in summary.splitlines() if line.startswith(f"│ {path.stem} ")]
        # Pages, full page, single file, two PDFs, and the first three again in its bundle; the font knows no emoji.
        assert len(rows) == (6 if path.stem == "hostile-text" else 8), summary
        for row in rows:
            proven, total = row.split("│")[4].split(" of ")
            assert proven.strip() == total.strip() != "0"
    home = (empty_project.site / "index.html").read_text(encoding="utf-8")
    assert all(f'href="{name}/"' in home for name in built)
