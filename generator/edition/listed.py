"""What lists of reports say of one: all that the home page and the portal need to know."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from generator.edition.counts import counts
from generator.edition.edition import Edition
from generator.edition.series import Brief
from generator.model.level import Level
from generator.model.report import Kind
from generator.model.status import Status
from generator.text.moments import day_of


class Listed(BaseModel):
    """A report as lists show it; None where the report does not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    title: str
    issuing_body: str | None
    region: str | None
    level: Level | None
    round: str | None
    """The round of inspections."""
    inspector: str | None
    inspected: str | None
    """When they inspected, in words."""
    published: datetime | date | None
    signed: date | None
    counts: str
    """How much it holds, in words."""
    measures: int = 0
    status: dict[Status, int]
    """Problems by stated status, each status there."""

    @property
    def year(self) -> int | None:
        """The year of publication, or else of the signature."""
        moment = self.published or self.signed
        return moment.year if moment else None

    @property
    def by_day(self) -> tuple[date, str]:
        """What to sort reports by, the earliest first; one without a date stands before all."""
        return self.dated or date.min, self.slug

    @property
    def dated(self) -> date | None:
        """The day of its publication, or else of its signature; None if it states neither."""
        return day_of(self.published or self.signed)

    @property
    def brief(self) -> Brief:
        """As much of it as other reports' pages say."""
        return Brief(slug=self.slug, title=self.title, issuing_body=self.issuing_body, dated=self.dated)


def listed(edition: Edition, slug: str) -> Listed:
    """Return what lists say of a report."""
    metadata = edition.metadata
    stated = [edition.stated(problem.node).status for problem in edition.facts.problems]
    return Listed(
        slug=slug,
        title=edition.title,
        issuing_body=_shown(edition, metadata.issuing_body),
        region=_shown(edition, metadata.region),
        level=metadata.level,
        round=_shown(edition, metadata.round),
        inspector=_shown(edition, metadata.inspector),
        inspected=_shown(edition, metadata.inspected),
        published=metadata.published,
        signed=metadata.signed,
        counts=counts(edition.report),
        measures=len(edition.report.of(Kind.MEASURE)),
        status={status: stated.count(status) for status in Status},
    )


def brief_of(edition: Edition, slug: str) -> Brief:
    """Return as much of a report as other reports' pages say."""
    body = _shown(edition, edition.metadata.issuing_body)
    return Brief(slug=slug, title=edition.title, issuing_body=body, dated=edition.metadata.dated)


def _shown(edition: Edition, words: str | None) -> str | None:
    return edition.plain(words) if words else None
