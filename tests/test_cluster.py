"""Reports built by a real Dask scheduler and two worker processes, one of which is killed in the middle."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from generator.build.build import build_site
from generator.build.workers.cluster import Cluster
from generator.errors import CheckFailed
from generator.progress import Steps
from generator.settings.project import Project as Settings
from tests.project import LONGEST_RUN, Project, copy_project, fingerprint, one_process
from tests.test_build_again import REPORT

REPORTS = 4


@contextmanager
def started(*command: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Run a command of Dask's; yield its process and what it prints."""
    log = folder / f"{len(list(folder.iterdir()))}.log"
    with log.open("w", encoding="utf-8") as out:
        environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False", "TMPDIR": str(folder)}
        process = subprocess.Popen(
            [sys.executable, "-m", *command], stdout=out, stderr=out, text=True, env=environment, cwd=folder
        )
    try:
        yield process, log
    finally:
        process.kill()
        process.wait()


def until(log: Path, pattern: str) -> str:
    """Wait until a log holds a pattern; return its first group."""
    for _ in range(LONGEST_RUN * 10):
        if found := re.search(pattern, log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.1)
    pytest.fail(f"{pattern} never came: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with reports, one of which can't be read."""
    copy = copy_project(tmp_path_factory.mktemp("cluster") / "project", reports=False)
    for at in range(REPORTS):
        copy.add_source(f"r{at}", REPORT.format(year=2010 + at))
    copy.add_source("bad", b"\x00\x01\x02")
    return copy


def test_killed_worker_loses_no_report(reports: Project, tmp_path: Path) -> None:
    twin = Project(Path(shutil.copytree(reports.root, tmp_path / "twin")))
    assert twin.run("build").returncode == 2
    dask = tmp_path / "dask"
    dask.mkdir()
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with started(*scheduler, folder=dask) as (_, log):
        address = until(log, r"Scheduler at:\s+(tcp://\S+)")
        worker = ("distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        with started(*worker, folder=dask) as (doomed, first), started(*worker, folder=dask) as (_, second):
            until(first, r"(Registered)")
            until(second, r"(Registered)")
            build = subprocess.Popen(
                [sys.executable, "-m", "generator", "build", "--scheduler", address],
                cwd=reports.root,
                stderr=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            new = reports.root / ".gongkai-site" / "new"
            for _ in range(LONGEST_RUN * 20):
                if new.is_dir() and any(new.iterdir()):
                    break
                time.sleep(0.05)
            doomed.send_signal(signal.SIGKILL)
            _, told = build.communicate(timeout=LONGEST_RUN)
    assert build.returncode == 2, told
    assert "docs_src/bad/source.txt" in told
    assert str(tmp_path) not in told
    assert "Traceback" not in told
    kits = list(dask.rglob("gongkai-kit-*"))
    assert kits
    assert all("dask-scratch-space" in kit.parts for kit in kits), "Dask knows what to take away"
    assert fingerprint(reports.site) == fingerprint(twin.site)
    assert sorted(path.name for path in reports.site.glob("r[0-9]/index.html")) == ["index.html"] * REPORTS


class _Done:
    """Something that was asked of workers and is done."""

    status = "finished"

    def __init__(self, made: object) -> None:
        self.made = made

    def result(self) -> object:
        return self.made

    def release(self) -> None:
        """Forget it."""


class _AtOnce:
    """Stands in the place of Dask and its client: what is asked of workers is done at once, in this process."""

    def scatter(self, data: bytes, **_how: object) -> bytes:
        return data

    def submit(self, function: Callable[..., object], *given: object, **_how: object) -> _Done:
        return _Done(function(*given))

    def as_completed(self, asked: Iterable[_Done]) -> list[_Done]:
        return list(asked)


def test_workers_know_that_pages_are_files(
    empty_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_project.add_source("flat", REPORT.format(year=2010))
    with (empty_project.root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nuse_directory_urls: false\n")
    twin = Project(Path(shutil.copytree(empty_project.root, tmp_path / "twin")))
    twin.must("build")
    at_once = _AtOnce()
    monkeypatch.setattr(Cluster, "_connected", lambda _self: nullcontext((at_once, at_once)))
    monkeypatch.setattr("generator.build.workers.cluster._room", lambda: str(tmp_path))
    with one_process(), Steps() as steps:
        build_site(Settings(empty_project.root), (), None, steps, jobs=1, scheduler="tcp://127.0.0.1:9")
    assert (empty_project.site / "flat" / "p1.html").is_file()
    assert fingerprint(empty_project.site) == fingerprint(twin.site)


class _Cancelled(_Done):
    """Something that was lost with the worker that held it."""

    status = "cancelled"

    def result(self) -> object:
        raise CancelledError


class _DiesOnce(_AtOnce):
    """Loses what was asked first: the worker that held it has died."""

    def __init__(self, times: int) -> None:
        self.times = times

    def submit(self, function: Callable[..., object], *given: object, **how: object) -> _Done:
        self.times -= 1
        return _Cancelled(None) if self.times >= 0 else super().submit(function, *given, **how)


@pytest.mark.parametrize(("times", "code"), [(1, 0), (2, 0), (99, 1)])
def test_what_is_lost_with_a_worker_is_asked_again(
    times: int, code: int, empty_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty_project.add_source("flat", REPORT.format(year=2010))
    dies = _DiesOnce(times)
    monkeypatch.setattr(Cluster, "_connected", lambda _self: nullcontext((dies, dies)))
    monkeypatch.setattr("generator.build.workers.cluster._room", lambda: str(tmp_path))
    with one_process(), Steps() as steps, nullcontext() if code == 0 else pytest.raises(CheckFailed, match="flat"):
        build_site(Settings(empty_project.root), (), None, steps, jobs=1, scheduler="tcp://127.0.0.1:9")
    assert (empty_project.site / "flat" / "index.html").is_file() == (code == 0)


def test_no_scheduler_is_a_sentence(reports: Project) -> None:
    done = reports.run("build", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "no Dask scheduler answers" in done.stderr
    assert "Traceback" not in done.stderr
