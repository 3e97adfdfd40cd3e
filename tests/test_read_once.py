"""A build reads each source once, proves it by one more look at what is published, and looks at each output once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import generator.proof.html
import generator.proof.pdf
import generator.readers
from generator.build.build import build_site
from generator.edition.read import read_reports
from generator.errors import CheckFailed
from generator.progress import Steps
from generator.proof.verify import SITE_BUNDLE, prove_bundle
from generator.settings.project import Project as Sources
from tests.project import Project, copy_project, one_process

TEXT = """中共{place}县委关于巡视整改进展情况的通报
一、整改落实情况
（一）关于学习不够深入的问题
1.针对制度不全问题。一是修订制度3项，已完成。二是召开会议4次。
中共{place}县委员会
{year}年11月3日
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with two reports of one body, nothing built."""
    found = copy_project(tmp_path / "project", reports=False)
    for year in (2021, 2023):
        found.add_source(f"yunxi-{year}", TEXT.format(place="云溪", year=year))
    return found


def build(project: Project, *slugs: str) -> None:
    """Build in this process."""
    with one_process(), Steps() as steps:
        build_site(Sources(project.root), slugs, None, steps, jobs=1)


def counting(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, key: Callable[..., object], seen: Counter[object]
) -> None:
    """Count the calls of a function by what a key makes of their arguments."""
    called = getattr(owner, name)

    def counted(*given: Any, **named: Any) -> Any:
        seen[key(*given, **named)] += 1
        return called(*given, **named)

    monkeypatch.setattr(owner, name, counted)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[object]:
    """Count what is read of text sources, by the file's folder and name."""
    seen: Counter[object] = Counter()
    reader = generator.readers.READERS[".txt"]

    def counted(data: bytes, name: str, settings: Any) -> Any:
        seen["/".join(Path(name).parts[-2:])] += 1
        return reader(data, name, settings)

    monkeypatch.setitem(generator.readers.READERS, ".txt", counted)
    return seen


def test_a_build_parses_each_source_once(project: Project, parsed: Counter[object]) -> None:
    build(project)
    assert parsed == {"yunxi-2021/source.txt": 1, "yunxi-2023/source.txt": 1}


def test_a_report_of_which_only_its_neighbour_changed_is_parsed_once(project: Project, parsed: Counter[object]) -> None:
    build(project)
    parsed.clear()
    project.add_source("yunxi-2021", TEXT.format(place="云溪", year=2021).replace("制度不全", "制度不够全"))
    build(project)
    assert parsed == {"yunxi-2021/source.txt": 1, "yunxi-2023/source.txt": 1}


def test_conversion_parses_each_source_once(project: Project, parsed: Counter[object]) -> None:
    read_reports(Sources(project.root))
    assert parsed == {"yunxi-2021/source.txt": 1, "yunxi-2023/source.txt": 1}


def test_the_proof_parses_each_published_source_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there is a bundle of all reports to be proven besides each report's own."""
    seen: Counter[object] = Counter()
    counting(monkeypatch, sys.modules["generator.proof.standard"], "source_of", lambda text, *_: text, seen)
    build(project)
    assert sorted(seen.values()) == [1, 1]
    assert (project.site / "offline.zip").is_file()


def test_each_output_is_looked_at_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: Counter[object] = Counter()
    papers: Counter[object] = Counter()
    counting(monkeypatch, generator.proof.html, "LexborHTMLParser", lambda html: html, pages)
    counting(monkeypatch, sys.modules["generator.proof.outputs"], "read_pdf", Path.read_bytes, papers)
    generator.proof.html.read_shown.cache_clear()
    build(project)
    assert len(pages) > 20
    assert set(pages.values()) == {1}
    assert len(papers) == 4
    assert set(papers.values()) == {1}


def test_a_page_of_the_bundle_of_all_that_says_something_else_is_found(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is compared with what was proven of the report's own pages, which are not read for it again."""
    pack = sys.modules["generator.build.around"].pack_site
    to_change: list[Any] = []

    def packed(path: Path, *given: Any) -> None:
        pack(path, *given)
        with ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        name, old, new = to_change
        assert old in files[f"yunxi-2023/{name}"]
        files[f"yunxi-2023/{name}"] = files[f"yunxi-2023/{name}"].replace(old, new, 1)
        with ZipFile(path, "w") as archive:
            for inside, data in files.items():
                archive.writestr(inside, data)

    monkeypatch.setattr("generator.build.around.pack_site", packed)
    for name, old, new in (
        ("full.html", "召开会议4次".encode(), "召开会议5次".encode()),
        ("ledger.html", b"<td", b"<td hidden"),
        ("ledger.html", b'<p class="alone">', '<p class="alone">已全部整改。'.encode()),
        ("ledger.html", b'id="__config" type="application/json"', b'id="__config"'),
        ("source.txt", b"4", b"5"),
        ("index.html", b'<div class="downloads"', b'<div class="downloaded"'),
    ):
        to_change[:] = name, old, new
        with pytest.raises(CheckFailed, match=f"yunxi-2023/{name}"):
            build(project)
    to_change[:] = "ledger.html", b"<td", b"<td"
    build(project)


def test_pages_of_which_nothing_is_known_are_proven_before_a_bundle_is_compared_with_them(project: Project) -> None:
    """As of a kept report, where no bundle stands that holds it."""
    build(project)
    folder = project.site.resolve() / "yunxi-2023"
    bundle = project.site / SITE_BUNDLE
    assert len(prove_bundle(bundle, {"yunxi-2023": folder}, {})) == 3
    full, ledger = folder / "full" / "index.html", folder / "ledger" / "index.html"
    for page, old, new in ((full, "召开会议4次", "召开会议5次"), (ledger, "</main>", "</main><p>已整改</p>")):
        before = page.read_text(encoding="utf-8")
        page.write_text(before.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(CheckFailed, match=f"yunxi-2023/{page.parent.name}/index.html"):
            prove_bundle(bundle, {"yunxi-2023": folder}, {})
        page.write_text(before, encoding="utf-8")


def test_what_is_edited_while_a_build_runs_is_built_next_time(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = TEXT.format(place="云溪", year=2023).replace("召开会议4次", "召开会议5次")
    write = sys.modules["generator.build.report"].write_data

    def edited(*given: Any) -> Any:
        project.add_source("yunxi-2023", changed)
        return write(*given)

    monkeypatch.setattr("generator.build.report.write_data", edited)
    build(project)
    page = project.site / "yunxi-2023" / "full" / "index.html"
    assert "召开会议4次" in page.read_text(encoding="utf-8")
    assert "召开会议4次" in (project.site / "yunxi-2023" / "source.txt").read_text(encoding="utf-8")
    monkeypatch.undo()
    build(project)
    assert "召开会议5次" in page.read_text(encoding="utf-8")
    assert "召开会议5次" in (project.site / "yunxi-2023" / "source.txt").read_text(encoding="utf-8")


def test_a_receipt_that_was_changed_is_not_believed(project: Project) -> None:
    build(project)
    home = project.site / "index.html"
    receipt = project.site / "yunxi-2023" / ".receipt.jsonl"
    before, own = home.read_bytes(), receipt.read_bytes()
    receipt.write_bytes(own.replace("云溪县委关于".encode(), "云漠县委关于".encode(), 1))
    assert receipt.read_bytes() != own
    build(project)
    assert receipt.read_bytes() == own
    assert home.read_bytes() == before


def test_a_pipe_is_no_file(project: Project) -> None:
    """What never ends is neither read nor copied, wherever it lies."""
    docs = project.root / "docs_src"
    for folder in (docs, docs / "yunxi-2021", project.root / "site_config"):
        os.mkfifo(folder / "pipe")
    done = project.run("build")
    assert done.returncode == 0, done.stderr
    assert not (project.site / "yunxi-2021" / "pipe").exists()


@pytest.mark.parametrize("command", ["add", "correct"])
def test_two_at_once(project: Project, tmp_path: Path, command: str) -> None:
    """Of two that add one report one is refused; of two that correct it both versions are kept."""
    files = []
    for number in (5, 6):
        files.append(tmp_path / f"{number}.txt")
        text = TEXT.format(place="云溪", year=2023).replace("召开会议4次", f"召开会议{number}次")
        files[-1].write_text(text, encoding="utf-8")
    runs = [
        ["add", str(file), "--slug", "another"]
        if command == "add"
        else ["correct", "yunxi-2023", str(file), "--reason", file.stem]
        for file in files
    ]
    started = [
        subprocess.Popen([sys.executable, "-m", "generator", *run], cwd=project.root, stderr=subprocess.PIPE, text=True)
        for run in runs
    ]
    told = [process.communicate()[1] for process in started]
    codes = sorted(process.returncode for process in started)
    if command == "add":
        assert codes == [0, 2], told
        assert any("there is a report “another” already" in line for line in told)
    else:
        assert codes == [0, 0], told
        kept = sorted(path.name for path in (project.root / "docs_src" / "yunxi-2023" / "versions").iterdir())
        assert kept == ["1", "2"]
        texts = {
            (project.root / "docs_src" / "yunxi-2023" / name).read_text(encoding="utf-8")[-60:]
            for name in ("source.txt", "versions/1/source.txt", "versions/2/source.txt")
        }
        assert len(texts) == 3
