"""What is made of a built site's pages and the reports behind them: PDFs, single files, bundles, and their proof."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from generator.convert import read_report
from generator.files import write_all
from generator.paper_settings import load_paper_settings
from generator.progress import Steps, Summary
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
    """Make every report's files in a built site, prove all, and return the proof.

    `address` is the site's, empty if it has none yet; `name` the site's own.
    Raises UserError for what the publisher can mend, CheckFailed if the proof fails.
    """
    reports = [(slug, read_report(project, slug)) for slug in project.sources()]
    with steps.step("paper"):
        _print(project, site, reports, address, steps)
    with steps.step("single file"):
        files = {site / slug / f"{slug}.html": write_single(site, slug, project.site_config) for slug, _ in reports}
        write_all(files)
    # The bundle holds the proof of all but itself: its pages are written once without, once with it.
    blank = {slug: blank_pages(site / slug) for slug, _ in reports}
    tell = _telling(project, site, blank)
    tell(verify_site(site, steps))
    with steps.step("bundle"):
        packed = {site / slug / f"{slug}-offline.zip": pack_report(site, slug, display) for slug, display in reports}
        if len(reports) > 1:
            packed[site / SITE_BUNDLE] = pack_site(site, reports, name)
        write_all(packed)
        list_site_bundle(site / "index.html", site / SITE_BUNDLE)
    summary = verify_site(site, steps)
    tell(summary)
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


def _print(project: Project, site: Path, reports: list[tuple[str, Display]], address: str, steps: Steps) -> None:
    press = Press(project.root, load_paper_settings(project.paper_settings))
    for slug, display in reports:
        at = f"{address.rstrip('/')}/{slug}/" if address else ""
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


def _telling(project: Project, site: Path, blank: dict[str, dict[Path, str]]) -> Callable[[Summary], None]:
    sources = project.sources()

    def tell(summary: Summary) -> None:
        for slug, pages in blank.items():
            write_all(write_evidence_files(site / slug, summary.rows, sources[slug].name, pages))

    return tell
