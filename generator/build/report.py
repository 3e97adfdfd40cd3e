"""One report of a site, whole and proven, in a folder of its own: pages, PDFs, data, single file, bundle, proof."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.convert import convert_report
from generator.build.evidence import blank_pages, write_evidence_files
from generator.compare.compared import compared
from generator.data.figures import FIGURES, write_figures
from generator.data.write import write_data
from generator.edition.edition import Edition
from generator.edition.listed import Listed, listed
from generator.edition.problems import brief_problems
from generator.edition.read import read_report
from generator.edition.series import BriefProblem, Series
from generator.errors import CheckFailed, UserError
from generator.files import Content, checksum, differs, write_all
from generator.hosting.compress import compress
from generator.hosting.finish import Hosted, finish_pages
from generator.model.messages import told
from generator.paper.document import PaperSize
from generator.paper.press import NotShownError, Press
from generator.progress import Proven
from generator.proof.verify import prove_report
from generator.search.write import REPORT_INDEX, report_index
from generator.settings.paper import load_paper_settings
from generator.settings.project import Project
from generator.site.downloads.bundle import pack_report
from generator.site.downloads.single import write_single
from generator.site.machines.published import Published
from generator.site.mkdocs.frame import Frame
from generator.site.mkdocs.runner import MkDocs

_SIZES = {PaperSize.STANDARD: "", PaperSize.LARGE: "-large"}


@dataclass(frozen=True, slots=True)
class Made:
    """What the build of a report found out, beside the files that it wrote."""

    listed: Listed
    problems: tuple[BriefProblem, ...]
    published: Published
    hosted: Hosted
    rows: list[Proven]
    notes: list[str]
    """What the user should read."""
    bundle: str
    """The bundle's SHA-256."""
    markdown: dict[str, Content]
    """The Markdown beside its source, by file name; None for what is to go."""
    seconds: dict[str, float] = field(default_factory=dict)
    """By step."""


@dataclass(frozen=True, slots=True)
class Task:
    """A report to build, and what its pages say of the rest of the site."""

    slug: str
    series: Series
    feed: bool
    """Whether the site has a feed."""


class Workshop:
    """Builds the reports of a project, one after the other."""

    def __init__(self, project: Project, assets: Path) -> None:
        """Take a project and the folder of what pages ask for; raises UserError for a mistake in the settings."""
        self.project = project
        self.assets = assets
        self.notes: list[str] = []
        self.mkdocs = MkDocs(project, self.notes.append)
        self.press = Press(project.root, load_paper_settings(project.paper_settings))

    def build(self, task: Task, target: Path) -> Made:
        """Build and prove a report into the folder `target`, which is not there yet.

        Raises UserError for what the publisher can mend, CheckFailed if the proof fails; then nothing is written.
        """
        self.notes.clear()
        with TemporaryDirectory(dir=target.parent, prefix=".report-") as folder:
            work = _Work(self, task, Path(folder))
            made = work.run()
            work.folder.rename(target)
        return made


class _Work:
    """The build of one report in a temporary folder."""

    def __init__(self, workshop: Workshop, task: Task, root: Path) -> None:
        self.shop = workshop
        self.task = task
        self.slug = slug = task.slug
        self.docs = root / "docs"
        self.site = root / "site"
        self.folder = self.site / slug
        self.seconds: dict[str, float] = {}

    def run(self) -> Made:
        shop, slug, site = self.shop, self.slug, self.site
        with self.step("convert"):
            edition = read_report(shop.project, slug, self.task.series)
            markdown = self.write_docs(edition)
        with self.step("mkdocs"):
            home = shop.project.docs / "index.md"
            text = home.read_text(encoding="utf-8") if home.is_file() else ""
            frame = Frame(slug, text, self.task.feed, self.task.series.pages)
            shop.mkdocs.build(self.docs, site, frame)
            assert frame.published is not None  # the hook has seen the cover
            _share(shop.assets, site)
        address = f"{shop.mkdocs.address.rstrip('/')}/{slug}/" if shop.mkdocs.address else ""
        with self.step("paper"):
            self.print(edition, address)
        with self.step("data"):
            data = write_data(edition, slug, address)
            write_all({self.folder / "data" / name: content for name, content in data.items()})
            write_all({self.folder / REPORT_INDEX: report_index(slug, edition).as_text()})
            write_figures(self.folder / FIGURES, slug, compared(edition))
        with self.step("single file"):
            write_all({self.folder / f"{slug}.html": write_single(site, slug, shop.project.site_config)})
        # The bundle holds the proof of all but itself: the pages that tell it are written once without, once with it.
        blank = blank_pages(self.folder)
        with self.step("verify"):
            rows = prove_report(site, self.folder)
        self.tell(blank, rows, edition)
        with self.step("bundle"):
            bundle = self.folder / f"{slug}-offline.zip"
            write_all({bundle: pack_report(site, slug, edition)})
        rows = [*rows, *(_packed(row, bundle) for row in rows if not row.file.endswith(".pdf"))]
        self.tell(blank, rows, edition)
        with self.step("hosting"):
            hosted, _ = finish_pages(site, slug)
        with self.step("verify"):
            found = prove_report(site, self.folder)
        if _claims(rows) != _claims(found):
            raise CheckFailed(f"{slug}: the proof pages tell other figures than the proof; please report this.")
        with self.step("hosting"):
            compress(site, hosted.used, slug)
        notes = [told(slug, message) for message in edition.report.warnings] + shop.notes
        return Made(
            listed(edition, slug),
            brief_problems(edition),
            replace(frame.published, sections=()),  # which no page but its own tells
            hosted,
            found,
            notes,
            checksum(bundle),
            markdown,
            self.seconds,
        )

    def write_docs(self, edition: Edition) -> dict[str, Content]:
        """Write the report's folder as MkDocs reads it; return the files that conversion made or takes away."""
        files = convert_report(self.shop.project, self.slug, edition)
        folder = self.docs / self.slug
        beside = self.shop.project.docs / self.slug
        if not os.access(beside, os.W_OK) and any(differs(path, content) for path, content in files.items()):
            raise UserError(f"{beside}: the report's Markdown can't be written; check the folder's permissions.")
        shutil.copytree(beside, folder)
        folder.chmod(0o755)
        markdown = {path.relative_to(beside).as_posix(): text for path, text in files.items()}
        write_all({folder / name: content for name, content in markdown.items()})
        return markdown

    def print(self, edition: Edition, address: str) -> None:
        try:
            made = {
                self.folder / f"{self.slug}{ending}.pdf": self.shop.press.print(edition, address, size)
                for size, ending in _SIZES.items()
            }
        except NotShownError as unshown:
            self.shop.notes.append(
                f"{self.slug}: warning: no font has {unshown}, so there is no PDF; "
                "put a font that has it under `faces` and `fonts` in site_config/paper.yml."
            )
        else:
            write_all(made)

    def tell(self, blank: Mapping[Path, str], rows: list[Proven], edition: Edition) -> None:
        """Write what the proof found on the pages that tell it."""
        source = edition.report.source.published_name
        write_all(write_evidence_files(self.folder, rows, source, dict(blank)))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - start


def _share(assets: Path, site: Path) -> None:
    """Let a site have the shared files, without a copy where the system can."""
    for path in assets.iterdir():
        try:
            (site / path.name).symlink_to(path, target_is_directory=path.is_dir())
        except OSError:  # Windows, without the right to make links
            (shutil.copytree if path.is_dir() else shutil.copyfile)(path, site / path.name)


def _packed(row: Proven, bundle: Path) -> Proven:
    """Return what the proof must find in a bundle; the build fails if it does not."""
    return replace(row, output=f"{bundle.name}: {row.output}", file=bundle.name, size=bundle.stat().st_size)


def _claims(rows: list[Proven]) -> set[tuple[str, str, int, int, int, str]]:
    return {(row.report, row.output, row.pages, row.proven, row.total, row.compared) for row in rows}
