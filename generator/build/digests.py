"""Digests of what a part of the site is made of: the same digest, the same pages."""

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
"""The folder of settings that count for one report alone."""
_OF_EDITORS = "schema/"
"""The folder of what editors read, and no page depends on."""
_SETTINGS = "\0settings"
"""What stands for a report's settings among the names of its folder's files: no file has this name."""

Changed = Mapping[str, Content]
"""Files by name in a folder, as they will be on disk; None for one that is to go."""
Hashes = dict[str, str]
"""The SHA-256 of files, by name."""


def digest_of_package() -> str:
    """Return the digest of gongkai itself: of two machines with the same one, both build the same."""
    return _digest(hashes_in(_PACKAGE))


def digest_of_all(project: Project) -> str:
    """Return the digest of what every page depends on: gongkai, its libraries, the settings, the theme."""
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
    """Yield the names of a report's own files and of its settings as `hashes_of_report` has them, with their paths."""
    yield from _files(os.fspath(project.docs / slug))
    settings = os.fspath(project.settings_path(slug))
    if os.path.isfile(settings):  # noqa: PTH113 - as in `_files`
        yield _SETTINGS, settings


def hashes_of_report(project: Project, slug: str) -> Hashes:
    """Return the hashes of a report's own files and of its settings."""
    return {name: _hash(path) for name, path in files_of_report(project, slug)}


def digest_of_report(slug: str, common: str, hashes: Hashes, changed: Changed | None = None) -> str:
    """Return the digest of what is a report's own of what its build depends on.

    `common` is the digest of what every page depends on; `changed` files of its folder are taken as they will be.
    """
    return _digest(_with(hashes, changed or {}), common, slug)


def digest_of_pages(
    project: Project, common: str, sources: Container[str], reports: Mapping[str, str], changed: Changed
) -> str:
    """Return the digest of what the pages around the reports depend on.

    `sources` are the names of the reports' folders, `reports` the digests of those that are built, `changed` the
    files of the project's own that are taken as they will be.
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
    """Return the hashes of the files in a folder by path in it; none if it is not there.

    A pipe or a socket is no file; no link to a folder is followed.
    """
    return {name: _hash(path) for name, path in _files(os.fspath(folder))}


def _with(hashes: Hashes, changed: Changed) -> Hashes:
    """Return hashes as they will be when some files have changed."""
    gone = {name for name, content in changed.items() if content is None}
    new = {name: _hash_of(content) for name, content in changed.items() if content is not None}
    return {name: value for name, value in {**hashes, **new}.items() if name not in gone}


def _files(folder: str, below: str = "") -> Iterator[tuple[str, str]]:
    """Yield the paths in a folder, each with the whole path; as text, since a portal has tens of thousands."""
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
    """Return the version of an installed library, of what it says of itself the one line that tells it."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return ""
    told = found.read_text("METADATA") or found.read_text("PKG-INFO") or ""
    line = re.search(r"^Version: *(\S+)", told, re.MULTILINE)
    return line[1] if line else ""
