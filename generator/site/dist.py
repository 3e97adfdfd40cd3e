"""Copies of the offline bundles for handing out, with their checksums, in the project's `dist`."""

from __future__ import annotations

from collections.abc import Iterable
from filecmp import cmp
from pathlib import Path

from generator.files import checksum, differs, write_all
from generator.project import Project
from generator.proof.verify import SITE_BUNDLE


def hand_out(project: Project, site: Path, reports: Iterable[str]) -> None:
    """Put the bundles of a site into the project's `dist` as well, and take away those of reports that are gone."""
    bundles = {f"{slug}-offline.zip": site / slug / f"{slug}-offline.zip" for slug in reports}
    if (site / SITE_BUNDLE).is_file():
        bundles[f"all-{SITE_BUNDLE}"] = site / SITE_BUNDLE
    dist = project.root / "dist"
    for name, path in bundles.items():
        if not (dist / name).is_file() or not cmp(path, dist / name):
            write_all({dist / name: path.read_bytes()})
    gone = {path: None for path in dist.glob("*-offline.zip") if path.name not in bundles}
    sums = "".join(f"{checksum(path)}  {name}\n" for name, path in bundles.items())
    listing = dist / "SHA256SUMS"
    write_all({**gone, **({listing: sums} if differs(listing, sums) else {})})
