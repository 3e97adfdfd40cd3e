"""Copies of the offline bundles in the project's folder `dist`, with a file of their checksums."""

from __future__ import annotations

from collections.abc import Mapping
from filecmp import cmp
from pathlib import Path
from shutil import copystat

from generator.files import differs, write_all
from generator.proof.files.manifest import SUMS, sums_text
from generator.proof.verify import SITE_BUNDLE
from generator.settings.project import Project

_ALL = f"all-{SITE_BUNDLE}"


def hand_out(project: Project, site: Path, reports: Mapping[str, str], whole: str) -> None:
    """Copy the bundles of a site into the project's `dist`, and delete the bundles of reports that are gone.

    `reports` gives the SHA-256 of each report's bundle by slug, `whole` that of the bundle of all reports, empty if
    there is none. Bundles that are in `dist` already are not read again: there may be a thousand.
    """
    sums = {f"{slug}-offline.zip": known for slug, known in reports.items()}
    bundles = {name: site / name.removesuffix("-offline.zip") / name for name in sums}
    if whole:
        bundles[_ALL] = site / SITE_BUNDLE
        sums[_ALL] = whole
    dist = project.root / "dist"
    for name, path in bundles.items():
        if not (dist / name).is_file() or not cmp(path, dist / name):
            write_all({dist / name: path.read_bytes()})
            copystat(path, dist / name)  # `cmp` takes files of equal size and time for equal, without reading them
    gone = {path: None for path in dist.glob("*-offline.zip") if path.name not in bundles}
    listing = sums_text({name: sums[name] for name in bundles})
    write_all({**gone, **({dist / SUMS: listing} if differs(dist / SUMS, listing) else {})})
