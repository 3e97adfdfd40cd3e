"""Digests of all that a part of the site is made from: while a digest is the same, the pages need no rebuild."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from generator.errors import UserError
from generator.files import Content
from generator.settings.project import Project
from generator.wording import say

_PACKAGE = Path(__file__).parents[1]
_CACHE = "__pycache__"
_OF_REPORTS = "reports/"
"""The folder in site_config with the settings of single reports, which no other page depends on."""
_OF_EDITORS = "schema/"
"""The folder in site_config with the JSON schemas for text editors, which no page depends on."""
_SETTINGS = "\0settings"
"""The key of a report's settings file among its folder's file names; no file can have this name."""

Changed = Mapping[str, Content]
"""The future content of files, by name in a folder; None for a file that is to be deleted."""
Hashes = dict[str, str]
"""The SHA-256 of files in hexadecimal, by path in their folder; empty for a file that vanished meanwhile."""


def digest_of_package() -> str:
    """Return the digest of gongkai's own files: two machines with the same digest have the same version."""
    return _digest(hashes_in(_PACKAGE))


def digest_of_all(project: Project) -> str:
    """Return the digest of what every page depends on: gongkai, its libraries, the site's settings, the theme."""
    libraries = [
        name.split(";")[0].split(">")[0].split("=")[0].split("[")[0].strip() for name in requires("gongkai") or ()
    ]
    versions = [platform.python_version_tuple()[:2], [(name, _version(name)) for name in libraries]]
    settings = {
        name: value
        for name, value in hashes_in(project.site_config).items()
        if not name.startswith((_OF_REPORTS, _OF_EDITORS))
    }
    own = {**settings, "": _hash(os.fspath(project.config))}
    return _digest(own, digest_of_package(), json.dumps(versions))


def files_of_report(project: Project, slug: str) -> Iterator[tuple[str, str]]:
    """Yield name and path of each file of a report: those in its folder, then its settings file under `_SETTINGS`."""
    yield from _files(os.fspath(project.docs / slug))
    settings = os.fspath(project.settings_path(slug))
    if os.path.isfile(settings):  # noqa: PTH113 - as in `_files`
        yield _SETTINGS, settings


def hashes_of_report(project: Project, slug: str) -> Hashes:
    """Return the hashes of the files in a report's folder and of its settings file."""
    return {name: _hash(path) for name, path in files_of_report(project, slug)}


def digest_of_report(slug: str, common: str, hashes: Hashes, changed: Changed | None = None) -> str:
    """Return the digest of what a report's build depends on, the other reports left out.

    `common` is the digest of what every page depends on. `changed` are files of the report's folder that the build is
    going to write: their future content counts, not what is on disk.
    """
    return _digest(_with(hashes, changed or {}), common, slug)


def digest_of_pages(
    project: Project, common: str, sources: Container[str], reports: Mapping[str, str], changed: Changed
) -> str:
    """Return the digest of what the pages around the reports depend on.

    `sources` are the names of the reports' folders, which are left out; `reports` gives the `inputs` digest of each
    report of the site; `changed` are files in docs that the build is going to write: their future content counts.
    """
    found: Hashes = {}
    for path in project.docs.iterdir():
        if path.name not in sources:
            if path.is_dir():
                found |= {f"{path.name}/{name}": value for name, value in hashes_in(path).items()}
            elif path.is_file():
                found[path.name] = _hash(os.fspath(path))
    return _digest(_with(found, changed), common, json.dumps(reports, sort_keys=True))


def hashes_in(folder: Path) -> Hashes:
    """Return the hashes of all files in a folder and below, by path in it; empty if there is no such folder.

    Pipes, sockets, `__pycache__` and symbolic links to folders are left out.
    """
    return {name: _hash(path) for name, path in _files(os.fspath(folder))}


def _with(hashes: Hashes, changed: Changed) -> Hashes:
    """Return the hashes of a folder after the files in `changed` have been written or deleted."""
    gone = {name for name, content in changed.items() if content is None}
    new = {name: _hash_of(content) for name, content in changed.items() if content is not None}
    return {name: value for name, value in {**hashes, **new}.items() if name not in gone}


def _files(folder: str, below: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path in the folder and the full path of each file; strings, as Path is slow for tens of thousands."""
    if not os.path.isdir(folder):  # noqa: PTH112 - a portal has tens of thousands
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == _CACHE or (entry.is_symlink() and entry.is_dir()):
                continue
            if entry.is_dir():
                yield from _files(entry.path, f"{below}{entry.name}/")
            elif entry.is_file():
                yield below + entry.name, entry.path


def _digest(hashes: Hashes, *words: str) -> str:
    lines = (f"{name}\0{hashes[name]}" for name in sorted(hashes))
    return hashlib.sha256("\n".join((*words, *lines)).encode()).hexdigest()


def _hash(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as in `_files`
            return hashlib.sha256(file.read()).hexdigest()
    except FileNotFoundError:  # taken away since the folder was listed
        return ""
    except OSError as error:
        raise UserError(
            say("{path}: can't be read ({reason}); check its permissions.", path=path, reason=error.strerror)
        ) from None


def _hash_of(content: str | bytes) -> str:
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


@cache
def _version(name: str) -> str:
    """Return the version of an installed library; empty if it is not installed.

    Only the `Version:` line of its metadata is read: parsing all of it takes longer.
    """
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return ""
    told = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
    line = re.search(r"^Version: *(\S+)", told, re.MULTILINE)
    return line[1] if line else ""
