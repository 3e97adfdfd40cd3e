"""A reference for a program, a part of a report for a writer: what `gongkai export` and the downloads give."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from tests.project import FIRST, Project

LINES = [
    "二、全力以赴推进反馈意见的整改落实，以实实在在的举措确保取得实效",
    "第二方面问题，贯彻落实全面从严治党战略部署不够扎实，正风肃纪产生的震慑效应不够明显",
    "（五）关于主体责任压得不紧问题",
    "4.加强巡察队伍建设。",
    "切实加强对巡察工作的领导，选优配强巡察工作队伍，目前区委巡察机构已补充配备6名巡察干部。",
    "https://publisher.example/sub/huadu-2021/p2t2f5/#i4",
]


def test_references_for_programs(built_site: Path) -> None:
    bib = (built_site / FIRST / f"{FIRST}.bib").read_text(encoding="utf-8")
    assert bib.startswith("@online{huadu-2021,\n  author = {{中共广州市花都区委}},\n")
    assert "  date = {2021-11-23},\n  url = {https://publisher.example/sub/huadu-2021/},\n" in bib
    ris = (built_site / FIRST / f"{FIRST}.ris").read_bytes().decode().split("\r\n")
    assert ris[0] == "TY  - ELEC"
    assert "DA  - 2021/11/23" in ris
    assert ris[-2:] == ["ER  - ", ""]
    cover = (built_site / FIRST / "index.html").read_text(encoding="utf-8")
    assert f'href="{FIRST}.bib"' in cover


def test_a_part_is_exported(project: Project, tmp_path: Path) -> None:
    told = project.must("export", FIRST, "--section", "p2t2f5#i4", "--format", "txt")
    assert told.splitlines() == LINES
    markdown = project.must("export", FIRST, "--section", "p2t2f5i4", "--format", "md")
    assert f"##### {LINES[3]}\n\n{LINES[4]}\n" in markdown
    path = tmp_path / "part.pdf"
    project.must("export", FIRST, "--section", "p2t2f5/#i4", "--format", "pdf", "-o", path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1
    whole = project.must("export", FIRST, "--format", "txt")
    assert LINES[4] in whole


def test_a_part_that_is_not_there(project: Project) -> None:
    missing = project.run("export", FIRST, "--section", "p9", "--format", "txt")
    assert missing.returncode == 2
    assert "p9: the report has no section" in missing.stderr
    table = project.run("export", FIRST, "--section", "p2", "--format", "csv")
    assert table.returncode == 2


def test_paper_tells_its_address_to_eyes_and_cameras(built_site: Path) -> None:
    """The code is a figure with words of its own, as PDF/UA wants."""
    with pikepdf.open(built_site / FIRST / f"{FIRST}.pdf") as pdf:
        told = [str(item.Alt) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Alt" in item]
    assert told == ["网址的二维码：https://publisher.example/sub/huadu-2021/"]
