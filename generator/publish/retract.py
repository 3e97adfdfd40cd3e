"""`gongkai retract`: takes a public report back; the page at its address then says when and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from generator.edition.edition import Edition
from generator.edition.history import history_of
from generator.edition.read import SETTINGS, read_report, version_folder
from generator.edition.series import body_id
from generator.errors import UserError
from generator.model.pages import BESIDE, CHANGES, COVER, EARLIER, FULL, VERSIONS, split_into_pages
from generator.publish import schemas
from generator.publish.days import today
from generator.publish.pending import put_in_place
from generator.publish.settings_text import bytes_in, with_issued, with_values
from generator.settings.lock import changing
from generator.settings.project import Project
from generator.settings.standing import Footing, came_beside, named_in, publication, standings, sum_beside
from generator.settings.state import State
from generator.wording import say


def retract_report(project: Project, slug: str, reason: str, dated: date | None, *, remove_text: bool) -> str:
    """Take a public report back; return a message about what is kept of it.

    All versions of its text stay at `/slug/versions/`; with `remove_text` they are deleted. Raises UserError, with
    nothing changed, if the report is not public, the reason is empty, or the date is impossible.
    """
    with changing(project):
        (standing,) = named_in(standings(project), [slug])
        reason, day = " ".join(reason.split()), dated or today()
        _check(standing, reason, day, remove_text=remove_text)
        edition = _read(project, standing, remove_text=remove_text)
        yml = project.settings_path(slug)
        old = bytes_in(yml)
        told = _retraction(standing, edition, (reason, day), project.docs / slug, remove_text=remove_text)
        values: dict[str, Any] = {"state": str(State.RETRACTED), "retracted": told}
        record = standing.settings.published
        if record is None and edition:
            since = edition.metadata.dated or day
            beside = sum_beside(standing.source) if standing.source and not remove_text else None
            values["published"] = publication(since, edition.report.source.sha256, beside)
        # With the text its settings must go: the title, and comments with words of the report.
        kept = _bare(project, standing) if remove_text else with_issued(old.decode(), str(yml))
        new = with_values(kept, str(yml), values)
        _put(project, standing, {yml: new.encode()}, old, remove_text=remove_text)
    kept_at = say("its text stays at /{slug}/versions/", slug=slug)
    what = kept_at if edition and not remove_text else say("nothing of its text is kept")
    return say("{slug} is taken back; {what}.", slug=slug, what=what)


def _check(standing: Footing, reason: str, day: date, *, remove_text: bool) -> None:
    slug = standing.slug
    if not reason:
        raise UserError(say("taking a report back needs a reason that readers are told; give one with --reason."))
    if day > today():
        raise UserError(say("{day} is in the future; give the day of the retraction with --date.", day=day))
    before = standing.settings.retracted
    if before and (before.removed or not remove_text):
        raise UserError(say("{slug}: it was taken back already.", slug=slug))
    if standing.is_draft:
        raise UserError(say("{slug}: it is a draft and was never public; delete its folder and its yml.", slug=slug))


def _read(project: Project, standing: Footing, *, remove_text: bool) -> Edition | None:
    """Read the report to retract; None if it has no source, or it can't be read and its text is to be removed."""
    if standing.source is None:
        return None
    if standing.edit and not remove_text:
        raise UserError(standing.edit)
    try:
        return read_report(project, standing.slug)
    except UserError:
        if remove_text:
            return None
        raise


def _retraction(
    standing: Footing, edition: Edition | None, told: tuple[str, date], folder: Path, *, remove_text: bool
) -> dict[str, Any]:
    """Return the value of the setting `retracted`; with `remove_text` it has no words of the report."""
    reason, day = told
    found: dict[str, Any] = {"date": day, "reason": reason}
    before = standing.settings.retracted
    if remove_text:
        found["removed"] = True
        if feed := body_id(edition.metadata.issuing_body if edition else before.body if before else None):
            found["feed"] = feed
    elif edition:
        issued = edition.metadata.dated
        words = {"title": edition.title, "body": edition.metadata.issuing_body, "issued": issued}
        found |= {key: value for key, value in words.items() if value}
    elif standing.settings.title:
        found["title"] = standing.settings.title
    if before:
        found["pages"] = list(before.pages)
    elif edition:
        found["pages"] = _pages(edition, folder)
    return found


def _pages(edition: Edition, folder: Path) -> list[str]:
    """Return the names of a report's pages, except the cover and the pages of versions; `folder` has their Markdown."""
    history = history_of(edition)
    names = [page.name for page in split_into_pages(edition.report) if page.name != COVER]
    beside = [name for name in BESIDE if name != EARLIER or (folder / f"{EARLIER}.md").is_file()]
    return [*names, FULL, *beside, *([CHANGES] if history.earlier else []), *history.gone_pages]


def _bare(project: Project, standing: Footing) -> str:
    """Return the text of the settings file of a report whose text is removed."""
    record, former = standing.settings.published, list(standing.settings.formerly)
    yml = project.settings_path(standing.slug)
    bare = f"{schemas.named_in(project, yml)}\n# 通报 {standing.slug} 的设置；通报已撤回，文字没有保留。\n\n"
    kept = {"published": publication(record.date, record.sha256, None) if record else None, "formerly": former or None}
    return with_values(bare, str(yml), kept)


def _put(project: Project, standing: Footing, files: dict[Path, bytes], yml: bytes, *, remove_text: bool) -> None:
    """Write `files`, the new settings; keep the source as a version, or empty the report's folder.

    `yml` is the old content of the settings file, which is kept with the version.
    """
    here = project.docs / standing.slug
    there = [path for path in here.rglob("*") if path.is_file()]
    removed = list(there)
    if standing.source and not remove_text:
        folder = version_folder(project, standing.slug, len(standing.settings.corrections) + 1)
        kept = [standing.source, *came_beside(here)]
        files |= {folder / path.relative_to(here): path.read_bytes() for path in kept}
        files[folder / SETTINGS] = yml
        removed = [path for path in there if not path.is_relative_to(here / VERSIONS)]
    elif not remove_text:
        removed = []
    put_in_place(project, files, [path for path in removed if path not in files])
