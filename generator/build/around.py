"""The tasks that make everything around the reports: home, lists, comparison, search and data of all reports."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build.convert import Files, convert_shared
from generator.build.evidence import list_site_bundle
from generator.build.receipt import ReportReceipt, is_whole
from generator.build.shop import copy_own, workshop
from generator.build.task import Bench, Task
from generator.compare.compared import Counted
from generator.data.citings import KeptCitings
from generator.data.figures import Kept, write_all_figures
from generator.data.portal import write_portal_data
from generator.edition.listed import Listed
from generator.files import names_in, write_all
from generator.hosting.compress import compress
from generator.hosting.finish import Hosted, finish_pages, finish_site
from generator.model.messages import Notice
from generator.proof.verify import SITE_BUNDLE, ProvenReport, kept_folders, prove_kept
from generator.search.write import write_portal
from generator.settings.project import Project
from generator.site.downloads.bundle import Packed, pack_site
from generator.site.machines.moved import moved_pages
from generator.site.machines.published import Published
from generator.site.mkdocs.frame import Frame

_LINK = re.compile(r"(?<=[(<])[0-9A-Za-z./-]+\.md(?=[)#> ])")
"""Matches the target of a Markdown link to another page, as in `[…](huadu-2021/p2.md#i3)`, without the anchor."""
MOST_BUNDLED = 50
"""Maximum number of reports for which one offline bundle of all reports is made."""


@dataclass(frozen=True, slots=True)
class CountFigures(Task):
    """Counts for each indicator (the name under which figures are compared) its figures and reports."""

    folders: tuple[Path, ...]
    """The built reports' folders."""
    look: bool = False
    """Whether to look at first whether the folders are whole; the figures of one that is not are not counted."""

    @classmethod
    def of_kept(cls, site: Path, slugs: Iterable[str], *, look: bool = False) -> CountFigures:
        """Return the task for the reports that a site keeps."""
        return cls("figures", tuple(site / slug for slug in slugs), look)

    def run(self, bench: Bench) -> tuple[Counted, list[str]]:  # noqa: ARG002 - every task takes a bench
        """Count the indicators; return the counts and the slugs of the reports that are not whole."""
        damaged = [folder.name for folder in self.folders if self.look and not is_whole(folder)]
        counted = Counted()
        for folder in self.folders:
            if folder.name not in damaged:
                counted.add(Kept(folder))
        return counted, damaged


@dataclass(frozen=True, slots=True)
class WriteData(Task):
    """Writes the data tables and the search index of all reports into a new folder, with compressed copies."""

    target: Path
    """The folder to write into, laid out like the site."""
    folders: Mapping[str, Path]
    """The built reports' folders, by slug."""
    lists: tuple[Listed, ...]
    """The entries of the reports in lists."""
    old: Path | None
    """The current site, whose unchanged files can be used again; None if they can't."""

    def run(self, bench: Bench) -> None:
        """Write the files."""
        data = self.target / "data"
        data.mkdir(parents=True, exist_ok=True)
        write_portal(self.target, self.folders, self.old)
        write_portal_data(data, self.lists)
        write_all_figures(data, self.folders.items(), flat=bench.flat)
        compress(self.target, (), old=self.old)


@dataclass(frozen=True, slots=True)
class Around:
    """The result of building the pages around the reports."""

    markdown: Files
    """The generated Markdown of the pages other than home and its lists: comparison and cited documents."""
    hosted: Hosted
    """What the web server must know of these pages."""
    names: dict[str, str]
    """The fingerprinted name of each of the theme's files, by its present name."""
    notes: list[Notice]
    """Messages for the user."""
    site_name: str
    address: str
    """The site's URL; empty if the settings give none."""


@dataclass(frozen=True, slots=True)
class WritePages(Task):
    """Builds home, the lists, the comparison, the publisher's hand-written pages and the theme's files."""

    work: Path
    """The folder to make and work in; the built pages end up in its folder `site`."""
    home: Files
    """The generated Markdown of home and the lists."""
    folders: Mapping[str, Path]
    """The built reports' folders, by slug."""
    lists: tuple[Listed, ...]
    """The entries of the reports in lists."""
    published: tuple[Published, ...]
    """What feed, sitemap and JSON-LD tell of the reports."""
    counted: Counted
    """How many figures and reports each indicator has."""
    aside: frozenset[str]
    """The names of the folders in docs that belong to reports."""
    drafts: bool
    """Whether the build is a preview."""
    retracted: frozenset[str]
    """The slugs of the retracted reports."""
    old: Path | None
    """The current site, whose unchanged files can be used again; None if they can't."""

    def run(self, bench: Bench) -> Around:
        """Build the pages.

        Raises UserError for mistakes that the publisher can correct, CheckFailed if a retracted report's old versions
        differ from their sources.
        """
        shop = workshop(bench)
        shop.notes.clear()
        project = shop.project
        docs, site = self.work / "docs", self.work / "site"
        site.mkdir(parents=True)
        figures = {slug: Kept(folder) for slug, folder in self.folders.items()}
        shared, linked = convert_shared(
            project,
            list(self.lists),
            figures.__getitem__,
            lambda slug: KeptCitings(self.folders[slug]),
            self.counted,
        )
        home = _write_docs(project, docs, self.home | shared, self.aside)
        linked = (*linked, *links_to_reports(docs, self.folders))
        frame = Frame(
            slug=None,
            home=home,
            others=linked,
            reports=self.published,
            old=self.old,
            drafts=self.drafts,
            retracted=self.retracted,
        )
        shop.mkdocs.build(docs, site, frame, bench.assets)
        hosted, names = finish_pages(site)
        for folder in kept_folders(site):
            prove_kept(site, folder)
        notes = [*shop.mkdocs.warnings, *shop.notes]
        return Around(shared, hosted, names, notes, shop.mkdocs.name, shop.mkdocs.address)


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of the future site, from which the pages around them are made."""

    receipts: Mapping[str, ReportReceipt]
    """The receipt of each report, by slug."""
    folders: Mapping[str, Path]
    """The folder of each report, by slug: in the stage if this build made the report, else in the site."""
    moved: Mapping[str, str]
    """The slug of each renamed report, by its former slug."""
    built: Mapping[str, ProvenReport | None]
    """The proofs of the reports that this build made, by slug; None if there are too many for a bundle of all."""
    kept: Collection[str]
    """The slugs of the reports that are up to date and keep their pages."""

    @property
    def lists(self) -> tuple[Listed, ...]:
        """The entry of each report in lists."""
        return tuple(receipt.listed for receipt in self.receipts.values())

    @property
    def published(self) -> tuple[Published, ...]:
        """What feed, sitemap and JSON-LD tell of each report."""
        return tuple(receipt.published for receipt in self.receipts.values())


def finish_around(  # noqa: PLR0913 - what there is to put together
    site: Path, around: Around, reports: Reports, pack: Packed, note: Callable[[str], None], *, old: Path | None
) -> None:
    """Add to the built pages: bundle of all reports, redirects from former slugs, web server files, compressed copies.

    `pack` is the current site's bundle, from which unchanged reports are copied; `old` is the current site, whose
    unchanged compressed copies are used again, or None.
    """
    hosted = [around.hosted, *(receipt.hosted for receipt in reports.receipts.values())]
    finish_site(site, around.names, hosted, note, reports.moved)
    if 1 < len(reports.folders) <= MOST_BUNDLED:
        tops = {path.name: path for path in sorted(site.iterdir())} | dict(reports.folders)
        pack_site(site / SITE_BUNDLE, tops, reports.folders, around.site_name, pack)
        list_site_bundle(site / "index.html", site / SITE_BUNDLE)
    for former, slug in reports.moved.items():
        folder = reports.folders[slug]
        pages = sorted(name for name in names_in(folder) if name.endswith(".html"))
        found = moved_pages(former, slug, pages, around.address)
        write_all({site / path: page for path, page in found.items()})
    compress(site, {name for part in hosted for name in part.used}, old=old)


def _write_docs(project: Project, docs: Path, files: Files, aside: Collection[str]) -> str:
    """Write the Markdown around the reports into a new folder for MkDocs; return the Markdown of home.

    It is the project's docs without the report folders `aside`, overlaid with the generated `files`.
    """
    docs.mkdir()
    copy_own(project, docs, aside)
    write_all({docs / path.relative_to(project.docs): content for path, content in files.items()})
    return (docs / "index.md").read_text(encoding="utf-8")


def links_to_reports(docs: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield the reports' pages that pages in `docs` link to, by the paths of their Markdown: `huadu-2021/p2.md`."""
    for page in docs.rglob("*.md"):
        folder = page.parent.relative_to(docs).as_posix()
        for link in _LINK.findall(page.read_text(encoding="utf-8", errors="replace")):
            path = posixpath.normpath(posixpath.join(folder, link))
            if path.partition("/")[0] in reports:
                yield path
