"""The build of one report into a folder of its own: pages, PDFs, data, single file, bundle, and their proof."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build.convert import convert_report
from generator.build.digests import Hashes
from generator.build.evidence import blank_pages, claims, claims_of_bundle, write_evidence_files
from generator.build.reading import copy_of, edition_of, take_reading
from generator.build.shop import workshop
from generator.build.task import Bench, Task
from generator.compare.citing import citings
from generator.compare.compared import compared
from generator.data.citation import as_bibtex, as_ris
from generator.data.citings import CITINGS, write_citings
from generator.data.figures import write_figures
from generator.data.write import write_data
from generator.edition.edition import Edition
from generator.edition.listed import Listed, listed
from generator.edition.series import BriefProblem, Series
from generator.errors import CheckFailed, UserError
from generator.files import Content, checksum, differs, link_or_copy, move_files, write_all
from generator.hosting.compress import compress
from generator.hosting.finish import Hosted, finish_pages
from generator.model.messages import Notice, Severity, noticed
from generator.model.pages import split_into_pages
from generator.paper.document import PaperSize
from generator.paper.press import NotShownError
from generator.progress import Proven
from generator.proof.files.manifest import write_manifest
from generator.proof.outputs import Output, name_in, pdf_outputs
from generator.proof.standard import read_standard
from generator.proof.verify import ProvenReport, prove_report
from generator.search.write import REPORT_INDEX, report_index
from generator.site.downloads.bundle import pack_report
from generator.site.downloads.single import write_single
from generator.site.machines.published import Published
from generator.site.mkdocs.frame import Frame
from generator.wording import say

_TO_PDF = re.compile(r'\s*<div class="tools__row"><a href="[^"]+\.pdf" download>[^<]+</a></div>')
"""Matches the menu entry that links to the PDF, as partials/tools.html prints it."""
_SIZES = {PaperSize.STANDARD: "", PaperSize.LARGE: "-large"}


@dataclass(frozen=True, slots=True)
class Made:
    """The result of building a report, apart from the files that were written."""

    hashes: Hashes
    """The hashes of the files that the report was read from."""
    listed: Listed
    problems: tuple[BriefProblem, ...]
    published: Published
    hosted: Hosted
    rows: list[Proven]
    proven: ProvenReport | None
    """The proof, with which the bundle of all reports is compared; None if there is no such bundle."""
    notes: list[Notice]
    """Messages for the user; they are repeated at each build that keeps the report."""
    warnings: tuple[Notice, ...]
    """What the checks found that does not stop the build."""
    bundle: str
    """The SHA-256 of the report's offline bundle."""
    markdown: dict[str, Content]
    """The generated files of the report's folder in docs, by path in it; None for a file that is to be deleted."""
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took, by its name."""


@dataclass(frozen=True, slots=True)
class BuildReport(Task):
    """Builds and proves a report; the fields are what its pages say about the rest of the site."""

    series: Series
    """The report's place among the reports of its body."""
    feed: bool
    """Whether the site has a feed."""
    of_body: bool = False
    """Whether the issuing body of the report has a feed of its own."""
    drafts: bool = False
    """Whether the build is a preview, which no search engine is to list."""
    bundled: bool = False
    """Whether the bundle of all reports holds this one, so that its proof is needed again to compare them."""

    def run(self, bench: Bench) -> Made:
        """Build the report in a temporary folder and move it to `target`; a build that fails leaves nothing there."""
        with TemporaryDirectory(dir=bench.target, prefix=".report-") as folder:
            work = _Work(self, bench, Path(folder))
            made = work.run()
            target = bench.target / self.name
            shutil.rmtree(target, ignore_errors=True)  # left by a process that died before it could return its result
            work.folder.rename(target)
        return made


class _Work:
    """The build of one report in a temporary folder."""

    def __init__(self, task: BuildReport, bench: Bench, root: Path) -> None:
        self.shop = workshop(bench)
        self.shop.notes.clear()
        self.task = task
        self.bench = bench
        self.slug = slug = task.name
        self.docs = root / "docs"
        self.site = root / "site"
        self.papers = root / "papers"
        self.folder = self.site / slug
        self.seconds: dict[str, float] = {}

    def run(self) -> Made:
        shop, slug, site = self.shop, self.slug, self.site
        with self.step(say("convert")):
            reading, edition = take_reading(self.bench, slug)
            edition.series, edition.flat = self.task.series, self.bench.flat
            markdown = self.write_docs(edition)
        address = f"{shop.mkdocs.address.rstrip('/')}/{slug}/" if shop.mkdocs.address else ""
        # Typst and PDFium release Python's lock while they work, and MkDocs needs none of their results.
        with ThreadPoolExecutor(1) as beside:
            printed = beside.submit(self.printed, edition, address)
            frame = self.build_pages()
        published = frame.published
        assert published is not None  # the plugin has seen the cover
        papers, unshown = printed.result()
        move_files(self.papers, self.site)
        if unshown:
            papers = list(pdf_outputs(self.folder, partial(name_in, site=self.site)))  # PDFs of the publisher's own
            self.lead_to_no_pdf()
            note = Notice(
                "no font has {unshown}, so there is no PDF; put a font that has it under `faces` and `fonts` in "
                "site_config/paper.yml.",
                {"unshown": unshown},
                slug,
                Severity.WARNING,
            )
            shop.notes.append(note)
        with self.step(say("data")):
            data = write_data(edition, slug, address)
            write_all({self.folder / "data" / name: content for name, content in data.items()})
            entries = {"bib": as_bibtex(edition, slug, address), "ris": as_ris(edition, address)}
            write_all({self.folder / f"{slug}.{ending}": entry for ending, entry in entries.items()})
            write_all(
                {self.folder / REPORT_INDEX: report_index(slug, edition, directory_urls=not self.bench.flat).as_text()}
            )
            write_figures(self.folder, slug, compared(edition), flat=self.bench.flat)
            write_citings(self.folder / CITINGS, citings(edition))
        with self.step(say("single file")):
            write_all(
                {self.folder / f"{slug}.html": write_single(site, slug, self.bench.assets / "assets" / "stylesheets")}
            )
        # Pages show the proof's results before the proof runs. Those in the bundle can't tell of the bundle itself, so
        # the pages are filled twice: first without it, for the bundle to pack, then with it, for the site.
        with self.step(say("verify")):
            standard = read_standard(site, self.folder)
        blank = blank_pages(self.folder)
        told_rows = claims(self.folder, standard, len(split_into_pages(edition.report)))
        self.tell(blank, told_rows, edition)
        with self.step(say("bundle")):
            bundle = self.folder / f"{slug}-offline.zip"
            write_all({bundle: pack_report(site, slug, edition)})
        told_rows += claims_of_bundle(told_rows, bundle.name)
        self.tell(blank, told_rows, edition)
        with self.step(say("hosting")):
            hosted, _ = finish_pages(site, slug)
        with self.step(say("verify")):
            proven = prove_report(site, self.folder, standard, papers)
        if _compared(told_rows) != _compared(proven.rows):
            raise CheckFailed(
                say("{slug}: the proof pages tell other figures than the proof; please report this.", slug=slug)
            )
        with self.step(say("hosting")):
            compress(site, hosted.used, slug)
            write_manifest(self.folder, slug)
        return Made(
            hashes=reading.hashes,
            listed=listed(edition, slug),
            problems=reading.problems,
            published=replace(published, sections=()),  # only the report's own pages list its sections
            hosted=hosted,
            rows=proven.rows,
            proven=proven if self.task.bundled else None,
            notes=[noticed(slug, message) for message in edition.warnings] + shop.notes,
            warnings=reading.warnings,
            bundle=checksum(bundle),
            markdown=markdown,
            seconds=self.seconds,
        )

    def write_docs(self, edition: Edition) -> dict[str, Content]:
        """Write the report's folder for MkDocs; return the generated files by path in it, None for those to delete."""
        files = convert_report(self.shop.project, self.slug, edition)
        beside = self.shop.project.docs / self.slug
        if not os.access(beside, os.W_OK) and any(differs(path, content) for path, content in files.items()):
            raise UserError(
                say("{beside}: the report's Markdown can't be written; check the folder's permissions.", beside=beside)
            )
        self.docs.mkdir()
        folder = copy_of(self.bench, self.slug).rename(self.docs / self.slug)
        edition_of(self.bench, self.slug).unlink()
        markdown = {path.relative_to(beside).as_posix(): text for path, text in files.items()}
        write_all({folder / name: content for name, content in markdown.items()})
        return markdown

    def build_pages(self) -> Frame:
        """Build the pages with MkDocs; return the frame, to which the plugin has added what it found out."""
        with self.step(say("mkdocs")):
            home = self.shop.project.docs / "index.md"
            text = home.read_text(encoding="utf-8") if home.is_file() else ""
            frame = Frame(
                *(self.slug, text, self.task.feed, self.task.of_body, self.task.series.pages), drafts=self.task.drafts
            )
            self.shop.mkdocs.build(self.docs, self.site, frame)
            link_or_copy(self.bench.assets, self.site)
        return frame

    def printed(self, edition: Edition, address: str) -> tuple[list[Output], str]:
        """Print the PDFs and read them back; return their text and "".

        If a character is in no font there are no PDFs: return an empty list and that character.
        """
        folder = self.papers / self.slug
        with self.step(say("paper")):
            try:
                printed = {
                    folder / f"{self.slug}{ending}.pdf": self.shop.press.print(edition, address, size)
                    for size, ending in _SIZES.items()
                }
            except NotShownError as unshown:
                folder.mkdir(parents=True)
                return [], str(unshown)
            write_all(printed)
        with self.step(say("verify")):
            return list(pdf_outputs(folder, partial(name_in, site=self.papers))), ""

    def lead_to_no_pdf(self) -> None:
        """Remove the links to the PDF from the pages: MkDocs built them before the PDF failed."""
        pages = {path: path.read_text(encoding="utf-8") for path in self.folder.rglob("*.html")}
        write_all({path: _TO_PDF.sub("", html) for path, html in pages.items()})

    def tell(self, blank: Mapping[Path, str], rows: list[Proven], edition: Edition) -> None:
        """Write `rows`, the proof's results, into the `blank` pages that show them, proof.json and SHA256SUMS."""
        source = edition.report.source.published_name
        write_all(write_evidence_files(self.folder, rows, source, dict(blank), signed=self.shop.is_signed))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - start


def _compared(rows: list[Proven]) -> set[tuple[str, str, int, int, int, str]]:
    """Return the values of rows that the pages show, so that they can be compared with the proof's."""
    return {(row.report, row.output, row.pages, row.proven, row.total, row.compared) for row in rows}
