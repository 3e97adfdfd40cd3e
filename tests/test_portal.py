"""A site of many reports: the list with its columns, the pages by body and by round, the data."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it has no annotations
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.readers.authority import level_of, region_of, round_of
from tests.project import Project, copy_project, fingerprint, once
from tests.reading import as_in_csv, csv_rows

REPORT = """中共{body}关于巡视整改进展情况的通报

根据统一部署，{year}年3月至5月，十三届省委第{round}轮巡视第二巡视组对{body}进行了巡视。现将整改进展情况予以公布。

一、整改落实情况

（一）关于学习不够深入的问题

1.针对制度不全问题。{done}

中共{body}

{year}年11月3日
"""


def read(page: Path) -> LexborHTMLParser:
    """Return a built page."""
    return LexborHTMLParser(page.read_bytes())


def links(page: LexborHTMLParser, selector: str) -> list[str]:
    """Return where the links that a selector finds lead."""
    return [link.attributes["href"] or "" for link in page.css(selector)]


@pytest.mark.parametrize(
    ("body", "region", "level"),
    [
        ("中共云岭省委", "云岭省", "省"),
        ("中共北京市委", "北京市", "省"),
        ("中共岚泽市委员会", "岚泽市", "市"),
        ("中共岚泽市岚山区委", "岚泽市岚山区", "县区"),
        ("中共青川县委", "青川县", "县区"),
        ("中共江城市松河市委", "江城市松河市", "县区"),
        ("云岭省交通运输厅党组", "云岭省", "单位"),
        ("中共栖霞大学委员会", None, "单位"),
        ("市市场监督管理局党组", None, "单位"),
        (None, None, None),
    ],
)
def test_region_and_level_are_read_off_the_name(body: str | None, region: str | None, level: str | None) -> None:
    assert region_of(body) == region
    assert level_of(body) == level


def test_round_is_what_the_text_calls_it() -> None:
    assert round_of("根据部署,十二届省委第三轮巡视第五巡视组对我市") == "十二届省委第三轮巡视"
    assert round_of("2020年第二轮巡察") == "第二轮巡察"
    assert round_of("省委第三巡视组") is None


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a built site of seven reports: five bodies, two of them with a second report."""
    return Project(once(tmp_path_factory, "seven", _build) / "project")


def _build(folder: Path) -> None:
    copy = copy_project(folder / "project", reports=False)
    bodies = ["云溪县委", "岚泽市委员会", "松禾市桐山区委", "岚泽市教育局党组", "栖霞大学委员会"]
    for at, body in enumerate(bodies):
        text = REPORT.format(body=body, year=2021, round="二", done="已完成。" if at % 2 else "修订制度3项。")
        copy.add_source(f"r{at}", text)
    for at, body in enumerate(bodies[:2]):
        copy.add_source(f"s{at}", REPORT.format(body=body, year=2023, round="五", done="正在推进。"))
    (copy.root / "site_config" / "reports" / "r4.yml").write_text("level: 市\nregion: 栖霞市\n", encoding="utf-8")
    copy.must("build")


def test_home_lists_every_report_without_a_script(portal: Project) -> None:
    page = read(portal.site / "index.html")
    rows = [[cell.text() for cell in row.css("td")] for row in page.css("table tbody tr")]
    assert len(rows) == 7
    assert [row[5] for row in rows] == ["2023", "2023", *["2021"] * 5], "the newest first"
    by_body = {row[1]: row[2:5] for row in rows}
    assert by_body["中共松禾市桐山区委"] == ["松禾市桐山区", "县区", "十三届省委第二轮巡视"]
    assert by_body["中共栖霞大学委员会"] == ["栖霞市", "市", "十三届省委第二轮巡视"], "as the yml says"
    found = links(page, "table a")
    assert len(set(found)) == 7
    assert all((portal.site / link / "index.html").is_file() for link in found)


def test_bodies_and_rounds_hold_every_report_once(portal: Project) -> None:
    for name in ("bodies", "rounds"):
        found = links(read(portal.site / name / "index.html"), "div.groups td a")
        assert len(found) == len(set(found)) == 7
    assert len(read(portal.site / "rounds" / "index.html").css("div.groups > h2")) == 2


def test_a_bodys_reports_stand_one_after_the_other_below_its_anchor(portal: Project) -> None:
    rows = read(portal.site / "bodies" / "index.html").css("div.groups tbody tr")
    names = [row.css("td")[0].text() for row in rows]
    assert [name.strip("中共")[:2] for name in names] == ["栖霞", "松禾", "云溪", "云溪", "岚泽", "岚泽", "岚泽"]
    assert len(set(names)) == 5
    anchors = [row.css("td")[0].attributes.get("id") for row in rows]
    assert [bool(anchor) for anchor in anchors] == [name not in names[:at] for at, name in enumerate(names)]
    assert len(set(filter(None, anchors))) == 5
    twice = next(name for name in names if names.count(name) == 2)
    days = [row.css("td")[2].text() for row in rows if row.css("td")[0].text() == twice]
    assert "2021" in days[0] and "2023" in days[1]  # noqa: PT018 - one thing: the earlier stands first


def test_data_of_the_portal(portal: Project) -> None:
    folder = portal.site / "data"
    rows = json.loads((folder / "portal.json").read_text(encoding="utf-8"))["reports"]
    table = pq.read_table(folder / "portal.parquet")
    assert table.column("slug").to_pylist() == [row["slug"] for row in rows]
    assert table.column("completed").to_pylist() == [row["completed"] for row in rows] == [0, 1, 0, 1, 0, 0, 0]
    assert table.column("signed").to_pylist()[-1] == date(2023, 11, 3)
    assert rows[-1]["signed"] == "2023-11-03"
    assert csv_rows(folder / "portal.csv") == as_in_csv(rows)


def test_few_reports_are_told_at_length(portal: Project, tmp_path: Path) -> None:
    few = copy_project(tmp_path / "few", reports=False)
    for slug in ("r0", "r1"):
        few.add_source(slug, (portal.root / "docs_src" / slug / "source.txt").read_text(encoding="utf-8"))
    few.must("build")
    assert not (few.site / "bodies").exists()
    page = read(few.site / "index.html")
    assert [heading.attributes["id"] for heading in page.css("div.reports > h2")] == ["r0", "r1"]
    assert not page.css("table")


def test_what_receipts_remember_gives_the_same_pages(portal: Project, tmp_path: Path) -> None:
    """The lists tell the same of a report that was just built and of one that a receipt remembers."""
    project = Project(Path(shutil.copytree(portal.root, tmp_path / "project")))
    text = REPORT.format(body="禾东县委", year=2024, round="六", done="已完成。\n2.针对账目不清问题。将于明年6月完成。")
    project.add_source("t0", text)
    project.must("build")
    whole = fingerprint(project.root)
    home = (project.root / "docs_src" / "index.md").read_text(encoding="utf-8")
    (row,) = [line for line in home.splitlines() if "](t0/index.md)" in line]
    assert "计划中 1" in row
    assert "已完成 1" in row
    assert "8 reports were not built again" in project.must("build")
    assert fingerprint(project.root) == whole
