"""Tasks done by all cores of this machine; a process that dies takes no task with it."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import chdir, suppress
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.build.task import Bench, Failed, Task, attempt
from generator.wording import say

_WORTH_IT = 4
"""Tasks from which it pays to start other processes: all of MkDocs is to be loaded first."""
_MANY = 200
"""Reports from which what is around them is enough work for another process, however few are built."""
_MOST = 10
"""What one process does, by weight: MkDocs and Typst don't give back all the memory that a report took."""
_TRIES = 3
"""How often a task is begun if its process dies each time."""
_LOADED = "generator.build.workers.loaded"
_PROGRAM = Path(__file__).parents[3]
"""The folder that the package is in."""


class Pool:
    """The processes of this machine for the length of a block."""

    def __init__(self, jobs: int | None) -> None:
        """Take how many processes are wanted, as many as there are cores if None."""
        self._jobs = jobs or os.cpu_count() or 1
        self._least = jobs or _WORTH_IT
        self._begun = False
        self._pool: ProcessPoolExecutor | None = None
        self._done = 0.0
        """What the processes have done, by weight."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def begin(self, reports: int) -> None:
        """Begin to load what other processes need while this one works: from then on they help with few tasks too.

        Of a site of few reports that is not worth it.
        """
        if self._jobs > 1 and reports > _MANY:
            self._begun = True
            _context()

    @property
    def helps(self) -> bool:
        """Whether other processes help with few tasks too."""
        return self._begun

    def run(self, bench: Bench, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task as it is done, with what it made or why it `Failed`."""
        waiting = list(tasks)
        own = waiting.pop(0) if self._begun and 1 < len(tasks) < _WORTH_IT else None
        if own and self._done >= _WORTH_IT:
            self._close()  # what is around many reports takes memory of its own
        if own or (self._jobs == 1 and len(tasks) > _MOST) or (self._jobs > 1 and len(tasks) >= self._least):
            while waiting:
                batch = self._batch(waiting)
                yield from self._share_out(bench, batch, own)
                del waiting[: len(batch)]
                own = None
            return
        for task in tasks:
            yield task, attempt(task, bench)

    def _batch(self, waiting: Sequence[Task]) -> list[Task]:
        """Return as many tasks as the processes may still do; new ones are started for the rest."""
        room = _MOST * self._jobs
        if self._done >= room:
            self._close()
        batch: list[Task] = []
        for task in waiting:
            if batch and self._done + task.weight > room:
                break
            self._done += task.weight
            batch.append(task)
        return batch

    def _share_out(self, bench: Bench, tasks: Sequence[Task], own: Task | None = None) -> Iterator[tuple[Task, Any]]:
        """Yield tasks as other processes have done them, and this one its `own` meanwhile."""
        waiting = list(tasks)
        for _ in range(_TRIES):
            pool = self._opened()
            begun, waiting = waiting, []
            # The first process starts when the others' has loaded all: this one need not wait for that.
            with ThreadPoolExecutor(1) as beside:
                submitted = beside.submit(_submit, pool, begun, bench)
                if own:
                    yield own, attempt(own, bench)
                    own = None
            try:
                futures = submitted.result()
            except (BrokenProcessPool, EOFError, ConnectionError):  # the latter where what they are forked from died
                waiting = begun
                self._close()
                continue
            for future in as_completed(futures):
                task = futures.pop(future)  # with what it made, which is to be held no longer than it is wanted
                try:
                    yield task, future.result()
                except BrokenProcessPool:
                    waiting.append(task)
            if not waiting:
                return
            self._close()
        if own:
            yield own, attempt(own, bench)
        for task in waiting:
            told = say(
                "{task}: the process that built it died {tries} times; is there enough memory?",
                task=task.name,
                tries=_TRIES,
            )
            yield task, Failed(told, 1)

    def _opened(self) -> ProcessPoolExecutor:
        # `max_tasks_per_child` would replace processes by itself, but hangs in Python 3.11.
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, _context(), initializer=_begin)
        return self._pool

    def _close(self) -> None:
        if self._pool:
            # What is not begun is wanted no more; what is being done must end, since it writes where others clear away.
            self._pool.shutdown(cancel_futures=True)
        self._pool = None
        self._done = 0.0


def _submit(pool: ProcessPoolExecutor, tasks: Sequence[Task], bench: Bench) -> dict[Future[Any], Task]:
    return {pool.submit(attempt, task, bench): task for task in tasks}


def _context() -> BaseContext:
    """Return how processes are started: on Linux as forks of one that has loaded what they need, and done nothing."""
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_LOADED])
    # It looks for modules where it is started, which may be a folder with a `generator` of its own.
    with chdir(_PROGRAM):
        forkserver.ensure_running()
    atexit.unregister(_stop)
    atexit.register(_stop)
    return context


def _stop() -> None:
    """End the process that the others were forked from, which has nothing to save: nothing outlives a command."""
    server = vars(forkserver)["_forkserver"]  # it has no other door
    if pid := vars(server)["_forkserver_pid"]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server._stop()  # noqa: SLF001


def _begin() -> None:
    """Leave Ctrl-C to the process that waits for this one, and end with it, also where it is killed.

    At its end, leave what it holds to the system at once.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    atexit.register(os._exit, 0)  # multiprocessing has flushed and closed what it opened


def _end_with_the_build() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
