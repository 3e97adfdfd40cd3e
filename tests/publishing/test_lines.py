"""Of a file that is no text a clerk can open the text whose lines the settings count."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest

from tests.project import Project, fingerprint
from tests.publishing.desk import NEAR, told, words_in


def word(path: Path, text: str) -> Path:
    """Write a text as a Word file, a paragraph a line."""
    document = docx.Document()
    for line in text.split("\n"):
        if line:
            document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report as a Word file."""
    return word(tmp_path / "通报.docx", _TEXT)


_TEXT = """\
中共云溪县委关于巡视整改进展情况的通报
现将整改进展情况予以公布。
一、整改落实情况
（一）关于学习不够深入的问题
1.针对制度不全问题。一是修订制度3项，已完成。二是召开会议4次。
中共云溪县委员会
2021年11月3日
"""


def test_outline_counts_the_lines_of_a_file_that_add_writes(drafts: Project, file: Path) -> None:
    assert "text.txt" in drafts.must("add", file, "--slug", NEAR)
    text = drafts.root / "docs_src" / NEAR / "text.txt"
    lines = text.read_text(encoding="utf-8").split("\n")
    first, *_ = drafts.must("outline", NEAR).splitlines()
    assert first == f"The lines are those of {text}."
    for row in json.loads(drafts.must("outline", NEAR, "--format", "json")):
        assert re.sub(r"\s", "", row["words"])[:12] in re.sub(r"\s", "", lines[row["line"] - 1])
    text.write_text("别的\n", encoding="utf-8")
    assert f"The lines are those that {text} will have; run `gongkai convert`" in drafts.must("outline", NEAR)
    text.unlink()
    assert "The lines are those of the text that is read out of source.docx." in drafts.must("outline", NEAR)


def test_a_text_file_is_its_own(drafts: Project) -> None:
    drafts.add_source(NEAR, _TEXT)
    assert "The lines" not in drafts.must("outline", NEAR)


def test_the_text_follows_a_correction_and_its_undoing(drafts: Project, file: Path, tmp_path: Path) -> None:
    drafts.must("add", file, "--slug", NEAR)
    drafts.must("publish", NEAR, "--yes")
    before = fingerprint(drafts.root)
    new = word(tmp_path / "更正稿.docx", _TEXT.replace("制度3项", "制度5项"))
    drafts.must("correct", NEAR, new, "--reason", "项数有误")
    text = drafts.root / "docs_src" / NEAR / "text.txt"
    assert "制度5项" in text.read_text(encoding="utf-8")
    drafts.must("correct", NEAR, "--undo")
    assert fingerprint(drafts.root) == before
    drafts.must("retract", NEAR, "--reason", "误发", "--remove-text", "--yes")
    assert "整改落实情况" not in words_in(drafts.root / "docs_src")
    assert "already" in told(drafts, "retract", NEAR, "--reason", "误发")
