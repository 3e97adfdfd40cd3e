"""The build of a site: first every changed report, then the pages around the reports.

All is built and proven in a stage; only then does it replace what the site has.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
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
from generator.build.reading import Reading, ReadReport
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
from generator.build.shop import ASSETS, copy_assets
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
"""Maximum number of reports to build for which no extra task counts the kept reports' figures meanwhile.

With so few, the build would only wait for that task.
"""


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
    """Build and prove the parts of the site that have changed; the old site stays until the new one is proven.

    A report is rebuilt if its source, settings, Markdown or theme differs from what it was built from, or if the site
    lacks a file of it. With the slugs `named`, changes of other reports wait; one that has changed and lacks a file is
    an error. `jobs` is the number of processes (default: the number of cores); `scheduler` is the address of a Dask
    scheduler whose workers build instead. With `repair`, a report or the pages around are also rebuilt if a file of
    theirs is extra or altered. With `drafts` the result is a preview.
    Raises UserError for mistakes that the user can correct, CheckFailed if a proof or check fails; the reports that
    could be built are published before it raises.
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
        gc.freeze()  # keeps garbage collections from walking through the data of a thousand reports again and again
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
        """Take the plan, the stage to build in and the workers; a `flat` site has pages like `p1.html`, not folders."""
        self.plan = plan
        self.stage = stage
        self.steps = steps
        self.workers = workers
        self.project = plan.project
        self.site = stage.site
        root, folder = self.project.root, stage.folder
        self.bench = Bench(root, plan.common, folder / ASSETS, folder / "read", stage.new, flat)
        self.receipts: dict[str, ReportReceipt] = {}
        """The receipts of all reports that the site will have, by slug: new ones and kept ones."""
        self.built: dict[str, ProvenReport | None] = {}
        """The proofs of the reports that this build made, by slug; None if there are too many for a bundle of all."""
        self.failed: dict[str, Failed] = {}
        self.tried: set[str] = set()
        """The slugs of the reports that this build has built, or tried to build."""
        self.kept: list[str] = []
        """The slugs of the reports that are up to date and keep their pages."""
        self.counted: Counted | None = None
        """The counts of the kept reports' figures by indicator; None if no task has counted them."""
        self.markdown: dict[Path, Path | None] = {}
        """The staged copy of each Markdown file that will change in the project; None if the file is to be deleted."""
        self.rows: dict[str, list[Proven]] = {}
        """The proof's results for what was built, by slug; the key "" has those for the bundle of all reports."""

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
        """Read and build the changed reports into the stage; for the other reports keep what the site has.

        With worker processes, one of them looks at the files of the reports that seem unchanged while others are built;
        those of which a file is missing or has another size are built after that.
        """
        if self.plan.has_news:
            self.workers.begin(len(self.plan.slugs))
        meanwhile = self.plan.has_news and self.workers.helps
        if meanwhile:
            self.plan.take_for_whole()
        readings = self.read(self.plan.unread())
        if damaged := self.build(readings, meanwhile=meanwhile):
            self.plan.take_for_damaged(damaged)
            self.build(readings | self.read([slug for slug in self.plan.unread() if slug not in readings]))
        # A report that could not be built keeps the pages that the site has.
        old = {slug: stored.receipt for slug, stored in self.plan.old.items()}
        found = {slug: self.receipts.get(slug) or old.get(slug) for slug in self.plan.slugs}
        self.receipts = {slug: receipt for slug, receipt in found.items() if receipt}

    def read(self, slugs: Sequence[str]) -> dict[str, Reading | Failed]:
        """Read reports; return the results by slug."""
        with self.steps.step(say("read")):
            if slugs:
                self.workers.begin(len(self.plan.slugs))
                copy_assets(self.stage.folder, self.do)
            return {task.name: made for task, made in self.workers.run(self.bench, list(map(ReadReport, slugs)))}

    def build(self, readings: Mapping[str, Reading | Failed], *, meanwhile: bool = False) -> list[str]:
        """Build what has changed by the `readings` and was not built yet; set what is kept.

        With `meanwhile`, return the kept reports that turn out to be damaged while others are built.
        """
        tasks, failed = self.plan.tasks(readings)
        self.failed |= failed
        known = {task.name: task for task in tasks if task.name not in self.tried}
        self.tried |= known.keys()
        if known:
            copy_assets(self.stage.folder, self.do)
        old = self.plan.old
        self.kept = [slug for slug in old if slug not in self.tried and slug in self.plan.slugs]
        for slug in self.kept:
            for note in old[slug].receipt.notes:
                self.steps.note(str(note), slug)
        damaged: list[str] = []
        self.counted = None
        with self.steps.step(say("reports")):
            counting = CountFigures.of_kept(self.site, self.kept, look=meanwhile)
            beside = [counting] if len(known) > _FEW or self.workers.helps else []
            for task, made in self.workers.run(self.bench, [*known.values(), *beside]):
                if task.name in known:
                    self.take(known[task.name], made)
                else:
                    self.counted, damaged = made
        return damaged

    def do(self, *tasks: Task) -> list[Any]:
        """Do tasks that the site can't do without; return their results in order, raise the error of one that fails."""
        return made_by(self.workers.run(self.bench, tasks), tasks)

    def take(self, task: BuildReport, made: Made | Failed) -> None:
        """Record the result of a task: the receipt, proof and notes of a built report, or why it failed."""
        slug = task.name
        if isinstance(made, Failed):
            self.failed[slug] = made
            return
        folder = self.stage.new / slug
        if not self.plan.drafts:  # a preview's Markdown links to neighbours (drafts) that the site does not have
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
        """Move the staged Markdown into the project's folders and delete the files that are to go."""
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
                # Else somebody removed the report's folder during the build.

    def stage_markdown(self, files: Files) -> None:
        """Write the files that differ from the project's into the stage: for many reports they would fill memory."""
        for path, text in files.items():
            if text is None:
                self.markdown[path] = None
            elif differs(path, text):
                staged = self.stage.folder / "markdown" / path.relative_to(self.project.docs)
                write_all({staged: text})
                self.markdown[path] = staged

    def build_around(self) -> None:
        """Build the pages around the reports into the stage, if anything that they depend on has changed."""
        folders = {slug: self.stage.at(slug) for slug in self.receipts}
        reports = Reports(self.receipts, folders, self.plan.moved(self.receipts), self.built, self.kept)
        around = Surroundings(self.plan, self.stage, self.steps, self.do, reports)
        written = around.build(self.counted)
        self.rows[""] = around.rows
        if not (self.failed or self.plan.waiting or self.plan.drafts):
            self.stage_markdown(written)

    def stop(self) -> NoReturn:
        """Raise one error with the messages of all reports that could not be built."""
        raise error_of(self.failed.values())
