"""The command line: click only, no work of its own.

Each command imports what it alone needs: all of it takes longer to load than most commands to run.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from generator.errors import CheckFailed, UserError
from generator.files import write_all
from generator.model.messages import told
from generator.progress import Steps, show_summary
from generator.publish.pending import open_project
from generator.settings.mkdocs import mkdocs_settings
from generator.settings.project import source_named
from generator.terminal.commands import Commands
from generator.terminal.streams import speak_plainly
from generator.wording import say

_DAY = click.DateTime(["%Y-%m-%d"])
_YES = click.option("--yes", is_flag=True, help="Ask nothing.")
_SITE_DIR = click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Folder of the built site; if not given, `site_dir` of mkdocs.yml, else `site` beside it.",
)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai")
def main() -> None:
    """Turn official rectification reports into a website that says exactly what they say."""
    for stream in (sys.stdout, sys.stderr):
        speak_plainly(stream)


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
    from generator.settings.standing import edited_in, standings

    project = open_project(Path.cwd())
    chosen = project.chosen(slugs)
    found = standings(project)
    # Where a public report was edited, its pages stay as they are, and so does what is around the reports.
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
@_SITE_DIR
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


@main.command(epilog="Example: gongkai verify --site-dir public --key publisher.pub")
@_SITE_DIR
@click.option("--key", type=click.Path(path_type=Path), help="The publisher's public key, as he told it to you.")
@click.option("--seen", is_flag=True, help="Look at the pages in a browser too; needs gongkai[seen] and Chromium.")
@click.option("--report", type=click.Path(path_type=Path), help="A file for what --seen finds, as JSON.")
def verify(site_dir: Path | None, key: Path | None, report: Path | None, *, seen: bool) -> None:
    """Prove from the built files alone that each page says what the source says, and tell who signed them."""
    from generator.proof.signed import signed_by
    from generator.proof.verify import verify_site

    if report and not seen:
        raise UserError(say("--report is for what --seen finds; give both."))
    folder = site_dir or mkdocs_settings(open_project(Path.cwd())).site
    with Steps() as steps:
        rows = verify_site(folder, steps)
    show_summary(rows)
    click.echo(str(signed_by(folder, key)))
    if seen:
        from generator.proof.seen.telling import tell_seen

        click.echo(tell_seen(folder, report))


@main.command(epilog="Example: gongkai sign --key ~/.ssh/publisher")
@_SITE_DIR
@click.option("--key", type=click.Path(path_type=Path), required=True, help="The private key: `ssh-keygen -t ed25519`.")
def sign(site_dir: Path | None, key: Path) -> None:
    """Sign the built site's manifests, so that readers can tell who published them."""
    from generator.proof.files.signature import is_locked, read_signer, read_signers
    from generator.proof.signed import sign_site, unnamed

    folder = site_dir or mkdocs_settings(open_project(Path.cwd())).site
    password = click.prompt(say("Password"), hide_input=True) if is_locked(key) else ""
    signer = read_signer(key, password)
    count = sign_site(folder, signer)
    click.echo(say("{count} manifests signed with the key {key}.", count=count, key=signer.public.fingerprint))
    if read_signers(folder) is None:
        click.echo(unnamed(), err=True)


@main.command("check-site", epilog="Example: gongkai check-site --site-dir public")
@_SITE_DIR
def check_site(site_dir: Path | None) -> None:
    """Check that the built site carries what Chinese government sites must: page labels (网页标签), and a full foot.

    Exits with 1 and says of each thing that is missing where it is missing and what to put where.
    """
    from generator.terminal.check_site import check_site as check_labels

    click.echo(check_labels(site_dir or mkdocs_settings(open_project(Path.cwd())).site))


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
@_YES
def publish(slug: str, allow: tuple[str, ...], because: str | None, *, yes: bool) -> None:
    """Make a draft public, once nothing that `gongkai check` finds stands in the way; the next build has it."""
    from generator.terminal.desk import publish_report

    publish_report(open_project(Path.cwd()), slug, allow, because, yes=yes)


@main.command(epilog="Example: gongkai retract huadu-2021 --reason '数字有误，核实后重新公布'")
@click.argument("slug")
@click.option("--reason", required=True, help="Why, in words that the site's readers see.")
@click.option("--date", "day", type=_DAY, help="The day of the retraction; today if not given.")
@click.option("--remove-text", is_flag=True, help="Keep nothing of the text: personal data that may not stay public.")
@_YES
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
@click.option("--date", "day", type=_DAY, help="The day of the correction; today if not given.")
@click.option("--dry-run", is_flag=True, help="Show what differs and change nothing.")
@click.option("--force", is_flag=True, help="Also where title, body or most paragraphs are others.")
@click.option("--undo", is_flag=True, help="Take the last correction back, as long as it is not built.")
@_SITE_DIR
@_YES
def correct(
    slug: str, file: Path | None, reason: str | None, day: datetime | None, site_dir: Path | None, **flags: bool
) -> None:
    """Put a corrected source in a published one's place; the old one stays readable at an address of its own."""
    from generator.terminal.desk import correct_or_undo

    given = frozenset(name for name, is_set in flags.items() if is_set)
    project, dated = open_project(Path.cwd()), day.date() if day else None
    correct_or_undo(project, slug, file, reason, dated=dated, site=site_dir, flags=given)


@main.command(epilog="Example: gongkai outline huadu-2021")
@click.argument("file", type=click.Path(path_type=Path), metavar="SLUG|FILE")
@click.option("--settings", type=click.Path(path_type=Path), help="A report's yml with corrections.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def outline(file: Path, settings: Path | None, form: str) -> None:
    """Show the outline that is inferred from a report, by the lines that its yml counts, and what is odd in it."""
    from generator.terminal.shape import shape_of

    click.echo(shape_of(source_named(Path.cwd(), file), settings, form))


@main.command(epilog="Example: gongkai export huadu-2021 --section p2t2f5 --format pdf -o section.pdf")
@click.argument("slug")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "xlsx", "pdf", "md", "txt"]),
    default="json",
    show_default=True,
)
@click.option("--section", metavar="ID", help="A section, item or paragraph alone, as p2t2f5#i2: pdf, md and txt.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File; standard output if none.")
def export(slug: str, form: str, section: str | None, output: Path | None) -> None:
    """Write a report with its facts as JSON, its ledger as a table, or its text, whole or a part of it."""
    from generator.terminal.export import export_report, put_out

    put_out(export_report(open_project(Path.cwd()), slug, form, section), f"{slug}.{form}", output)


@main.command(epilog="Example: gongkai check huadu-2021 --format sarif")
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option(
    "--format", "name", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True, help="Output."
)
def check(slugs: tuple[str, ...], *, name: str) -> None:
    """Look for what should not be published: lost marks, sums that are wrong, personal data; exit 1 on errors."""
    from generator.checks.formats import FORMATS
    from generator.terminal.check import check_project, count_messages, has_errors

    project = open_project(Path.cwd())
    checked = check_project(project, project.chosen(slugs))
    if found := FORMATS[name](checked):
        click.echo(found)
    click.echo(count_messages(checked), err=True)
    raise SystemExit(has_errors(checked))


@main.command(epilog="Example: gongkai explain huadu-2021 p2t1f1i2")
@click.argument("slug")
@click.argument("id_", metavar="ID")
def explain(slug: str, id_: str) -> None:
    """Print why an item or a measure has its status: each clause, the words that decided, how they are read."""
    from generator.terminal.explain import explain_status

    click.echo(explain_status(open_project(Path.cwd()), slug, id_))


# A query may begin with a minus: -3.2% is no option.
@main.command(epilog="Example: gongkai search 村级工业园", context_settings={"ignore_unknown_options": True})
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON.")
def search(query: str, *, as_json: bool) -> None:
    """Search all reports as the site's search box does; words in any order, "exact strings" in quotation marks.

    Exits with 1 if nothing was found.
    """
    from generator.terminal.search import search_project

    answer = search_project(open_project(Path.cwd()), query)
    click.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=2) if as_json else answer.as_text())
    if not answer.results:
        raise SystemExit(1)


@main.command(epilog="Example: gongkai quote article.docx")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print each passage as JSON.")
def quote(file: Path, *, as_json: bool) -> None:
    """Check a text's quotations, as the site's page 引文核对 does: exact, different, or not found in any report.

    FILE is text, Word, a saved page, Markdown or a PDF. Exits with 1 if anything differs or is missing.
    """
    from generator.terminal.quote import check_file, told_as_json, told_as_text

    text, found = check_file(open_project(Path.cwd()), file)
    click.echo(told_as_json(text, found) if as_json else told_as_text(text, found))
    if any(one.place is None or one.distance for one in found):
        raise SystemExit(1)


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


@main.command(epilog="Example: gongkai status")
@_SITE_DIR
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status(site_dir: Path | None, form: str) -> None:
    """Show of each report its state, its version, what is public, what waits to be built, and what `check` finds."""
    from generator.terminal.status import show_status

    project = open_project(Path.cwd())
    click.echo(show_status(project, site_dir or mkdocs_settings(project).site, form))
