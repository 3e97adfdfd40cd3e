"""Reports built on many machines by Dask: inputs and results travel as bytes; a worker that dies loses no report."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from generator.build.digests import digest_of_package
from generator.build.report import Made, Task
from generator.build.workers.pool import Bench, Failed
from generator.errors import UserError
from generator.settings.project import Project

_RETRIES = 3
"""How often a report is begun anew because of an error that is not the report's."""
_CONNECT = "5s"
"""How long to wait for the scheduler."""


def build_there(bench: Bench, tasks: Sequence[Task], address: str) -> Iterator[tuple[str, Made | Failed]]:
    """Yield each report as a worker of the scheduler at `address` has built it.

    Raises UserError if there is no scheduler, or none of its workers can be used.
    """
    try:
        distributed: Any = import_module("distributed")  # slow to import, without types, and only a cluster needs it
    except ImportError:
        raise UserError("Dask is not installed; run `pip install 'gongkai[cluster]'`.") from None
    try:
        client = distributed.Client(address, timeout=_CONNECT)
    except (OSError, ValueError) as error:
        raise UserError(
            f"{address}: no Dask scheduler answers there ({error}); start one with `dask scheduler`, and workers that "
            "have gongkai with `dask worker`."
        ) from None
    with client:
        kit = client.scatter(_kit(bench), hash=True)
        futures = {
            client.submit(
                build_bytes,
                kit,
                _pack(_of_report(bench, task.slug)),
                task,
                digest_of_package(),
                retries=_RETRIES,
                pure=False,
            ): task
            for task in tasks
        }
        for future in distributed.as_completed(futures):
            task = futures[future]
            if future.status == "error":
                yield task.slug, Failed(f"{task.slug}: no worker could build it ({future.exception()}).", 1)
            else:
                yield task.slug, _take(future.result(), bench.target / task.slug)
            future.release()


def build_bytes(kit: bytes, report: bytes, task: Task, package: str) -> tuple[Made | Failed, bytes]:
    """Build a report from bytes on a worker; return what was found out and the report's folder as a zip file."""
    if digest_of_package() != package:
        return Failed(f"{task.slug}: the worker has another version of gongkai; install the same.", 1), b""
    room = _room()
    with tempfile.TemporaryDirectory(prefix="gongkai-", dir=room) as name:
        folder = Path(name)
        root = folder / "project"
        shared = _unpacked(kit, room)
        shutil.copytree(shared / "project", root)
        _unpack(report, root)
        bench = Bench(root, shared / "assets", folder / "made")
        bench.target.mkdir()
        made = bench.build(task)
        if isinstance(made, Failed):
            return Failed(made.message.replace(f"{root}/", ""), made.exit_code), b""
        return made, _pack((path.relative_to(bench.target), path) for path in _files(bench.target / task.slug))


@cache
def _unpacked(kit: bytes, room: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gongkai-kit-", dir=room))
    _unpack(kit, folder)
    return folder


def _room() -> str:
    """Return the folder for this worker's files, which Dask takes away, at the latest when the next worker begins."""
    room: str = import_module("distributed").get_worker().local_directory
    return room


def _kit(bench: Bench) -> bytes:
    """Return what every report needs: the project without reports, and what pages ask for."""
    project = Project(bench.root)
    reports = {project.docs / slug for slug in project.sources()} | {project.settings_path("any").parent}
    scripts = re.findall(r"[\w./-]+\.py\b", project.config.read_text(encoding="utf-8"))
    hooks = [path for name in scripts if (path := bench.root / name).is_file()]
    named = [project.config, *hooks, *_files(project.site_config), *_files(project.docs)]
    own = [path for path in named if reports.isdisjoint(path.parents)]
    shared = [(Path("assets") / path.relative_to(bench.assets), path) for path in _files(bench.assets)]
    return _pack([*((Path("project") / path.relative_to(bench.root), path) for path in own), *shared])


def _of_report(bench: Bench, slug: str) -> list[tuple[Path, Path]]:
    project = Project(bench.root)
    settings = project.settings_path(slug)
    files = [*_files(project.docs / slug), *([settings] if settings.is_file() else [])]
    return [(path.relative_to(bench.root), path) for path in files]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _pack(files: Any) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, path in files:
            archive.write(path, name.as_posix())
    return buffer.getvalue()


def _unpack(data: bytes, folder: Path) -> None:
    with ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)


def _take(result: tuple[Made | Failed, bytes], target: Path) -> Made | Failed:
    """Put a report's folder where it belongs."""
    made, data = result
    if isinstance(made, Made):
        _unpack(data, target.parent)
    return made
