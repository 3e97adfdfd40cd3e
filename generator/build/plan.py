"""What there is to build: what each report's pages depend on, and whether what the site has of them still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from generator.build.digests import digest_of_report, hashes_of_report
from generator.build.reading import Reading
from generator.build.receipt import ReportReceipt, Stored, read_receipt
from generator.build.report import BuildReport
from generator.build.task import Failed
from generator.edition.series import Brief, BriefProblem, Series, series_of
from generator.settings.lock import reading
from generator.settings.project import Project


class Plan:
    """What the site has of a project's reports, and what is to be read and built of them."""

    def __init__(self, project: Project, site: Path, common: str, named: Collection[str]) -> None:
        """Look at every report; `common` is the digest of what every page depends on.

        Of reports that are not `named` only those are built that the site does not have.
        """
        self.project = project
        self.common = common
        self.sources = project.sources()
        self._named = named
        found = {slug: read_receipt(site / slug, ReportReceipt) for slug in self.sources}
        self.old: dict[str, Stored[ReportReceipt]] = {slug: stored for slug, stored in found.items() if stored}
        """What the site has."""
        with reading(project):
            self._own = {slug: digest_of_report(slug, common, hashes_of_report(project, slug)) for slug in self.sources}

    def unread(self) -> list[str]:
        """Return the reports that are to be read before it is known what depends on them."""
        return [slug for slug in self.sources if not self._stands(slug)]

    def tasks(self, readings: Mapping[str, Reading | Failed]) -> tuple[list[BuildReport], dict[str, Failed]]:
        """Return what is to be built, given what was read, and why some of it can't be."""
        known = {slug: found for slug, found in readings.items() if isinstance(found, Reading)}
        briefs = [self._brief(slug, known) for slug in self.sources]
        series = series_of(briefs)
        feed = any(brief.dated for brief in briefs)
        tasks = []
        failed = {slug: found for slug, found in readings.items() if isinstance(found, Failed)}
        for slug in self.sources:
            task = BuildReport(slug, self._with_problems(series[slug], known), feed)
            if slug not in failed and (slug in known or not self._holds(task)):
                tasks.append(task)
        return tasks, failed

    def _stands(self, slug: str) -> bool:
        """Say whether what the site has of a report is made of what the project has, or was not asked for."""
        stored = self.old.get(slug)
        if stored is None or not stored.is_whole:
            return False
        return slug not in self._named or stored.receipt.own == self._own[slug]

    def _holds(self, task: BuildReport) -> bool:
        """Say whether a report that stands also tells of the others what there is to tell, or was not asked for."""
        stored = self.old[task.name]
        return task.name not in self._named or stored.receipt.inputs == digest_of_task(self._own[task.name], task)

    def _brief(self, slug: str, known: Mapping[str, Reading]) -> Brief:
        if slug in known:
            return known[slug].brief
        if slug in self.old:
            return self.old[slug].receipt.listed.brief
        return Brief(slug=slug, title=slug, issuing_body=None, dated=None)  # it could not be read

    def _with_problems(self, series: Series, known: Mapping[str, Reading]) -> Series:
        """Return a report's place with the problems of the one before it."""
        if series.before is None:
            return series
        slug = series.before.slug
        found: tuple[BriefProblem, ...] = ()
        if slug in known:
            found = known[slug].problems
        elif slug in self.old:
            found = self.old[slug].problems
        return series.model_copy(update={"earlier": found})


def digest_of_task(own: str, task: BuildReport) -> str:
    """Return the digest of what a report's build depends on, the other reports included."""
    return hashlib.sha256(f"{own} {task.feed} {task.series.model_dump_json()}".encode()).hexdigest()
