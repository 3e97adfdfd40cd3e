"""`gongkai publish`: makes a draft public, if the checks find no errors in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.checks import judged, way_out
from generator.edition.counts import counts
from generator.edition.edition import Edition
from generator.edition.read import read_report
from generator.errors import CheckFailed, UserError
from generator.files import checksum, write_all
from generator.model.messages import SEVERITY, Severity, similar_code, told
from generator.publish.days import today
from generator.publish.pending import changed_meanwhile
from generator.publish.settings_text import bytes_in, with_issued, with_values
from generator.settings.lock import changing, reading
from generator.settings.project import Project, has_source
from generator.settings.report import ReportSettings
from generator.settings.standing import Footing, named_in, publication, standings, sum_beside
from generator.settings.state import State
from generator.text.spacing import excerpt
from generator.wording import say

_HEADINGS = 6
"""Maximum number of headings that are shown before a report is published."""
_WIDTH = 60
"""Maximum number of characters of a heading that are shown."""


@dataclass(frozen=True, slots=True)
class Publishing:
    """A report that has passed the checks, and what publishing it will write."""

    project: Project
    slug: str
    first: bool
    """Whether it is a draft so far."""
    lines: tuple[str, ...]
    """A summary of the report for the user, about a dozen lines."""
    warnings: tuple[str, ...]
    """The warnings of the checks."""
    before: bytes
    """The content of the settings file when it was read."""
    after: str
    """The new text of the settings file."""
    sums: tuple[str, str | None]
    """The SHA-256 of the source, and of the files beside it (None if there are none)."""

    def commit(self) -> None:
        """Write the settings file; raises UserError if source or settings have changed since the checks."""
        with changing(self.project):
            yml = self.project.settings_path(self.slug)
            # The report may have been renamed or taken back: then there is no source any more.
            is_there = has_source(self.project.docs / self.slug)
            if not is_there or bytes_in(yml) != self.before or self._sums() != self.sums:
                raise changed_meanwhile(self.slug)
            if self.after.encode() != self.before:
                write_all({yml: self.after})

    def _sums(self) -> tuple[str, str | None]:
        source = self.project.source(self.slug)
        return checksum(source), sum_beside(source)


def plan_publication(project: Project, slug: str, allow: Sequence[str] = (), because: str | None = None) -> Publishing:
    """Check a report that is to be published; nothing is written yet.

    `allow` are codes of errors to let through, `because` is the reason for it. Raises UserError if the report can't be
    read or its published source was edited, CheckFailed if the checks find other errors.
    """
    with reading(project):
        (standing,) = named_in(standings(project), [slug])
        sums = _publishable(standing)
        yml = project.settings_path(slug)
        before = bytes_in(yml)
        edition = read_report(project, slug)
    _ = edition.facts  # raises UserError for a status in the settings that fits no node
    assert standing.source is not None  # checked by `_publishable`
    settings = standing.settings
    place = standing.source.relative_to(project.root).as_posix()
    new = _allowances(settings, allow, because)
    codes = settings.allowed_codes | set(allow)
    errors, warnings = judged(edition.report, settings.checks.ignore, codes)
    if errors:
        raise CheckFailed("\n".join((*(told(place, one) for one in errors), way_out(slug, errors[0].code))))
    if unknown := [code for code in allow if code not in {one.code for one in warnings}]:
        raise UserError(
            say("{slug}: nothing of `{code}` was found; there is nothing to let through.", slug=slug, code=unknown[0])
        )
    values: dict[str, Any] = {"state": str(State.PUBLISHED)}
    record = settings.published
    if record is None or settings.is_draft:
        values["published"] = publication(today(), *sums)
    elif record.beside is None and sums[1]:
        values["published"] = publication(record.date, *sums)
    if new:
        values["allowed"] = new
    after = with_values(with_issued(before.decode(), str(yml)), str(yml), values)
    lines = tuple(_shown(edition, standing))
    return Publishing(
        project, slug, settings.is_draft, lines, tuple(told(place, one) for one in warnings), before, after, sums
    )


def accept_edits(project: Project, slugs: Sequence[str]) -> None:
    """Record the present sources of public reports as the published ones, after edits that do not change the text.

    Raises UserError for a report that is not public or has no record of its publication.
    """
    if not slugs:
        return
    with changing(project):
        files: dict[Path, str | bytes | None] = {}
        for standing in named_in(standings(project), slugs):
            record = standing.settings.published
            if standing.source is None or record is None or not standing.is_public:
                raise UserError(
                    say("{slug}: no source of it was published; there is no edit to accept.", slug=standing.slug)
                )
            yml = project.settings_path(standing.slug)
            told = publication(record.date, checksum(standing.source), sum_beside(standing.source))
            if told != record.model_dump(exclude_none=True):
                files[yml] = with_values(bytes_in(yml).decode(), str(yml), {"published": told})
        write_all(files)


def _publishable(standing: Footing) -> tuple[str, str | None]:
    """Return the checksums of a report's source and of the files beside it.

    Raises UserError if the report is retracted, has no source, or its published source was edited.
    """
    slug = standing.slug
    if standing.is_retracted:
        raise UserError(say("{slug}: it was taken back; publish another text at another address.", slug=slug))
    if standing.source is None:
        raise UserError(
            say("{slug}: its folder is gone; restore it, or take the report back with `gongkai retract`.", slug=slug)
        )
    if standing.is_public and standing.edit:
        raise UserError(standing.edit)
    return checksum(standing.source), sum_beside(standing.source)


def _allowances(settings: ReportSettings, allow: Sequence[str], because: str | None) -> list[dict[str, str]]:
    """Return the new value of the setting `allowed`, or [] if `allow` is empty.

    Raises UserError for a missing reason, an unknown code, or the code of a warning.
    """
    if not allow:
        if because is not None:
            raise UserError(say("--because tells why an error is let through; name the error with --allow."))
        return []
    if not because or not because.strip():
        raise UserError(say("--allow needs a reason; give one with --because."))
    for code in allow:
        if code not in SEVERITY:
            meant = similar_code(code)
            errors = ", ".join(one for one, severity in SEVERITY.items() if severity is Severity.ERROR)
            hint = say("did you mean {code}?", code=meant) if meant else say("the errors are: {codes}.", codes=errors)
            raise UserError(say("there is no check “{code}”; {hint}", code=code, hint=hint))
        if SEVERITY[code] is not Severity.ERROR:
            raise UserError(
                say("{code} is a warning, which stops nothing; there is nothing to let through.", code=code)
            )
    kept = [one for one in settings.allowed if one.code not in allow]
    told_before = [{"code": one.code, "because": one.because} for one in kept]
    return told_before + [{"code": code, "because": " ".join(because.split())} for code in allow]


def _shown(edition: Edition, standing: Footing) -> Iterator[str]:
    """Yield the lines of a report's summary: address, metadata, counts and first headings."""
    metadata = edition.metadata
    none = say("not stated")
    yield say("address: /{slug}/", slug=standing.slug)
    yield say("title: {title}", title=edition.title)
    yield say("issued by: {body}", body=metadata.issuing_body or none)
    yield say("published: {day}; signed: {signed}", day=metadata.published or none, signed=metadata.signed or none)
    yield say("inspected by: {who}", who=metadata.inspector or none)
    yield say("holds: {counts}", counts=counts(edition.report))
    heads = list(edition.report.sections)
    for node in heads[:_HEADINGS]:
        yield f"  {excerpt(edition.label(node), _WIDTH)}"
    if len(heads) > _HEADINGS:
        yield say("  … and {count} more", count=len(heads) - _HEADINGS)
