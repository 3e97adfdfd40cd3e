"""The lock on a project's sources and settings: shared by commands that read them, exclusive for one that changes them.

It is held only while they are read or changed, not for a whole build.
"""

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
"""The folder of the lock file, on Windows, where a folder itself can't be locked."""


@contextmanager
def reading(project: Project) -> Iterator[None]:
    """Wait until no other process changes the sources or settings, and hold the shared lock while the block runs."""
    with _held(project, shared=True):
        yield


@contextmanager
def changing(project: Project) -> Iterator[None]:
    """Wait until no other process reads or changes them, and hold the exclusive lock while the block runs."""
    with _held(project, shared=False):
        yield


@contextmanager
def _held(project: Project, *, shared: bool) -> Iterator[None]:
    """Hold the lock while the block runs; on Windows it is always exclusive."""
    if not project.docs.is_dir():  # A new project has nothing yet that another command could change.
        yield
        return
    if fcntl is None:
        from filelock import FileLock  # noqa: PLC0415 - only where a folder can't be locked

        with FileLock(project.root / _FOLDER / "lock"):
            yield
        return
    # The folder itself is locked: no lock file is left behind, and it works in a folder that can't be written to.
    folder = os.open(project.docs, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
