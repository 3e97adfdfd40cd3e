"""What lists of reports say of one: all that the home page and the portal need to know."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from generator.facts.fact import Status
from generator.model import Kind
from generator.writers.cover import counts
from generator.writers.display import Display
from generator.writers.series import Brief


class Listed(BaseModel):
    """A report as lists show it; None where the report does not say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    title: str
    issuing_body: str | None
    inspector: str | None
    inspected: str | None
    """When they inspected, in words."""
    published: datetime | date | None
    signed: date | None
    counts: str
    """How much it holds, in words."""
    status: dict[Status, int]
    """Items by stated status, each status there."""

    @property
    def brief(self) -> Brief:
        """As much of it as other reports' pages say."""
        moment = self.published or self.signed
        dated = moment.date() if isinstance(moment, datetime) else moment
        return Brief(slug=self.slug, title=self.title, issuing_body=self.issuing_body, dated=dated)


def listed(display: Display, slug: str) -> Listed:
    """Return what lists say of a report."""
    metadata = display.report.source.metadata
    stated = [display.stated(node).status for node in display.report.of(Kind.ITEM)]

    def shown(words: str | None) -> str | None:
        return display.plain(words) if words else None

    return Listed(
        slug=slug,
        title=display.title,
        issuing_body=shown(metadata.issuing_body),
        inspector=shown(metadata.inspector),
        inspected=shown(metadata.inspected),
        published=metadata.published,
        signed=metadata.signed,
        counts=counts(display.report),
        status={status: stated.count(status) for status in Status},
    )
