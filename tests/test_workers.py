"""The processes that build reports: they load the program that starts them, and end with it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
