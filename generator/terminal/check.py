"""`gongkai check`: reads reports, runs the checks, and counts their findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from generator.checks import check
from generator.checks.formats import Checked
from generator.edition.read import read_report
from generator.model.messages import Severity
from generator.settings.project import Project
from generator.wording import say


def check_project(project: Project, slugs: Sequence[str]) -> list[Checked]:
    """Return the findings of the checks for some reports; codes that a report's settings ignore are left out."""
    checked = []
    for slug in slugs:
        edition = read_report(project, slug)
        path = PurePosixPath(*project.source(slug).relative_to(project.root).parts)
        found = tuple(check(edition.report, edition.settings.checks.ignore))
        checked.append(Checked(slug, path, found, {one.code: one.because for one in edition.settings.allowed}))
    return checked


def has_errors(checked: Sequence[Checked]) -> bool:
    """Return whether there is an error that is not let through, so that a report can't be published."""
    return any(
        message.severity is Severity.ERROR and not report.let_through(message)
        for report in checked
        for message in report.messages
    )


def count_messages(checked: Sequence[Checked]) -> str:
    """Return a sentence with the numbers of errors, warnings and notes; errors let through are counted apart."""
    allowed = sum(bool(report.let_through(message)) for report in checked for message in report.messages)
    counts = Counter(message.severity for report in checked for message in report.messages)
    errors, warnings, notes = (counts[severity] for severity in reversed(Severity))
    errors -= allowed
    told = say(
        "{reports}: {errors}, {warnings}, {notes}.",
        reports=say("1 report") if len(checked) == 1 else say("{count:,} reports", count=len(checked)),
        errors=say("1 error") if errors == 1 else say("{count:,} errors", count=errors),
        warnings=say("1 warning") if warnings == 1 else say("{count:,} warnings", count=warnings),
        notes=say("1 note") if notes == 1 else say("{count:,} notes", count=notes),
    )
    return told + " " + say("{count:,} allowed by the yml.", count=allowed) if allowed else told
