"""Digests of what a part of the site is made of: the same digest, the same pages."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Container, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from generator.files import Content
from generator.settings.project import Project

_PACKAGE = Path(__file__).parents[1]
_SKIPPED = frozenset({"__pycache__", "reports"})
"""Folders that are no settings of the whole site: a report's settings count for that report alone."""

Changed = Mapping[Path, Content]
"""Files by path, as they will be on disk."""


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


def digest_of_pages(
    project: Project, common: str, sources: Container[str], reports: Mapping[str, str], changed: Changed
) -> str:
    """Return the digest of what the pages around the reports depend on.

    `sources` are the names of the reports' folders, `reports` the digests of those that are built.
    """
    digest = hashlib.sha256(f"{common} {json.dumps(reports, sort_keys=True)}".encode())
    others = [path for path in project.docs.iterdir() if path.name not in sources]
    names = [
        name for path in others for name in (_names(os.fspath(path), f"{path.name}/") if path.is_dir() else [path.name])
    ]
    _add(digest, project.docs, names, changed)
    return digest.hexdigest()


def _names(folder: str, below: str = "") -> Iterator[str]:
    """Yield the paths in a folder; as text, since a portal has tens of thousands. No link to a folder is followed."""
    if not os.path.isdir(folder):  # noqa: PTH112 - a portal has tens of thousands
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
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as in `_names`
        return file.read()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
