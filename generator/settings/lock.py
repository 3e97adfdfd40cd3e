"""One lock for whatever changes a project's sources or settings; who reads them holds it only for as long as that."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from generator.settings.project import Project

try:
    import fcntl as _fcntl
except ImportError:  # Windows
    fcntl: Any = None
else:
    fcntl = _fcntl

_FOLDER = ".gongkai-sources"
"""The folder that the lock is in on a system where a folder itself can't be locked."""


@contextmanager
def reading(project: Project) -> Iterator[None]:
    """Wait until nobody changes the sources or settings, and let nobody for as long as the block runs."""
    with _held(project, shared=True):
        yield


@contextmanager
def changing(project: Project) -> Iterator[None]:
    """Wait until nobody else changes or reads the sources or settings, and let nobody for as long as the block runs."""
    with _held(project, shared=False):
        yield


@contextmanager
def _held(project: Project, *, shared: bool) -> Iterator[None]:
    if not project.docs.is_dir():  # there is nothing yet that another command could change
        yield
        return
    if fcntl is None:
        from filelock import FileLock  # noqa: PLC0415 - only where a folder can't be locked

        with FileLock(project.root / _FOLDER / "lock"):
            yield
        return
    # The folder itself: no file is left behind, and a folder that can't be written can be locked.
    folder = os.open(project.docs, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
