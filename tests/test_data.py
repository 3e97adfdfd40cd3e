"""The report as data: JSON that reads back as the same Report, tables that open right, no formula, all described."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from generator.data.layout import ReportRecord
from generator.data.record import record_of, report_of
from generator.data.tables import Column, Table, harmless
from generator.data.workbook import as_xlsx
from generator.edition.edition import Edition
from generator.outline import outline
from generator.readers import read_file
from generator.settings.report import load_report_settings
from tests.project import FIRST, ROOT, SECOND, Project

REPORTS = sorted((ROOT / "tests" / "reports").glob("*.txt"))


def nodes(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all nodes of a report.json in reading order."""
    found: list[dict[str, Any]] = []
    waiting = [*record["front"], *record["sections"], *record["closing"]]
    while waiting:
        node = waiting.pop(0)
        found.append(node)
        waiting = [*node.get("children", []), *waiting]
    return found


@pytest.fixture(scope="module")
def record(built_site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built_site / FIRST / "data" / "report.json").read_text(encoding="utf-8"))
    return found


def ledger(site: Path, slug: str) -> list[dict[str, str]]:
    """Return the rows of a ledger.csv."""
    data = (site / slug / "data" / "ledger.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_json_reads_back_as_the_same_report(path: Path) -> None:
    settings = load_report_settings(path.with_suffix(".yml"))
    report = outline(read_file(path, settings), settings)
    text = record_of(Edition(report, settings), path.stem).model_dump_json(exclude_none=True)
    back = report_of(ReportRecord.model_validate_json(text))
    assert str(path.parent) not in text
    assert back == replace(report, source=replace(report.source, name=path.name))
    assert str(back) == str(report)


def test_json_fits_its_schema_and_the_text(built_site: Path, record: dict[str, Any]) -> None:
    schema = json.loads((built_site / FIRST / "data" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(record, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "sections": [{"kind": "chapter"}]}, schema)
    text = record["source"]["text"]
    for node in nodes(record):
        own = node.get("head") or (None if node.get("children") else node["span"])
        assert node["text"] == (text[slice(*own)] if own else "")
        for said in (node.get("stated") or {}).get("statements", []):
            assert said["text"] == text[slice(*said["sentence"])]
            assert said["sentence"][0] <= said["words"][0] < said["words"][1] <= said["sentence"][1]
            # A heading of plans (下一步工作计划) says it for all that stands below it.
            assert said["words"][1] <= node["span"][1]
            assert said["words"][0] >= node["span"][0] or "计划" in said["text"]
    kinds = [node["kind"] for node in nodes(record)]
    assert [kinds.count(kind) for kind in ("part", "theme", "finding", "item", "measure")] == [3, 4, 15, 37, 81]
    assert len(record["documents"]) == 33
    assert len({document["title"] for document in record["documents"]}) == 32
    for figure in record["figures"]:
        assert figure["text"] == text[slice(*figure["span"])]
    assert len(record["figures"]) == 135
    assert len(record["periods"]) == 63
    assert {period.get("bound") for period in record["periods"]} == {None, "until", "since"}
    assert [contact["text"] for contact in record["contacts"]] == [
        "020-36898776",
        "广州市花都区花城街迎宾大道89号",
        "510800",
        "jinbj@huadu.gov.cn",
    ]


def test_ledger_has_a_row_an_item(built_site: Path, record: dict[str, Any]) -> None:
    rows = ledger(built_site, FIRST)
    items = [node["id"] for node in nodes(record) if node["kind"] == "item"]
    assert set(items) < {row["id"] for row in rows}
    # (四) of the first theme has measures and no items: it is one row itself.
    assert [row["id"] for row in rows if row["id"] not in items] == ["p2t1f4"]
    assert sum(int(row["measures"]) for row in rows) == 78
    stated = {node["id"]: node["stated"] for node in nodes(record) if node.get("stated")}
    for row in rows:
        assert row["address"].startswith(f"https://publisher.example/sub/{FIRST}/p2t")
        if row["id"] in stated:
            assert row["status"] == stated[row["id"]]["status"]
        assert bool(row["evidence"]) == (row["status"] != "not_stated")
    shown = {"已完成", "基本完成", "部分说明", "推进中", "长期坚持", "计划中", "未说明"}
    assert {row["status_shown"] for row in rows} <= shown
    row = next(row for row in rows if row["id"] == "p2t1f1i5")
    # 91 % of what three years are to bring is no end of it.
    assert row["measures_stated"] == "推进中 2，未说明 1"
    assert stated[row["id"]]["measures"] == {"in_progress": 2, "not_stated": 1}


def test_workbook_is_the_same_table(built_site: Path) -> None:
    rows = ledger(built_site, FIRST)
    sheet = openpyxl.load_workbook(built_site / FIRST / "data" / "ledger.xlsx").active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    last = get_column_letter(len(rows[0]))
    assert sheet.auto_filter.ref == f"A1:{last}{len(rows) + 1}"
    found = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [[str(cell) if cell is not None else "" for cell in row] for row in found] == [
        list(row.values()) for row in rows
    ]
    assert sheet["C2"].hyperlink.target == rows[0]["address"].split("#")[0]
    assert sheet.column_dimensions["H"].width > 30


def test_package_describes_the_tables(built_site: Path) -> None:
    for slug in (FIRST, SECOND):
        report = frictionless.validate(str(built_site / slug / "data" / "datapackage.json"))
        assert report.valid, report.flatten(["type", "message"])


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+8613", "'+8613"),
        ("-3", "-3"),
        ("-3.2%", "-3.2%"),
        ("-3+1", "'-3+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("＋8613", "'＋8613"),
        ("－3", "'－3"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("1.针对=问题", "1.针对=问题"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, safe: str) -> None:
    assert harmless(text) == safe


def test_hostile_items_stay_text(empty_project: Project) -> None:
    empty_project.add_source(
        "lianhe-2024",
        "连河县委关于巡察整改的通报\n一、=HYPERLINK(1)\n（一）@关于问题\n"
        "1.针对“=cmd|' /C calc'!A0”问题。一是-已完成整改。二是加强管理。\n",
        "issuing_body: =SUM(A1:A2)\n",
    )
    empty_project.must("build")
    rows = ledger(empty_project.site, "lianhe-2024")
    assert not [cell for row in rows for cell in row.values() if cell[:1] in set("=+-@")]
    sheet = openpyxl.load_workbook(empty_project.site / "lianhe-2024" / "data" / "ledger.xlsx").active
    assert sheet is not None
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_cell_says_that_it_can_not_hold_all_of_a_text() -> None:
    columns = tuple(Column(name, "string", name, "", 40) for name in ("text", "fits"))
    long = "𠮷" * 20_000
    data = as_xlsx(Table("ledger", "整改台账", columns, ((long, "字" * 32_767),)), "通报")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet
    cut, fits = (str(cell.value) for cell in list(sheet.rows)[1])
    assert len(fits) == 32_767
    assert len(cut.encode("utf-16-le")) // 2 in {32_766, 32_767}
    assert cut.startswith("𠮷" * 16_000)
    assert cut.endswith("𠮷……（超出单元格上限，全文见 ledger.csv）")


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_export_is_what_is_published(project: Project, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    project.must("export", FIRST, "--format", form, "-o", out)
    if form == "json":
        assert out.read_bytes() == (project.site / FIRST / "data" / "report.json").read_bytes()
    else:
        # The command knows no address: links are relative.
        assert out.stat().st_size > 5000
    again = hashlib.sha256(out.read_bytes()).hexdigest()
    project.must("export", FIRST, "--format", form, "-o", out)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == again
    done = project.run("export", "nowhere-2020", "--format", form)
    assert done.returncode == 2
    assert "there is no report “nowhere-2020”" in done.stderr


def test_publisher_sets_a_status(empty_project: Project) -> None:
    text = (
        "连河县委关于巡察整改的通报\n一、整改\n（一）关于作风问题\n"
        "1.针对会议多问题。一是精简会议。\n2.针对文件多问题。一是正在清理文件。\n"
    )
    empty_project.add_source(
        "lianhe-2024", text, "status:\n- {id: p1f1i1, status: completed, reason: 2024年5月已验收}\n"
    )
    empty_project.must("build")
    first, second = ledger(empty_project.site, "lianhe-2024")
    assert (first["status"], first["status_reason"]) == ("completed", "2024年5月已验收")
    assert (second["status"], second["evidence"]) == ("in_progress", "一是正在清理文件。")
    page = (empty_project.site / "lianhe-2024" / "p1f1" / "index.html").read_text(encoding="utf-8")
    assert "发布单位标注：2024年5月已验收" in page
    assert "发布单位标注：2024年5月已验收" in (empty_project.site / "lianhe-2024" / "ledger" / "index.html").read_text(
        "utf-8"
    )
    settings = empty_project.root / "site_config" / "reports" / "lianhe-2024.yml"
    settings.write_text("status:\n- {id: p1f1i7, status: completed, reason: 无}\n", encoding="utf-8")
    done = empty_project.run("build")
    assert done.returncode == 2
    assert "“p1f1i7”, which is no item or measure; did you mean" in done.stderr


def test_finding_below_a_heading_of_plans_is_planned(empty_project: Project) -> None:
    """A finding without items is a row of the ledger, and as planned as the measures below it."""
    text = (
        "连河县委关于巡察整改的通报\n一、整改\n（一）关于作风问题\n1.针对会议多问题。一是精简会议。\n"
        "二、下一步工作计划\n（一）加强学习\n一是组织培训。二是交流经验。\n"
    )
    empty_project.add_source("lianhe-2024", text)
    empty_project.must("build")
    rows = {row["id"]: row["status"] for row in ledger(empty_project.site, "lianhe-2024")}
    assert rows == {"p1f1i1": "not_stated", "p2f1": "planned"}
