"""`gongkai correct`: what it keeps, what it writes, what it refuses, and that it is never half done."""

from __future__ import annotations

import re
import shutil
import signal
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from generator.edition.history import history_of
from generator.edition.read import read_report
from generator.errors import UserError
from generator.publish import correct, days
from generator.publish.correct import correct_report
from generator.publish.pending import open_project
from generator.publish.undo import undo_correction
from generator.settings.project import Project as Sources
from tests.project import Project, fingerprint
from tests.readers.word import PNG, p, packed
from tests.readers.word import files as entries
from tests.stopping import How, stopped
from tests.versions.test_ids import REPORT

SLUG = "yunxi-2023"
NEW = REPORT.replace("往来账目12笔", "往来账目13笔").replace("县委召开", "县委通报了反馈意见。\n县委召开")
HOME = "<!-- gongkai:reports -->\n<!-- /gongkai:reports -->\n"
SETTINGS = """\
# 云溪县的通报
title: 中共云溪县委的整改   # 用于列表
outline:
  - {line: 12, heading: false, starts: 由县财政局}   # 不是标题
status:
  - {id: p1f2i2, status: completed, reason: 工程已竣工}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one report that was published."""
    project = Project(tmp_path / "project")
    (project.root / "docs_src").mkdir(parents=True)
    (project.root / "site_config" / "reports").mkdir(parents=True)
    (project.root / "mkdocs.yml").touch()
    project.add_source(SLUG, REPORT, SETTINGS)
    return project


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The corrected file."""
    path = tmp_path / "更正稿.txt"
    path.write_text(NEW, encoding="utf-8")
    return path


def put(project: Project, file: Path, reason: str = "账目应为13笔", dated: date | None = date(2024, 5, 1)) -> str:
    return correct_report(Sources(project.root), SLUG, file, reason, dated)


def files(project: Project) -> set[str]:
    folder = project.root / "docs_src"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def settings(project: Project) -> str:
    return (project.root / "site_config" / "reports" / f"{SLUG}.yml").read_text(encoding="utf-8")


def test_the_old_source_is_kept_with_the_settings_of_its_day(project: Project, new: Path) -> None:
    told = put(project, new)
    folder = project.root / "docs_src" / SLUG
    assert told == (
        f"Version 2 of {SLUG}: 26 same, 1 changed, 1 added (paragraphs). "
        f"Version 1 is kept in docs_src/{SLUG}/versions/1."
    )
    assert (folder / "source.txt").read_text(encoding="utf-8") == NEW
    assert (folder / "versions/1/source.txt").read_text(encoding="utf-8") == REPORT
    assert (folder / "versions/1/.settings.yml").read_text(encoding="utf-8") == SETTINGS


def test_date_and_reason_come_into_the_settings_and_nothing_else_changes(project: Project, new: Path) -> None:
    put(project, new, '账目应为13笔："12"有误 # 不是注释')
    kept = SETTINGS.replace("line: 12", "line: 13")  # where that line stands now
    assert settings(project).startswith(kept)
    assert yaml.safe_load(settings(project))["corrections"] == [
        {
            "date": date(2024, 5, 1),
            "reason": '账目应为13笔："12"有误 # 不是注释',
            "replaced": "391dba79114aa3f550414d8871ab71d89a890fe7328c4a1b54e83957f044798c",
        }
    ]


def test_what_is_set_for_a_paragraph_that_is_gone_is_put_into_a_comment(project: Project, new: Path) -> None:
    text = "".join(line for line in NEW.splitlines(keepends=True) if "工程拖延" not in line and "财政局" not in line)
    new.write_text(text, encoding="utf-8")
    put(project, new)
    assert "# outline:\n#   - {line: 12, heading: false, starts: 由县财政局}   # 不是标题\n" in settings(project)
    assert "# status:\n#   - {id: p1f2i2, status: completed, reason: 工程已竣工}\n" in settings(project)
    assert "title: 中共云溪县委的整改   # 用于列表\n" in settings(project)


def test_a_report_that_bears_a_day_to_come_can_be_corrected(project: Project, new: Path) -> None:
    day = days.today() + timedelta(days=400)
    path = project.root / "docs_src" / SLUG / "source.txt"
    lines = [line for line in REPORT.splitlines() if not re.fullmatch(r"\s*\d{4}年\d+月\d+日\s*", line)]
    path.write_text("\n".join(["发布日期：" + day.isoformat(), *lines]), encoding="utf-8")
    (project.root / "site_config" / "reports" / f"{SLUG}.yml").unlink()
    put(project, new, "日期有误", dated=None)
    history = history_of(read_report(Sources(project.root), SLUG))
    assert [version.dated for version in history.versions] == [day, days.today()]


def test_a_second_correction_stands_below_the_first(project: Project, new: Path) -> None:
    put(project, new)
    new.write_text(NEW.replace("35万元", "36万元"), encoding="utf-8")
    path = project.root / "site_config" / "reports" / f"{SLUG}.yml"
    path.write_text(settings(project) + "region: 云溪县\n", encoding="utf-8")
    put(project, new, "欠款应为36万元", date(2024, 5, 1))
    found = yaml.safe_load(settings(project))
    assert [item["reason"] for item in found["corrections"]] == ["账目应为13笔", "欠款应为36万元"]
    assert found["region"] == "云溪县"
    assert [version.number for version in history_of(read_report(Sources(project.root), SLUG)).versions] == [1, 2, 3]


def test_without_a_date_it_is_today(project: Project, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correct, "today", lambda: date(2024, 7, 9))
    put(project, new, dated=None)
    assert yaml.safe_load(settings(project))["corrections"][0]["date"] == date(2024, 7, 9)


def test_a_file_of_another_format_takes_its_own_along(project: Project, tmp_path: Path) -> None:
    page = tmp_path / "通报.html"
    (tmp_path / "账目.png").write_bytes(PNG)
    title, *lines = NEW.splitlines()
    body = "".join(f"<p>{line}</p>" for line in lines)
    page.write_text(f"<h1>{title}</h1><div>{body}<p><img src='账目.png' alt='账目表'></p></div>", encoding="utf-8")
    (project.root / "site_config" / "reports" / f"{SLUG}.yml").unlink()
    put(project, page)
    kept = {f"{SLUG}/versions/1/source.txt", f"{SLUG}/versions/1/.settings.yml"}
    assert files(project) == kept | {f"{SLUG}/source.html", f"{SLUG}/text.txt", f"{SLUG}/source_files/账目.png"}
    page.write_text(page.read_text(encoding="utf-8").replace("<p><img src='账目.png' alt='账目表'></p>", ""), "utf-8")
    put(project, page)
    kept |= {f"{SLUG}/versions/2/{name}" for name in ("source.html", ".settings.yml", "source_files/账目.png")}
    assert files(project) == kept | {f"{SLUG}/source.html", f"{SLUG}/text.txt"}


def test_what_a_day_is_before_is_said_in_chinese(project: Project, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    with pytest.raises(UserError, match="通报发布日期"):
        put(project, new, dated=date(2023, 11, 2))
    put(project, new)
    new.write_text(NEW.replace("35万元", "36万元"), encoding="utf-8")
    with pytest.raises(UserError, match="最近一次更正"):
        put(project, new, dated=date(2024, 4, 30))


def test_what_is_taken_back_leaves_no_picture(project: Project, tmp_path: Path) -> None:
    before = files(project)
    file = tmp_path / "通报.docx"
    picture = '<w:p><w:r><w:drawing><a:blip r:embed="image1"/></w:drawing></w:r></w:p>'
    file.write_bytes(packed(entries("".join(map(p, NEW.splitlines())) + picture, image1=PNG)))
    (project.root / "site_config" / "reports" / f"{SLUG}.yml").unlink()
    (project.root / "docs_src" / "index.md").write_text(HOME, encoding="utf-8")
    put(project, file)
    project.must("convert")
    assert f"{SLUG}/image1.png" in files(project)
    undo_correction(Sources(project.root), SLUG, project.site)
    project.must("convert")
    assert not any(name.endswith(".png") for name in files(project) - before)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reason": " \n"}, "needs a reason"),
        ({"dated": date(2023, 11, 2)}, "before the report's publication (2023-11-03)"),
        ({"dated": days.today() + timedelta(days=1)}, "in the future"),
        ({"same": True}, "is the same as"),
        ({"missing": True}, "there is no such file"),
        ({"text": "﻿\n \n"}, "更正稿.txt"),
    ],
)
def test_what_is_refused_changes_nothing(project: Project, new: Path, change: dict[str, object], says: str) -> None:
    if change.pop("same", False):
        new.write_text(REPORT, encoding="utf-8")
    if change.pop("missing", False):
        new.unlink()
    if text := change.pop("text", None):
        new.write_text(str(text), encoding="utf-8")
    before = fingerprint(project.root)
    with pytest.raises(UserError) as caught:
        put(project, new, **change)  # type: ignore[arg-type]
    assert says in caught.value.message
    assert caught.value.message.count("\n") == 0
    assert fingerprint(project.root) == before


def test_a_file_in_an_old_format_is_not_to_be_taken_in_as_another_report(project: Project, new: Path) -> None:
    with pytest.raises(UserError, match=r"can't be read; open it in Word or WPS and save it as \.docx; a new report"):
        put(project, new.rename(new.with_suffix(".doc")))


def test_not_before_the_last_correction(project: Project, new: Path) -> None:
    put(project, new)
    new.write_text(NEW.replace("35万元", "36万元"), encoding="utf-8")
    with pytest.raises(UserError, match=r"before the last correction \(2024-05-01\)"):
        put(project, new, dated=date(2024, 4, 30))


def test_a_report_that_is_not_there(project: Project, new: Path) -> None:
    done = project.run("correct", "lanze-2023", new, "--reason", "有误")
    assert done.returncode == 2
    assert done.stderr == f"Error: there is no report “lanze-2023”; the reports are: {SLUG}.\n"
    assert project.run("correct", SLUG, new).returncode == 2  # without a reason
    assert project.run("correct", SLUG, new, "--reason", "有误", "--date", "昨天").returncode == 2
    assert files(project) == {f"{SLUG}/source.txt"}


def test_an_earlier_version_is_never_changed(project: Project, new: Path) -> None:
    put(project, new)
    old = project.root / "docs_src" / SLUG / "versions" / "1" / "source.txt"
    old.write_text(REPORT.replace("12笔", "13笔"), encoding="utf-8")
    with pytest.raises(UserError, match="is not the file that was published"):
        read_report(Sources(project.root), SLUG)
    shutil.rmtree(old.parent)
    with pytest.raises(UserError, match="holds no source"):
        read_report(Sources(project.root), SLUG)


def test_a_version_that_the_settings_do_not_tell_of(project: Project, new: Path) -> None:
    put(project, new)
    path = project.root / "site_config" / "reports" / f"{SLUG}.yml"
    path.write_text(SETTINGS.replace("line: 12", "line: 13"), encoding="utf-8")
    with pytest.raises(UserError, match="does not tell"):
        read_report(Sources(project.root), SLUG)


def test_killed_at_any_write_it_is_done_or_not(project: Project, new: Path, tmp_path: Path) -> None:
    arguments = ("correct", SLUG, str(new), "--reason", "账目应为13笔", "--date", "2024-05-01")
    whole = Project(Path(shutil.copytree(project.root, tmp_path / "whole")))
    counted = stopped(whole, tmp_path, "count", 0, *arguments)
    assert counted.code == 0, counted.told
    writes = counted.log
    decided = next(at for at, write in enumerate(writes, 1) if re.fullmatch(r"os\.rename .*/\.correction-\d+", write))
    before, after = fingerprint(project.root), fingerprint(whole.root)
    assert before != after
    places: dict[How, list[int]] = {"kill": [1, *range(decided - 2, len(writes) + 1, 2)], "full": [1, decided // 2]}
    codes: dict[How, int] = {"kill": -signal.SIGKILL, "full": 2}
    for how, code in codes.items():
        for at in places[how]:
            copy = Project(Path(shutil.copytree(project.root, tmp_path / f"{how}-{at}")))
            run = stopped(copy, tmp_path, how, at, *arguments)
            assert run.code in {code, 0}
            open_project(copy.root)
            assert fingerprint(copy.root) == (after if how == "kill" and at > decided else before), run.log
