"""Bad input: one clear sentence, exit code 2 (130 for an interrupt), and everything as it was before."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from tests.project import Project, copy_project, fingerprint, once
from tests.stopping import stopped

REPORT = """甲乙区委关于整改情况的通报

现将情况予以公布。

一、组织情况

已成立专班。

（一）关于学习不深入的问题

已办结3项。
"""


def _convert(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    project.add_source("good", REPORT)
    project.must("convert")


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Project:
    """A copy of the project with a small report that has been converted."""
    made = once(tmp_path_factory, "small", _convert) / "project"
    return Project(Path(shutil.copytree(made, tmp_path / "project")))


def refuses(project: Project, *arguments: str | Path, code: int = 2, before: tuple[str, ...] = ()) -> str:
    """Run gongkai, check that it refuses in one sentence and changes nothing, and return the sentence."""
    there = fingerprint(project.root)
    done = project.run(*arguments, before=before)
    assert done.returncode == code, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    told = done.stderr.strip()
    assert told.startswith("Error: "), told
    assert told.endswith("."), told
    assert "\n" not in told, told
    assert "Traceback" not in told
    assert fingerprint(project.root) == there
    return told


NOISE = random.Random(1).randbytes(4000)  # noqa: S311 - any bytes that are no text will do
FILES = {
    "empty": (b"", "empty"),
    "blank": (" \n\t\u3000\n".encode(), "text"),
    "only a mark": (b"\xef\xbb\xbf", "text"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "text"),
    "word": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00" + NOISE, "text"),
    "undecodable": (REPORT.encode() + b"\xff\xfe\x80\xff\n" + REPORT.encode(), "UTF-8"),
    "cut character": (REPORT.encode()[:-2] + b"\n", "UTF-8"),
    "one long line": (("现将整改情况予以公布" * 170_000).encode(), "line"),
}
"""What a file holds, and a word that the sentence about it must have."""


@pytest.mark.parametrize("name", FILES)
def test_file_is_refused_by_add(project: Project, tmp_path: Path, name: str) -> None:
    data, word = FILES[name]
    file = tmp_path / "report.txt"
    file.write_bytes(data)
    told = refuses(project, "add", file, "--slug", "new")
    assert str(file) in told
    assert word in told


@pytest.mark.parametrize("name", FILES)
def test_source_is_refused(project: Project, name: str) -> None:
    data, word = FILES[name]
    project.add_source("bad", data)
    told = refuses(project, "convert")
    assert "docs_src/bad/source.txt" in told
    assert word in told


def test_refused_sources_keep_no_other_report_back(project: Project) -> None:
    bad = {f"bad-{at}": found for at, found in enumerate(FILES.values())}
    for slug, (data, _) in bad.items():
        project.add_source(slug, data)
    done = project.run("build")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    told = done.stderr.strip().splitlines()
    assert len(told) == len(FILES)
    home = (project.site / "index.html").read_text(encoding="utf-8")
    for slug, (_, word) in bad.items():
        (line,) = (line for line in told if f"docs_src/{slug}/source.txt" in line)
        assert word in line
        assert not (project.site / slug).exists()
        assert slug not in home
        source = project.root / "docs_src" / slug / "source.txt"
        assert list(source.parent.iterdir()) == [source]
    assert (project.site / "good" / "index.html").is_file()


@pytest.mark.parametrize("name", FILES)
def test_file_is_refused_by_outline(project: Project, tmp_path: Path, name: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(FILES[name][0])
    assert str(file) in refuses(project, "outline", file)


def test_two_hundred_megabytes(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    block = (REPORT * 5000).encode()
    with file.open("wb") as out:
        for _ in range(200_000_000 // len(block) + 1):
            out.write(block)
    assert str(file) in refuses(project, "add", file, "--slug", "new")
    assert str(file) in refuses(project, "outline", file)
    source = project.root / "docs_src" / "bad" / "source.txt"
    source.parent.mkdir()
    file.rename(source)
    assert "docs_src/bad/source.txt" in refuses(project, "convert")


def test_missing_file(project: Project) -> None:
    for arguments in (("add", "none.txt", "--slug", "new"), ("outline", "none.txt")):
        assert "none.txt" in refuses(project, *arguments)


def test_folder_in_place_of_a_file(project: Project) -> None:
    assert "docs_src" in refuses(project, "add", "docs_src", "--slug", "new")


def test_unknown_ending(project: Project) -> None:
    (project.root / "report.xyz").write_text(REPORT, encoding="utf-8")
    assert ".txt" in refuses(project, "add", "report.xyz", "--slug", "new")


SLUGS = [
    "../up",
    "..",
    "花都",
    "two words",
    "",
    "Upper",
    "a/b",
    "-a",
    "a--b",
    "a.b",
    "/abs",
    "a\\b",
    "a" * 200,
    "con\n",
]


@pytest.mark.parametrize("slug", SLUGS)
def test_slug_that_is_no_address(project: Project, slug: str) -> None:
    file = project.root / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    told = refuses(project, "add", file, f"--slug={slug}")
    # What it is to be, or what it could be.
    assert "a–z" in told or re.search(r"can't be a report's address; [a-z0-9]+(-[a-z0-9]+)* can\.", told)
    refuses(project, "convert", "--", slug)


@pytest.mark.parametrize("slug", ["CON", "Search"])
def test_no_slug_is_proposed_that_would_be_refused(project: Project, slug: str) -> None:
    file = project.root / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    assert "a–z" in refuses(project, "add", file, "--slug", slug)


@pytest.mark.parametrize("slug", ["花都", "two words", "Upper"])
def test_folder_whose_name_is_no_address(project: Project, slug: str) -> None:
    project.add_source(slug, REPORT)
    assert slug in refuses(project, "convert")


def test_slug_of_no_report(project: Project) -> None:
    told = refuses(project, "convert", "goood")
    assert "goood" in told
    assert "good." in told, "the reports that there are"


def test_second_report_with_one_slug(project: Project) -> None:
    file = project.root / "report.txt"
    file.write_text(REPORT.replace("3项", "4项"), encoding="utf-8")
    assert "good" in refuses(project, "add", file, "--slug", "good")


def test_two_sources_in_one_folder(project: Project) -> None:
    folder = project.root / "docs_src" / "good"
    shutil.copy(folder / "source.txt", folder / "source.TXT")
    assert "good" in refuses(project, "convert")


SETTINGS = {
    "unknown key": ("titel: 通报\n", "titel"),
    "unknown key below": ("outline:\n  - {line: 3, headline: false}\n", "headline"),
    "wrong value": ("punctuation: wide\n", "punctuation"),
    "wrong type": ("outline: yes\n", "outline"),
    "no date": ("published: gestern\n", "published"),
    "line that is none": ("outline:\n  - {line: 0, heading: false}\n", "line"),
    "line beyond the end": ("outline:\n  - {line: 999, heading: false}\n", "999"),
    "unknown encoding": ("encoding: utf-99\n", "utf-99"),
    "wrong encoding": ("encoding: ascii\n", "ascii"),
    "a list": ("- title\n", "list"),
    "not yaml": ("title: [通报\n", "YAML"),
    "a tag": ("title: !!python/object:os.system ls\n", "YAML"),
    "own name": ("name: x\n", "name"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_refused(project: Project, name: str) -> None:
    text, word = SETTINGS[name]
    (project.root / "site_config" / "reports" / "good.yml").write_text(text, encoding="utf-8")
    told = refuses(project, "convert")
    assert word in told
    assert "good" in told


def test_settings_that_are_no_utf8(project: Project) -> None:
    (project.root / "site_config" / "reports" / "good.yml").write_bytes("title: 通报\n".encode("gb18030"))
    assert "good.yml" in refuses(project, "convert")


def test_no_project_around(tmp_path: Path) -> None:
    assert "mkdocs.yml" in refuses(Project(tmp_path), "convert")


def test_home_page_without_a_place_for_the_list(project: Project) -> None:
    (project.root / "docs_src" / "index.md").write_text("# 首页\n", encoding="utf-8")
    assert "index.md" in refuses(project, "convert")


def test_mkdocs_configuration_that_is_broken(project: Project) -> None:
    with (project.root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nmarkdown_extensions: [no_such_extension_at_all]\n")
    there = fingerprint(project.root)
    done = project.run("build")
    assert done.returncode == 2, done.stderr
    # MkDocs' own words come first; ours say what to do.
    assert "no_such_extension_at_all" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert fingerprint(project.root) == there


def test_verify_without_a_site(project: Project) -> None:
    refuses(project, "verify")
    refuses(project, "verify", "--site-dir", "no-such-folder")


def test_site_over_something_else(project: Project) -> None:
    for target in ("docs_src", "site_config", ".", "/"):
        refuses(project, "build", "--site-dir", target)


def test_site_in_place_of_a_file(project: Project) -> None:
    for target in ("mkdocs.yml", "mkdocs.yml/site"):
        there = fingerprint(project.root)
        done = project.run("build", "--site-dir", target)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "mkdocs.yml" in done.stderr
        assert fingerprint(project.root) == there


def _ordinary_user() -> tuple[str, ...]:
    """Return what makes a command mind permissions, even where the tests run as root."""
    if os.geteuid() != 0:
        return ()
    without = "-dac_override,-dac_read_search"
    return ("setpriv", f"--bounding-set={without}", f"--inh-caps={without}")


def test_folder_that_cannot_be_written(project: Project) -> None:
    """Of two reports one can't be written: convert writes neither, build publishes the other."""
    locked = project.add_source("locked", REPORT).parent
    project.add_source("open", REPORT)
    locked.chmod(0o555)
    try:
        assert "locked" in refuses(project, "convert", before=_ordinary_user())
        done = project.run("build", "--jobs", "1", before=_ordinary_user())
    finally:
        locked.chmod(0o755)
    assert done.returncode == 2
    (told,) = done.stderr.strip().splitlines()
    assert "docs_src/locked: the report's Markdown can't be written" in told
    assert (project.site / "open" / "index.html").is_file()
    assert not (project.site / "locked").exists()


def test_source_that_cannot_be_read(project: Project) -> None:
    source = project.add_source("locked", REPORT)
    source.chmod(0)
    try:
        there = {name: sum_ for name, sum_ in fingerprint(project.root).items() if "locked" not in name}
        done = project.run("convert", before=_ordinary_user())
        assert done.returncode == 2
        assert "docs_src/locked/source.txt" in done.stderr
        assert "Traceback" not in done.stderr
        assert {name: sum_ for name, sum_ in fingerprint(project.root).items() if "locked" not in name} == there
    finally:
        source.chmod(0o644)


def test_site_folder_that_cannot_be_written(project: Project, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    try:
        told = refuses(project, "build", "--site-dir", locked / "site", before=_ordinary_user())
        assert "locked" in told
        assert not list(locked.iterdir())
    finally:
        locked.chmod(0o755)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("remount,ro,bind", "site: the site can't be written; choose another --site-dir"),
        ("remount,rw,bind", "site: is a disk (a volume) of its own, into which no finished site can be moved at once"),
    ],
)
def test_a_site_on_a_disk_of_its_own(project: Project, options: str, told: str) -> None:
    """As a container has it: what is on it stays, and nothing of the build is left beside it."""
    project.site.mkdir()
    mount = f'mount --bind site site && mount -o {options} site && exec "$@"'
    user = [] if os.geteuid() == 0 else ["--map-root-user"]
    assert told in refuses(project, "build", before=("unshare", "--mount", *user, "sh", "-c", mount, "sh"))
    assert not (project.root / ".gongkai-site").exists()


# --- an interrupt, and a disk that is full, at an exact place ---------------------------------------------------------


def _build(folder: Path) -> None:
    project = copy_project(folder / "project", reports=False)
    project.add_source("good", REPORT)
    project.must("build")
    project.add_source("good", REPORT.replace("3项", "4项") + "\n（二）关于其他问题\n\n已办结。\n")
    project.add_source("other", REPORT)


@pytest.fixture
def changed(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> tuple[Project, Project]:
    """A project with a built site, a changed source and a new one, and a twin of it."""
    made = once(tmp_path_factory, "changed", _build) / "project"
    project, twin = (Project(Path(shutil.copytree(made, tmp_path / name))) for name in ("project", "twin"))
    return project, twin


def _parts(found: dict[str, str]) -> list[dict[str, str]]:
    """Part a project's fingerprint into the built site, the bundles handed out, and all the rest."""
    site = {name: checksum for name, checksum in found.items() if name.startswith("site/")}
    dist = {name: checksum for name, checksum in found.items() if name.startswith("dist/")}
    return [site, dist, {name: checksum for name, checksum in found.items() if name not in {"dist", *site, *dist}}]


@pytest.mark.parametrize("command", ["convert", "build"])
def test_interrupt_leaves_old_or_new(changed: tuple[Project, Project], tmp_path: Path, command: str) -> None:
    project, twin = changed
    arguments = [command, "--jobs", "1"] if command == "build" else [command]
    counted = stopped(twin, tmp_path, "count", 0, *arguments)
    assert counted.code == 0, counted.told
    writes = len(counted.log)
    assert writes > 10
    new = fingerprint(twin.root)
    start = tmp_path / "start"
    project.root.rename(start)
    old = fingerprint(start)
    for at in sorted({1, writes // 3, writes * 2 // 3, writes}):
        shutil.copytree(start, project.root)
        run = stopped(project, tmp_path, "interrupt", at, *arguments)
        place = f"write {at} of {writes}, {run.log}: {run.told}"
        assert run.log, place
        assert run.code == 130, place
        assert run.told == "Interrupted; what was there before is still there.", place
        found = fingerprint(project.root)
        for part, before, after in zip(_parts(found), _parts(old), _parts(new), strict=True):
            assert part in (before, after), place
        if at == 1:
            assert found == old
        shutil.rmtree(project.root)


@pytest.mark.parametrize("command", ["convert", "build"])
def test_full_disk_leaves_the_old(changed: tuple[Project, Project], tmp_path: Path, command: str) -> None:
    project, twin = changed
    arguments = [command, "--jobs", "1"] if command == "build" else [command]
    staged = sum(line.startswith("open") for line in stopped(twin, tmp_path, "count", 0, "convert").log)
    old = fingerprint(project.root)
    for at in sorted({1, staged // 2, staged}):
        run = stopped(project, tmp_path, "full", at, *arguments)
        assert run.log, f"write {at} of {staged}"
        assert run.code == 2, f"{run.log}: {run.told}"
        assert run.told.startswith("Error: "), run.told
        assert "\n" not in run.told, run.told
        assert fingerprint(project.root) == old, run.log
    if command == "build":
        run = stopped(project, tmp_path, "full", staged + 30, *arguments)
        assert run.code == 2, f"{run.log}: {run.told}"
        assert "\n" not in run.told, run.told
        assert _parts(fingerprint(project.root))[:2] == _parts(old)[:2], run.log
