"""The build: every report that changed, then what is around them, proven, and only then put in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NoReturn

from generator.build.around import MOST_BUNDLED, Around, CountFigures, Reports, WriteData, WritePages, finish_around
from generator.build.convert import Files, convert_portal, convert_retracted
from generator.build.digests import digest_of_all, digest_of_pages, digest_of_report
from generator.build.dist import hand_out
from generator.build.plan.plan import Plan, digest_of_task
from generator.build.plan.waiting import check_named, check_target, standing_told
from generator.build.reading import ReadReport
from generator.build.receipt import (
    Receipt,
    ReportReceipt,
    Stored,
    forget_damaged,
    keep_signature,
    read_receipt,
    sizes_in,
    write_receipt,
)
from generator.build.report import BuildReport, Made
from generator.build.shop import CopyAssets
from generator.build.swap import Stage
from generator.build.task import Bench, Failed, Task
from generator.build.tops import check_references, gone
from generator.build.workers.cluster import Cluster
from generator.build.workers.pool import Pool
from generator.compare.compared import Counted
from generator.data.figures import Kept
from generator.data.parquet import has_parquet
from generator.errors import CheckFailed, UserError
from generator.files import checksum, differs, full_disk, is_full, move_files, sweep, uninterrupted, write_all
from generator.hosting.upload import UPLOAD, upload_list
from generator.progress import Proven, Steps, Summary
from generator.proof.files.manifest import MANIFEST, listed, write_manifest
from generator.proof.files.signature import SIGNERS, read_public_key
from generator.proof.files.whole import SITE
from generator.proof.standard import Standard
from generator.proof.verify import SITE_BUNDLE, prove_bundle
from generator.settings.mkdocs import mkdocs_settings
from generator.settings.project import Project
from generator.settings.site import load_site_settings
from generator.site.downloads.bundle import Packed
from generator.wording import say

_ASSETS = "assets"
_FEW = 3
"""Reports beside which no other process counts figures: it would only be waited for."""


def build_site(  # noqa: PLR0913 - what the command line lets a user choose
    project: Project,
    named: tuple[str, ...],
    site_dir: Path | None,
    steps: Steps,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    repair: bool = False,
    drafts: bool = False,
) -> Summary:
    """Build and prove what has changed of the site; the old one stands until the new one is proven.

    Of the reports that are `named`, of all if none is, each is built whose source, settings, Markdown or theme is not
    what it was built from; by `jobs` processes, as many as there are cores if not given, or by the workers of the Dask
    scheduler at an address. With `drafts` it is a preview, and no public site. Raises UserError for what the user can
    mend, CheckFailed if a proof or a check fails; the reports that could be built are published before. To `repair` is
    to build also what has a file that is missing, extra or not the one that a build wrote.
    """
    settings = mkdocs_settings(project)
    site = (site_dir or settings.site).resolve()
    check_target(project, site, public=settings.site, drafts=drafts)
    with ExitStack() as stack:
        stage = Stage(site)
        stack.callback(stage.close)
        for folder in (project.docs, project.root / "dist"):
            sweep(folder)
        if repair:
            forget_damaged(site, project.folders(), steps.note)
        plan = Plan(project, site, digest_of_all(project), named, drafts=drafts)
        check_named(plan, named)
        pool = stack.enter_context(Pool(jobs))
        try:
            workers = Cluster(scheduler, pool) if scheduler else pool
            return _Build(plan, stage, steps, workers, flat=settings.flat).run()
        except OSError as error:
            if is_full(error):
                raise full_disk(error, stage.folder, project.docs, project.root / "dist", gettempdir()) from None
            raise


class _Build:
    """One build of a site."""

    def __init__(self, plan: Plan, stage: Stage, steps: Steps, workers: Pool | Cluster, *, flat: bool) -> None:
        """Take what there is to build, the stage to build it in, and who does the work, of a `flat` site or not."""
        self.plan = plan
        self.stage = stage
        self.steps = steps
        self.workers = workers
        self.project = plan.project
        self.site = stage.site
        root, folder = self.project.root, stage.folder
        self.bench = Bench(root, plan.common, folder / "assets", folder / "read", stage.new, flat)
        self.receipts: dict[str, ReportReceipt] = {}
        """What the site is to have, by report."""
        self.built: dict[str, Standard | None] = {}
        """What was built, and what it was compared with; None where there are so many that no bundle of all is."""
        self.failed: dict[str, Failed] = {}
        self.kept: list[str] = []
        """The reports that are not to be built."""
        self.counted: Counted | None = None
        """Their figures."""
        self.markdown: dict[Path, Path | None] = {}
        """Where each file beside a source is staged; None for one that is to go."""
        self.rows: dict[str, list[Proven]] = {}
        """What the proof found in what was built, by report; in the bundle of all reports under no name."""

    def run(self) -> Summary:
        """Build what has changed and put it in place."""
        self.build_reports()
        if not self.receipts and self.failed:
            self.stop()
        self.build_around()
        self.put_markdown()
        removed = gone(self.stage, {*self.receipts, *self.plan.slugs, *self.failed})
        check_references(self.stage, self.receipts, self.failed, removed)
        if any(self.stage.new.iterdir()) or removed:
            self.stage.swap(removed)
        if not self.plan.drafts:
            with uninterrupted():
                hand_out(self.project, self.site, {slug: receipt.bundle for slug, receipt in self.receipts.items()})
        if self.failed:
            self.stop()
        around = read_receipt(self.site, Receipt)
        size = sum(receipt.size for receipt in (*self.receipts.values(), *([around.receipt] if around else [])))
        rows = [row for slug in (*self.receipts, "") for row in self.rows.get(slug, ())]
        unchanged = len(self.receipts.keys() - self.built.keys() - set(self.plan.waiting))
        return Summary(rows, dict(self.steps.seconds), size, unchanged, list(standing_told(self.plan)))

    def build_reports(self) -> None:
        """Read and build what has changed of the reports into the stage; keep what the site has of the rest."""
        unread = self.plan.unread()
        with self.steps.step(say("read")):
            if unread:
                self.workers.begin(len(self.plan.slugs))
                self.do(CopyAssets(_ASSETS))
            readings = {task.name: made for task, made in self.workers.run(self.bench, list(map(ReadReport, unread)))}
        tasks, self.failed = self.plan.tasks(readings)
        if tasks and not unread:
            self.do(CopyAssets(_ASSETS))
        known = {task.name: task for task in tasks}
        old = {slug: stored.receipt for slug, stored in self.plan.old.items()}
        self.kept = [slug for slug in old if slug not in known and slug in self.plan.slugs]
        for slug in self.kept:
            for note in old[slug].notes:
                self.steps.note(str(note), slug)
        with self.steps.step(say("reports")):
            for task, made in self.workers.run(self.bench, [*tasks, *([self.count()] if len(tasks) > _FEW else [])]):
                if task.name in known:
                    self.take(known[task.name], made)
                else:
                    self.counted = made
        # Of a report that could not be built the site keeps what it has.
        found = {slug: self.receipts.get(slug) or old.get(slug) for slug in self.plan.slugs}
        self.receipts = {slug: receipt for slug, receipt in found.items() if receipt}

    def count(self) -> CountFigures:
        """Return the task that counts the figures of the reports that are kept."""
        return CountFigures("figures", tuple(self.site / slug for slug in self.kept))

    def do(self, *tasks: Task) -> list[Any]:
        """Do tasks without which there is no site; return what they made, raise the error of one that fails."""
        found = {task.name: made for task, made in self.workers.run(self.bench, tasks)}
        for made in found.values():
            if isinstance(made, Failed):
                raise _error([made])
        return [found[task.name] for task in tasks]

    def take(self, task: BuildReport, made: Made | Failed) -> None:
        """Take in a report that is built, or why it is not."""
        slug = task.name
        if isinstance(made, Failed):
            self.failed[slug] = made
            return
        folder = self.stage.new / slug
        if not self.plan.drafts:  # a preview's neighbours are not those of the site
            self.stage_markdown({self.project.docs / slug / name: text for name, text in made.markdown.items()})
        own = digest_of_report(slug, self.plan.common, made.hashes, made.markdown)
        written = sizes_in(folder)
        receipt = ReportReceipt(
            inputs=digest_of_task(own, task),
            common=self.plan.common,
            own=own,
            size=sum(written.values()),
            hosted=made.hosted,
            manifest=checksum(folder / MANIFEST),
            notes=made.notes,
            listed=made.listed,
            published=made.published,
            bundle=made.bundle,
        )
        write_receipt(folder, receipt, written, made.problems)
        keep_signature(folder, self.site / slug, slug, self.steps.note)
        self.receipts[slug] = receipt
        self.built[slug] = made.standard if len(self.plan.slugs) <= MOST_BUNDLED else None
        self.rows[slug] = made.rows
        for note in (*made.notes, *made.warnings):
            self.steps.note(str(note), slug)
        for name, seconds in made.seconds.items():
            self.steps.add(name, seconds)

    def put_markdown(self) -> None:
        """Put the Markdown that differs from what is committed beside the sources."""
        retracted = {one.slug for one in self.plan.retracted}
        with uninterrupted():
            for path, staged in self.markdown.items():
                if staged is None:
                    path.unlink(missing_ok=True)
                elif path.parent.is_dir():
                    staged.replace(path)
                elif path.relative_to(self.project.docs).parts[0] in retracted:
                    path.parent.mkdir(parents=True)
                    staged.replace(path)
                # Else its report was taken away meanwhile.

    def stage_markdown(self, files: Files) -> None:
        """Write what differs from what is committed into the stage: of many reports it is too much to remember."""
        for path, text in files.items():
            if text is None:
                self.markdown[path] = None
            elif differs(path, text):
                staged = self.stage.folder / "markdown" / path.relative_to(self.project.docs)
                write_all({staged: text})
                self.markdown[path] = staged

    def build_around(self) -> None:
        """Build what is around the reports into the stage, if anything that it depends on has changed."""
        folders = {slug: self.stage.at(slug) for slug in self.receipts}
        reports = Reports(self.receipts, folders, self.plan.moved(self.receipts))
        home = convert_portal(self.project, list(reports.lists)) | convert_retracted(self.project, self.plan.retracted)
        stands = read_receipt(self.site, Receipt)
        # The comparison is made of the reports' figures alone: if they and what is committed are the same, so is it.
        if stands and self.holds(stands, home):
            written = home
            for note in stands.receipt.notes:
                self.steps.note(str(note))
        else:
            with self.steps.step(say("pages around")):
                written = self.make_around(reports, home, stands)
        if not (self.failed or self.plan.waiting or self.plan.drafts):
            self.stage_markdown(written)

    def holds(self, stands: Stored[Receipt] | None, written: Files) -> bool:
        """Say whether what stands around the reports is made of what there is, Markdown being `written`."""
        return bool(stands and stands.receipt.inputs == self.inputs_around(written) and stands.is_whole)

    def inputs_around(self, written: Files) -> str:
        """Return the digest of what the pages around the reports are made of, Markdown being `written`."""
        changed = {path.relative_to(self.project.docs).as_posix(): text for path, text in written.items()}
        inputs = {slug: receipt.inputs for slug, receipt in self.receipts.items()}
        common = f"{self.plan.common} {self.plan.drafts}"
        return digest_of_pages(self.project, common, self.plan.aside, inputs, changed)

    def make_around(self, reports: Reports, home: Files, stands: Stored[Receipt] | None) -> Files:
        """Build what is around the reports; return the Markdown of it."""
        # What another gongkai made is not to be built upon.
        old = stands if stands and stands.receipt.common == self.plan.common else None
        work, data = self.stage.folder / "around", self.stage.folder / "data"
        for folder in (work, data):
            shutil.rmtree(folder, ignore_errors=True)
        if not self.bench.assets.is_dir():
            self.do(CopyAssets(_ASSETS))
        counted = self.counted or self.do(self.count())[0]
        for slug in reports.folders.keys() - set(self.kept):  # also one that could not be built and keeps its pages
            counted.add(Kept(reports.folders[slug]))
        pages = WritePages(
            *("pages", work, home, reports.folders, reports.lists, reports.published, counted),
            *(self.plan.aside, self.plan.drafts),
        )
        rest = WriteData("data", data, reports.folders, reports.lists, self.site if old else None)
        around: Around = self.do(pages, rest)[0]
        written: Files = home | around.markdown
        if self.holds(stands, written):
            return written
        for note in around.notes:
            self.steps.note(str(note))
        if not has_parquet():
            self.steps.note(say("data/ has CSV and JSON; for Parquet as well, run: pip install 'gongkai[parquet]'"))
        site = work / "site"
        move_files(data, site)
        packed = self.packed(old)
        finish_around(site, around, reports, packed, self.steps.note)
        bundle = site / SITE_BUNDLE
        if bundle.is_file():
            with self.steps.step(say("verify all")):
                new = {slug: folder for slug, folder in reports.folders.items() if slug not in packed.reports}
                self.rows[""] = prove_bundle(bundle, new, self.built)
        if key := load_site_settings(self.project.site_settings).public_key:
            write_all({site / SIGNERS: read_public_key(key).signers})
        self.list_upload(site, around)
        manifests = {f"{slug}/{MANIFEST}": listed(folder / MANIFEST) for slug, folder in reports.folders.items()}
        write_manifest(site, SITE, manifests)
        files = sizes_in(site)
        receipt = Receipt(
            inputs=self.inputs_around(written),
            common=self.plan.common,
            size=sum(files.values()),
            hosted=around.hosted,
            manifest=checksum(site / MANIFEST),
            bundle=checksum(bundle) if bundle.is_file() else "",
            notes=around.notes,
            drafts=self.plan.drafts,
        )
        write_receipt(site, receipt, files)
        keep_signature(site, self.site, MANIFEST, self.steps.note)
        for path in site.iterdir():
            path.rename(self.stage.new / path.name)
        return written

    def list_upload(self, site: Path, around: Around) -> None:
        """Write what object storage must be told of each file into the site's new pages around the reports."""
        parts = {slug: read_receipt(self.stage.at(slug), ReportReceipt) for slug in self.receipts}
        names = {f"{slug}/{name}" for slug, stored in parts.items() if stored for name in stored.files}
        hosted = [around.hosted, *(receipt.hosted for receipt in self.receipts.values())]
        charsets = {name: label for part in hosted for name, label in part.charsets.items()}
        write_all({site / UPLOAD: upload_list({*sizes_in(site), MANIFEST, *names}, charsets)})

    def packed(self, stands: Stored[Receipt] | None) -> Packed:
        """Return the bundle of all reports that stands, if it is the proven one, and which of it is still the same."""
        bundle = self.site / SITE_BUNDLE
        if stands is None or not bundle.is_file() or checksum(bundle) != stands.receipt.bundle:
            return Packed(bundle)
        return Packed(bundle, frozenset(slug for slug in self.receipts if slug not in self.built))

    def stop(self) -> NoReturn:
        """Raise the error that tells of every report that could not be built."""
        raise _error(self.failed.values())


def _error(failures: Iterable[Failed]) -> UserError | CheckFailed:
    """Return the error that tells of failures."""
    found = list(failures)
    told = "\n".join(failed.message for failed in found)
    mistake = any(failed.exit_code == UserError.exit_code for failed in found)
    return UserError(told) if mistake else CheckFailed(told)
