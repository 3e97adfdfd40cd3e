"""The plan of a build: compares each report's inputs with its receipt in the site to decide what to read and build.

Published reports are guarded: if the source of one is missing, or is not the file that was published, the report is
not built and keeps the pages that it has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from generator.build.around import MOST_BUNDLED
from generator.build.digests import Hashes, digest_of_report
from generator.build.plan.remembered import Remembered
from generator.build.reading import Reading
from generator.build.receipt import ReportReceipt, Stored, read_receipt
from generator.build.report import BuildReport
from generator.build.task import Failed
from generator.edition.edits import edits
from generator.edition.series import Brief, BriefProblem, Series, body_id, series_of
from generator.errors import UserError
from generator.model.source import published_name
from generator.readers import read_file
from generator.settings.lock import reading
from generator.settings.project import Project
from generator.settings.standing import Footing, edited_told, standings, sum_of_files
from generator.wording import say


class Plan:
    """The reports of a project and of its site, and which of them are to be read and built."""

    def __init__(
        self, project: Project, site: Path, common: str, named: Collection[str] = (), *, drafts: bool = False
    ) -> None:
        """Look at every report of the project and the site.

        `common` is the digest of what every page depends on. `named` are the slugs of the reports to read and build; if
        empty, all. With `drafts`, drafts are built like published reports.
        """
        self.project = project
        self.site = site
        self.common = common
        self.drafts = drafts
        self.held: dict[str, Failed] = {}
        """The named reports that are not built, by slug, with the reason: they keep the pages that they have."""
        self.waiting: list[str] = []
        """The changed or new reports that were not named, and so are not built; filled by `tasks`."""
        self._own: dict[str, str] = {}
        """The digest of each report's own inputs, by slug."""
        self._unchanged: dict[str, bool] = {}
        """The results of `_stands`, by slug."""
        with reading(project):
            found = standings(project)
            self.standings = found
            self.old = self._stored(found)
            """The receipt of each report in the site, by slug."""
            former = (old for slug in named if slug in found for old in found[slug].settings.formerly)
            self._named = frozenset((*named, *former)) or frozenset((*found, *self.old))
            self._remembered = Remembered(project)
            for slug, standing in found.items():
                self._look_at(slug, standing)
        self._remembered.keep()
        self._name_neighbours()
        public = {slug for slug, one in found.items() if self._is_wanted(one)}
        kept = {slug for slug in self.old if slug not in self._named or slug in self.held}
        self.slugs = sorted(public | kept)
        """The slugs of the reports that the site is to have: public ones, and ones whose old pages are kept."""

    def _stored(self, found: Mapping[str, Footing]) -> dict[str, Stored[ReportReceipt]]:
        names = {path.name for path in self.site.iterdir() if path.is_dir()} if self.site.is_dir() else set()
        stored = {slug: read_receipt(self.site / slug, ReportReceipt) for slug in sorted({*found, *names})}
        return {slug: one for slug, one in stored.items() if one}

    def _is_wanted(self, standing: Footing) -> bool:
        return standing.is_public or (self.drafts and standing.is_draft)

    def _look_at(self, slug: str, standing: Footing) -> None:
        """Compute the digest of a report's inputs, or record in `held` why the report can't be built."""
        named = slug in self._named
        if standing.error and named:
            self.held[slug] = _mistake(standing.error)
        elif standing.is_draft and slug in self.old and not self.drafts and named:
            told = say(
                "{slug}: it is public and its yml says that it is a draft; "
                "take it back with `gongkai retract {slug}`, or write `state: published`.",
                slug=slug,
            )
            self.held[slug] = _mistake(told)
        elif self._is_wanted(standing) and not standing.error:
            try:
                hashes = self._remembered.hashes(slug)
            except UserError as error:
                if named:
                    self.held[slug] = _mistake(error.message)
                return
            if told := self._unlike(standing, hashes) if named else "":
                self.held[slug] = _mistake(told)
            self._own[slug] = digest_of_report(slug, self.common, hashes)

    def _unlike(self, standing: Footing, hashes: Hashes) -> str:
        """Return the message if a published report's source is missing or is not the published one; else ""."""
        slug, record = standing.slug, standing.settings.published
        if standing.source is None:
            return say(
                "{slug}: its folder {folder} is gone, and it was published; restore the folder, or take the report "
                "back with `gongkai retract {slug} --reason …`.",
                slug=slug,
                folder=(self.project.docs / slug).relative_to(self.project.root),
            )
        name = standing.source.name
        told = edited_told(slug, record, hashes.get(name), sum_of_files(name, hashes)) if record else ""
        return "\n  ".join((told, *self._edits(standing))) if record and hashes.get(name) != record.sha256 else told

    def _edits(self, standing: Footing) -> list[str]:
        """Return the differences between a source and the copy in the site; empty if the site has none."""
        assert standing.source is not None  # the caller has checked that there is one
        published = self.site / standing.slug / published_name(standing.source.name)
        try:
            old, new = (read_file(path, standing.settings) for path in (published, standing.source))
        except UserError:
            return []
        return edits(old, new) or [say("no word of it is another.")]

    def _name_neighbours(self) -> None:
        """Add the neighbours in the series of retracted reports to the named ones: their pages quote the retracted."""
        gone = {slug for slug in self.old if slug in self._named and not self._may_stay(slug)}
        if gone:
            old = series_of(stored.receipt.listed.brief for stored in self.old.values())
            near = {brief.slug for slug in gone for brief in (old[slug].before, old[slug].after) if brief}
            self._named |= near & self.standings.keys()

    def _may_stay(self, slug: str) -> bool:
        return slug in self.held or (slug in self.standings and self._is_wanted(self.standings[slug]))

    def _is_built(self, slug: str) -> bool:
        """Return whether a report is to be built if it has changed: it is named and not held back."""
        return slug in self._named and slug not in self.held

    @property
    def has_news(self) -> bool:
        """Whether any report has changed, by the digests alone: the files of the site are not looked at yet."""
        return any(self._is_built(slug) and not self._is_of(slug) for slug in self.slugs)

    def unread(self) -> list[str]:
        """Return the reports to read first: what their pages and others' depend on is known only afterwards.

        A report that has not changed, but of which the site lacks a file, is among them even if it was not named: the
        pages around the reports and the bundle of all are made of its files.
        """
        return [
            slug
            for slug in self.slugs
            if (self._is_built(slug) or (slug not in self.held and self._is_of(slug))) and not self._stands(slug)
        ]

    def lacking(self) -> str | None:
        """Return a report that has changed, is not named and lacks a file in the site; None if there is none.

        Neither its old pages nor new ones can be taken for the pages around the reports.
        """
        waiting = [slug for slug in self.slugs if slug in self.old and not self._is_of(slug)]
        unnamed = (slug for slug in waiting if slug not in self.held and not self._is_built(slug))
        return next((slug for slug in unnamed if not self.old[slug].is_whole), None)

    def tasks(self, readings: Mapping[str, Reading | Failed]) -> tuple[list[BuildReport], dict[str, Failed]]:
        """Return the reports to build, and by slug the reasons why others can't be built.

        `readings` are the results for the `unread` reports. Sets `waiting`.
        """
        known = {slug: found for slug, found in readings.items() if isinstance(found, Reading)}
        briefs = [brief for slug in self.slugs if (brief := self._brief(slug, known))]
        series = series_of(briefs)
        bodies = {brief.slug: body_id(brief.issuing_body) for brief in briefs}
        in_feed = {bodies[brief.slug] for brief in briefs if brief.dated}
        tasks = []
        failed = self.held | {slug: found for slug, found in readings.items() if isinstance(found, Failed)}
        self.waiting = []
        for slug in self.slugs:
            if slug not in series:
                if slug not in failed:
                    self.waiting.append(slug)
                continue
            place, of_body = self._with_problems(series[slug], known), bodies[slug] in in_feed
            task = BuildReport(
                slug, place, bool(in_feed), of_body=of_body, drafts=self.drafts, bundled=len(self.slugs) <= MOST_BUNDLED
            )
            if slug in failed or (slug not in known and self._holds(task)):
                continue
            if slug in known or self._is_built(slug):
                tasks.append(task)
            else:
                self.waiting.append(slug)
        return tasks, failed

    @property
    def unrecorded(self) -> list[str]:
        """The public reports whose settings have no record of what was published."""
        return [slug for slug, one in self.standings.items() if one.is_public and not one.settings.published]

    @property
    def retracted(self) -> list[Footing]:
        """The retracted reports: their addresses have a page that says so."""
        return [one for slug, one in self.standings.items() if one.is_retracted and slug not in self.slugs]

    @cached_property
    def aside(self) -> frozenset[str]:
        """The names of the folders in docs that belong to reports, not to the pages around them; computed once."""
        return frozenset((*self.project.folders(), *self.slugs))

    @property
    def vanished(self) -> list[str]:
        """The reports that the site has and the project does not know: the build removes them."""
        moved = {old for one in self.standings.values() for old in one.settings.formerly}
        return [slug for slug in self.old if slug not in self.slugs and slug not in self.standings.keys() | moved]

    @property
    def draft_slugs(self) -> list[str]:
        """The drafts, which the site does not show; empty in a preview."""
        return [slug for slug, one in self.standings.items() if one.is_draft and not self.drafts]

    def moved(self, built: Container[str]) -> dict[str, str]:
        """Return the slug of each renamed report among the `built` ones, by its former slug."""
        found = {old: slug for slug, one in self.standings.items() for old in one.settings.formerly if slug in built}
        return {old: slug for old, slug in found.items() if old not in self.slugs}

    def take_for_whole(self) -> None:
        """Take the site's pages of all reports for whole, without looking at their files."""
        self._unchanged = {slug: self._is_of(slug) for slug in self.slugs}

    def take_for_damaged(self, slugs: Iterable[str]) -> None:
        """Take the site's pages of some reports for damaged: they are to be built again."""
        self._unchanged |= dict.fromkeys(slugs, False)

    def _stands(self, slug: str) -> bool:
        """Return whether the site's pages of a report are whole and up to date; its files are looked at only once."""
        if slug not in self._unchanged:
            self._unchanged[slug] = self._is_of(slug) and self.old[slug].is_whole
        return self._unchanged[slug]

    def _is_of(self, slug: str) -> bool:
        """Return whether the site's pages of a report were built from its current inputs, other reports left out."""
        stored = self.old.get(slug)
        return bool(stored and stored.receipt.own == self._own.get(slug))

    def _holds(self, task: BuildReport) -> bool:
        """Return whether the pages of a report are up to date in what they say of other reports, too."""
        return self._stands(task.name) and self.old[task.name].receipt.inputs == digest_of_task(
            self._own[task.name], task
        )

    def _brief(self, slug: str, known: Mapping[str, Reading]) -> Brief | None:
        """Return what other reports' pages say of a report; None if it is neither read nor in the site."""
        if slug in known:
            return known[slug].brief
        return self.old[slug].receipt.listed.brief if slug in self.old else None

    def _with_problems(self, series: Series, known: Mapping[str, Reading]) -> Series:
        """Return a report's place in its series, completed with the problems of the report before it."""
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
    """Return the digest of all that a report's build depends on: `own`, its own inputs, and what it says of others."""
    return hashlib.sha256(
        f"{own} {task.feed} {task.of_body} {task.drafts} {task.series.model_dump_json()}".encode()
    ).hexdigest()


def _mistake(told: str) -> Failed:
    return Failed(told, UserError.exit_code)
