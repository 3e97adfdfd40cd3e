"""What is made of a built site's pages and the reports behind them: PDFs, single files, bundles, and their proof."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from generator.convert import read_report
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


def make_outputs(project: Project, site: Path, address: str, name: str, steps: Steps) -> Summary:
    """Make every report's files in a built site, prepare it for web servers, prove all, and return the proof.

    `address` is the site's, empty if it has none yet; `name` the site's own.
    Raises UserError for what the publisher can mend, CheckFailed if the proof fails.
    """
    reports = [(slug, read_report(project, slug)) for slug in project.sources()]
    with steps.step("paper"):
        _print(project, site, reports, address, steps)
    with steps.step("data"):
        for slug, display in reports:
            data = write_data(display, slug, _below(address, slug))
            write_all({site / slug / "data" / name: content for name, content in data.items()})
    with steps.step("single file"):
        write_all({site / slug / f"{slug}.html": write_single(site, slug, project.site_config) for slug, _ in reports})
    # The bundle holds the proof of all but itself: the pages that tell it are written once without, once with it.
    blank = {slug: blank_pages(site / slug) for slug, _ in reports}
    rows = verify_site(site, steps).rows
    _tell(project, site, blank, rows)
    with steps.step("bundle"):
        packed = {site / slug / f"{slug}-offline.zip": pack_report(site, slug, display) for slug, display in reports}
        if len(reports) > 1:
            packed[site / SITE_BUNDLE] = pack_site(site, reports, name)
        write_all(packed)
        list_site_bundle(site / "index.html", site / SITE_BUNDLE)
    told = [*rows, *(_packed(row, bundle) for bundle in _bundles(site) for row in rows if _holds(bundle, row))]
    _tell(project, site, blank, told)
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


def _below(address: str, slug: str) -> str:
    """Return a report's address, empty where the site has none."""
    return f"{address.rstrip('/')}/{slug}/" if address else ""


def _print(project: Project, site: Path, reports: list[tuple[str, Display]], address: str, steps: Steps) -> None:
    press = Press(project.root, load_paper_settings(project.paper_settings))
    for slug, display in reports:
        at = _below(address, slug)
        try:
            made = {
                site / slug / f"{slug}{ending}.pdf": press.print(display, at, size) for size, ending in _SIZES.items()
            }
        except NotShown as unshown:
            steps.note(
                f"{slug}: warning: no font has {unshown}, so there is no PDF; "
                "put a font that has it under `faces` and `fonts` in site_config/paper.yml."
            )
        else:
            write_all(made)


def _tell(project: Project, site: Path, blank: dict[str, dict[Path, str]], rows: list[Row]) -> None:
    for slug, pages in blank.items():
        write_all(write_evidence_files(site / slug, rows, project.sources()[slug].name, pages))


def _bundles(site: Path) -> list[Path]:
    return [path for path in (*sorted(site.glob("*/*-offline.zip")), site / SITE_BUNDLE) if path.is_file()]


def _holds(bundle: Path, row: Row) -> bool:
    """Say whether a bundle shows what a row proves: the report's HTML."""
    return not row.file.endswith(".pdf") and bundle.name in {f"{row.report}-offline.zip", SITE_BUNDLE}


def _packed(row: Row, bundle: Path) -> Row:
    """Return what the proof must find in a bundle; the build fails if it does not."""
    return replace(row, output=f"{bundle.name}: {row.output}", file=bundle.name, size=bundle.stat().st_size)


def _claims(rows: list[Row]) -> set[tuple[str, str, int, int, int, str]]:
    return {(row.report, row.output, row.pages, row.proven, row.total, row.compared) for row in rows}
