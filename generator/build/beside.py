"""What is done beside a build's own work: by a second process, where a thousand reports leave much to do."""

from __future__ import annotations

import atexit
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from threading import Lock
from types import TracebackType
from typing import Any, Generic, ParamSpec, Self, TypeVar

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_Item = TypeVar("_Item")

_PIECE = 20
"""Items that one process takes at a time."""
_AHEAD = 2
"""Pieces that the second process has been given: the one that it is at, and the next."""


class Beside:
    """A second process for the length of a block, or none: then all is done in this one, when it is asked for."""

    def __init__(self, *, second: bool) -> None:
        """Say whether there is to be a second process; it begins at once."""
        context = get_context("spawn")
        self._pool = ProcessPoolExecutor(1, context, initializer=begin_worker) if second else None
        self._submitted(_begin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            # What is not begun is wanted no more; what is being done must end, since it writes where others clear away.
            self._pool.shutdown(cancel_futures=True)

    def start(
        self, work: Callable[_Given, _Found], *given: _Given.args, **named: _Given.kwargs
    ) -> Callable[[], _Found]:
        """Begin to call a function of a module; what is returned waits for its value."""
        return partial(_value, self._submitted(work, *given, **named), partial(work, *given, **named))

    def share(self, work: Callable[[Sequence[_Item]], Sequence[_Found]], items: Sequence[_Item]) -> Iterator[_Found]:
        """Begin with what a function makes of items; yield it, in their order, doing what the second process has not.

        The second process begins with the first of them, this one, when it is asked, with the last.
        """
        size = _PIECE if self._pool else max(1, len(items))
        pieces = [items[start : start + size] for start in range(0, len(items), size)]
        return _Shared([partial(work, piece) for piece in pieces], self._submitted).values()

    def _submitted(
        self, work: Callable[_Given, _Found], *given: _Given.args, **named: _Given.kwargs
    ) -> Future[_Found] | None:
        """Hand a call to the second process; None if there is none, or none any more."""
        if self._pool is None:
            return None
        try:
            return self._pool.submit(work, *given, **named)
        except (RuntimeError, OSError):  # it was killed, the block has ended, or the machine has no room for it
            return None


class _Shared(Generic[_Found]):
    """Calls that two processes share: the second has few at a time, so that none must be taken back from it."""

    def __init__(
        self,
        calls: Sequence[Callable[[], Sequence[_Found]]],
        submit: Callable[[Callable[[], Sequence[_Found]]], Future[Sequence[_Found]] | None],
    ) -> None:
        self._calls = calls
        self._submit = submit
        self._lock = Lock()
        self._waiting = deque(range(len(calls)))
        self._begun: dict[int, Future[Sequence[_Found]]] = {}
        for _ in range(_AHEAD):
            self._hand_out()

    def values(self) -> Iterator[_Found]:
        """Yield what is found, in the order of the calls."""
        found: dict[int, Sequence[_Found]] = {}
        while (number := self._taken()) is not None:
            found[number] = self._calls[number]()
        for number, future in self._begun.items():  # nothing waits any more, so that no more begin
            found[number] = _value(future, self._calls[number])
        for number in range(len(self._calls)):
            yield from found.pop(number)

    def _taken(self) -> int | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def _hand_out(self, done: Future[Any] | None = None) -> None:
        """Give the second process its next call, unless the last one failed or the process was killed."""
        if done and (done.cancelled() or done.exception()):
            return
        with self._lock:
            future = self._submit(self._calls[self._waiting[0]]) if self._waiting else None
            if future is None:
                return
            self._begun[self._waiting.popleft()] = future
        future.add_done_callback(self._hand_out)


def _begin() -> None:
    """Do nothing: what a pool is first asked for has its process begin."""


def begin_worker() -> None:
    """Leave Ctrl-C to the process that waits for this one; at its end, leave what it holds to the system at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # multiprocessing has flushed and closed what it opened


def _value(future: Future[_Found] | None, work: Callable[[], _Found]) -> _Found:
    """Return a begun call's value; make the call here if there is no other process, or it was killed."""
    if future is None:
        return work()
    try:
        return future.result()
    except BrokenProcessPool:
        return work()
