"""site_config/site.yml: what may stand in it, and how a mistake is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from generator.errors import UserError
from generator.settings.mkdocs import given_in
from generator.settings.report import load_report_settings
from generator.settings.site import SiteSettings, load_site_settings
from generator.settings.yml import check_written
from generator.site.mkdocs.sources import source_of
from tests.project import ROOT, Project


def load(folder: Path, text: str) -> SiteSettings:
    path = folder / "site.yml"
    path.write_text(text, encoding="utf-8")
    return load_site_settings(path)


def test_nothing_is_needed(tmp_path: Path) -> None:
    assert load_site_settings(tmp_path / "none.yml") == SiteSettings() == load(tmp_path, "")


def test_the_repositorys_own_sets_nothing() -> None:
    path = ROOT / "site_config" / "site.yml"
    assert load_site_settings(path) == SiteSettings()
    keys = [
        line.split(":")[0].strip() for line in path.read_text("utf-8").splitlines() if line and line.strip()[0] != "#"
    ]
    office = ["icp", "police", "find_errors", "contact", "address", "phone", "email", "accessibility"]
    known = ["name", "domain", "id_code", *office, "organization", "name", "type"]
    assert keys == [*known, "column", "name", "description", "keywords", "type", "author", "image", "public_key"]


def test_words_are_read_in_any_form(tmp_path: Path) -> None:
    yml = """
id_code: 9901000042
domain: WWW.Yunchuan.gov.cn
column: {keywords: "整改，巡察, ", type: [政策文件, ""]}
name: " 甲  县\n"
"""
    found = load(tmp_path, yml)
    assert found.id_code == "9901000042"
    assert found.domain == "www.yunchuan.gov.cn"
    assert found.column.keywords == ("整改", "巡察")
    assert found.column.type == ("政策文件",)
    assert found.name == "甲 县"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nmae: 甲", "`nmae` is not a setting; did you mean `name`? The others are: domain, id_code,"),
        ("column: {nmae: 甲}", "`column.nmae` is not a setting; did you mean `name`? The others are: description,"),
        ("column: 巡察", "`column` is wrong"),
        ("domain: https://a.gov.cn/", "`domain` is wrong (write the domain alone, like www.example.gov.cn)"),
        ("id_code: '12345'", "`id_code` is wrong (a 网站标识码 is ten digits"),
        ("id_code: '１２３４５６７８９０'", "`id_code` is wrong"),
        ("organization: {type: Club}", "`organization.type` is wrong"),
        ("image: ../x.png", "`image` is wrong (write a path inside docs_src"),
        ("image: javascript:x", "`image` is wrong"),
        ('name: "a\\x07"', "`name` is wrong (it holds a control character)"),
        ("name: [a", "site.yml:2:1: not valid YAML"),
        ("- a", "expected `key: value` lines; found a list."),
        ("name: !!python/object:os.system x", "not valid YAML"),
    ],
)
def test_a_mistake_names_file_key_and_reason(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UserError) as caught:
        load(tmp_path, text)
    assert says in caught.value.message
    assert str(tmp_path / "site.yml") in caught.value.message


def test_a_reports_unknown_key_is_told_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("outline: [{line: 1, heading: item, begins: 甲}]", encoding="utf-8")
    with pytest.raises(UserError, match="use one of: line, heading, starts"):
        load_report_settings(tmp_path / "a.yml")


@pytest.mark.parametrize(
    ("text", "says"), [("nmae: 甲", "`nmae` is not a setting"), ("image: none.png", "`image` names none.png")]
)
def test_a_build_tells_it_in_a_sentence(empty_project: Project, text: str, says: str) -> None:
    empty_project.add_source("a", "甲县县委关于整改的通报\n一、总体情况\n已经整改。\n")
    (empty_project.root / "site_config" / "site.yml").write_text(text, encoding="utf-8")
    done = empty_project.run("build")
    assert done.returncode == 2
    assert says in done.stderr
    assert "site.yml" in done.stderr
    assert "Traceback" not in done.stderr
    assert not empty_project.site.exists()


@pytest.mark.parametrize(
    ("yml", "told"),
    [
        (
            f"a: {'[' * 100_000}{']' * 100_000}\n",
            "mkdocs.yml:1:103: not valid YAML (over 100 values within one another)",
        ),
        (f"a: {'[' * 100_000}\n", "over 100 values within one another"),
        (f"{'- ' * 100_000}a\n", "over 100 values within one another"),
        (f"{'? ' * 50_000}a\n", "over 100 values within one another"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(3_000)), "over 100 values within one another"),
        ("INHERIT: deep.yml\n", "deep.yml:1:101: not valid YAML (over 100 values within one another)"),
        ("INHERIT: twice.yml\n", "twice.yml:2: not valid YAML (`a` stands here and in line 1"),
        ("INHERIT: mkdocs.yml\n", "a file inherits from itself"),
        ("INHERIT: back.yml\n", "a file inherits from itself"),
        ("INHERIT: [a.yml]\n", "mkdocs.yml: can't be read (INHERIT: "),
        ("INHERIT:\n", "mkdocs.yml: can't be read (INHERIT: "),
        ("? [a, b]\n: c\n", "mkdocs.yml: can't be read (MkDocs encountered"),
    ],
    ids=[
        *("flow", "open", "lists", "keys", "blocks", "a parent", "a parent's keys", "itself", "around", "no path"),
        *("nothing", "a key that is a list"),
    ],
)
def test_what_would_end_mkdocs_is_told_before_it_reads(tmp_path: Path, yml: str, told: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(yml, encoding="utf-8")
    (tmp_path / "deep.yml").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "twice.yml").write_text("a: 1\na: 2\n", encoding="utf-8")
    (tmp_path / "back.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        given_in(tmp_path / "mkdocs.yml")
    assert told in caught.value.message
    assert "\n" not in caught.value.message


def test_aliases_of_aliases_are_looked_at_once(tmp_path: Path) -> None:
    """A list of two aliases, thirty times over, stands for a thousand million values."""
    lines = [f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]" for at in range(1, 60)]
    path = tmp_path / "mkdocs.yml"
    path.write_text("\n".join(["a0: &a0 [x, x]", *lines, ""]), encoding="utf-8")
    assert check_written(path) == {}
    assert len(given_in(path)) == 60


def own_page(path: Path, content: bytes, docs: Path) -> Page:
    """Write a page below `docs`, and return it as MkDocs has it before its source is read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    file = File(path.relative_to(docs).as_posix(), str(docs), str(docs / "site"), use_directory_urls=True)
    return Page(None, file, MkDocsConfig())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("# 说明\n".encode("gbk"), "own.md: can't be read ("),
        (b"---\ntitle: a: b\n---\n", "own.md:2:9: not valid YAML (mapping values are not allowed"),
        (b"---\ntitle: a\ntitle: b\n---\n", "own.md:3:1: not valid YAML (`title` stands here and in line 2"),
        (b"---\na: " + b"[" * 100_000 + b"\n---\n", "own.md:2:43: not valid YAML (over 40 values within one another)"),
        (b"---\ntitle: !!python/object:os.system x\n---\n", "own.md:2:8: not valid YAML (could not determine"),
    ],
    ids=["GBK", "a second colon", "a key twice", "deep", "a tag"],
)
def test_an_own_page_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    """MkDocs may read a copy of the page; the message names the one that people wrote."""
    page = own_page(tmp_path / "copy/about/own.md", content, tmp_path / "copy")
    with pytest.raises(UserError) as caught:
        source_of(page, tmp_path / "docs")
    assert caught.value.message.startswith(f"{tmp_path / 'docs/about/own.md'}:")
    assert told in caught.value.message


@pytest.mark.parametrize("content", ["---\n先说一句。\n---\n", "---\ntitle: 说明\n---\n# 说明\n", "# 说明\n"])
def test_an_own_page_is_read_as_it_is(tmp_path: Path, content: str) -> None:
    page = own_page(tmp_path / "own.md", content.encode(), tmp_path)
    assert source_of(page, tmp_path) == content


def test_a_build_tells_an_own_page_that_cannot_be_read(empty_project: Project) -> None:
    empty_project.add_source("a", "甲县县委关于整改的通报\n一、总体情况\n已经整改。\n")
    own = empty_project.root / "docs_src" / "own.md"
    own.write_bytes("# 说明\n".encode("gbk"))
    done = empty_project.run("build")
    assert done.returncode == 2
    assert f"{own}: can't be read (" in done.stderr
    assert "Traceback" not in done.stderr
    assert not empty_project.site.exists()
