"""`gongkai publish`: what a draft is, what stands in its way, what is written down."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.files import checksum
from tests.project import Project, fingerprint
from tests.publishing.desk import NEAR, edit, source, text_of, told, yml

NUMBER = "11010519491231002X"


@pytest.fixture
def draft(drafts: Project, tmp_path: Path) -> Project:
    """A project with one draft."""
    file = tmp_path / "report.txt"
    file.write_text(text_of(NEAR), encoding="utf-8")
    drafts.must("add", file, "--slug", NEAR)
    return drafts


def settings(project: Project) -> dict[str, object]:
    found = yaml.safe_load(yml(project, NEAR).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_what_is_added_is_a_draft_and_the_next_steps_are_named(drafts: Project, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(text_of(NEAR), encoding="utf-8")
    said = drafts.must("add", file, "--slug", NEAR)
    assert settings(drafts) == {"state": "draft"}
    for command in (f"gongkai outline {NEAR}", "gongkai serve", f"gongkai publish {NEAR}"):
        assert command in said


def test_without_a_terminal_it_shows_a_dozen_lines_and_asks_for_yes(draft: Project) -> None:
    before = fingerprint(draft.root)
    done = draft.run("publish", NEAR)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    for words in (
        f"/{NEAR}/",
        "中共云溪县委关于巡视整改进展情况的通报",
        "中共云溪县委员会",
        "2021-11-03",
        "一、整改落实情况",
    ):
        assert words in done.stdout
    assert len(done.stdout.splitlines()) <= 12
    assert fingerprint(draft.root) == before


def test_publication_is_written_down_and_no_comment_is_lost(draft: Project) -> None:
    before = yml(draft, NEAR).read_text(encoding="utf-8").splitlines()
    draft.must("publish", NEAR, "--yes")
    found = settings(draft)
    assert found["state"] == "published"
    assert found["published"]["sha256"] == checksum(source(draft, NEAR))  # type: ignore[index]
    after = yml(draft, NEAR).read_text(encoding="utf-8").splitlines()
    assert [line for line in before if not line.startswith("state")] == [
        line for line in after if not line.startswith(("state", "published"))
    ]
    there = fingerprint(draft.root)
    assert "is public" in draft.must("publish", NEAR)
    assert fingerprint(draft.root) == there


def test_an_error_stops_it_with_its_place(draft: Project) -> None:
    edit(draft, NEAR, "召开会议4次", f"张某{NUMBER}召开会议4次")
    before = fingerprint(draft.root)
    said = told(draft, "publish", NEAR, "--yes", code=1)
    assert f"docs_src/{NEAR}/source.txt:9:" in said
    assert "--allow identity-number" in said
    assert fingerprint(draft.root) == before


def test_an_error_is_let_through_for_a_reason(draft: Project) -> None:
    edit(draft, NEAR, "召开会议4次", f"张某{NUMBER}召开会议4次")
    assert "--because" in told(draft, "publish", NEAR, "--yes", "--allow", "identity-number")
    assert "did you mean identity-number" in told(draft, "publish", NEAR, "--allow", "identity-numbr", "--because", "x")
    assert "is a warning" in told(draft, "publish", NEAR, "--allow", "placeholder", "--because", "x")
    draft.must("publish", NEAR, "--yes", "--allow", "identity-number", "--because", "虚构的号码")
    assert settings(draft)["allowed"] == [{"code": "identity-number", "because": "虚构的号码"}]


def test_nothing_to_let_through_is_said(draft: Project) -> None:
    assert "nothing of `bank-card`" in told(draft, "publish", NEAR, "--allow", "bank-card", "--because", "x")


def test_warnings_are_told_and_stop_nothing(draft: Project) -> None:
    edit(draft, NEAR, "召开会议4次", "召开会议XX次（待补充）")
    done = draft.run("publish", NEAR, "--yes")
    assert done.returncode == 0
    assert "warning: “XX” was left to be filled in" in done.stderr


def test_a_report_of_before_gets_its_record_and_its_date_another_name(drafts: Project) -> None:
    drafts.add_source(NEAR, text_of(NEAR), "published: 2021-11-05 # 网页上\n")
    drafts.must("publish", NEAR)
    said = yml(drafts, NEAR).read_text(encoding="utf-8")
    assert "issued: 2021-11-05 # 网页上\n" in said
    assert settings(drafts)["published"]["sha256"] == checksum(source(drafts, NEAR))  # type: ignore[index]


def test_what_can_not_be_published_is_said(draft: Project) -> None:
    assert "there is no report “lanze”" in told(draft, "publish", "lanze")
    draft.must("publish", NEAR, "--yes")
    edit(draft, NEAR, "12笔", "13笔")
    assert "gongkai correct" in told(draft, "publish", NEAR)
    source(draft, NEAR).unlink()
    assert "its folder is gone" in told(draft, "publish", NEAR)
