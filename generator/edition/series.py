"""A body's reports one after the other: which came before, which after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from generator.model.pages import COVER, EARLIER
from generator.model.status import Status

_PREFIXES = ("中国共产党", "中共")


class Brief(BaseModel):
    """As much of a report as another one's pages say of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    title: str
    issuing_body: str | None
    dated: date | None
    """The day of publication, or else of the signature."""


@dataclass(frozen=True, slots=True)
class BriefProblem:
    """As much of a problem as the body's next report says of it."""

    id: str
    address: str
    """Where it stands, as a Markdown link in its report's folder."""
    words: str
    """Without its number."""
    above: str
    """The heading that it stands under, without its number; empty if there is none."""
    sentence: str
    """As its report words it, with its number."""
    status: Status
    evidence: tuple[str, ...]
    """The first sentence that states it, and the first of each that says otherwise; empty if none does."""
    set_by_publisher: str
    """Why the publisher set the status; empty where it is read."""


class Series(BaseModel):
    """A report's place among its body's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: Brief | None = None
    earlier: tuple[BriefProblem, ...] = ()
    """The problems of the report before."""
    after: Brief | None = None

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of the other reports that this one's pages link to, by the paths of their Markdown."""
        found: set[str] = set()
        if self.before:
            names = (f"{COVER}.md", *(problem.address.partition("#")[0] for problem in self.earlier))
            found.update(f"{self.before.slug}/{name}" for name in names)
        if self.after:
            found.update(f"{self.after.slug}/{name}.md" for name in (COVER, EARLIER))
        return tuple(sorted(found))


def body_key(name: str | None) -> str:
    """Return what a body's name is without what only some of its reports say; empty for none."""
    found = "".join((name or "").split())
    for prefix in _PREFIXES:
        found = found.removeprefix(prefix)
    return found


def body_id(name: str | None) -> str:
    """Return a body's id, which stays whatever other bodies come or go; empty for none."""
    key = body_key(name)
    return sha256(key.encode()).hexdigest()[:12] if key else ""


def series_of(reports: Iterable[Brief]) -> dict[str, Series]:
    """Return each report's place among its body's, by slug; one without a body or a date stands alone."""
    bodies: dict[str, list[Brief]] = defaultdict(list)
    found: dict[str, Series] = {}
    alone = Series()
    for report in reports:
        found[report.slug] = alone
        if report.issuing_body and report.dated:
            bodies[body_key(report.issuing_body)].append(report)
    for body in bodies.values():
        if len(body) == 1:
            continue
        ordered = sorted(body, key=lambda report: (report.dated or date.min, report.slug))
        for before, report, after in zip([None, *ordered], ordered, [*ordered[1:], None], strict=False):
            found[report.slug] = Series(before=before, after=after)
    return found
