"""`gongkai correct` shows before it changes, doubts what looks like another report, and can be taken back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.files import checksum
from generator.publish.pending import open_project
from generator.settings.report import load_report_settings
from tests.project import Project, fingerprint
from tests.publishing.desk import NEAR, OTHER, REPORT, edit, source, text_of, told, yml
from tests.stopping import stopped


@pytest.fixture
def public(drafts: Project) -> Project:
    """A project with one published report, which no site has."""
    drafts.add_source(NEAR, text_of(NEAR), "# 云溪县的通报\nregion: 云溪县  # 不是推断\n")
    drafts.must("publish", NEAR)
    return drafts


def test_a_dry_run_shows_the_differences_and_changes_nothing(public: Project, new: Path) -> None:
    before = fingerprint(public.root)
    said = public.must("correct", NEAR, new, "--reason", "笔数有误", "--dry-run")
    assert "12笔" in said
    assert "13笔" in said
    assert fingerprint(public.root) == before


def test_the_record_follows(public: Project, new: Path) -> None:
    public.must("correct", NEAR, new, "--reason", "笔数有误")
    record = load_report_settings(yml(public, NEAR)).published
    assert record is not None
    assert record.sha256 == checksum(new) == checksum(source(public, NEAR))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (text_of(OTHER), "its title is “中共岚泽县委关于巡视整改进展情况的通报”"),
        (text_of(NEAR).replace("中共云溪县委员会\n", "中共岚泽县委员会\n"), "it is issued by 中共岚泽县委员会"),
        (
            re.sub(r"(?m)^([一（1根2].+)$", r"\1又改过", text_of(NEAR)),
            "paragraphs are others",
        ),
    ],
)
def test_another_report_is_no_correction(public: Project, new: Path, text: str, says: str) -> None:
    new.write_text(text, encoding="utf-8")
    before = fingerprint(public.root)
    said = told(public, "correct", NEAR, new, "--reason", "笔数有误")
    assert says in said
    assert "--force" in said
    assert fingerprint(public.root) == before
    public.must("correct", NEAR, new, "--reason", "笔数有误", "--force")


def test_the_last_correction_is_taken_back(public: Project, new: Path) -> None:
    before = fingerprint(public.root)
    public.must("correct", NEAR, new, "--reason", "笔数有误")
    once = fingerprint(public.root)
    new.write_text(text_of(NEAR).replace("12笔", "14笔"), encoding="utf-8")
    public.must("correct", NEAR, new, "--reason", "笔数还是有误")
    public.must("correct", NEAR, "--undo")
    assert fingerprint(public.root) == once
    public.must("correct", NEAR, "--undo")
    assert fingerprint(public.root) == before
    assert "no correction" in told(public, "correct", NEAR, "--undo")


def test_what_is_built_is_not_taken_back(desk: Project, tmp_path: Path) -> None:
    file = tmp_path / "更正稿.txt"
    file.write_text(text_of(OTHER).replace("12笔", "13笔"), encoding="utf-8")
    desk.must("correct", OTHER, file, "--reason", "笔数有误")
    desk.must("build")
    before = fingerprint(desk.root)
    assert "is built already" in told(desk, "correct", OTHER, "--undo")
    assert fingerprint(desk.root) == before


def test_an_edit_in_place_becomes_a_correction_and_the_old_version_is_kept(desk: Project) -> None:
    edit(desk, OTHER, "12笔", "13笔")
    desk.must("correct", OTHER, source(desk, OTHER), "--reason", "笔数有误")
    kept = source(desk, OTHER).parent / "versions" / "1" / "source.txt"
    assert kept.read_text(encoding="utf-8") == text_of(OTHER)
    assert "13笔" in source(desk, OTHER).read_text(encoding="utf-8")


def test_where_the_published_source_is_nowhere_it_is_said(public: Project) -> None:
    edit(public, NEAR, "12笔", "13笔")
    assert "restore it" in told(public, "correct", NEAR, source(public, NEAR), "--reason", "笔数有误")


def test_a_draft_is_not_corrected(public: Project, new: Path) -> None:
    public.add_source("qinghe", REPORT.format(place="青禾", year=2024), "state: draft\n")
    assert "is a draft" in told(public, "correct", "qinghe", new, "--reason", "笔数有误")


COMMANDS: dict[str, tuple[str, ...]] = {
    "add": ("add", "../更正稿.txt", "--slug", "lanze"),
    "publish": ("publish", "qinghe", "--yes"),
    "undo": ("correct", NEAR, "--undo"),
    "retract": ("retract", NEAR, "--reason", "误发", "--date", "2024-05-06"),
    "remove": ("retract", NEAR, "--reason", "误发", "--date", "2024-05-06", "--remove-text", "--yes"),
    "rename": ("rename", NEAR, "yunxi"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_write_it_is_done_or_not(public: Project, new: Path, tmp_path: Path, name: str) -> None:
    public.add_source("qinghe", REPORT.format(place="青禾", year=2024), "state: draft\n")
    public.must("correct", NEAR, new, "--reason", "笔数有误", "--date", "2024-05-06")
    before = fingerprint(public.root)
    start = tmp_path / "start"
    _copy(public.root, start)
    writes = len(stopped(public, tmp_path, "count", 0, *COMMANDS[name]).log)
    after = fingerprint(public.root)
    assert after != before
    ends = set()
    for at in range(1, writes + 1):
        _copy(start, public.root)
        assert stopped(public, tmp_path, "kill", at, *COMMANDS[name]).code == -9, at
        open_project(public.root)
        for left in public.root.rglob(".*.tmp"):
            left.unlink()
        found = fingerprint(public.root)
        assert found in (before, after), at
        ends.add(found == after)
    assert True in ends or name == "publish"  # which is decided by its last write
    assert False in ends


def _copy(here: Path, there: Path) -> None:
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(here, there)
