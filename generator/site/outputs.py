"""What is made of a built site's pages and the reports behind them: PDFs, single files, bundles, and their proof."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.data.write import write_data
from generator.errors import CheckFailed
from generator.files import write_all
from generator.hosting.finish import finish_hosting
from generator.paper_settings import load_paper_settings
from generator.progress import Row, Steps, Summary
from generator.project import Project
from generator.proof.verify import SITE_BUNDLE, verify_site
from generator.site.bundle import pack_report, pack_site
from generator.site.evidence import blank_pages, list_site_bundle, write_evidence_files
from generator.site.pdf import NotShown, Press
from generator.site.single import write_single
from generator.writers.display import Display
from generator.writers.paper import PaperSize

_SIZES = {PaperSize.STANDARD: "", PaperSize.LARGE: "-large"}


@dataclass(frozen=True, slots=True)
class Built:
    """A site as MkDocs built it."""

    folder: Path
    address: str
    """Where it will stand; empty if it has no address yet."""
    name: str

    def address_of(self, slug: str) -> str:
        """Return a report's address, empty where the site has none."""
        return f"{self.address.rstrip('/')}/{slug}/" if self.address else ""


def make_outputs(project: Project, reports: Mapping[str, Display], built: Built, steps: Steps) -> Summary:
    """Make every report's files in a built site, prepare it for web servers, prove all, and return the proof.

    Raises UserError for what the publisher can mend, CheckFailed if the proof fails.
    """
    site = built.folder
    with steps.step("paper"):
        _print(project, reports, built, steps)
    with steps.step("data"):
        for slug, display in reports.items():
            data = write_data(display, slug, built.address_of(slug))
            write_all({site / slug / "data" / name: content for name, content in data.items()})
    with steps.step("single file"):
        write_all({site / slug / f"{slug}.html": write_single(site, slug, project.site_config) for slug in reports})
    # The bundle holds the proof of all but itself: the pages that tell it are written once without, once with it.
    blank = {slug: blank_pages(site / slug) for slug in reports}
    rows = verify_site(site, steps).rows
    _tell(site, reports, blank, rows)
    with steps.step("bundle"):
        packed = {
            site / slug / f"{slug}-offline.zip": pack_report(site, slug, display) for slug, display in reports.items()
        }
        if len(reports) > 1:
            packed[site / SITE_BUNDLE] = pack_site(site, reports, built.name)
        write_all(packed)
        list_site_bundle(site / "index.html", site / SITE_BUNDLE)
    told = [*rows, *(_packed(row, bundle) for bundle in packed for row in rows if _holds(bundle, row))]
    _tell(site, reports, blank, told)
    with steps.step("hosting"):
        finish_hosting(site, steps.note)
    summary = verify_site(site, steps)
    if _claims(told) != _claims(summary.rows):
        raise CheckFailed("the proof pages tell other figures than the proof; please report this.")
    return summary


def hand_out(project: Project, site: Path) -> None:
    """Put the bundles of a site into the project's `dist` as well, and take away those of reports that are gone."""
    bundles = {path.name: path.read_bytes() for path in sorted(site.glob("*/*-offline.zip"))}
    if (site / SITE_BUNDLE).is_file():
        bundles[f"all-{SITE_BUNDLE}"] = (site / SITE_BUNDLE).read_bytes()
    dist = project.root / "dist"
    gone = {path: None for path in dist.glob("*-offline.zip") if path.name not in bundles}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in bundles.items())
    write_all({**gone, **{dist / name: data for name, data in bundles.items()}, dist / "SHA256SUMS": sums})


def _print(project: Project, reports: Mapping[str, Display], built: Built, steps: Steps) -> None:
    press = Press(project.root, load_paper_settings(project.paper_settings))
    for slug, display in reports.items():
        address = built.address_of(slug)
        try:
            made = {
                built.folder / slug / f"{slug}{ending}.pdf": press.print(display, address, size)
                for size, ending in _SIZES.items()
            }
        except NotShown as unshown:
            steps.note(
                f"{slug}: warning: no font has {unshown}, so there is no PDF; "
                "put a font that has it under `faces` and `fonts` in site_config/paper.yml."
            )
        else:
            write_all(made)


def _tell(site: Path, reports: Mapping[str, Display], blank: dict[str, dict[Path, str]], rows: list[Row]) -> None:
    for slug, display in reports.items():
        write_all(write_evidence_files(site / slug, rows, display.report.source.file_name, blank[slug]))


def _holds(bundle: Path, row: Row) -> bool:
    """Say whether a bundle shows what a row proves: the report's HTML."""
    return not row.file.endswith(".pdf") and bundle.name in {f"{row.report}-offline.zip", SITE_BUNDLE}


def _packed(row: Row, bundle: Path) -> Row:
    """Return what the proof must find in a bundle; the build fails if it does not."""
    return replace(row, output=f"{bundle.name}: {row.output}", file=bundle.name, size=bundle.stat().st_size)


def _claims(rows: list[Row]) -> set[tuple[str, str, int, int, int, str]]:
    return {(row.report, row.output, row.pages, row.proven, row.total, row.compared) for row in rows}
