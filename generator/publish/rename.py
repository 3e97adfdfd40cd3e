"""`gongkai rename`: gives a report another slug; the old addresses redirect to the new ones."""

from __future__ import annotations

from generator.errors import UserError
from generator.publish.pending import put_in_place
from generator.publish.settings_text import bytes_in, with_values
from generator.settings.lock import changing
from generator.settings.project import Project
from generator.settings.slug import SlugError, check_slug, next_slug
from generator.settings.standing import Footing, leads_to, named_in, standings
from generator.wording import say


def rename_report(project: Project, old: str, new: str) -> str:
    """Give a report another slug; return a message about it.

    Raises UserError, with nothing changed, if the report does not exist or is retracted, or the new slug is invalid or
    taken.
    """
    with changing(project):
        found = standings(project)
        (standing,) = named_in(found, [old])
        _check(project, found, standing, check_slug(new))
        yml, target = project.settings_path(old), project.settings_path(new)
        text = bytes_in(yml).decode()
        # The first former slug stays the first, even if the report gets it back: the feed's ids are made of it.
        former = list(standing.settings.formerly)
        if not standing.is_draft and old not in former:
            former.append(old)
        text = text.replace(f"# 通报 {old} 的设置。", f"# 通报 {new} 的设置。", 1)
        text = with_values(text, str(yml), {"formerly": former or None})
        here = project.docs / old
        paths = [path for path in here.rglob("*") if path.is_file()]
        files = {project.docs / new / path.relative_to(here): path.read_bytes() for path in paths}
        files[target] = text.encode()
        put_in_place(project, files, (*paths, yml))
    if standing.is_draft:
        return say("{old} is {new} now.", old=old, new=new)
    return say("{old} is {new} now; /{old}/ and all addresses below it lead to /{new}/.", old=old, new=new)


def _check(project: Project, found: dict[str, Footing], standing: Footing, new: str) -> None:
    old = standing.slug
    if standing.is_retracted:
        raise UserError(say("{slug}: it was taken back, and its address says so; it can't have another.", slug=old))
    if standing.source is None:
        raise UserError(say("{slug}: its folder is gone; restore it first.", slug=old))
    there = (project.docs / new, project.settings_path(new))
    if new in found or any(path.exists() for path in there):
        proposed = next_slug(new, project.taken_slugs())
        told = say("there is a report “{slug}” already; choose another address, like {proposed}.",
                   slug=new, proposed=proposed)  # fmt: skip
        raise SlugError(told, new, proposed)
    taken = [one.slug for one in found.values() if new in one.settings.formerly and one.slug != old]
    if taken:
        raise leads_to(new, taken[0])
