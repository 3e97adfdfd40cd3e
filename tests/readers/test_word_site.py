"""A Word file all the way: taken in, built, proven against the file itself, and the proof broken."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.project import Project, copy_project, once
from tests.readers.word import files, numbered, p, packed

FORMS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (form, text) in enumerate(
        (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    )
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def row(*cells: str) -> str:
    """Return a row of a table."""
    return f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"


BODY = (
    p("中共云溪县委关于巡视整改进展情况的通报")
    + p("根据统一部署，2023年3月至5月，省委巡视组对云溪县进行了巡视。现将整改进展情况予以公布。")
    + numbered("整改落实情况", 0)
    + numbered("关于学习不够深入的问题", 1)
    + numbered("针对制度不全问题。一是修订制度3项，已完成。二是召开会议4次。", 2)
    + numbered("针对账目不清问题。清理账目12笔，见下表。", 2)
    + f"<w:tbl>{row('问题', '整改措施', '完成情况')}{row('账目不清', '清理账目12笔', '正在整改')}</w:tbl>"
    + numbered("关于监管不力的问题", 1)
    + numbered("针对&lt;script&gt;问题。{{ 7*7 }} 已办结。", 2)
    + p("中共云溪县委员会")
    + p("2023年11月3日")
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a built site of one Word file."""
    return Project(once(tmp_path_factory, "word", _build) / "project")


def _build(folder: Path) -> None:
    copy = copy_project(folder / "project", reports=False)
    (folder / "report.docx").write_bytes(packed(files(BODY, numbering=NUMBERING)))
    copy.must("add", folder / "report.docx", "--slug", "yunxi-2023")
    copy.must("publish", "yunxi-2023", "--yes")
    copy.must("build")


def test_numbers_that_word_counts_are_text(project: Project) -> None:
    page = LexborHTMLParser((project.site / "yunxi-2023" / "p1f1" / "index.html").read_bytes())
    headings = [node.text().strip() for node in page.css("article h1, article h2")]
    assert headings == ["（一）关于学习不够深入的问题", "1.针对制度不全问题。", "2.针对账目不清问题。"]
    rows = [[cell.text() for cell in row.css("th, td")] for row in page.css("article table tr")]
    assert rows == [["问题", "整改措施", "完成情况"], ["账目不清", "清理账目12笔", "正在整改"]]
    other = LexborHTMLParser((project.site / "yunxi-2023" / "p1f2" / "index.html").read_bytes())
    assert "针对<script>问题。" in other.css_first("article").text()  # type: ignore[union-attr]
    assert "{{ 7*7 }} 已办结。" in other.css_first("article").text()  # type: ignore[union-attr]


def test_every_output_is_proven_against_the_file(project: Project) -> None:
    told = project.must("verify")
    rows = [line.split("│") for line in told.splitlines() if line.startswith("│ yunxi-2023")]
    assert len(rows) == 8
    (proven,) = {row[4].strip() for row in rows}
    assert re.fullmatch(r"(\d+) of \1", proven)
    folder = project.site / "yunxi-2023"
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    for name in ("source.docx", "text.txt"):
        assert f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" in sums
    assert project.run("convert", "--check").returncode == 0


def test_text_that_is_not_in_the_file_fails_the_proof(project: Project, tmp_path: Path) -> None:
    """Whoever changes the text, the pages, and every checksum still has the file against him."""
    site = Path(shutil.copytree(project.site, tmp_path / "site"))
    folder = site / "yunxi-2023"
    text = folder / "text.txt"
    before = hashlib.sha256(text.read_bytes()).hexdigest()
    text.write_text(text.read_text(encoding="utf-8").replace("12笔", "13笔"), encoding="utf-8")
    after = hashlib.sha256(text.read_bytes()).hexdigest()
    for path in (*folder.rglob("*.html"), folder / "SHA256SUMS"):
        page = path.read_text(encoding="utf-8").replace("12笔", "13笔").replace(before, after)
        path.write_text(page, encoding="utf-8")
    project.fails_proof(site, "source.docx: text.txt is not what is read out of it")
