"""The standing of every report of a project (draft, published, retracted), even if its source or yml can't be read."""

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
"""Endings of source formats that can refer to files beside them, such as pictures."""


@dataclass(frozen=True, slots=True)
class Footing:
    """The standing of one report, from its yml and its folder; the source itself is not parsed."""

    slug: str
    settings: ReportSettings
    """The report's settings; the defaults if they can't be read."""
    source: Path | None
    """The source file; None if there is none."""
    error: str = ""
    """Why the settings or the source can't be used, as a sentence; empty if they can."""

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft."""
        return self.settings.is_draft

    @property
    def is_retracted(self) -> bool:
        """Whether it was retracted."""
        return self.settings.state is State.RETRACTED

    @property
    def was_public(self) -> bool:
        """Whether its settings have a record that it is or was public."""
        return self.is_retracted or bool(self.settings.published or self.settings.retracted)

    @property
    def edit(self) -> str:
        """The message about a source, or files beside it, that differ from what was published.

        Empty if they do not differ, or if there is no source or no record of publication.
        """
        record = self.settings.published
        if self.source is None or record is None:
            return ""
        beside = sum_beside(self.source) if record.beside else None
        return edited_told(self.slug, record, checksum(self.source), beside)

    @property
    def is_public(self) -> bool:
        """Whether it is to be in the public site; True as well if its settings can't be read."""
        return self.settings.is_public


def standings(project: Project) -> dict[str, Footing]:
    """Return the standing of every report, by slug: of those with a source, and of those with only a yml.

    A yml without source is left out if it has no record of publication: it is left over from a deleted draft. It is
    kept if it can't be read, since it may belong to a public report. A yml whose name can't be a slug is ignored:
    it is a copy, or one of macOS's `._` files.
    """
    folders = project.folders()
    ymls = project.report_settings
    known = {path.stem for path in ymls.glob("*.yml") if can_be_slug(path.stem)} if ymls.is_dir() else set()
    found = {slug: _standing(project, slug, folders.get(slug, [])) for slug in sorted({*folders, *known})}
    return {slug: one for slug, one in found.items() if slug in folders or one.error or one.was_public}


def taken_back(project: Project) -> list[Footing]:
    """Return the retracted reports that have only a yml and no source any more.

    Raises UserError as `check_alone` does.
    """
    found = standings(project)
    check_alone(found)
    return [one for one in found.values() if one.is_retracted and one.source is None]


def check_alone(found: Mapping[str, Footing], but: Container[str] = ()) -> None:
    """Raise UserError for a yml without source that can't be read; the slugs in `but` are not checked.

    It may hold the record of a retraction, whose notice must not disappear from the site because of a typing error.
    """
    for slug, one in found.items():
        if one.error and one.source is None and slug not in but:
            raise UserError(one.error)


def edited_in(found: Mapping[str, Footing]) -> dict[str, str]:
    """Return the messages about public reports whose files differ from what was published (`Footing.edit`), by slug."""
    return {slug: one.edit for slug, one in found.items() if one.is_public and one.edit}


def edited_told(slug: str, record: Publication, source: str | None, beside: str | None) -> str:
    """Return the message about a report whose checksums, of the source or of files beside it, differ from the record.

    Empty if they do not differ.
    """
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
    """Return the files that came with the source in a folder: the file as received, and the files of a saved page."""
    return [path for path in (*folder.glob(f"{ORIGINAL}.*"), *(folder / FILES).rglob("*")) if path.is_file()]


def sum_beside(source: Path) -> str | None:
    """Return one checksum of all files that came with a source; None as for `sum_of_files`."""
    here = source.parent
    found = {path.relative_to(here).as_posix(): checksum(path) for path in came_beside(here)}
    return sum_of_files(source.name, found)


def sum_of_files(source: str, sums: Mapping[str, str]) -> str | None:
    """Return one checksum of the files that came with a source, from their own checksums by path in its folder.

    None if there are none and the source's format can't refer to files; for HTML and Markdown, which can, the
    checksum of an empty list records that there are none. `source` is the source's file name.
    """
    found = {name: one for name, one in sums.items() if name.startswith((f"{FILES}/", f"{ORIGINAL}."))}
    if not found and not source.lower().endswith(_ASKING):
        return None
    return sha256("".join(f"{one}  {name}\n" for name, one in sorted(found.items())).encode()).hexdigest()


def check_led(project: Project, slug: str) -> None:
    """Raise UserError for an address that leads to another report, which had it before it was renamed."""
    ymls = project.report_settings
    for path in sorted(ymls.glob("*.yml")) if ymls.is_dir() else ():
        if path.stem == slug or not can_be_slug(path.stem) or slug.encode() not in path.read_bytes():
            continue
        if slug in _standing(project, path.stem, []).settings.formerly:
            raise leads_to(slug, path.stem)


def leads_to(slug: str, other: str) -> UserError:
    """Return the error for a new address that leads to another report, which had it before it was renamed."""
    return UserError(say("/{slug}/ leads to {other}, which had that address; choose another.", slug=slug, other=other))


def publication(day: date, sum_: str, beside: str | None) -> dict[str, Any]:
    """Return the publication record for a report's yml, as plain data."""
    return {"date": day, "sha256": sum_, **({"beside": beside} if beside else {})}


def named_in(found: Mapping[str, Footing], slugs: Iterable[str]) -> list[Footing]:
    """Return the standings of the named reports; raises UserError for one that does not exist or can't be read."""
    wanted = []
    for slug in slugs:
        if check_slug(slug) not in found:
            raise no_such_report(slug, found)
        if found[slug].error:
            raise UserError(found[slug].error)
        wanted.append(found[slug])
    return wanted


def _standing(project: Project, slug: str, sources: list[Path]) -> Footing:
    """Return the standing of one report with the given source files; what is wrong with it becomes its `error`."""
    settings, error = ReportSettings(), ""
    try:
        check_slug(slug)
        if len(sources) > 1:
            project.source(slug)
        settings = load_report_settings(project.settings_path(slug))
    except UserError as mistake:
        error = mistake.message
    return Footing(slug, settings, sources[0] if sources else None, error)
