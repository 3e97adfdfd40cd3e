"""What there is to build: what each report's pages depend on, and whether the site's own build of it still holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.build.look import Look
from generator.build.receipt import ReportReceipt, read_problems, read_receipt
from generator.build.report import Task
from generator.edition.read import survey, survey_problems
from generator.edition.series import Brief, Series, series_of
from generator.errors import UserError
from generator.settings.project import Project


class Plan:
    """What there is to build of a project's reports, and what the site has of them."""

    def __init__(
        self, project: Project, site: Path, sources: Mapping[str, Path], common: str, looks: Iterator[Look]
    ) -> None:
        """Take what a look at every report finds; `common` is the digest of what every page depends on."""
        self.project = project
        self.site = site
        self.common = common
        self.sources = sources
        """The reports there are."""
        found = {slug: read_receipt(site / slug, ReportReceipt) for slug in sources}
        self.old = {slug: receipt for slug, receipt in found.items() if receipt}
        """What the site has."""
        self._looks = dict(zip(sources, looks, strict=True))
        briefs = [self._brief(slug) for slug in sources]
        series = {slug: self._with_problems(found) for slug, found in series_of(briefs).items()}
        feed = any(brief.dated for brief in briefs)
        self.tasks = [Task(slug, series[slug], feed) for slug in sources]
        """What there would be to build, had nothing been built before."""

    def kept(self, task: Task, *, named: bool) -> ReportReceipt | None:
        """Return what the site has of a report, None where it is to be built.

        All of it must be there; of a report that was `named`, what it depends on must be what it was.
        """
        receipt = self.old.get(task.slug)
        if receipt is None:
            return None
        look = self._looks[task.slug]
        right = look.whole and (not named or receipt.inputs == digest_of_task(look.own, task))
        return receipt if right else None

    def _unchanged(self, slug: str) -> ReportReceipt | None:
        receipt = self.old.get(slug)
        return receipt if receipt and receipt.own == self._looks[slug].own else None

    def _brief(self, slug: str) -> Brief:
        if receipt := self._unchanged(slug):
            return receipt.listed.brief
        try:
            return survey(self.project, slug)
        except UserError:  # its own build tells why
            return Brief(slug=slug, title=slug, issuing_body=None, dated=None)

    def _with_problems(self, series: Series) -> Series:
        """Return a report's place with the problems of the one before it."""
        if series.before is None:
            return series
        slug = series.before.slug
        found = read_problems(self.site / slug) if self._unchanged(slug) else None
        if found is None:
            try:
                found = survey_problems(self.project, slug)
            except UserError:  # its own build tells why, and its old pages stay
                found = read_problems(self.site / slug) or ()
        return series.model_copy(update={"earlier": found})


def digest_of_task(own: str, task: Task) -> str:
    """Return the digest of what a report's build depends on, the other reports included."""
    return hashlib.sha256(f"{own} {task.feed} {task.series.model_dump_json()}".encode()).hexdigest()
