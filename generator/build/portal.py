"""The pages around the reports: home, what people wrote, the feed, the search, and what the web server must know."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build.convert import Files
from generator.build.evidence import list_site_bundle
from generator.build.receipt import ReportReceipt
from generator.compare.compared import Counted
from generator.data.figures import Kept, write_all_figures
from generator.data.portal import portal_data
from generator.edition.listed import Listed
from generator.files import move_files, write_all
from generator.hosting.compress import compress
from generator.hosting.finish import Hosted, finish_pages, finish_site
from generator.proof.verify import SITE_BUNDLE
from generator.search.write import write_portal
from generator.settings.project import Project
from generator.site.downloads.bundle import pack_site
from generator.site.mkdocs.frame import Frame
from generator.site.mkdocs.runner import MkDocs

MOST_BUNDLED = 50
"""Reports up to which there is one bundle of all: it is made anew whenever one of them changes."""


@dataclass(frozen=True, slots=True)
class Around:
    """The Markdown around the reports that conversion writes."""

    sources: Container[str]
    """The names of the reports' folders."""
    files: Files
    linked: tuple[str, ...]
    """The reports' pages that it links to."""
    data: Path
    """Where what needs no pages is being written, on the same disk."""
    data_written: Callable[[], None]
    """Waits until it is."""


def count_figures(folders: Sequence[Path]) -> Counted:
    """Return how often each indicator is told in the reports that were built into folders.

    It stands here so that a second process that is asked for it has loaded what `write_data` needs.
    """
    counted = Counted()
    for folder in folders:
        counted.add(Kept(folder))
    return counted


def write_data(target: Path, folders: Mapping[str, Path], reports: Sequence[Listed], old: Path | None) -> None:
    """Write what a site's data and search need of all its reports into a new folder, compressed copies included.

    `folders` are the built reports', `old` is the site that stands, None where nothing of it is to be used again.
    """
    data = target / "data"
    data.mkdir(parents=True, exist_ok=True)
    write_portal(target, folders, old)
    write_all({data / name: content for name, content in portal_data(reports).items()})
    write_all_figures(data / "figures.parquet", folders.values())
    compress(target, ())


def build_pages(  # noqa: PLR0913, PLR0917 - the build's own step, called once
    project: Project,
    mkdocs: MkDocs,
    work: Path,
    target: Path,
    reports: Mapping[str, ReportReceipt],
    folders: Mapping[str, Path],
    written: Around,
    note: Callable[[str], None],
) -> Hosted:
    """Build the pages around the reports into `target`.

    `work` is a new folder, `folders` are the built reports'. Raises UserError for what the publisher can mend.
    """
    docs, site = work / "docs", work / "site"
    site.mkdir(parents=True)
    home = _write_docs(project, written.sources, docs, written.files)
    published = tuple(receipt.published for receipt in reports.values())
    mkdocs.build(docs, site, Frame(None, home, others=written.linked, reports=published))
    hosted, names = finish_pages(site)
    finish_site(site, names, [hosted, *(receipt.hosted for receipt in reports.values())], note)
    written.data_written()
    move_files(written.data, site)
    if 1 < len(reports) <= MOST_BUNDLED:
        tops = {path.name: path for path in sorted(site.iterdir())} | dict(folders)
        write_all({site / SITE_BUNDLE: pack_site(tops, folders, mkdocs.name)})
        list_site_bundle(site / "index.html", site / SITE_BUNDLE)
    used = {*hosted.used, *(name for receipt in reports.values() for name in receipt.hosted.used)}
    compress(site, used)
    for path in site.iterdir():
        path.rename(target / path.name)
    return hosted


def _write_docs(project: Project, sources: Container[str], docs: Path, files: Files) -> str:
    """Copy what is no report's into a folder, and what conversion writes of it; return home's Markdown."""
    docs.mkdir()
    for path in project.docs.iterdir():
        if path.name not in sources:
            (shutil.copytree if path.is_dir() else shutil.copyfile)(path, docs / path.name)
    write_all({docs / path.name: content for path, content in files.items()})
    return (docs / "index.md").read_text(encoding="utf-8")
