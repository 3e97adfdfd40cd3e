"""The sources' hashes from build to build: nothing is read twice, nothing that was changed is taken for the same."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import digests
from generator.build.digests import Hashes, hashes_of_report
from generator.build.plan.remembered import Remembered
from generator.settings.project import Project as Sources
from tests.project import Project

LATER = 60_000_000_000
"""Nanoseconds after which nothing was changed just now."""


@pytest.fixture
def sources(empty_project: Project, monkeypatch: pytest.MonkeyPatch) -> Sources:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # as in containers: it is no bytecode
    for slug in ("a", "b"):
        empty_project.add_source(slug, f"一、整改\n{slug}已完成3项。\n", "title: 通报\n")
        (empty_project.root / "docs_src" / slug / "index.md").write_text("# 通报\n", encoding="utf-8")
    return Sources(empty_project.root)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read for their hashes."""
    found: list[str] = []
    real: Callable[[str], str] = digests._hash  # noqa: SLF001 - where each file is read

    def counted(path: str) -> str:
        found.append(os.path.relpath(path, Path(path).parents[2]))
        return real(path)

    monkeypatch.setattr(digests, "_hash", counted)
    return found


def _known(sources: Sources, *slugs: str) -> dict[str, Hashes]:
    """Return what a build finds out, and leave it to the next."""
    known = Remembered(sources)
    found = {slug: known.hashes(slug) for slug in slugs or ("a", "b")}
    known.keep()
    return found


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + LATER)


def test_what_is_as_it_was_is_not_read_again(
    sources: Sources, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _later(monkeypatch)
    first = _known(sources)
    assert len(read) == sum(map(len, first.values())) == 6
    read.clear()
    assert _known(sources) == first
    assert read == []
    assert first == {slug: hashes_of_report(sources, slug) for slug in "ab"}


@pytest.mark.parametrize("name", ["docs_src/a/source.txt", "docs_src/a/index.md", "site_config/reports/a.yml"])
def test_a_change_that_keeps_size_and_time_is_noticed(
    sources: Sources, read: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _later(monkeypatch)
    first = _known(sources)
    path = sources.root / name
    told, text = path.stat(), path.read_text(encoding="utf-8")
    while path.stat().st_ctime_ns == told.st_ctime_ns:  # the system's clock ticks some hundred times a second
        path.write_text(text.replace("通报", "通告").replace("整改", "整治"), encoding="utf-8")
    assert path.stat().st_size == told.st_size
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    read.clear()
    second = _known(sources)
    assert second["b"] == first["b"]
    assert second["a"] == hashes_of_report(sources, "a") != first["a"]
    assert {Path(one).parts[0] for one in read if "b" in Path(one).parts} == set()


def test_what_comes_and_goes_is_noticed(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)
    _known(sources)
    folder = sources.docs / "a"
    (folder / "new.md").write_text("新\n", encoding="utf-8")
    assert _known(sources)["a"] == hashes_of_report(sources, "a")
    (folder / "new.md").rename(folder / "other.md")
    assert "other.md" in _known(sources)["a"]
    sources.settings_path("b").unlink()
    assert _known(sources)["b"] == hashes_of_report(sources, "b")


def test_what_was_changed_just_now_is_read_again(sources: Sources, read: list[str]) -> None:
    _known(sources)
    read.clear()
    _known(sources)
    assert len(read) == 6


def test_what_is_not_whole_or_of_another_project_is_not_believed(
    sources: Sources, read: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _later(monkeypatch)
    first = _known(sources)
    place = sources.root / ".gongkai-cache" / "hashes"
    whole = place.read_bytes()
    for damaged in (whole[:-1], whole.replace(b'"source.txt":"', b'"source.txt":"0', 1), b""):
        place.write_bytes(damaged)
        read.clear()
        assert _known(sources) == first
        assert len(read) == 6
    elsewhere = Sources(tmp_path / "moved")
    sources.root.rename(elsewhere.root)
    read.clear()
    _known(elsewhere)
    assert len(read) == 6


def test_a_folder_that_cannot_be_written_does_not_matter(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)
    (sources.root / ".gongkai-cache").write_text("", encoding="utf-8")
    assert _known(sources) == {slug: hashes_of_report(sources, slug) for slug in "ab"}


def test_a_folder_whose_name_is_no_utf8_does_not_matter(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    _later(monkeypatch)
    moved = Sources(Path(os.fsdecode(os.fsencode(sources.root.parent / "x") + b"\xb9\xab")))
    sources.root.rename(moved.root)
    first = _known(moved)
    assert first == _known(moved) == {slug: hashes_of_report(moved, slug) for slug in "ab"}
    assert (moved.root / ".gongkai-cache" / "hashes").is_file()


def test_a_build_reads_what_changed_alone(
    empty_project: Project, sources: Sources, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _later(monkeypatch)
    empty_project.must("build")
    empty_project.must("build")
    read.clear()
    assert "reports were not built again" in empty_project.must("build")
    assert not [name for name in read if name.startswith(("a/", "b/", "docs_src/a", "docs_src/b"))]
    source = sources.source("a")
    source.write_text(source.read_text(encoding="utf-8").replace("3", "5"), encoding="utf-8")
    assert "a: all" in empty_project.must("build")
