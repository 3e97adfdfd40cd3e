"""How every report of a project stands: draft, published or taken back; also one whose source or yml is broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UserError
from generator.files import checksum
from generator.settings.project import Project, no_such_report
from generator.settings.report import ReportSettings, load_report_settings
from generator.settings.slug import check_slug
from generator.settings.state import State
from generator.wording import say


@dataclass(frozen=True, slots=True)
class Footing:
    """A report of a project, as far as its yml and its folder tell."""

    slug: str
    settings: ReportSettings
    """The defaults where they can't be read."""
    source: Path | None
    """None where there is none."""
    error: str = ""
    """Why it can't be read; empty where it can."""

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft."""
        return self.settings.is_draft

    @property
    def is_retracted(self) -> bool:
        """Whether it was taken back."""
        return self.settings.state is State.RETRACTED

    @property
    def is_edited(self) -> bool:
        """Whether the source is not the one that was published; never where nobody wrote down which that was."""
        record = self.settings.published
        return bool(self.source and record and checksum(self.source) != record.sha256)

    @property
    def is_public(self) -> bool:
        """Whether it is to be in the public site; one of which nobody can tell may be."""
        return self.settings.is_public


def standings(project: Project) -> dict[str, Footing]:
    """Return how every report stands, by slug: those with a source, and those of which only the yml is left."""
    folders = project.folders()
    ymls = project.report_settings
    known = {path.stem for path in ymls.glob("*.yml")} if ymls.is_dir() else set()
    found = {slug: _standing(project, slug, folders.get(slug, [])) for slug in sorted({*folders, *known})}
    return {
        slug: one
        for slug, one in found.items()
        if slug in folders or (not one.error and (one.settings.published or one.settings.retracted))
    }


def edited_in(found: Mapping[str, Footing]) -> dict[str, str]:
    """Return the public reports whose source is not the one that was published, each with what to say of it."""
    return {slug: edited_told(slug) for slug, one in found.items() if one.is_public and one.is_edited}


def edited_told(slug: str) -> str:
    """Return what to say of a report whose source was edited."""
    return say(
        "the source of {slug} is not the one that was published: `gongkai correct` keeps the old version; "
        "`gongkai build --accept-edit {slug}` if it was no change of the text.",
        slug=slug,
    )


def named_in(found: Mapping[str, Footing], slugs: Iterable[str]) -> list[Footing]:
    """Return the reports of these names; raises UserError for one that is not there, or can't be read."""
    wanted = []
    for slug in slugs:
        if check_slug(slug) not in found:
            raise no_such_report(slug, found)
        if found[slug].error:
            raise UserError(found[slug].error)
        wanted.append(found[slug])
    return wanted


def _standing(project: Project, slug: str, sources: list[Path]) -> Footing:
    settings, error = ReportSettings(), ""
    try:
        check_slug(slug)
        if len(sources) > 1:
            project.source(slug)
        settings = load_report_settings(project.settings_path(slug))
    except UserError as mistake:
        error = mistake.message
    return Footing(slug, settings, sources[0] if sources else None, error)
