"""`gongkai correct --undo`: undoes the last correction, as long as it was not built and nobody can have read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.edition.read import SETTINGS, kept_sources, version_folder
from generator.errors import UserError
from generator.model.pages import EXTRACTED, VERSIONS
from generator.publish.pending import put_in_place
from generator.publish.settings_text import bytes_in, with_issued, with_values
from generator.readers import read_file
from generator.settings.lock import changing
from generator.settings.mkdocs import mkdocs_settings
from generator.settings.project import Project
from generator.settings.report import ReportSettings
from generator.settings.standing import came_beside, named_in, standings
from generator.settings.yml import load_yml
from generator.wording import say

_OF_CORRECTION = frozenset({"outline", "chrome", "status", "corrections", "published"})
"""The settings that a correction writes, and those that hold for the text of one version."""


def undo_correction(project: Project, slug: str, site: Path | None = None) -> str:
    """Restore the source and settings from before the last correction; return a message about it.

    Raises UserError, with nothing changed, if there is no correction or the built `site` has it already.
    """
    with changing(project):
        (standing,) = named_in(standings(project), [slug])
        number = len(standing.settings.corrections)
        if number == 0 or not standing.is_public or standing.source is None:
            raise UserError(say("{slug}: there is no correction to take back.", slug=slug))
        *_, old = kept_sources(project, slug, standing.settings)
        if ((site or mkdocs_settings(project).site) / slug / VERSIONS / str(number)).exists():
            raise UserError(
                say(
                    "{slug}: version {number} is built already, and may have been read; correct it with another "
                    "`gongkai correct`.",
                    slug=slug,
                    number=number + 1,
                )
            )
        text, kept = taken_out(*old)
        pictures = taken_out(standing.source, standing.settings)[1] - kept
        gone = [standing.source.name, EXTRACTED, *pictures]
        _put_back(project, slug, version_folder(project, slug, number), gone, {EXTRACTED: text} if text else {})
    return say(
        "{slug}: the last correction is taken back; version {number} is current again.", slug=slug, number=number
    )


def taken_out(path: Path, settings: ReportSettings) -> tuple[str, set[str]]:
    """Return the text and the names of the pictures extracted from a source; both empty if it is text or unreadable."""
    try:
        source = read_file(path, settings)
    except UserError:
        return "", set()
    return (source.text, {one.name for one in source.files}) if source.extracted else ("", set())


def _settings(old: bytes, yml: Path) -> bytes:
    """Return the settings from before the correction, with what was set since: a former slug must not be lost.

    Lists that count lines or name items of the corrected text are left out, as is what the correction itself wrote.
    """
    text = with_issued(old.decode("utf-8-sig"), str(yml))
    before, now = load_yml(text) or {}, load_yml(yml.read_text(encoding="utf-8-sig")) or {}
    keys = [key for key in {**now, **before} if key not in _OF_CORRECTION and now.get(key) != before.get(key)]
    return with_values(text, str(yml), {key: now.get(key) for key in keys}).encode() if keys else old


def _put_back(project: Project, slug: str, folder: Path, names: Iterable[str], texts: Mapping[str, str]) -> None:
    """Move the version in `folder` back into the report's folder, and write `texts` there, by file name.

    `names` are the files of the present version, which are deleted.
    """
    here, yml = project.docs / slug, project.settings_path(slug)
    kept = [path for path in folder.rglob("*") if path.is_file()]
    back = [*folder.glob("source.*"), *came_beside(folder)]
    files = {here / path.relative_to(folder): path.read_bytes() for path in back}
    files |= {here / name: text.encode() for name, text in texts.items()}
    settings = _settings(bytes_in(folder / SETTINGS), yml)
    if settings:
        files[yml] = settings
    gone = {*(here / name for name in names), *came_beside(here), *kept, *([] if settings else [yml])} - files.keys()
    put_in_place(project, files, [path for path in gone if path.is_file()])
