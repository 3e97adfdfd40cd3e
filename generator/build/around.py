"""What is around the reports: pages, comparison, search and data of them all, made by tasks like the reports."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build.convert import Files, convert_shared
from generator.build.evidence import list_site_bundle
from generator.build.receipt import ReportReceipt
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
"""A link to a page of a report, as it is written in Markdown."""
MOST_BUNDLED = 50
"""Reports up to which there is one bundle of all."""


@dataclass(frozen=True, slots=True)
class CountFigures(Task):
    """Counts how often each indicator is told in reports that were built into folders."""

    folders: tuple[Path, ...]

    @classmethod
    def of_kept(cls, site: Path, slugs: Iterable[str]) -> CountFigures:
        """Return the task for those reports that a site has and keeps."""
        return cls("figures", tuple(site / slug for slug in slugs))

    def run(self, bench: Bench) -> Counted:  # noqa: ARG002 - a task's shape
        """Count them."""
        counted = Counted()
        for folder in self.folders:
            counted.add(Kept(folder))
        return counted


@dataclass(frozen=True, slots=True)
class WriteData(Task):
    """Writes what a site's data and search need of all its reports into a new folder, compressed copies included."""

    target: Path
    folders: Mapping[str, Path]
    """The built reports', by slug."""
    lists: tuple[Listed, ...]
    old: Path | None
    """The site that stands; None where nothing of it is to be used again."""

    def run(self, bench: Bench) -> None:
        """Write it."""
        data = self.target / "data"
        data.mkdir(parents=True, exist_ok=True)
        write_portal(self.target, self.folders, self.old)
        write_portal_data(data, self.lists)
        write_all_figures(data, self.folders.items(), flat=bench.flat)
        compress(self.target, (), old=self.old)


@dataclass(frozen=True, slots=True)
class Around:
    """The pages around the reports, as they were built."""

    markdown: Files
    """What conversion wrote of them, beside home and its lists."""
    hosted: Hosted
    names: dict[str, str]
    """The lasting names of the theme's files."""
    notes: list[Notice]
    site_name: str
    address: str
    """Where the site will stand; empty if that is not set."""


@dataclass(frozen=True, slots=True)
class WritePages(Task):
    """Builds home, the lists, the comparison, what people wrote, and the theme's files into a new folder."""

    work: Path
    """A folder that is not there yet; the pages will be in `site` in it."""
    home: Files
    """Home and the lists, as conversion writes them."""
    folders: Mapping[str, Path]
    """The built reports', by slug."""
    lists: tuple[Listed, ...]
    published: tuple[Published, ...]
    counted: Counted
    """The reports' figures."""
    aside: frozenset[str]
    """The folders of the documents that are reports'."""
    drafts: bool
    """Whether it is a preview."""
    retracted: frozenset[str]
    """The folders of the reports that were taken back."""
    old: Path | None
    """The site that stands; None where nothing of it is to be used again."""

    def run(self, bench: Bench) -> Around:
        """Build them; raises UserError for what the publisher can mend, CheckFailed if a kept version proves wrong."""
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
    """What the pages around the reports are made of: each report as the site is to have it, and where it is built."""

    receipts: Mapping[str, ReportReceipt]
    folders: Mapping[str, Path]
    moved: Mapping[str, str]
    """The reports by the addresses that they had before."""
    built: Mapping[str, ProvenReport | None]
    """What this build made, and proved; None where there are so many that there is no bundle of all."""
    kept: Collection[str]
    """Those that were not to be built."""

    @property
    def lists(self) -> tuple[Listed, ...]:
        """What lists say of each."""
        return tuple(receipt.listed for receipt in self.receipts.values())

    @property
    def published(self) -> tuple[Published, ...]:
        """What machines are told of each."""
        return tuple(receipt.published for receipt in self.receipts.values())


def finish_around(  # noqa: PLR0913 - what there is to put together
    site: Path, around: Around, reports: Reports, pack: Packed, note: Callable[[str], None], *, old: Path | None
) -> None:
    """Put the bundle to the pages, with what the web server must know of all.

    `pack` is the bundle that stands, `old` the site; None where nothing of it is to be used again.
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
    """Copy what is no report's into a folder, and what conversion writes of it; return home's Markdown."""
    docs.mkdir()
    copy_own(project, docs, aside)
    write_all({docs / path.relative_to(project.docs): content for path, content in files.items()})
    return (docs / "index.md").read_text(encoding="utf-8")


def links_to_reports(docs: Path, reports: Collection[str]) -> Iterator[str]:
    """Yield the reports' pages that people's own pages link to, by the paths of their Markdown."""
    for page in docs.rglob("*.md"):
        folder = page.parent.relative_to(docs).as_posix()
        for link in _LINK.findall(page.read_text(encoding="utf-8", errors="replace")):
            path = posixpath.normpath(posixpath.join(folder, link))
            if path.partition("/")[0] in reports:
                yield path
