"""The real site says exactly what its sources say, read by these tests' own means."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.convert import read_reports
from generator.progress import Steps
from generator.project import Project as GeneratorProject
from generator.site.outputs import Built, make_outputs
from tests.conftest import SITE_URL
from tests.project import FIRST, SECOND, Project, fingerprint
from tests.reading import MARKS, first_difference, full_page_text, section_pages_text, set_aside, source_text

CHROME = {
    FIRST: [1, 5, 147, 149, 151, 153, 155],
    SECOND: [1, 6, 45],
}
"""The lines of each source that are page chrome, found by eye."""


def _source(project: Project, slug: str) -> str:
    return (project.root / "docs_src" / slug / "source.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_section_pages_hold_the_source(project: Project, slug: str) -> None:
    expected = source_text(_source(project, slug), set_aside(project.site, slug)).translate(MARKS)
    found = section_pages_text(project.root / "docs_src", project.site, slug).translate(MARKS)
    assert not first_difference(expected, found), first_difference(expected, found)


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_full_page_holds_the_source(project: Project, slug: str) -> None:
    expected = source_text(_source(project, slug), set_aside(project.site, slug)).translate(MARKS)
    found = full_page_text(project.site, slug).translate(MARKS)
    assert not first_difference(expected, found), first_difference(expected, found)


@pytest.mark.parametrize("slug", [FIRST, SECOND])
def test_only_chrome_is_set_aside(project: Project, slug: str) -> None:
    assert sorted(set_aside(project.site, slug)) == CHROME[slug]


def test_figures_keep_their_marks(project: Project) -> None:
    """Full-width marks are for Chinese text; figures, addresses and times keep theirs."""
    source = _source(project, FIRST)
    shown = full_page_text(project.site, FIRST)
    for figure in ("554.66万平方米", "2021年1—9月", "020-36898776"):
        assert figure in source
        assert figure in shown
    assert "，" in shown
    assert "，" not in source


def test_mkdocs_alone_builds_the_same_site(project: Project, tmp_path: Path) -> None:
    """What is committed is plain MkDocs; its own command and what is made of its pages give the same bytes."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")],
        cwd=project.root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with Steps() as steps:
        sources = GeneratorProject(project.root)
        make_outputs(sources, read_reports(sources), Built(tmp_path / "site", SITE_URL, "公开"), steps)
    assert fingerprint(tmp_path / "site") == fingerprint(project.site)


def test_source_is_published_byte_for_byte(project: Project) -> None:
    for slug in (FIRST, SECOND):
        published = project.site / slug / "source.txt"
        assert published.read_bytes() == (project.root / "docs_src" / slug / "source.txt").read_bytes()
