"""Output and questions of the commands that change what is public: publish, correct and others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from generator.errors import UserError
from generator.model.source import Source
from generator.publish.correct import correct_report, preview_correction
from generator.publish.publish import plan_publication
from generator.publish.undo import undo_correction
from generator.readers import is_in_characters
from generator.settings.project import Project
from generator.settings.slug import SlugError
from generator.wording import say

Made = TypeVar("Made")


def publish_report(project: Project, slug: str, allow: Sequence[str], because: str | None, *, yes: bool) -> None:
    """Show a draft and publish it if the user agrees; for a public report, record what is public.

    `allow` are codes of errors to let through, `because` is the reason; with `yes` nothing is asked.
    """
    planned = plan_publication(project, slug, allow, because)
    for warning in planned.warnings:
        click.echo(warning, err=True)
    if planned.first:
        click.echo("\n".join(planned.lines))
        ask(say("Publish it?"), yes=yes, needed=True)
    planned.commit()
    if planned.first:
        click.echo(say("{slug} is published. Next: run `gongkai build`.", slug=slug))
    else:
        click.echo(say("{slug} is public; what is public of it is written down.", slug=slug))


def wrote_told(source: Source, paths: Sequence[Path]) -> str:
    """Return the message about an added report: the paths written, and the encoding if it was detected."""
    wrote = ", ".join(map(str, paths))
    if is_in_characters(Path(source.name)):
        return say("Read as {encoding}; wrote {paths}.", encoding=source.encoding, paths=wrote)
    return say("Wrote {paths}.", paths=wrote)


def correct_or_undo(  # noqa: PLR0913 - what the command line lets a user say
    project: Project,
    slug: str,
    file: Path | None,
    reason: str | None,
    *,
    dated: date | None,
    site: Path | None,
    flags: Collection[str],
) -> None:
    """Show what a correction changes and make it if the user agrees; or undo the last one.

    `flags` are the names of the options that are set: `undo`, `dry_run`, `force`, `yes`.
    """
    if "undo" in flags:
        if file or reason:
            raise UserError(say("--undo takes the last correction back; it needs no file and no reason."))
        click.echo(undo_correction(project, slug, site))
        return
    if file is None or reason is None:
        raise UserError(say("a correction needs the corrected file, and why with --reason."))
    seen = preview_correction(project, slug, file, reason, dated, site=site)
    for line in seen.lines:
        click.echo(f"  {line}")
    if not seen.lines:
        click.echo(say("  no word is another."))
    if "dry_run" in flags:
        for doubt in seen.doubts:
            click.echo(say("it looks like another report: {doubt}.", doubt=doubt))
        click.echo(say("{told} (paragraphs); nothing was changed.", told=seen.told))
        return
    if seen.doubts and "force" not in flags:
        raise UserError(
            say(
                "{file}: it looks like another report than {slug}: {doubts}; if it is the right one, "
                "say so with --force.",
                file=file,
                slug=slug,
                doubts="; ".join(seen.doubts),
            )
        )
    asked = ask(say("Correct {slug}?", slug=slug), yes="yes" in flags)
    found = seen.seen if asked else None
    click.echo(correct_report(project, slug, file, reason, dated, site=site, seen=found))
    click.echo(say("Next: read the settings file and the outline, then run `gongkai build`."))


_YES = frozenset({"y", "yes", "是", "好", "对"})
_NO = frozenset({"n", "no", "否", "不", "不是"})


def with_address(slug: str, act: Callable[[str], Made]) -> Made:
    """Call `act` with a slug; if it is invalid or taken, propose another one on the terminal and call it with that.

    Raises SlugError if there is no proposal or no terminal, click.Abort if the user declines.
    """
    while True:
        try:
            return act(slug)
        except SlugError as error:
            if error.slug != slug or not error.proposed or not sys.stdin.isatty():
                raise
            click.echo(error.message, err=True)
            _confirm(say("Take {proposed}?", proposed=error.proposed), default=True)
            slug = error.proposed


def ask(question: str, *, yes: bool, needed: bool = False) -> bool:
    """Ask a question on the terminal, and end the command if the answer is no; return whether it was asked.

    With `yes`, nothing is asked. Without a terminal the command goes on, or raises UserError if --yes is `needed`.
    """
    if yes:
        return False
    if sys.stdin.isatty():
        _confirm(question)
        return True
    if needed:
        raise UserError(say("there is no terminal to ask on; look at what is shown, and say --yes."))
    return False


def _confirm(question: str, *, default: bool = False) -> None:
    """Ask until the answer is yes or no, in English or Chinese; raise click.Abort if it is no.

    An empty answer stands for `default`.
    """
    usual = say("[Y/n]") if default else say("[y/N]")
    while True:
        told = click.prompt(f"{question} {usual}", default="", show_default=False).strip().casefold()
        if told in _YES or (default and not told):
            return
        if told in _NO or not told:
            raise click.Abort
        click.echo(say("Please answer y or n."), err=True)
