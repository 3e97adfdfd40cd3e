"""What the build of a part of the site left: what it was made of, what it wrote, and what others need to know of it."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.files import Content
from generator.hosting.finish import Hosted
from generator.progress import Row
from generator.project import Project
from generator.site.published import Published
from generator.site.report import Task
from generator.writers.listed import Listed
from generator.writers.series import BriefProblem

RECEIPT = ".receipt.json"
"""Its name in the folder of a built report, and at the top of the site for the pages around the reports."""

_PACKAGE = Path(__file__).parents[1]
_SKIPPED = frozenset({"__pycache__", "reports"})
"""Folders that are no settings of the whole site: a report's settings count for that report alone."""


class Receipt(BaseModel):
    """What a build left; the files are proven by what they are, this says only whether they are there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inputs: str
    """Digest of all that it was made of."""
    own: str = ""
    """Of a report, digest of what it was made of without the other reports."""
    files: dict[str, int]
    """Bytes of each file, by path in the folder."""
    hosted: Hosted
    notes: list[str] = []

    def holds(self, folder: Path, inputs: str) -> bool:
        """Say whether a folder still is what a build with these inputs left."""
        return self.inputs == inputs and self.files == files_in(folder, self.files)


class ReportReceipt(Receipt):
    """What the build of a report left."""

    listed: Listed
    problems: tuple[BriefProblem, ...]
    """What the body's next report tells of it."""
    published: Published
    rows: list[Row]
    bundle: str
    """The bundle's SHA-256."""


Changed = Mapping[Path, Content]
"""Files by path, as they will be on disk."""

Kind = TypeVar("Kind", bound=Receipt)


def read_receipt(folder: Path, kind: type[Kind]) -> Kind | None:
    """Return the receipt in a folder; None if there is none that this version can read."""
    try:
        return kind.model_validate_json((folder / RECEIPT).read_bytes())
    except (OSError, ValidationError):
        return None


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Write the receipt of a folder; the same receipt gives the same bytes."""
    data = json.dumps(receipt.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / RECEIPT).write_text(data + "\n", encoding="utf-8")


def files_in(folder: Path, wanted: Iterable[str] | None = None) -> dict[str, int]:
    """Return the bytes of each file of a folder, the receipt left out; with `wanted`, of those that are there."""
    if wanted is None:
        paths = [path for path in folder.rglob("*") if path.is_file() and path.name != RECEIPT]
        wanted = sorted(path.relative_to(folder).as_posix() for path in paths)
    found = {}
    top = os.fspath(folder)  # a portal has a hundred thousand files: Path takes longer than the disk
    for name in wanted:
        try:
            found[name] = os.stat(f"{top}/{name}").st_size  # noqa: PTH116 - as above
        except OSError:
            continue
    return found


def digest_of_package() -> str:
    """Return the digest of gongkai itself: of two machines with the same one, both build the same."""
    digest = hashlib.sha256()
    _add(digest, _PACKAGE, _names(os.fspath(_PACKAGE)))
    return digest.hexdigest()


def digest_of_all(project: Project) -> str:
    """Return the digest of what every page depends on: gongkai, its libraries, the settings, the theme."""
    digest = hashlib.sha256()
    libraries = [
        name.split(";")[0].split(">")[0].split("=")[0].split("[")[0].strip() for name in requires("gongkai") or ()
    ]
    digest.update(repr((platform.python_version_tuple()[:2], [(name, _version(name)) for name in libraries])).encode())
    digest.update(digest_of_package().encode())
    _add(digest, project.root, [project.config.name])
    _add(digest, project.site_config, _names(os.fspath(project.site_config)))
    return digest.hexdigest()


def digest_of_report(project: Project, slug: str, common: str, changed: Changed | None = None) -> str:
    """Return the digest of what is a report's own of what its build depends on.

    The `changed` files are taken as they will be.
    """
    digest = hashlib.sha256(f"{common} {slug}".encode())
    folder = project.docs / slug
    _add(digest, folder, _names(os.fspath(folder)), changed)
    settings = project.settings_path(slug)
    _add(digest, settings.parent, [settings.name] if settings.is_file() else [])
    return digest.hexdigest()


def digest_of_task(own: str, task: Task) -> str:
    """Return the digest of what a report's build depends on, the other reports included."""
    return hashlib.sha256(f"{own} {task.feed} {task.series.model_dump_json()}".encode()).hexdigest()


def digest_of_pages(project: Project, common: str, reports: Mapping[str, str], changed: Changed) -> str:
    """Return the digest of what the pages around the reports depend on; `reports` are the reports' own digests."""
    digest = hashlib.sha256(f"{common} {json.dumps(reports, sort_keys=True)}".encode())
    sources = project.sources()
    others = [path for path in project.docs.iterdir() if path.name not in sources]
    names = [
        name for path in others for name in (_names(os.fspath(path), f"{path.name}/") if path.is_dir() else [path.name])
    ]
    _add(digest, project.docs, names, changed)
    return digest.hexdigest()


def _names(folder: str, below: str = "") -> Iterator[str]:
    """Yield the paths in a folder; as text, since a portal has tens of thousands. No link to a folder is followed."""
    if not os.path.isdir(folder):  # noqa: PTH112 - as above
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in _SKIPPED or (entry.is_symlink() and entry.is_dir()):
                continue
            if entry.is_dir():
                yield from _names(entry.path, f"{below}{entry.name}/")
            else:
                yield below + entry.name


def _add(digest: hashlib._Hash, folder: Path, names: Iterable[str], changed: Changed | None = None) -> None:
    """Add files of a folder by name, with those that are `changed` as they will be."""
    texts = {path.relative_to(folder).as_posix(): text for path, text in (changed or {}).items()}
    gone = {name for name, text in texts.items() if text is None}
    top = os.fspath(folder)
    for name in sorted({*names, *texts} - gone):
        text = texts.get(name)
        data = _bytes(f"{top}/{name}") if text is None else text if isinstance(text, bytes) else text.encode()
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as in `files_in`
        return file.read()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
