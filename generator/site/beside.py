"""What is done beside a build's own work: by a second process, where a thousand reports leave much to do."""

from __future__ import annotations

import atexit
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_Item = TypeVar("_Item")
_Begun = tuple[Future[_Found] | None, Callable[[], _Found]]
"""A call: what the second process will make of it, None if it does not; and the call itself."""


class Beside:
    """A second process for the length of a block, or none: then all is done in this one, when it is asked for."""

    def __init__(self, *, second: bool) -> None:
        """Say whether there is to be a second process; it begins at once."""
        context = get_context("spawn")
        self._pool = ProcessPoolExecutor(1, context, initializer=uninterrupted_worker) if second else None
        self._futures: list[Future[Any]] = []
        self._submitted(_begin)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            # What is not begun is wanted no more; what is being done must end, since it writes where others clear away.
            busy = [future for future in self._futures if not future.cancel() and not future.done()]
            self._pool.shutdown(wait=bool(busy), cancel_futures=True)

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
        begun = [(self._submitted(work, piece), partial(work, piece)) for piece in pieces]
        return _shared(begun)

    def _submitted(
        self, work: Callable[_Given, _Found], *given: _Given.args, **named: _Given.kwargs
    ) -> Future[_Found] | None:
        """Hand a call to the second process; None if there is none, or none any more."""
        if self._pool is None:
            return None
        try:
            future = self._pool.submit(work, *given, **named)
        except BrokenProcessPool:
            return None
        self._futures.append(future)
        return future


_PIECE = 20
"""Items that one process takes at a time."""


def _begin() -> None:
    """Do nothing: what a pool is first asked for has its process begin."""


def uninterrupted_worker() -> None:
    """Leave Ctrl-C to the process that waits for this one; at its end, leave what it holds to the system at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # multiprocessing has flushed and closed what it opened


def _shared(begun: Sequence[_Begun[Sequence[_Found]]]) -> Iterator[_Found]:
    found = [work() if future is None or future.cancel() else _value(future, work) for future, work in reversed(begun)]
    for values in reversed(found):
        yield from values


def _value(future: Future[_Found] | None, work: Callable[[], _Found]) -> _Found:
    """Return a begun call's value; make the call here if there is no other process, or it was killed."""
    if future is None:
        return work()
    try:
        return future.result()
    except BrokenProcessPool:
        return work()
