"""What is public stays what was published, and what is not public stays away."""

from __future__ import annotations

import fcntl
import os
import shutil

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
import pytest

from generator.build.plan.plan import Plan
from generator.model.pages import RECEIPT
from generator.settings.project import Project as Settings
from generator.settings.standing import Footing, standings
from tests.project import Project, fingerprint, mkdocs_build
from tests.publishing.desk import LATER, NEAR, OTHER, edit, pages, source, text_of, told, words_in, yml


def test_an_edited_source_keeps_its_pages_and_the_others_go_on(desk: Project) -> None:
    before = pages(desk, NEAR)
    edit(desk, NEAR, "12笔", "13笔")
    yml(desk, OTHER).write_text(yml(desk, OTHER).read_text("utf-8") + "title: 换过的标题\n", "utf-8")
    said = told(desk, "build")
    assert f"the source of {NEAR} is not the one that was published" in said
    assert f"--accept-edit {NEAR}" in said
    assert "12笔" in said
    assert "13笔" in said
    assert pages(desk, NEAR) == before
    assert "换过的标题" in (desk.site / OTHER / "index.html").read_text(encoding="utf-8")
    assert f"the source of {NEAR}" in told(desk, "convert")
    desk.must("build", "--accept-edit", NEAR)
    assert "13笔" in (desk.site / NEAR / "full" / "index.html").read_text(encoding="utf-8")


def test_a_folder_that_is_gone_keeps_its_pages(desk: Project) -> None:
    before = fingerprint(desk.site)
    shutil.rmtree(desk.root / "docs_src" / OTHER)
    said = told(desk, "build")
    assert f"gongkai retract {OTHER}" in said
    assert fingerprint(desk.site) == before


def test_the_guards_hold_in_a_fresh_clone(desk: Project) -> None:
    shutil.rmtree(desk.site)
    edit(desk, NEAR, "12笔", "13笔")
    shutil.rmtree(desk.root / "docs_src" / OTHER)
    said = told(desk, "build")
    assert NEAR in said
    assert OTHER in said
    assert sorted(path.parent.name for path in desk.site.glob("*/source.txt")) == [LATER]


def test_a_named_report_is_built_and_no_other(desk: Project) -> None:
    before = {slug: pages(desk, slug) for slug in (NEAR, LATER)}
    for slug in (LATER, OTHER):
        yml(desk, slug).write_text(yml(desk, slug).read_text("utf-8") + "title: 换过的标题\n", "utf-8")
    yml(desk, NEAR).write_text("title: [\n", "utf-8")
    said = desk.must("build", OTHER)
    assert f"Not named, and not as the site has them: {NEAR}, {LATER}" in said
    assert {slug: pages(desk, slug) for slug in (NEAR, LATER)} == before
    assert "换过的标题" in (desk.site / OTHER / "index.html").read_text(encoding="utf-8")


def test_what_the_site_does_not_have_yet_waits_as_well(desk: Project) -> None:
    desk.add_source("qinghe", text_of(OTHER).replace("岚泽", "青禾"))
    said = desk.must("build", OTHER)
    assert "Not named, and not as the site has them: qinghe" in said
    assert not (desk.site / "qinghe").exists()


def test_a_draft_is_nowhere_in_the_site(desk: Project) -> None:
    draft = text_of(OTHER).replace("岚泽", "青禾").replace("2022", "2024")
    desk.add_source("qinghe", draft, "state: draft\n")
    yml(desk, OTHER).write_text(yml(desk, OTHER).read_text("utf-8") + "region: 某地\n", "utf-8")
    assert "Drafts, not in the site: qinghe" in desk.must("build")
    assert "青禾" not in words_in(desk.site)
    assert "青禾" not in words_in(desk.root / "dist")
    assert "青禾" not in (desk.root / "docs_src" / "index.md").read_text(encoding="utf-8")
    assert "is a draft" in told(desk, "build", "qinghe")
    desk.must("convert")
    mkdocs_build(desk, desk.root / "plain")
    assert "青禾" not in words_in(desk.root / "plain")
    assert "岚泽" in words_in(desk.root / "plain")


def test_a_preview_shows_drafts_marked_as_such(desk: Project) -> None:
    shutil.rmtree(desk.root / "docs_src" / NEAR)
    yml(desk, NEAR).unlink()
    desk.add_source("qinghe", text_of(OTHER).replace("岚泽", "青禾"), "state: draft\n")
    assert "--site-dir" in told(desk, "build", "--drafts")
    shutil.copytree(desk.site, desk.root / "public")
    assert "is a public site" in told(desk, "build", "--drafts", "--site-dir", "public")
    before = fingerprint(desk.root / "docs_src")
    desk.must("build", "--drafts", "--site-dir", "preview")
    assert fingerprint(desk.root / "docs_src") == before
    folder = desk.root / "preview" / "qinghe"
    for page in folder.rglob("*.html"):
        assert "草稿，未发布" in page.read_text(encoding="utf-8"), page
    for page in (desk.root / "preview").rglob("index.html"):
        assert 'name="robots" content="noindex"' in page.read_text(encoding="utf-8"), page
    assert "草稿，未发布" in words_in(folder)
    document = pypdfium2.PdfDocument(folder / "qinghe.pdf")
    for sheet in document:
        assert "草稿" in sheet.get_textpage().get_text_bounded()
    assert "预览" in (desk.root / "preview" / LATER / "index.html").read_text(encoding="utf-8")
    assert "is a preview" in told(desk, "build", "--site-dir", "preview")
    desk.must("verify", "--site-dir", "preview")


def test_drafts_only_say_so(drafts: Project) -> None:
    drafts.add_source("qinghe", text_of(OTHER), "state: draft\n")
    assert "gongkai publish qinghe" in told(drafts, "build")


def test_a_public_report_is_no_draft_without_a_word(desk: Project) -> None:
    before = pages(desk, OTHER)
    path = yml(desk, OTHER)
    path.write_text(path.read_text("utf-8").replace("state: published", "state: draft"), "utf-8")
    assert "gongkai retract" in told(desk, "build")
    assert pages(desk, OTHER) == before


def test_an_error_of_the_checks_keeps_the_old_pages(desk: Project) -> None:
    before = pages(desk, OTHER)
    edit(desk, OTHER, "召开会议4次", "张某11010519491231002X召开会议4次")
    said = told(desk, "build", "--accept-edit", OTHER, code=1)
    assert f"docs_src/{OTHER}/source.txt:9:" in said
    assert "--allow identity-number" in said
    assert pages(desk, OTHER) == before


def test_warnings_are_told_after_the_verdict(desk: Project) -> None:
    edit(desk, OTHER, "召开会议4次", "召开会议XX次")
    done = desk.run("build", "--accept-edit", OTHER)
    assert done.returncode == 0
    assert f"{OTHER}/source.txt:9:" in done.stderr
    assert "warnings: 1" in done.stdout


def test_nobody_changes_a_report_while_a_build_looks_at_all(drafts: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_at(project: Settings) -> dict[str, Footing]:
        folder = os.open(project.docs, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(folder)
        return standings(project)

    monkeypatch.setattr("generator.build.plan.plan.standings", looked_at)
    drafts.add_source(NEAR, text_of(NEAR))
    assert list(Plan(Settings(drafts.root), drafts.site, "").standings) == [NEAR]


def test_reports_without_a_record_are_named(desk: Project) -> None:
    desk.add_source("qinghe", text_of(OTHER).replace("岚泽", "青禾"))
    assert "Published without a record of what is public: qinghe" in desk.must("build")


def test_status_tells_how_each_stands(desk: Project) -> None:
    desk.add_source("qinghe", text_of(OTHER).replace("12笔", "XX笔"), "state: draft\n")
    edit(desk, NEAR, "12笔", "13笔")
    yml(desk, LATER).write_text(yml(desk, LATER).read_text("utf-8") + "title: 换过的标题\n", "utf-8")
    (desk.site / OTHER / RECEIPT).write_text("{}", encoding="utf-8")
    before = fingerprint(desk.root)
    said = desk.must("status")
    assert fingerprint(desk.root) == before
    rows = {line.split("│")[1].strip(): line for line in said.splitlines() if line.startswith("│")}
    assert "draft" in rows["qinghe"]
    assert "nothing" in rows["qinghe"]
    assert "1 warning" in rows["qinghe"]
    assert "to be built again" in rows[LATER]
    assert "version 1" in rows[LATER]
    assert "pages of another" in rows[OTHER]  # and no retraction, of which nobody said a word
    assert f"the source of {NEAR} is not" in said
    assert source(desk, NEAR).is_file()
