"""Commands that change a report, from adding to retracting it, and the status of all reports."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from generator.cli.group import DAY, SITE_DIR, YES, main
from generator.model.messages import told
from generator.publish.pending import open_project
from generator.settings.mkdocs import mkdocs_settings
from generator.wording import say


@main.command(epilog="Example: gongkai add ~/report.txt --slug huadu-2021")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--slug", required=True, help="The report's address: a–z, 0–9 and hyphens.")
@click.option(
    "--article", type=click.IntRange(min=1), help="Which article of a saved page is the report, if it holds several."
)
@click.option("--again", is_flag=True, help="Read a draft anew: the file takes its source's place, its settings stay.")
def add(file: Path, slug: str, article: int | None, *, again: bool) -> None:
    """Take a new report in: its folder, and a settings file with what could be read."""
    from generator.publish.add import add_report
    from generator.terminal.desk import with_address, wrote_told

    project = open_project(Path.cwd())
    slug, paths, source = with_address(
        slug, lambda chosen: (chosen, *add_report(project, file, chosen, article, again=again))
    )
    click.echo(wrote_told(source, paths))
    if any(path.name.startswith("original.") for path in paths):
        click.echo(say("LibreOffice made a .docx of {file}; read the outline beside the original.", file=file.name))
    for message in source.messages:
        click.echo(told(file.name, message), err=True)
    click.echo(
        say(
            "It is a draft. Next: read its outline with `gongkai outline {slug}`, look at it with `gongkai serve`, "
            "then publish it with `gongkai publish {slug}`.",
            slug=slug,
        )
    )


@main.command(epilog="Example: gongkai publish huadu-2021")
@click.argument("slug")
@click.option("--allow", multiple=True, metavar="CODE", help="An error of `gongkai check` to let through.")
@click.option("--because", metavar="TEXT", help="Why it is let through; stands in the report's yml.")
@YES
def publish(slug: str, allow: tuple[str, ...], because: str | None, *, yes: bool) -> None:
    """Make a draft public, once nothing that `gongkai check` finds stands in the way; the next build has it."""
    from generator.terminal.desk import publish_report

    publish_report(open_project(Path.cwd()), slug, allow, because, yes=yes)


@main.command(epilog="Example: gongkai retract huadu-2021 --reason '数字有误，核实后重新公布'")
@click.argument("slug")
@click.option("--reason", required=True, help="Why, in words that the site's readers see.")
@click.option("--date", "day", type=DAY, help="The day of the retraction; today if not given.")
@click.option("--remove-text", is_flag=True, help="Keep nothing of the text: personal data that may not stay public.")
@YES
def retract(slug: str, reason: str, day: datetime | None, *, remove_text: bool, yes: bool) -> None:
    """Take a public report back; its address says what stood there, when and why it was taken back."""
    from generator.publish.retract import retract_report
    from generator.terminal.desk import ask

    project = open_project(Path.cwd())
    if remove_text:
        ask(say("Every version of the text of {slug} is deleted; go on?", slug=slug), yes=yes)
    click.echo(retract_report(project, slug, reason, day.date() if day else None, remove_text=remove_text))
    click.echo(say("Next: run `gongkai build`."))


@main.command(epilog="Example: gongkai rename huadu-2021 huadu-qu-2021")
@click.argument("old")
@click.argument("new")
def rename(old: str, new: str) -> None:
    """Give a report another address; the old one and all below it lead to the new one."""
    from generator.publish.rename import rename_report
    from generator.terminal.desk import with_address

    project = open_project(Path.cwd())
    click.echo(with_address(new, lambda chosen: rename_report(project, old, chosen)))
    click.echo(say("Next: run `gongkai build`."))


@main.command(epilog="Example: gongkai correct huadu-2021 ~/corrected.txt --reason '更正第二部分的一个数字'")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--reason", help="Why, in words that the site's readers see.")
@click.option("--date", "day", type=DAY, help="The day of the correction; today if not given.")
@click.option("--dry-run", is_flag=True, help="Show what differs and change nothing.")
@click.option("--force", is_flag=True, help="Also where title, body or most paragraphs are others.")
@click.option("--undo", is_flag=True, help="Take the last correction back, as long as it is not built.")
@SITE_DIR
@YES
def correct(
    slug: str, file: Path | None, reason: str | None, day: datetime | None, site_dir: Path | None, **flags: bool
) -> None:
    """Put a corrected source in a published one's place; the old one stays readable at an address of its own."""
    from generator.terminal.desk import correct_or_undo

    given = frozenset(name for name, is_set in flags.items() if is_set)
    project, dated = open_project(Path.cwd()), day.date() if day else None
    correct_or_undo(project, slug, file, reason, dated=dated, site=site_dir, flags=given)


@main.command(epilog="Example: gongkai status")
@SITE_DIR
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status(site_dir: Path | None, form: str) -> None:
    """Show of each report its state, its version, what is public, what waits to be built, and what `check` finds."""
    from generator.terminal.status import show_status

    project = open_project(Path.cwd())
    click.echo(show_status(project, site_dir or mkdocs_settings(project).site, form))
