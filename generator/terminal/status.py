"""`gongkai status`: shows each report's state and version, what is public, what is to be built, what checks find."""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.table import Table

from generator.build.digests import digest_of_all
from generator.build.plan.plan import Plan
from generator.checks import judged
from generator.edition.read import read_report
from generator.errors import UserError
from generator.progress import drawn
from generator.settings.project import Project
from generator.settings.standing import Footing
from generator.wording import say


@dataclass(frozen=True, slots=True)
class Stand:
    """The status of a report."""

    slug: str
    state: str
    """The state in its settings, or `?` if these can't be read."""
    version: int
    """The number of its current version, from 1."""
    public: str
    """What the built site has of it, in words."""
    waiting: str
    """What the next build would do with it, in words; empty for nothing."""
    errors: int | None
    """The number of errors that the checks find; None if it can't be checked."""
    warnings: int | None
    """The number of warnings; None if it can't be checked."""
    note: str = ""
    """Why it can't be read or built; empty if it can."""


def show_status(project: Project, site: Path, form: str) -> str:
    """Return the status of every report as a table, or as JSON if `form` is `json`; nothing is changed."""
    plan = Plan(project, site, digest_of_all(project))
    unread = frozenset(plan.unread())
    rows = [_row(project, plan, standing, unread) for standing in plan.standings.values()]
    if form == "json":
        return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
    return _as_table(rows)


def _row(project: Project, plan: Plan, standing: Footing, unread: Container[str]) -> Stand:
    slug = standing.slug
    errors, warnings, note = _checked(project, standing)
    held = plan.held.get(slug)
    return Stand(
        slug=slug,
        state="?" if standing.error else str(standing.settings.state),
        version=len(standing.settings.corrections) + 1,
        public=_public(plan, standing),
        waiting="" if held or standing.error else _waiting(plan, standing, unread),
        errors=errors,
        warnings=warnings,
        note=held.message if held else note,
    )


def _checked(project: Project, standing: Footing) -> tuple[int | None, int | None, str]:
    if standing.error or standing.source is None:
        return None, None, standing.error
    try:
        edition = read_report(project, standing.slug)
    except UserError as error:
        return None, None, error.message
    settings = standing.settings
    errors, warnings = judged(edition.report, settings.checks.ignore, settings.allowed_codes)
    return len(errors), len(warnings), ""


def _public(plan: Plan, standing: Footing) -> str:
    stored = plan.old.get(standing.slug)
    if stored is None:
        if not (plan.site / standing.slug / "index.html").is_file():
            return say("nothing yet")
        return say("its retraction") if standing.is_retracted else say("pages of another build")
    versions = stored.receipt.published.versions
    return say("version {number}", number=len(versions) or 1)


def _waiting(plan: Plan, standing: Footing, unread: Container[str]) -> str:
    if standing.is_draft:
        return ""
    stored = plan.old.get(standing.slug)
    if standing.is_retracted:
        return say("to be taken out") if stored else ""
    if stored is None:
        return say("to be built")
    return say("to be built again") if standing.slug in unread else ""


def _as_table(rows: Sequence[Stand]) -> str:
    table = Table()
    for name in (say("report"), say("state"), say("version"), say("public"), say("next build"), say("check")):
        table.add_column(name)
    states = {"draft": say("draft"), "published": say("published"), "retracted": say("retracted")}
    for row in rows:
        found = (
            ""
            if row.errors is None
            else say("{errors} errors, {warnings} warnings", errors=row.errors, warnings=row.warnings)
        )
        table.add_row(row.slug, states.get(row.state, row.state), str(row.version), row.public, row.waiting, found)
    return "\n".join([drawn(table), *(f"{row.slug}: {row.note}" for row in rows if row.note)])
