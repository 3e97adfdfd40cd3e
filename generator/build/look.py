"""A look at reports before a build: what they are made of now, and whether what the last build left is all there.

Little is loaded for it, so that a second process can begin at once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.build.digests import digest_of_report
from generator.model.pages import RECEIPT
from generator.settings.project import Project


class Look(NamedTuple):
    """What a look at a report finds."""

    own: str
    """The digest of what is its own of what its build depends on."""
    whole: bool
    """Whether every file that its receipt names is there, in its size."""


def look_at(project: Project, site: Path, common: str, slugs: Sequence[str]) -> list[Look]:
    """Look at several reports; `common` is the digest of what every page depends on."""
    return [Look(digest_of_report(project, slug, common), is_whole(site / slug)) for slug in slugs]


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
        except (OSError, ValueError):  # not there, or a name that no file has
            continue
    return found


def receipted(folder: Path) -> dict[str, int]:
    """Return the files that the receipt in a folder names, with their bytes; none if there is no receipt."""
    try:
        with (folder / RECEIPT).open("rb") as receipt:
            found = json.loads(receipt.readline())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def is_whole(folder: Path) -> bool:
    """Say whether every file that the receipt in a folder names is there, in its size."""
    files = receipted(folder)
    return bool(files) and files == files_in(folder, files)
