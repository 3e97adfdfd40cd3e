"""Pictures beside a source belong to what is published: a changed one is told like a changed source."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from generator.settings.report import load_report_settings
from tests.project import Project, fingerprint
from tests.publishing.desk import NEAR, text_of, told, yml


def png(grey: int) -> bytes:
    """Return a picture of one grey."""
    side = 120
    rows = zlib.compress((b"\0" + bytes([grey]) * side) * side)
    parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report in Markdown with a picture beside it."""
    path = tmp_path / "received" / "通报.md"
    path.parent.mkdir()
    path.write_text(text_of(NEAR).replace("\n", "\n\n") + "\n![示意图](tu.png)\n", encoding="utf-8")
    path.with_name("tu.png").write_bytes(png(10))
    return path


@pytest.fixture
def public(drafts: Project, file: Path) -> Project:
    """It, published."""
    drafts.must("add", file, "--slug", NEAR)
    drafts.must("publish", NEAR, "--yes")
    return drafts


def picture(project: Project) -> Path:
    return project.root / "docs_src" / NEAR / "source_files" / "tu.png"


TOLD = f"a picture or attachment beside the source of {NEAR} is not the one that was published"


@pytest.mark.parametrize("how", ["changed", "gone", "another"])
def test_a_changed_picture_is_told(public: Project, file: Path, how: str) -> None:
    if how == "changed":
        picture(public).write_bytes(png(20))
    elif how == "gone":
        picture(public).unlink()
    else:
        picture(public).with_name("other.png").write_bytes(png(20))
    before = fingerprint(public.root)
    for command in (
        ("publish", NEAR),
        ("retract", NEAR, "--reason", "误发"),
        ("correct", NEAR, file, "--reason", "换图"),
    ):
        assert TOLD in told(public, *command)
    assert fingerprint(public.root) == before


def test_it_can_be_accepted_or_corrected(public: Project, file: Path) -> None:
    old = load_report_settings(yml(public, NEAR)).published
    assert old
    assert old.beside
    picture(public).write_bytes(png(20))
    assert TOLD in told(public, "retract", NEAR, "--reason", "误发")
    picture(public).write_bytes(png(10))
    file.with_name("tu.png").write_bytes(png(20))
    public.must("correct", NEAR, file, "--reason", "换图")
    new = load_report_settings(yml(public, NEAR)).published
    assert new
    assert new.beside not in (None, old.beside)
    kept = public.root / "docs_src" / NEAR / "versions" / "1" / "source_files" / "tu.png"
    assert (kept.read_bytes(), picture(public).read_bytes()) == (png(10), png(20))
    public.must("correct", NEAR, "--undo")
    assert load_report_settings(yml(public, NEAR)).published == old
    assert picture(public).read_bytes() == png(10)


def test_a_record_of_before_gets_what_it_lacks(public: Project) -> None:
    record = load_report_settings(yml(public, NEAR)).published
    assert record
    text = yml(public, NEAR).read_text(encoding="utf-8")
    yml(public, NEAR).write_text(text.replace(f", beside: {record.beside}", ""), encoding="utf-8")
    without = load_report_settings(yml(public, NEAR)).published
    assert without
    assert without.beside is None
    public.must("publish", NEAR)
    assert load_report_settings(yml(public, NEAR)).published == record


def test_the_build_keeps_the_pages_of_a_report_with_a_changed_picture(empty_project: Project, file: Path) -> None:
    empty_project.must("add", file, "--slug", NEAR)
    empty_project.must("publish", NEAR, "--yes")
    empty_project.must("build")
    before = fingerprint(empty_project.site / NEAR)
    picture(empty_project).write_bytes(png(20))
    assert TOLD in told(empty_project, "build")
    assert fingerprint(empty_project.site / NEAR) == before
    empty_project.must("build", "--accept-edit", NEAR)
    assert fingerprint(empty_project.site / NEAR) != before
    empty_project.must("verify")
