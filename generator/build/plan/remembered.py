"""A cache of the hashes of the reports' files from build to build: a thousand reports have thirty thousand files.

A file counts as unchanged if its device, inode, size, modification time and change time are the same as when it was
hashed; Git's index relies on the same. Files changed a moment ago are not cached: a second change could have the same
times.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from typing import TypedDict

from generator.build.digests import Hashes, files_of_report, hashes_of_report
from generator.kept import DamagedError, keep, recalled
from generator.settings.project import Project

_FOLDER = ".gongkai-cache"
"""The cache's folder in the project's folder; it is neither committed nor published."""
_FORMAT = "1"
_SETTLED = 2_000_000_000
"""Nanoseconds after which a second change has another time: some file systems store times in steps of two seconds."""


class _Known(TypedDict):
    seen: str
    """A digest of the file system's metadata of the report's files, taken before they were read."""
    hashes: Hashes


class Remembered:
    """The cache of a project's hashes, by report."""

    def __init__(self, project: Project) -> None:
        """Load the cache of an earlier build; start empty if it is missing or damaged."""
        self._project = project
        self._place = project.root / _FOLDER / "hashes"
        self._key = hashlib.sha256(f"{_FORMAT} {project.root}".encode(errors="surrogateescape")).digest()
        self._old: dict[str, _Known] = {}
        with suppress(OSError, DamagedError):
            self._old = json.loads(recalled(self._place, self._key))
        self._new: dict[str, _Known] = {}

    def hashes(self, slug: str) -> Hashes:
        """Return a report's hashes like `hashes_of_report`; its files are read only if their metadata has changed."""
        seen = self._seen(slug)
        known = self._old.get(slug)
        if not known or known["seen"] != seen:
            known = {"seen": seen, "hashes": hashes_of_report(self._project, slug)}
        if seen:
            self._new[slug] = known
        return known["hashes"]

    def keep(self) -> None:
        """Write the cache for the next build, if it has changed."""
        if self._new != self._old:
            keep(self._place, self._key, lambda: json.dumps(self._new, separators=(",", ":")).encode())

    def _seen(self, slug: str) -> str:
        """Return a digest of a report's file metadata; empty if a file has vanished or was changed a moment ago."""
        latest = time.time_ns() - _SETTLED
        found = []
        for name, path in files_of_report(self._project, slug):
            try:
                told = os.stat(path)  # noqa: PTH116 - a portal has tens of thousands
            except OSError:
                return ""
            if max(told.st_mtime_ns, told.st_ctime_ns) > latest:
                return ""
            place = told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns
            found.append(f"{name}\0{place}")
        return hashlib.sha256("\0".join(sorted(found)).encode(errors="surrogateescape")).hexdigest()
