"""The build: every report that changed, then the pages around them, proven, and only then put in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from generator.build.beside import Beside
from generator.build.convert import convert_compare, convert_portal
from generator.build.digests import digest_of_pages, digest_of_report
from generator.build.dist import hand_out
from generator.build.look import files_in, receipted
from generator.build.plan import Plan, digest_of_task
from generator.build.portal import Around, build_pages, count_figures, write_data
from generator.build.receipt import Receipt, ReportReceipt, read_receipt, write_receipt
from generator.build.report import Made, Task
from generator.build.swap import Stage
from generator.build.workers.pool import Bench, Failed
from generator.compare.compared import Counted
from generator.data.figures import Kept
from generator.errors import CheckFailed, UserError
from generator.files import Content, differs, uninterrupted, write_all
from generator.model.pages import RECEIPT
from generator.progress import Proven, Steps, Summary
from generator.proof.verify import SITE_BUNDLE, prove_bundle
from generator.settings.project import Project
from generator.site.mkdocs.runner import MkDocs

Workers = Callable[[Bench, Sequence[Task]], Iterable[tuple[str, Made | Failed]]]
"""Who builds the reports: `build_here` or `build_there`."""


class Build:
    """One build of a site."""

    def __init__(self, plan: Plan, stage: Stage, steps: Steps, beside: Beside) -> None:
        """Take what there is to build, the stage to build it in, and the second process."""
        self.plan = plan
        self.stage = stage
        self.steps = steps
        self.beside = beside
        self.project = plan.project
        self.site = plan.site
        self.common = plan.common
        self.sources = plan.sources
        self.receipts: dict[str, ReportReceipt] = {}
        """What the site is to have."""
        self.failed: dict[str, Failed] = {}
        self.markdown: dict[Path, Path | None] = {}
        """Where each file beside a source is staged; None for one that is to go."""
        self.rows: dict[str, list[Proven]] = {}
        """What the proof found in what was built, by report; in the bundle of all reports under no name."""

    def run(self, slugs: Sequence[str], workers: Workers) -> Summary:
        """Build what has changed and put it in place."""
        tasks = self.choose(slugs)
        kept = list(self.receipts) if tasks else []
        counted = self.beside.start(count_figures, [self.site / slug for slug in kept]) if tasks else Counted
        mkdocs = self.build_reports(tasks, workers) if tasks else None
        known = {slug: self.receipts[slug] for slug in self.sources if slug in self.receipts}
        if not known:
            self.stop()
        self.build_around(known, mkdocs, counted, kept)
        self.put_markdown()
        removed = self.gone(known)
        if any(self.stage.new.iterdir()) or removed:
            self.stage.swap(removed)
        with uninterrupted():
            hand_out(self.project, self.site, {slug: receipt.bundle for slug, receipt in known.items()})
        if self.failed:
            self.stop()
        around = read_receipt(self.site, Receipt)
        size = sum(receipt.size for receipt in (*known.values(), *([around] if around else [])))
        rows = [row for slug in (*sorted(known), "") for row in self.rows.get(slug, ())]
        return Summary(rows, dict(self.steps.seconds), size, len(known) - len(tasks))

    def choose(self, asked: Collection[str]) -> list[Task]:
        """Return what is to be built, and keep what the site has of the rest."""
        wanted = set(asked)
        tasks = []
        for task in self.plan.tasks:
            receipt = self.plan.kept(task, named=task.slug in wanted)
            if receipt is None:
                tasks.append(task)
                continue
            self.receipts[task.slug] = receipt
            for note in receipt.notes:
                self.steps.note(note)
        return tasks

    def build_reports(self, tasks: list[Task], workers: Workers) -> MkDocs:
        """Build reports into the stage."""
        assets = self.stage.folder / "assets"
        shutil.rmtree(assets, ignore_errors=True)
        assets.mkdir()
        with self.steps.step("assets"):
            mkdocs = MkDocs(self.project, self.steps.note)
            mkdocs.copy_assets(assets)
            _copy_own(self.project, self.sources, assets)
        bench = Bench(self.project.root, assets, self.stage.new)
        with self.steps.step("reports"):
            known = {task.slug: task for task in tasks}
            for slug, made in workers(bench, tasks):
                if isinstance(made, Failed):
                    self.failed[slug] = made
                else:
                    self.take(known[slug], made)
        if self.failed:
            self.keep_old()
        return mkdocs

    def take(self, task: Task, made: Made) -> None:
        """Take in a report that is built."""
        slug = task.slug
        folder = self.stage.new / slug
        files = {self.project.docs / slug / name: text for name, text in made.markdown.items()}
        self.stage_markdown(files)
        own = digest_of_report(self.project, slug, self.common, files)
        written = files_in(folder)
        receipt = ReportReceipt(
            inputs=digest_of_task(own, task),
            own=own,
            size=sum(written.values()),
            hosted=made.hosted,
            notes=made.notes,
            listed=made.listed,
            published=made.published,
            bundle=made.bundle,
        )
        write_receipt(folder, receipt, written, made.problems)
        self.receipts[slug] = receipt
        self.rows[slug] = made.rows
        for note in made.notes:
            self.steps.note(note)
        for name, seconds in made.seconds.items():
            self.steps.add(name, seconds)

    def put_markdown(self) -> None:
        """Put the Markdown that differs from what is committed beside the sources."""
        with uninterrupted():
            for path, staged in self.markdown.items():
                if staged is None:
                    path.unlink(missing_ok=True)
                else:
                    staged.replace(path)

    def stage_markdown(self, files: Mapping[Path, Content]) -> None:
        """Write what differs from what is committed into the stage: of many reports it is too much to remember."""
        for path, text in files.items():
            if text is None:
                self.markdown[path] = None
            elif differs(path, text):
                staged = self.stage.folder / "markdown" / path.relative_to(self.project.docs)
                write_all({staged: text})
                self.markdown[path] = staged

    def keep_old(self) -> None:
        """Keep the site's own build of each report that could not be built anew."""
        self.receipts.update({slug: receipt for slug, receipt in self.plan.old.items() if slug in self.failed})

    def build_around(
        self,
        known: Mapping[str, ReportReceipt],
        mkdocs: MkDocs | None,
        counted: Callable[[], Counted],
        kept: Collection[str],
    ) -> None:
        """Build the pages around the reports into the stage, if anything that they depend on has changed.

        The figures of `kept` reports have been `counted`.
        """
        reports = {slug: receipt.inputs for slug, receipt in known.items()}
        lists = [report.listed for report in known.values()]
        home = convert_portal(self.project, lists)
        receipt = read_receipt(self.site, Receipt)
        digest = partial(digest_of_pages, self.project, self.common, self.sources, reports)
        # The comparison is made of the reports' figures alone: if they and what is committed are the same, so is it.
        if receipt and receipt.holds(self.site, digest(home)):
            if not self.failed:
                self.stage_markdown(home)
            return
        folders = {slug: folder if (folder := self.stage.new / slug).is_dir() else self.site / slug for slug in known}
        # What another gongkai made is not to be built upon.
        old = self.site if receipt and receipt.own == self.common else None
        work, data, target = (self.stage.folder / name for name in ("around", "data", "target"))
        for folder in (work, data, target):
            shutil.rmtree(folder, ignore_errors=True)
        target.mkdir()
        with self.steps.step("pages around"):
            data_written = self.beside.start(write_data, data, folders, lists, old)
            figures = {slug: Kept(folder) for slug, folder in folders.items()}
            all_counted = counted()
            for slug in folders.keys() - kept:
                all_counted.add(figures[slug])
            comparison, linked = convert_compare(self.project, lists, figures.__getitem__, all_counted)
            written = home | comparison
            if not self.failed:
                self.stage_markdown(written)
            inputs = digest(written)
            if receipt and receipt.holds(self.site, inputs):
                return
            mkdocs = mkdocs or MkDocs(self.project, self.steps.note)
            around = Around(self.sources, written, linked, data, data_written)
            hosted = build_pages(self.project, mkdocs, work, target, known, folders, around, self.steps.note)
        if (target / SITE_BUNDLE).is_file():
            with self.steps.step("verify all"):
                self.rows[""] = prove_bundle(target / SITE_BUNDLE, folders)
        files = files_in(target)
        around_it = Receipt(inputs=inputs, own=self.common, size=sum(files.values()), hosted=hosted)
        write_receipt(target, around_it, files)
        for path in target.iterdir():
            path.rename(self.stage.new / path.name)

    def gone(self, known: Mapping[str, ReportReceipt]) -> list[str]:
        """Return the entries of the site that no build makes any more."""
        tops = {name.partition("/")[0] for name in receipted(self.stage.new) or receipted(self.site)}
        if not self.site.is_dir():
            return []
        return [path.name for path in self.site.iterdir() if path.name not in {*tops, *known, *self.failed, RECEIPT}]

    def stop(self) -> NoReturn:
        """Raise the error that tells of every report that could not be built."""
        messages = [failed.message for failed in self.failed.values()]
        if any(failed.exit_code == UserError.exit_code for failed in self.failed.values()):
            raise UserError("\n".join(messages))
        raise CheckFailed("\n".join(messages))


def _copy_own(project: Project, sources: Container[str], folder: Path) -> None:
    """Copy the project's own files that are no pages and no report's: style sheets, scripts, pictures."""
    for path in project.docs.iterdir():
        if path.name not in sources and path.suffix != ".md":
            target = folder / path.name
            if path.is_dir():
                shutil.copytree(path, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
            else:
                shutil.copyfile(path, target)
