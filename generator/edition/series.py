"""Series: the reports of one issuing body in the order of their dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from generator.model.pages import COVER, EARLIER
from generator.model.status import Status
from generator.text.spacing import solid

_PREFIXES = ("中国共产党", "中共")
"""Prefixes that only some reports give to the name of the same body."""


class Brief(BaseModel):
    """The data of a report that the pages of other reports show."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    title: str
    issuing_body: str | None
    dated: date | None
    """The day of publication, or if there is none the day of the signature."""


@dataclass(frozen=True, slots=True)
class BriefProblem:
    """The data of a problem (a row of the ledger) that the body's next report shows."""

    id: str
    """Id of the problem's node."""
    address: str
    """Target of a Markdown link to it, relative to its report's folder: `p2f5.md#i1`."""
    words: str
    """The problem's words without its number."""
    above: str
    """The heading above it, without its number; empty if there is none."""
    sentence: str
    """The sentence that words the problem, with its number."""
    status: Status
    evidence: tuple[str, ...]
    """The sentences that decide the status, each once; empty if none does, or if the publisher set it."""
    set_by_publisher: str
    """The reason for which the publisher set the status; empty if it was read from the text."""


class Series(BaseModel):
    """A report's place among the reports of its body: the one before and the one after."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: Brief | None = None
    """The previous report of the body; None if there is none."""
    earlier: tuple[BriefProblem, ...] = ()
    """The problems of the previous report."""
    after: Brief | None = None
    """The next report of the body; None if there is none."""

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages of the body's other reports that this report's pages link to: `huadu-2021/index.md`, sorted."""
        found: set[str] = set()
        if self.before:
            names = (f"{COVER}.md", *(problem.address.partition("#")[0] for problem in self.earlier))
            found.update(f"{self.before.slug}/{name}" for name in names)
        if self.after:
            found.update(f"{self.after.slug}/{name}.md" for name in (COVER, EARLIER))
        return tuple(sorted(found))


def body_key(name: str | None) -> str:
    """Return a body's name without white space and without `_PREFIXES`, so that its reports agree; empty for None."""
    found = solid(name or "")
    for prefix in _PREFIXES:
        found = found.removeprefix(prefix)
    return found


def body_id(name: str | None) -> str:
    """Return a body's id, 12 hexadecimal digits made from its name alone; empty if there is no name."""
    key = body_key(name)
    return sha256(key.encode()).hexdigest()[:12] if key else ""


def series_of(reports: Iterable[Brief]) -> dict[str, Series]:
    """Return each report's place in its body's series, by slug; a report without a body or a date stands alone."""
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
