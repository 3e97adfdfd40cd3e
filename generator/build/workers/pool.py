"""The pool: tasks done by worker processes on this machine; the tasks of a process that dies are done again."""

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
"""Minimum number of tasks for which worker processes pay: each has to load all of MkDocs first."""
_MANY = 200
"""Reports above which the pages around them are work enough for worker processes, however few reports are built."""
_MOST = 10
"""Maximum weight of the tasks that a process does before it is replaced: MkDocs and Typst do not free all memory."""
_TRIES = 3
"""Maximum number of times that a task is started if its process dies each time."""
_LOADED = "generator.build.workers.loaded"
_PROGRAM = Path(__file__).parents[3]
"""The folder that the package is in."""


class Pool:
    """A context manager for the worker processes of this machine; with few tasks it does them itself."""

    def __init__(self, jobs: int | None) -> None:
        """Take the number of processes; None stands for the number of cores."""
        self._jobs = jobs or os.cpu_count() or 1
        self._least = min(jobs or _WORTH_IT, _WORTH_IT)
        self._begun = False
        self._pool: ProcessPoolExecutor | None = None
        self._done = 0.0
        """The weight of all tasks given to the present processes."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def begin(self, reports: int) -> None:
        """Start the fork server early, for a site of more than 200 `reports` and more than one process.

        It loads its modules while this process works; from then on even few tasks are shared out (`helps`).
        """
        if self._jobs > 1 and reports > _MANY:
            self._begun = True
            _context()

    @property
    def helps(self) -> bool:
        """Whether worker processes are used even for few tasks, since `begin` has started the fork server."""
        return self._begun

    def run(self, bench: Bench, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task as it ends, with its result or `Failed`."""
        waiting = list(tasks)
        own = waiting.pop(0) if self._begun and 1 < len(tasks) < _WORTH_IT else None
        if own and self._done >= _WORTH_IT:
            self._close()  # frees memory first: the tasks around many reports need much
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
        """Return the next tasks: as many as the processes may do by weight, but at least one.

        Processes that have done their share are ended first, so that new ones do these tasks.
        """
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
        """Yield tasks as worker processes end them; this process does the task `own` meanwhile.

        A task whose process died is tried again; after `_TRIES` it has `Failed`.
        """
        waiting = list(tasks)
        for _ in range(_TRIES):
            pool = self._opened()
            begun, waiting = waiting, []
            # Submitting blocks until the fork server has loaded its modules; in a thread, this process can work on.
            with ThreadPoolExecutor(1) as beside:
                submitted = beside.submit(_submit, pool, begun, bench)
                if own:
                    yield own, attempt(own, bench)
                    own = None
            try:
                futures = submitted.result()
            except (BrokenProcessPool, EOFError, ConnectionError):  # the last two if the fork server has died
                waiting = begun
                self._close()
                continue
            for future in as_completed(futures):
                task = futures.pop(future)  # drops the future, so that its result can be freed
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
            # Cancel tasks that have not started, and wait for running ones: they write into folders to be deleted next.
            self._pool.shutdown(cancel_futures=True)
        self._pool = None
        self._done = 0.0


def _submit(pool: ProcessPoolExecutor, tasks: Sequence[Task], bench: Bench) -> dict[Future[Any], Task]:
    return {pool.submit(attempt, task, bench): task for task in tasks}


def _context() -> BaseContext:
    """Return how to start processes: on Linux as forks of a server that has loaded the modules and nothing else."""
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_LOADED])
    # The server imports from its working directory first, which might contain another folder called `generator`.
    with chdir(_PROGRAM):
        forkserver.ensure_running()
    atexit.unregister(_stop)
    atexit.register(_stop)
    return context


def _stop() -> None:
    """Kill the fork server at the end of the command, so that no process outlives it; it has nothing to save."""
    server = vars(forkserver)["_forkserver"]  # multiprocessing has no public way to end it
    if pid := vars(server)["_forkserver_pid"]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server._stop()  # noqa: SLF001


def _begin() -> None:
    """Set up a worker process: ignore Ctrl-C, which the parent handles, and exit when the parent ends or is killed.

    At exit the process stops at once: the system frees its memory faster than Python would.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    atexit.register(os._exit, 0)  # by then multiprocessing has flushed and closed its files


def _end_with_the_build() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)
