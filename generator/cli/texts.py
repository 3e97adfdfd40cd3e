"""Commands that show what reports say: outline, export, checks, explanation of statuses, search and quotations."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from generator.cli.group import main
from generator.publish.pending import open_project
from generator.settings.project import source_named


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


# `ignore_unknown_options`, as a query may begin with a minus: -3.2% is not an option.


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
