"""The hashes of the reports' sources, remembered from build to build: of a thousand reports there are thirty thousand.

A file is taken for the one that was read if the system tells of it what it told then: its place on the disk, its size,
and when its content and its entry were last changed. Git's index trusts the same. What was changed so lately that a
second change might tell the same times is not remembered.
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
"""In the project's folder, for nobody to keep or to publish."""
_FORMAT = "1"
_SETTLED = 2_000_000_000
"""Nanoseconds after a change in which there may be another of the same time: some disks count in two seconds."""


class _Known(TypedDict):
    seen: str
    """A digest of what the system told of the report's files before they were read."""
    hashes: Hashes


class Remembered:
    """The hashes of a project's reports as they were last found out."""

    def __init__(self, project: Project) -> None:
        """Take up what an earlier build left, if there is any."""
        self._project = project
        self._place = project.root / _FOLDER / "hashes"
        self._key = hashlib.sha256(f"{_FORMAT} {project.root}".encode(errors="surrogateescape")).digest()
        self._old: dict[str, _Known] = {}
        with suppress(OSError, DamagedError):
            self._old = json.loads(recalled(self._place, self._key))
        self._new: dict[str, _Known] = {}

    def hashes(self, slug: str) -> Hashes:
        """Return what `hashes_of_report` does; a report is read only if it is not as it was."""
        seen = self._seen(slug)
        known = self._old.get(slug)
        if not known or known["seen"] != seen:
            known = {"seen": seen, "hashes": hashes_of_report(self._project, slug)}
        if seen:
            self._new[slug] = known
        return known["hashes"]

    def keep(self) -> None:
        """Leave what is known to the next build."""
        if self._new != self._old:
            keep(self._place, self._key, lambda: json.dumps(self._new, separators=(",", ":")).encode())

    def _seen(self, slug: str) -> str:
        """Return a digest of what the system tells of a report's files; nothing if one was changed just now."""
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
