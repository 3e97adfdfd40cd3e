"""Commands that make, convert, build and preview a site, and show the manual."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.group import SITE_DIR, main
from generator.errors import CheckFailed, UserError
from generator.files import write_all
from generator.progress import Steps
from generator.publish.pending import open_project
from generator.settings.mkdocs import mkdocs_settings
from generator.wording import say


@main.command(epilog="Example: gongkai new reports")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def new(folder: Path) -> None:
    """Make a new site: a folder with its settings. Nothing that is there is overwritten."""
    from generator.publish.new import new_site, next_commands

    click.echo(say("{count} files written in {folder}.", count=len(new_site(folder)), folder=folder))
    click.echo("\n".join([say("Next:"), *(f"  {command}" for command in next_commands(folder))]))


@main.command(epilog="Example: gongkai convert huadu-2021")
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the files if any is stale.")
def convert(slugs: tuple[str, ...], *, check: bool) -> None:
    """Write the Markdown of all reports, or of the named ones, beside their sources."""
    from generator.build.convert import convert as plan_files
    from generator.edition.read import read_reports
    from generator.settings.standing import check_alone, edited_in, standings

    project = open_project(Path.cwd())
    chosen = project.chosen(slugs)
    found = standings(project)
    check_alone(found)
    # If the source of a public report was edited, its Markdown stays as it is, and so do the pages around the reports.
    edited = edited_in(found)
    wanted = [slug for slug in chosen if slug not in edited]
    retracted = None if edited else [one for one in found.values() if one.is_retracted]
    with Steps() as steps:
        files = plan_files(project, read_reports(project), wanted, steps, retracted)
        steps.tell()
    stale = [str(path.relative_to(project.root)) for path in files]
    if check and stale:
        raise CheckFailed(
            say("stale: {stale}; run `gongkai convert` and commit what it writes.", stale=", ".join(stale))
        )
    write_all(files)
    click.echo(say("{count} files written.", count=len(stale)) if stale else say("All files are up to date."))
    if edited:
        raise UserError("\n".join(edited.values()))


@main.command(epilog="Example: gongkai build --site-dir public")
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@SITE_DIR
@click.option("--drafts", is_flag=True, help="A preview: drafts as well, marked as such; needs a --site-dir.")
@click.option(
    "--accept-edit",
    "accepted",
    multiple=True,
    metavar="SLUG",
    help="Take the source of a published report as it is now: the edit was no change of its text.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; as many as there are cores if not given.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask scheduler whose workers build the reports: tcp://HOST:PORT."
)
@click.option("--repair", is_flag=True, help="Build also what has a file that no build wrote, or lacks one.")
@click.option("-v", "--verbose", is_flag=True, help="Print a table of every output, with the seconds of each step.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def build(  # noqa: PLR0913 - what the command line lets a user choose
    slugs: tuple[str, ...],
    site_dir: Path | None,
    jobs: int | None,
    scheduler: str | None,
    accepted: tuple[str, ...],
    *,
    drafts: bool,
    verbose: bool,
    quiet: bool,
    repair: bool,
) -> None:
    """Convert, build and prove what has changed since the last build; of the named reports, or of all that are public.

    What is built stands in its place only once it is proven; until then the old one stays. A published report whose
    source was edited or is gone keeps its pages; drafts are in no public site.
    """
    from generator.build.build import build_site
    from generator.publish.publish import accept_edits
    from generator.terminal.verdict import show_verdict

    project = open_project(Path.cwd())
    accept_edits(project, accepted)
    with Steps() as steps:
        summary = build_site(
            project, slugs, site_dir, steps, jobs=jobs, scheduler=scheduler, repair=repair, drafts=drafts
        )
    show_verdict(summary, steps, site_dir or mkdocs_settings(project).site, verbose=verbose, quiet=quiet)


@main.command(epilog="Example: gongkai serve --port 8001")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port on this machine.")
def serve(port: int) -> None:
    """Preview the site; a change in a source, in site_config or in a page shows at once."""
    from generator.preview.server import serve_site

    serve_site(open_project(Path.cwd()), port)


@main.command(epilog="Example: gongkai manual quickstart")
@click.argument("topic", required=False)
@click.option("--open", "in_browser", is_flag=True, help="Open it in the browser.")
def manual(topic: str | None, *, in_browser: bool) -> None:
    """Show a page of the manual, or which pages there are."""
    from generator.terminal.manual import show_manual

    click.echo(show_manual(topic, in_browser=in_browser))
