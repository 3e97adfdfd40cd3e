"""Reports built by all cores of this machine; a worker that dies takes no report with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import click

from generator.build.beside import begin_worker
from generator.build.report import Made, Task, Workshop
from generator.settings.project import Project

_WORTH_IT = 2
"""Reports for which it pays to start another process: it has all of MkDocs to load first."""
_MOST = 10
"""Reports that one process builds, more or less: MkDocs and Typst don't give back all the memory that a report took."""
_TRIES = 3
"""How often a report is begun if its worker dies each time."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a report could not be built."""

    message: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Bench:
    """What every worker needs to know; paths on this machine."""

    root: Path
    """The project."""
    assets: Path
    """What pages ask for beside themselves."""
    target: Path
    """The folder for the reports' folders."""

    def build(self, task: Task) -> Made | Failed:
        """Build a report into the target; what the publisher can mend is an answer, not an error."""
        try:
            return _workshop(self.root, self.assets).build(task, self.target / task.slug)
        except click.ClickException as error:
            return Failed(error.message, error.exit_code)


def build_here(bench: Bench, tasks: Sequence[Task], jobs: int | None = None) -> Iterator[tuple[str, Made | Failed]]:
    """Yield each report as it is done; `jobs` processes, as many as there are cores if not given."""
    workers = max(1, min(jobs or os.cpu_count() or 1, len(tasks) if jobs else len(tasks) // _WORTH_IT))
    if workers == 1 and len(tasks) < 2 * _WORTH_IT:
        _workshop.cache_clear()
        for task in tasks:
            yield task.slug, bench.build(task)
        return
    for start in range(0, len(tasks), workers * _MOST):
        yield from _share_out(bench, tasks[start : start + workers * _MOST], workers)


def _share_out(bench: Bench, tasks: Sequence[Task], workers: int) -> Iterator[tuple[str, Made | Failed]]:
    """Yield reports as new processes have built them; `max_tasks_per_child` would do, but hangs in Python 3.11."""
    waiting = list(tasks)
    for _ in range(_TRIES):
        pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=begin_worker)
        try:
            futures = {pool.submit(bench.build, task): task for task in waiting}
            waiting = []
            for future in as_completed(futures):
                try:
                    yield futures[future].slug, future.result()
                except BrokenProcessPool:
                    waiting.append(futures[future])
        finally:
            pool.shutdown(cancel_futures=True)
        if not waiting:
            return
    for task in waiting:
        yield (
            task.slug,
            Failed(f"{task.slug}: the process that built it died {_TRIES} times; is there enough memory?", 1),
        )


@cache
def _workshop(root: Path, assets: Path) -> Workshop:
    return Workshop(Project(root), assets)
