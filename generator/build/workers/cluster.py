"""Building reports on many machines with Dask: inputs and results are sent as zip files, failed tasks are retried."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from generator.build.digests import digest_of_package
from generator.build.reading import ReadReport, copy_of, edition_of
from generator.build.report import BuildReport
from generator.build.task import Bench, Failed, Task, attempt
from generator.build.workers.pool import Pool
from generator.errors import UserError
from generator.settings.lock import reading
from generator.settings.project import Project
from generator.wording import say

_RETRIES = 3
"""How often Dask retries a task that raises; mistakes in a report are no exceptions, they are returned as `Failed`."""
_CONNECT = "5s"
"""Timeout for the connection to the scheduler."""
_OWN = ("read", "made")
"""The folders on a worker that hold a task's results."""


class Cluster:
    """The workers of a Dask scheduler, which read and build reports; this machine's pool does all other tasks."""

    def __init__(self, address: str, here: Pool) -> None:
        """Take the scheduler's address and this machine's pool."""
        self._address = address
        self._here = here

    def begin(self, reports: int) -> None:
        """Let this machine's pool start its processes, if a site of so many reports is worth it (`Pool.begin`)."""
        self._here.begin(reports)

    @property
    def helps(self) -> bool:
        """Whether this machine's pool shares out even few tasks."""
        return self._here.helps

    def run(self, bench: Bench, tasks: Sequence[Task]) -> Iterator[tuple[Task, Any]]:
        """Yield each task as it ends, with its result or `Failed`.

        Raises UserError if Dask is not installed or no scheduler answers.
        """
        reports: list[Task] = [task for task in tasks if isinstance(task, ReadReport | BuildReport)]
        yield from self._here.run(bench, [task for task in tasks if task not in reports])
        if not reports:
            return
        with self._connected() as (distributed, client):
            waiting = reports
            for _ in range(_RETRIES):
                lost: list[Task] = []
                for task, future in self._submitted(distributed, client, bench, waiting):
                    # A worker that dies takes along what it alone held: the kit, or a result not yet fetched.
                    try:
                        made = _made(task, future, bench)
                    except CancelledError:
                        lost.append(task)
                        continue
                    yield task, made
                    future.release()
                if not lost:
                    return
                waiting = lost
            for task in waiting:
                told = say("{task}: no worker could build it ({reason}).", task=task.name, reason="cancelled")
                yield task, Failed(told, 1)

    def _submitted(
        self, distributed: Any, client: Any, bench: Bench, tasks: Sequence[Task]
    ) -> Iterator[tuple[Task, Any]]:
        """Send tasks to the workers; yield each with its future as it ends."""
        kit = client.scatter(_kit(bench), hash=False, broadcast=True)
        asked, package = (bench.common, bench.flat), digest_of_package()
        futures = {
            client.submit(
                run_from_bytes, kit, _inputs(bench, task), task, asked, package, retries=_RETRIES, pure=False
            ): task
            for task in tasks
        }
        for future in distributed.as_completed(futures):
            yield futures[future], future

    @contextmanager
    def _connected(self) -> Iterator[tuple[Any, Any]]:
        try:
            distributed: Any = import_module("distributed")  # slow to import, untyped, and only a cluster needs it
        except ImportError:
            raise UserError(say("Dask is not installed; run `pip install 'gongkai[cluster]'`.")) from None
        try:
            client = distributed.Client(self._address, timeout=_CONNECT)
        except (OSError, ValueError) as error:
            raise UserError(
                say(
                    "{address}: no Dask scheduler answers there ({reason}); start one with `dask scheduler`, and "
                    "workers that have gongkai with `dask worker`.",
                    address=self._address,
                    reason=error,
                )
            ) from None
        with client:
            yield distributed, client


def _made(task: Task, future: Any, bench: Bench) -> Any:
    """Return what a task made, its files unpacked here, or `Failed`; raises CancelledError for a lost result."""
    if future.status == "error":
        told = say("{task}: no worker could build it ({reason}).", task=task.name, reason=future.exception())
        return Failed(told, 1)
    made, data = future.result()
    _unpack(data, {"read": bench.read, "made": bench.target})
    return made


def run_from_bytes(kit: bytes, inputs: bytes, task: Task, asked: tuple[str, bool], package: str) -> tuple[Any, bytes]:
    """Do a task on a worker; return its result, and the files that it made as the bytes of a zip file.

    `kit` and `inputs` are zip files: what every report needs, and what this task needs. `asked` has the digest of what
    every page depends on and whether the site is flat (`Bench.common`, `Bench.flat`). `package` is the digest of the
    caller's gongkai: on a worker with another version the task fails.
    """
    if digest_of_package() != package:
        return Failed(
            say("{task}: the worker has another version of gongkai; install the same.", task=task.name), 1
        ), b""
    room = _room()
    with tempfile.TemporaryDirectory(prefix="gongkai-", dir=room) as name:
        folder = Path(name)
        shared = _unpacked(kit, room)
        root = folder / "project"
        shutil.copytree(shared / "project", root)
        _unpack(inputs, {"project": root, "read": folder / "read"})
        common, flat = asked
        bench = Bench(root, common, shared / "assets", folder / "read", folder / "made", flat)
        bench.target.mkdir()
        made = attempt(task, bench)
        if isinstance(made, Failed):
            return Failed(made.message.replace(f"{root}/", ""), made.exit_code), b""
        return made, _pack((path.relative_to(folder), path) for own in _OWN for path in _files(folder / own))


@cache
def _unpacked(kit: bytes, room: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gongkai-kit-", dir=room))
    _unpack(kit, {"project": folder / "project", "assets": folder / "assets"})
    return folder


def _room() -> str:
    """Return the folder for this worker's files; Dask deletes it, at the latest when the next worker starts."""
    room: str = import_module("distributed").get_worker().local_directory
    return room


def _kit(bench: Bench) -> bytes:
    """Return a zip file of what every report needs: the project without its reports, and the files that pages load."""
    project = Project(bench.root)
    reports = {project.docs / slug for slug in project.folders()} | {project.report_settings}
    scripts = re.findall(r"[\w./-]+\.py\b", project.config.read_text(encoding="utf-8"))
    hooks = [path for name in scripts if (path := bench.root / name).is_file()]
    named = [project.config, *hooks, *_files(project.site_config), *_files(project.docs)]
    own = [path for path in named if reports.isdisjoint(path.parents)]
    shared = [(Path("assets") / path.relative_to(bench.assets), path) for path in _files(bench.assets)]
    return _pack([*((Path("project") / path.relative_to(bench.root), path) for path in own), *shared])


def _inputs(bench: Bench, task: Task) -> bytes:
    """Return a zip file of what a task needs of its report: copy and edition if it was read, else its sources."""
    copy, edition = copy_of(bench, task.name), edition_of(bench, task.name)
    if isinstance(task, BuildReport) and edition.is_file():
        read = [*_files(copy), edition]
        # Conversion looks in the report's folder in docs for pages that it is to delete.
        beside = Path("project") / Project(bench.root).docs.relative_to(bench.root)
        return _pack(
            [
                *((Path("read") / path.relative_to(bench.read), path) for path in read),
                *((beside / path.relative_to(bench.read), path) for path in _files(copy)),
            ]
        )
    project = Project(bench.root)
    settings = project.settings_path(task.name)
    with reading(project):
        files = [*_files(project.docs / task.name), *([settings] if settings.is_file() else [])]
        return _pack((Path("project") / path.relative_to(bench.root), path) for path in files)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _pack(files: Iterable[tuple[Path, Path]]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED, strict_timestamps=False) as archive:
        for name, path in files:
            archive.write(path, name.as_posix())
    return buffer.getvalue()


def _unpack(data: bytes, places: dict[str, Path]) -> None:
    """Unpack a zip file; `places` gives the target folder for each top-level folder in it. Empty bytes hold nothing."""
    if not data:
        return
    with ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            top, _, inside = name.partition("/")
            target = places[top] / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
