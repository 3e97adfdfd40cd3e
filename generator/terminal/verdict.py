"""The end of a build: a line a report, what to read, where to look; the whole table for who asks for it."""

from __future__ import annotations

from pathlib import Path

import click

from generator.progress import Proven, Steps, Summary, show_summary, unchanged_told
from generator.wording import say


def show_verdict(summary: Summary, steps: Steps, site: Path, *, verbose: bool, quiet: bool) -> None:
    """Print what a build did on standard output, and between it and the site's path the notes on standard error.

    With `verbose` the whole table stands in place of the lines; with `quiet` nothing is printed.
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
