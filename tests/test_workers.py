"""The processes that build reports: they load the program that starts them, and end with it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from generator.build.task import Bench, Task
from generator.build.workers.pool import Pool
from tests.project import LONGEST_RUN, ROOT

SCRIPT = """
import os, signal
from generator.build.workers.pool import Pool

if __name__ == "__main__":
    processes = Pool(2)._opened()
    print(processes.submit(os.getcwd).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_of_a_killed_build_end_and_load_no_module_of_the_folder(tmp_path: Path) -> None:
    script, folder = tmp_path / "bin" / "script.py", tmp_path / "project"
    script.parent.mkdir()
    script.write_text(SCRIPT, encoding="utf-8")
    (folder / "generator").mkdir(parents=True)
    (folder / "generator" / "__init__.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    # It comes back when nobody holds the pipe any more: neither the processes nor the one that they are forked from.
    done = subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_RUN,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert done.stdout == f"{folder}\n"


class _Made:
    """What a task makes."""


@dataclass(frozen=True, slots=True)
class _Make(Task):
    def run(self, bench: Bench) -> _Made:  # noqa: ARG002 - a task's shape
        return _Made()


class _AtOnce:
    """Processes that have done everything as soon as it is given to them."""

    def __init__(self, *_given: Any, **_named: Any) -> None: ...

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*given))
        return done

    def shutdown(self, **_named: Any) -> None: ...


def test_what_was_made_is_held_no_longer_than_it_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.build.workers.pool.ProcessPoolExecutor", _AtOnce)
    bench = Bench(tmp_path, "", tmp_path, tmp_path, tmp_path, flat=False)
    tasks = [_Make(f"{number}") for number in range(20)]
    with Pool(2) as pool:
        living = [sum(isinstance(one, _Made) for one in gc.get_objects()) for _ in pool.run(bench, tasks)]
    assert living == list(range(20, 0, -1))


@pytest.mark.parametrize(("jobs", "tasks", "shared"), [(8, 5, 8), (2, 2, 2), (None, 5, 8), (None, 3, 0), (1, 5, 0)])
def test_how_many_tasks_are_shared_out(
    jobs: int | None,
    tasks: int,
    shared: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Four tasks are shared out among all processes, fewer only where no more processes were asked for."""
    begun: list[int] = []

    class Counted(_AtOnce):
        def __init__(self, number: int, *_given: Any, **_named: Any) -> None:
            begun.append(number)

    monkeypatch.setattr("generator.build.workers.pool.ProcessPoolExecutor", Counted)
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    bench = Bench(tmp_path, "", tmp_path, tmp_path, tmp_path, flat=False)
    with Pool(jobs) as pool:
        assert len(list(pool.run(bench, [_Make(f"{number}") for number in range(tasks)]))) == tasks
    assert begun == [shared] * bool(shared)


class _Loading(_AtOnce):
    """Processes that take nothing before this one has done its own task."""

    own_done = threading.Event()

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        assert self.own_done.wait(LONGEST_RUN)
        return super().submit(work, *given)


@dataclass(frozen=True, slots=True)
class _Own(Task):
    def run(self, bench: Bench) -> str:  # noqa: ARG002 - a task's shape
        _Loading.own_done.set()
        return "own"


def test_this_process_works_while_the_others_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.build.workers.pool.ProcessPoolExecutor", _Loading)
    monkeypatch.setattr("generator.build.workers.pool._MANY", 0)
    monkeypatch.setattr("generator.build.workers.pool._context", lambda: None)
    bench = Bench(tmp_path, "", tmp_path, tmp_path, tmp_path, flat=False)
    with Pool(2) as pool:
        pool.begin(1)
        assert [task.name for task, _ in pool.run(bench, [_Own("own"), _Make("other")])] == ["own", "other"]


class _Forked(_AtOnce):
    """Processes of which the first can't be started, for the one that they are forked from has died."""

    tried: ClassVar[list[str]] = []

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        self.tried.append(given[0].name)
        if len(self.tried) == 1:
            raise EOFError
        return super().submit(work, *given)


def test_where_the_one_that_they_are_forked_from_died_another_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.build.workers.pool.ProcessPoolExecutor", _Forked)
    bench = Bench(tmp_path, "", tmp_path, tmp_path, tmp_path, flat=False)
    tasks = [_Make(f"{number}") for number in range(4)]
    with Pool(2) as pool:
        assert sorted(task.name for task, _ in pool.run(bench, tasks)) == ["0", "1", "2", "3"]
    assert _Forked.tried[:2] == ["0", "0"]
