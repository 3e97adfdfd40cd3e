"""How every report of a project stands: draft, published or taken back; also one whose source or yml is broken."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.errors import UserError
from generator.files import checksum
from generator.model.source import FILES, ORIGINAL
from generator.settings.project import Project, no_such_report
from generator.settings.report import ReportSettings, load_report_settings
from generator.settings.slug import can_be_slug, check_slug
from generator.settings.state import Publication, State
from generator.wording import say

_ASKING = (".htm", ".html", ".md")
"""The endings of files that show others which stand beside them."""


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
    def was_public(self) -> bool:
        """Whether its settings tell that it is or was public."""
        return self.is_retracted or bool(self.settings.published or self.settings.retracted)

    @property
    def edit(self) -> str:
        """What to say of a source, or of what is beside it, that is not what was published; empty where it is.

        So it is where nobody wrote down what was published.
        """
        record = self.settings.published
        if self.source is None or record is None:
            return ""
        beside = sum_beside(self.source) if record.beside else None
        return edited_told(self.slug, record, checksum(self.source), beside)

    @property
    def is_public(self) -> bool:
        """Whether it is to be in the public site; one of which nobody can tell may be."""
        return self.settings.is_public


def standings(project: Project) -> dict[str, Footing]:
    """Return how every report stands, by slug: those with a source, and those of which only the yml is left.

    A yml alone may be what a draft left that was thrown away; one that can't be read may be what is left of a public
    report, so it counts. One whose name is no address never was a report's: a copy, say, or `._` and a name from macOS.
    """
    folders = project.folders()
    ymls = project.report_settings
    known = {path.stem for path in ymls.glob("*.yml") if can_be_slug(path.stem)} if ymls.is_dir() else set()
    found = {slug: _standing(project, slug, folders.get(slug, [])) for slug in sorted({*folders, *known})}
    return {slug: one for slug, one in found.items() if slug in folders or one.error or one.was_public}


def taken_back(project: Project) -> list[Footing]:
    """Return the reports that were taken back and of which no source is left beside the settings.

    Raises UserError as `check_alone` does.
    """
    found = standings(project)
    check_alone(found)
    return [one for one in found.values() if one.is_retracted and one.source is None]


def check_alone(found: Mapping[str, Footing], but: Container[str] = ()) -> None:
    """Raise UserError for settings without a source that can't be read, `but` for some reports.

    They may tell why a report was taken back, and its address is not to lose that for a slip.
    """
    for slug, one in found.items():
        if one.error and one.source is None and slug not in but:
            raise UserError(one.error)


def edited_in(found: Mapping[str, Footing]) -> dict[str, str]:
    """Return the public reports whose source is not the one that was published, each with what to say of it."""
    return {slug: one.edit for slug, one in found.items() if one.is_public and one.edit}


def edited_told(slug: str, record: Publication, source: str | None, beside: str | None) -> str:
    """Return what to say of a report whose source, or what is beside it, has other checksums than those recorded."""
    if source != record.sha256:
        return say(
            "the source of {slug} is not the one that was published: `gongkai correct` keeps the old version; "
            "`gongkai build --accept-edit {slug}` if it was no change of the text.",
            slug=slug,
        )
    if record.beside and beside != record.beside:
        return say(
            "a picture or attachment beside the source of {slug} is not the one that was published: put it back, and "
            "give the other one with `gongkai correct`; `gongkai build --accept-edit {slug}` if it tells nothing else.",
            slug=slug,
        )
    return ""


def came_beside(folder: Path) -> list[Path]:
    """Return what came beside the source that is in a folder: the file as received, and the files of a saved page."""
    return [path for path in (*folder.glob(f"{ORIGINAL}.*"), *(folder / FILES).rglob("*")) if path.is_file()]


def sum_beside(source: Path) -> str | None:
    """Return the checksum of what came beside a source; None where there is nothing and can be nothing."""
    here = source.parent
    found = {path.relative_to(here).as_posix(): checksum(path) for path in came_beside(here)}
    return sum_of_files(source.name, found)


def sum_of_files(source: str, sums: Mapping[str, str]) -> str | None:
    """Return the same of files by path in the report's folder, of which each has its own checksum.

    Of a saved page or Markdown, which can ask for files, that there is none is written down too.
    """
    found = {name: one for name, one in sums.items() if name.startswith((f"{FILES}/", f"{ORIGINAL}."))}
    if not found and not source.lower().endswith(_ASKING):
        return None
    return sha256("".join(f"{one}  {name}\n" for name, one in sorted(found.items())).encode()).hexdigest()


def publication(day: date, sum_: str, beside: str | None) -> dict[str, Any]:
    """Return what a yml says of what is public."""
    return {"date": day, "sha256": sum_, **({"beside": beside} if beside else {})}


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
