"""The output at the end of a build: a line for each report, notes, and the site's path; or a table of all outputs."""

from __future__ import annotations

from pathlib import Path

import click

from generator.progress import Proven, Steps, Summary, show_summary, unchanged_told
from generator.wording import say


def show_verdict(summary: Summary, steps: Steps, site: Path, *, verbose: bool, quiet: bool) -> None:
    """Print the summary of a build, then notes, then the site's path; notes go to standard error.

    With `verbose`, a table of all outputs replaces the line for each report; with `quiet`, nothing is printed.
    """
    if quiet:
        return
    if verbose:
        show_summary(summary)
    else:
        for line in _lines(summary, steps):
            click.echo(line)
    steps.tell()
    for line in summary.after:
        click.echo(line)
    click.echo(say("Open: {path}", path=site / "index.html"))


def _lines(summary: Summary, steps: Steps) -> list[str]:
    reports: dict[str, list[Proven]] = {}
    for row in summary.rows:
        reports.setdefault(row.report, []).append(row)
    lines = [
        say(
            "{report}: all {characters:,} characters proven in {outputs} outputs; pages: {pages}; warnings: {warnings}",
            report=report,
            characters=rows[0].total,
            outputs=len(rows),
            pages=rows[0].pages,
            warnings=steps.counted[report],
        )
        for report, rows in reports.items()
    ]
    if summary.unchanged:
        lines.append(unchanged_told(summary.unchanged))
    return lines
