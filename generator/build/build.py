"""The build: every report that changed, then what is around them, proven, and only then put in place."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NoReturn

from generator.build.around import CountFigures, Reports
from generator.build.convert import Files
from generator.build.digests import digest_of_all, digest_of_report
from generator.build.dist import hand_out
from generator.build.plan.plan import Plan, digest_of_task
from generator.build.plan.waiting import check_named, check_target, standing_told
from generator.build.reading import ReadReport
from generator.build.receipt import (
    Receipt,
    ReportReceipt,
    forget_damaged,
    keep_signature,
    read_receipt,
    sizes_in,
    write_receipt,
)
from generator.build.report import BuildReport, Made
from generator.build.shop import ASSETS, CopyAssets
from generator.build.surroundings import Surroundings
from generator.build.swap import Stage
from generator.build.task import Bench, Failed, Task, error_of, made_by
from generator.build.tops import check_references, gone
from generator.build.workers.cluster import Cluster
from generator.build.workers.pool import Pool
from generator.compare.compared import Counted
from generator.files import checksum, differs, full_disk, is_full, sweep, uninterrupted, write_all
from generator.progress import Proven, Steps, Summary
from generator.proof.files.manifest import MANIFEST
from generator.proof.verify import ProvenReport
from generator.settings.mkdocs import mkdocs_settings
from generator.settings.project import Project
from generator.wording import say

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
        stack.callback(gc.unfreeze)
        gc.freeze()  # no collection is to look again through what is known of a thousand reports
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
        self.bench = Bench(root, plan.common, folder / ASSETS, folder / "read", stage.new, flat)
        self.receipts: dict[str, ReportReceipt] = {}
        """What the site is to have, by report."""
        self.built: dict[str, ProvenReport | None] = {}
        """What was built, and proved; None where there are so many that there is no bundle of all."""
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
        around = read_receipt(self.site, Receipt)
        if not self.plan.drafts:
            whole = around.receipt.bundle if around else ""
            with uninterrupted():
                hand_out(self.project, self.site, {slug: one.bundle for slug, one in self.receipts.items()}, whole)
        if self.failed:
            self.stop()
        size = sum(receipt.size for receipt in (*self.receipts.values(), *([around.receipt] if around else [])))
        rows = [row for slug in (*self.receipts, "") for row in self.rows.get(slug, ())]
        unchanged = len(self.receipts.keys() - self.built.keys() - set(self.plan.waiting))
        return Summary(rows, dict(self.steps.seconds), size, unchanged, list(standing_told(self.plan)))

    def build_reports(self) -> None:
        """Read and build what has changed of the reports into the stage; keep what the site has of the rest."""
        if self.plan.has_news:
            self.workers.begin(len(self.plan.slugs))
        unread = self.plan.unread()
        with self.steps.step(say("read")):
            if unread:
                self.workers.begin(len(self.plan.slugs))
                self.do(CopyAssets(ASSETS))
            readings = {task.name: made for task, made in self.workers.run(self.bench, list(map(ReadReport, unread)))}
        tasks, self.failed = self.plan.tasks(readings)
        if tasks and not unread:
            self.do(CopyAssets(ASSETS))
        known = {task.name: task for task in tasks}
        old = {slug: stored.receipt for slug, stored in self.plan.old.items()}
        self.kept = [slug for slug in old if slug not in known and slug in self.plan.slugs]
        for slug in self.kept:
            for note in old[slug].notes:
                self.steps.note(str(note), slug)
        with self.steps.step(say("reports")):
            beside = [CountFigures.of_kept(self.site, self.kept)] if len(tasks) > _FEW or self.workers.helps else []
            for task, made in self.workers.run(self.bench, [*tasks, *beside]):
                if task.name in known:
                    self.take(known[task.name], made)
                else:
                    self.counted = made
        # Of a report that could not be built the site keeps what it has.
        found = {slug: self.receipts.get(slug) or old.get(slug) for slug in self.plan.slugs}
        self.receipts = {slug: receipt for slug, receipt in found.items() if receipt}

    def do(self, *tasks: Task) -> list[Any]:
        """Do tasks without which there is no site; return what they made, raise the error of one that fails."""
        return made_by(self.workers.run(self.bench, tasks), tasks)

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
        self.built[slug] = made.proven
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
        reports = Reports(self.receipts, folders, self.plan.moved(self.receipts), self.built, self.kept)
        around = Surroundings(self.plan, self.stage, self.steps, self.do, reports)
        written = around.build(self.counted)
        self.rows[""] = around.rows
        if not (self.failed or self.plan.waiting or self.plan.drafts):
            self.stage_markdown(written)

    def stop(self) -> NoReturn:
        """Raise the error that tells of every report that could not be built."""
        raise error_of(self.failed.values())
