"""Odd names, odd orders of commands and odd disks: none loses a setting, a redirect or a change half made."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest
from docx import Document

from generator.build.plan.plan import Plan
from generator.build.workers.cluster import _pack as pack
from generator.errors import UserError
from generator.publish.publish import plan_publication
from generator.publish.rename import rename_report
from generator.publish.retract import retract_report
from generator.settings.project import Project as Folder
from generator.settings.report import load_report_settings
from tests.project import Project, copy_project
from tests.publishing.desk import NEAR, text_of, told, yml
from tests.publishing.test_beside import png

NUMBER, DAY = "2021", "2021-05-18"
"""Addresses that YAML reads as a number and as a day."""


@pytest.fixture
def public(drafts: Project) -> Project:
    """A project with one published report, whose address is a number."""
    drafts.add_source(NUMBER, text_of(NEAR))
    drafts.must("publish", NUMBER)
    return drafts


def test_a_former_address_like_a_number_stays_one_when_the_text_is_removed(public: Project) -> None:
    public.must("rename", NUMBER, DAY)
    public.must("rename", DAY, NEAR)
    public.must("retract", NEAR, "--reason", "有个人信息", "--remove-text", "--yes")
    assert load_report_settings(yml(public, NEAR)).formerly == (NUMBER, DAY)


def test_what_was_set_since_a_correction_outlives_its_undoing(public: Project, new: Path) -> None:
    public.must("correct", NUMBER, new, "--reason", "笔数有误")
    public.must("rename", NUMBER, NEAR)
    path = yml(public, NEAR)
    path.write_text(path.read_text(encoding="utf-8") + "region: 云溪县\n", encoding="utf-8")
    public.must("correct", NEAR, "--undo")
    found = load_report_settings(path)
    assert (found.formerly, found.region, found.corrections) == ((NUMBER,), "云溪县", ())


def test_an_address_that_leads_to_another_report_is_not_given_to_a_new_one(public: Project, new: Path) -> None:
    public.must("rename", NUMBER, NEAR)
    assert f"/{NUMBER}/ leads to {NEAR}" in told(public, "add", new, "--slug", NUMBER)


def test_docs_on_a_disk_of_their_own(public: Project, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = os.replace

    def replace(self: Path, target: Path) -> Path:
        if ("docs_src" in self.parts) != ("docs_src" in Path(target).parts):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(self))
        rename(self, target)
        return Path(target)

    monkeypatch.setattr(Path, "replace", replace)
    public.must("correct", NUMBER, new, "--reason", "笔数有误")
    assert len(load_report_settings(yml(public, NUMBER)).corrections) == 1
    assert not list((public.root / "docs_src").glob(".correction*"))


@pytest.mark.parametrize("how", ["renamed", "retracted"])
def test_what_is_gone_when_it_is_to_be_published_was_changed(public: Project, how: str) -> None:
    project = Folder(public.root)
    found = plan_publication(project, NUMBER)
    if how == "renamed":
        rename_report(project, NUMBER, NEAR)
    else:
        retract_report(project, NUMBER, "数字有误", None, remove_text=False)
    with pytest.raises(UserError, match="changed while"):
        found.commit()


def test_the_pictures_of_a_draft_go_with_its_source(drafts: Project, new: Path, tmp_path: Path) -> None:
    word = Document()
    for line in text_of(NEAR).splitlines():
        word.add_paragraph(line)
    word.add_picture(io.BytesIO(png(90)))
    word.save(str(tmp_path / "report.docx"))
    drafts.must("add", tmp_path / "report.docx", "--slug", NEAR)
    home = "# 通报\n\n<!-- gongkai:reports -->\n<!-- /gongkai:reports -->\n"
    (drafts.root / "docs_src" / "index.md").write_text(home, encoding="utf-8")
    drafts.must("convert")
    folder = drafts.root / "docs_src" / NEAR
    assert [path.name for path in folder.glob("*.png")] == ["image1.png"]
    drafts.must("add", new, "--slug", NEAR, "--again")
    assert not list(folder.glob("*.png"))


@pytest.mark.parametrize("how", ["renamed", "retracted"])
def test_what_is_taken_away_while_a_build_runs_stops_no_other(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = copy_project(tmp_path / "project", reports=False)
    for slug in (NUMBER, NEAR):
        whole.add_source(slug, text_of(NEAR))
        whole.must("publish", slug)
    project, unread = Folder(whole.root), Plan.unread

    def planned(self: Plan) -> list[str]:
        found = unread(self)
        if how == "renamed":
            rename_report(project, NUMBER, DAY)
        else:
            retract_report(project, NUMBER, "数字有误", None, remove_text=False)
        return found

    monkeypatch.setattr(Plan, "unread", planned)
    assert f"{NUMBER}: it was taken away" in told(whole, "build")
    assert (whole.site / NEAR / "index.html").is_file()


def test_what_other_programs_leave_is_not_published(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", reports=False)
    project.add_source(NEAR, text_of(NEAR))
    for name in ("~$index.docx", f"{NEAR}/~$source.docx", f"{NEAR}/Thumbs.db", f"{NEAR}/表格.csv"):
        (project.root / "docs_src" / name).write_text("张三", encoding="utf-8")
    project.must("build")
    found = {path.name for path in project.site.rglob("*")}
    assert "表格.csv" in found
    assert not found & {"~$index.docx", "~$source.docx", "Thumbs.db"}


def test_what_a_cluster_is_sent_may_be_old(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.touch()
    os.utime(file, (0, 0))
    assert pack([(Path("a.txt"), file)])


def test_a_tab_behind_a_colon_stands_in_no_way(public: Project, new: Path) -> None:
    with yml(public, NUMBER).open("a", encoding="utf-8") as file:
        file.write("region:\t云溪县\n")
    public.must("correct", NUMBER, new, "--reason", "笔数有误")
    public.must("rename", NUMBER, NEAR)
    assert "region:\t云溪县\n" in yml(public, NEAR).read_text(encoding="utf-8")


def test_what_only_looks_like_a_number_is_told(public: Project) -> None:
    yml(public, NUMBER).write_text("state: draft\ntitle: 0x_\n", encoding="utf-8")
    assert "not valid YAML" in told(public, "publish", NUMBER)


@pytest.mark.parametrize("day", ["20220518", "'20220518'", "2022", "2022.5"])
def test_a_number_is_no_day(public: Project, day: str) -> None:
    # pydantic takes a number for seconds since 1970
    yml(public, NUMBER).write_text(f"issued: {day}\n", encoding="utf-8")
    assert "a day like 2023-05-18" in told(public, "convert")


def test_a_line_number_in_quotation_marks_follows_a_correction(public: Project, new: Path) -> None:
    path = yml(public, NUMBER)
    with path.open("a", encoding="utf-8") as file:
        file.write('outline:\n  - {line: "7", heading: 小节}\n')
    new.write_text(new.read_text(encoding="utf-8").replace("一、", "更正。\n一、", 1), encoding="utf-8")
    public.must("correct", NUMBER, new, "--reason", "笔数有误")
    assert [one.line for one in load_report_settings(path).outline] == [8]
