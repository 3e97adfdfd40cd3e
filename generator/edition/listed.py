"""The data of a report that lists show: all that the home page and the portal need."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from generator.edition.counts import counts
from generator.edition.edition import Edition
from generator.edition.series import Brief
from generator.model.level import Level
from generator.model.status import Status
from generator.text.moments import day_of


class Listed(BaseModel):
    """A report as lists show it; a value is None if the report does not state it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    title: str
    issuing_body: str | None
    region: str | None
    level: Level | None
    round: str | None
    """The round of inspections, in words."""
    inspector: str | None
    """The body that carried out the inspection."""
    inspected: str | None
    """When the inspection took place, in words."""
    published: datetime | date | None
    signed: date | None
    """The date of the signature."""
    counts: str
    """The numbers of parts, items and so on, in words (`counts`)."""
    measures: int = 0
    """Number of measures."""
    status: dict[Status, int]
    """Number of problems by stated status; every status is a key."""

    @property
    def year(self) -> int | None:
        """The year of publication, or if there is none of the signature; None if there is neither."""
        moment = self.published or self.signed
        return moment.year if moment else None

    @property
    def by_day(self) -> tuple[date, str]:
        """Sort key by day, the earliest first; reports without a date come before all others."""
        return self.dated or date.min, self.slug

    @property
    def dated(self) -> date | None:
        """The day of publication, or if there is none of the signature; None if there is neither."""
        return day_of(self.published or self.signed)

    @property
    def brief(self) -> Brief:
        """The data that the pages of other reports show."""
        return Brief(slug=self.slug, title=self.title, issuing_body=self.issuing_body, dated=self.dated)


def listed(edition: Edition, slug: str) -> Listed:
    """Return the data of a report that lists show."""
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
        measures=len(edition.report.measures),
        status={status: stated.count(status) for status in Status},
    )


def brief_of(edition: Edition, slug: str) -> Brief:
    """Return the data of a report that the pages of other reports show."""
    body = _shown(edition, edition.metadata.issuing_body)
    return Brief(slug=slug, title=edition.title, issuing_body=body, dated=edition.metadata.dated)


def _shown(edition: Edition, words: str | None) -> str | None:
    return edition.plain(words) if words else None
