"""Messages about what a build does not do: unusable target folders, named drafts, reports not named, vanished ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.build.plan.plan import Plan
from generator.build.receipt import Receipt, read_receipt
from generator.errors import UserError
from generator.settings.project import Project, no_report_yet
from generator.settings.standing import check_alone, named_in
from generator.wording import say

_MOST = 8
"""Maximum number of names listed in a message."""


def check_named(plan: Plan, named: Sequence[str]) -> None:
    """Raise UserError if nothing can be built: no report, broken settings without a source, a draft that is named.

    So too if a report that is not named has changed and lacks a file in the site.
    """
    found = plan.standings
    check_alone(found, but=plan.old)
    if not found:
        raise no_report_yet(plan.project)
    for standing in named_in(found, named):
        if standing.is_draft and not plan.drafts:
            raise UserError(say("{slug}: it is a draft; publish it with `gongkai publish {slug}`.", slug=standing.slug))
    if slug := plan.lacking():
        raise UserError(
            say(
                "{slug}: it has changed, and the site lacks a file of its pages; name it as well, or build all reports "
                "with `gongkai build`.",
                slug=slug,
            )
        )
    if not plan.slugs and all(standing.is_draft for standing in found.values()):
        raise UserError(
            say(
                "there are drafts only ({slugs}), and drafts are not in the site: look at one with `gongkai serve`, "
                "then publish it with `gongkai publish {first}`.",
                slugs=names_told(list(found)),
                first=next(iter(found)),
            )
        )


def check_target(project: Project, site: Path, *, public: Path, drafts: bool) -> None:
    """Raise UserError if the folder `site` can't be built into.

    It must be empty or a built site, and must not lie over the project; a preview with `drafts` must not replace a
    public site, or the other way round. `public` is the site's folder by the settings.
    """
    if drafts and site == public:
        raise UserError(say("{site}: drafts are never built into the public site; give a --site-dir.", site=site))
    stands = read_receipt(site, Receipt)
    if stands and stands.receipt.drafts != drafts:
        if drafts:
            told = say("{site}: it is a public site, and drafts are not; choose another --site-dir.", site=site)
        else:
            told = say("{site}: it is a preview with drafts, and no public site; choose another --site-dir.", site=site)
        raise UserError(told)
    if project.root.is_relative_to(site) or site.is_relative_to(project.docs):
        raise UserError(
            say("{site}: the site can't be built over the project itself; choose another --site-dir.", site=site)
        )
    if site.is_dir() and any(site.iterdir()) and not (site / "404.html").is_file():
        raise UserError(
            say("{site}: the folder holds something that is no built site; choose an empty --site-dir.", site=site)
        )


def standing_told(plan: Plan) -> Iterator[str]:
    """Yield the messages for the end of a build: reports that wait, are unrecorded, are drafts, or have vanished."""
    if plan.waiting:
        yield say(
            "Not named, and not as the site has them: {slugs}; `gongkai build` builds all.",
            slugs=names_told(plan.waiting),
        )
    if plan.unrecorded and not plan.drafts:
        yield say(
            "Published without a record of what is public: {slugs}; `gongkai publish SLUG` adds it, "
            "so that the source is guarded.",
            slugs=names_told(plan.unrecorded),
        )
    if plan.draft_slugs:
        yield say(
            "Drafts, not in the site: {slugs}; `gongkai publish SLUG` publishes one.",
            slugs=names_told(plan.draft_slugs),
        )
    for slug in plan.vanished:
        yield say(
            "{slug}: taken out of the site, for neither its folder nor its yml is there; "
            "`gongkai retract` leaves word at its address.",
            slug=slug,
        )


def names_told(slugs: Sequence[str]) -> str:
    """Return names joined in a line: at most the first eight, then how many more there are."""
    more = len(slugs) - _MOST
    shown = ", ".join(slugs[:_MOST])
    return say("{shown} and {count} more", shown=shown, count=more) if more > 0 else shown
