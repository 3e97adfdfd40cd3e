"""The command line does what its help says, and is quiet in a pipe."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.terminal import shape
from tests.project import FIRST, GONGKAI, ROOT, SECOND, Project, copy_project, fingerprint
from tests.readers.word import files, p, packed
from tests.reading import front_matter

REPORT = "甲乙区委关于整改情况的通报\n\n现将情况予以公布。\n\n一、组织情况\n\n已成立专班。\n"


@pytest.fixture
def first(tmp_path: Path) -> Project:
    """A copy of the project as it is committed."""
    return copy_project(tmp_path / "project")


@pytest.mark.parametrize("command", main.commands)
def test_help_shows_an_example(empty_project: Project, command: str) -> None:
    told = empty_project.must(command, "--help")
    assert re.search(rf"Example: gongkai {command}", told)


def test_a_file_for_what_is_seen_needs_a_look(first: Project) -> None:
    done = first.run("verify", "--report", "seen.json")
    assert done.returncode == 2
    assert "--seen" in done.stderr
    assert not (first.root / "seen.json").exists()


def test_the_password_is_asked_for_in_chinese(first: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.proof.files.signature.is_locked", lambda _key: True)
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    done = first.run("sign", "--key", "publisher")
    assert "密码" in done.stdout + done.stderr
    assert "Password" not in done.stdout + done.stderr


def test_version_is_the_package_s(empty_project: Project) -> None:
    assert "gongkai" in empty_project.must("--version")


def test_module_runs_as_the_script_does(empty_project: Project) -> None:
    told = [
        subprocess.run(
            [*command, "convert", "--help"], cwd=empty_project.root, capture_output=True, encoding="utf-8", check=True
        ).stdout.splitlines()[1:]
        for command in ([sys.executable, "-m", "generator"], [GONGKAI])
    ]
    assert told[0] == told[1]


def test_committed_markdown_is_fresh(first: Project) -> None:
    there = fingerprint(first.root)
    first.must("convert", "--check")
    first.must("convert")
    assert fingerprint(first.root) == there


def test_check_names_what_is_stale_and_writes_nothing(first: Project) -> None:
    source = first.root / "docs_src" / FIRST / "source.txt"
    source.write_bytes(source.read_bytes().replace(b"554.66", b"554.67"))
    (first.root / "docs_src" / FIRST / "p3.md").unlink()
    # As if nobody had written down which source was published: an edited one keeps its pages.
    (first.root / "site_config" / "reports" / f"{FIRST}.yml").write_text("punctuation: full-width\n", encoding="utf-8")
    there = fingerprint(first.root)
    done = first.run("convert", "--check")
    assert done.returncode == 1
    for name in ("p2t1f3.md", "full.md", "p3.md"):
        assert f"docs_src/{FIRST}/{name}" in done.stderr
    assert "p2t1f1.md" not in done.stderr
    assert fingerprint(first.root) == there
    first.must("convert")
    first.must("convert", "--check")


def test_convert_of_one_report_leaves_the_others(project: Project, tmp_path: Path) -> None:
    copy = Project(Path(shutil.copytree(project.root, tmp_path / "project")))
    for slug in (FIRST, SECOND):
        (copy.root / "docs_src" / slug / "p1.md").unlink()
    copy.must("convert", SECOND)
    assert (copy.root / "docs_src" / SECOND / "p1.md").exists()
    assert not (copy.root / "docs_src" / FIRST / "p1.md").exists()


def test_pages_that_are_no_more_are_removed(empty_project: Project) -> None:
    source = empty_project.add_source("shrinks", REPORT + "\n二、下一步\n\n持续用力。\n")
    empty_project.must("convert")
    (source.parent / "notes.md").write_text("# 人写的\n", encoding="utf-8")
    source.write_text(REPORT, encoding="utf-8")
    empty_project.must("convert")
    assert sorted(path.name for path in source.parent.glob("*.md")) == [
        "documents.md",
        "figures.md",
        "full.md",
        "index.md",
        "ledger.md",
        "notes.md",
        "p1.md",
        "proof.md",
        "timeline.md",
    ]


def test_build_prints_a_line_a_report_and_where_to_look(project: Project) -> None:
    first, second, path = (project.root.parent / "build.txt").read_text(encoding="utf-8").splitlines()
    assert first == f"{FIRST}: all 13,116 characters proven in 11 outputs; pages: 23; warnings: 0"
    assert second.startswith(f"{SECOND}: all ")
    assert path == f"Open: {project.site / 'index.html'}"


def test_build_prints_as_much_as_is_asked_for(empty_project: Project) -> None:
    empty_project.add_source("talks", REPORT + "\n三、下一步打算\n\n继续推进。\n")
    told = empty_project.run("build")
    line, *_, path = told.stdout.splitlines()
    assert line.endswith("; warnings: 1")
    assert told.stderr.startswith("talks:9:1: warning: ")
    assert path.startswith("Open: ")
    settings = empty_project.root / "site_config" / "site.yml"
    for told_of in ("-q", "-v"):
        settings.write_text(f"# {told_of}\n", encoding="utf-8")
        done = empty_project.run("build", told_of)
        if told_of == "-q":
            assert (done.stdout, done.stderr) == ("", "")
        else:
            assert "characters proven" in done.stdout
            assert "talks-offline.zip: full page" in done.stdout
            assert done.stdout.splitlines()[-1].startswith("Open: ")


def test_a_reader_who_has_read_enough_is_no_error(empty_project: Project) -> None:
    empty_project.add_source("short", REPORT)
    for command in (f"{GONGKAI} build", f"{GONGKAI} build -v", f"{GONGKAI} outline docs_src/short/source.txt"):
        script = f"set -o pipefail; {command} | true"
        done = subprocess.run(["/bin/bash", "-c", script], cwd=empty_project.root, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), command


def test_build_without_changes_is_the_same_build(project: Project, tmp_path: Path) -> None:
    copy = Project(Path(shutil.copytree(project.root, tmp_path / "project")))
    there = fingerprint(copy.root)
    copy.must("build")
    again = fingerprint(copy.root)
    assert not {name for name in there.keys() | again.keys() if there.get(name) != again.get(name)}


def test_build_works_from_a_folder_below(empty_project: Project) -> None:
    folder = empty_project.add_source("below", REPORT).parent
    Project(folder).must("build")
    assert (empty_project.site / "below" / "index.html").exists()


def test_report_without_numbering_is_one_page(empty_project: Project) -> None:
    folder = empty_project.add_source("plain", "甲乙区委关于整改情况的通报\n\n整改已完成。\n\n群众满意。\n").parent
    empty_project.must("build")
    assert sorted(path.name for path in folder.glob("*.md")) == [
        "documents.md",
        "figures.md",
        "full.md",
        "index.md",
        "ledger.md",
        "proof.md",
        "timeline.md",
    ]
    assert "群众满意" in (folder / "index.md").read_text(encoding="utf-8")


def test_add_keeps_the_bytes_and_tells_what_it_read(project: Project) -> None:
    given = ROOT / "tests" / "browser" / "second-report.txt"
    assert (project.root / "docs_src" / SECOND / "source.txt").read_bytes() == given.read_bytes()
    settings = (project.root / "site_config" / "reports" / f"{SECOND}.yml").read_text(encoding="utf-8")
    for words in ("云溪县教育局党组关于", "2023-05-18", "2023-05-16", "县委第二巡察组"):
        assert words in settings
    cover = front_matter(project.root / "docs_src" / SECOND / "index.md")
    assert cover["title"] == "云溪县教育局党组关于县委巡察反馈意见整改落实情况的通报"
    assert str(cover["date"]).startswith("2023-05-18")


def test_outline_shows_warnings(empty_project: Project) -> None:
    file = empty_project.root / "report.txt"
    file.write_text(REPORT + "\n三、下一步\n\n持续用力。\n", encoding="utf-8")
    done = empty_project.run("outline", file)
    assert done.returncode == 0
    assert "部分 三、下一步" in done.stdout
    assert re.search(r"(?m)^ +9  部分 三、下一步\n +↑ column 1: warning:", done.stdout)


def test_outline_leaves_out_what_the_settings_ignore(empty_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    file = empty_project.root / "report.txt"
    file.write_text(REPORT + "\n三、下一步\n\n持续用力。\n", encoding="utf-8")
    yml = empty_project.root / "own.yml"
    yml.write_text("checks: {ignore: [gap]}\n", encoding="utf-8")
    for longest in (100_000, 1):  # a long text has only the reader's and the outline's warnings
        monkeypatch.setattr(shape, "_LONGEST", longest)
        assert "↑ column 1: warning:" in shape.shape_of(file, None, "text")
        assert "↑ column 1: warning:" not in shape.shape_of(file, yml, "text")


def test_outline_shows_what_is_found_inside_a_table(empty_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = (("问题", "整改"), ("学习", "村民张某13800138000反映“已改。"))
    rows = "".join(f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>" for row in cells)
    body = p("甲县关于整改的通报") + p("一、整改情况") + p("已完成3项。") + f"<w:tbl>{rows}</w:tbl>" + p("二、打算")
    file = empty_project.root / "report.docx"
    file.write_bytes(packed(files(body)))
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    shown = empty_project.must("outline", file).splitlines()
    (at,) = (at for at, line in enumerate(shown) if "13800138000" in line)
    assert "表格" in shown[at - 1]
    assert "错误：" in shown[at + 1] or "错误: " in shown[at + 1]


ENCODINGS = [
    ("utf-8", "\n"),
    ("utf-8", "\r"),
    ("utf-8-sig", "\r\n"),
    ("utf-16", "\n"),
    ("utf-16-le", "\r\n"),
    ("utf-16-be", "\n"),
    ("gb18030", "\r\n"),
    ("gbk", "\n"),
]


@pytest.mark.parametrize(("encoding", "ending"), ENCODINGS)
def test_every_encoding_gives_the_same_pages(empty_project: Project, encoding: str, ending: str) -> None:
    """The words, not the bytes, make the Markdown; only the cover tells encoding and checksum.

    The page of the proof shows the source itself, if a browser reads it right in a frame.
    """
    text = (ROOT / "tests" / "browser" / "second-report.txt").read_text(encoding="utf-8")
    expected = empty_project.add_source("first", text).parent
    found = empty_project.add_source("second", text.replace("\n", ending).encode(encoding)).parent
    empty_project.must("convert")
    names = {path.name for path in expected.glob("*.md")}
    # The same body's second report has the first one beside it.
    assert names == {path.name for path in found.glob("*.md")} - {"earlier.md"}
    frame = (
        '打开就是这样：\n\n    <iframe class="received" src="../source.txt" title="原始文件" loading="lazy"></iframe>\n'
    )
    for name in names - {"index.md"}:
        ours = (found / name).read_text(encoding="utf-8").replace("slug: second", "slug: first")
        theirs = (expected / name).read_text(encoding="utf-8")
        assert theirs.count(frame) == (name == "proof.md")
        assert ours == (theirs if encoding in {"utf-8", "utf-8-sig", "utf-16"} else theirs.replace(frame, "")), name
    cover = (found / "index.md").read_text(encoding="utf-8")
    stated = "gb18030" if encoding == "gbk" else encoding
    assert f'data-encoding="{stated}"' in cover
