"""What a user sees of long work: progress on a terminal (none in a pipe), and notes and a summary at the end."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from generator.wording import say

_PIPE_WIDTH = 160
"""Width of a table in characters where output goes to a pipe: wide enough that no row is broken over lines."""


@dataclass(slots=True)
class Proven:
    """A line of the summary: one output of one report, and how much of the report was found in it."""

    report: str
    output: str
    pages: int
    proven: int
    """Characters found in the output, in order."""
    total: int
    """Characters of the source without white space and page chrome."""
    size: int
    """Size of the output in bytes."""
    compared: str
    """How the characters were compared, in English: `exactly`, `width of marks folded, 2 lines set aside by hand`."""
    file: str = ""
    """Name of the output's file in the report's folder; empty if the output is a set of pages."""


@dataclass(slots=True)
class Summary:
    """What a command did: the outputs that it proved, the time it took, the size of the site."""

    rows: list[Proven]
    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds by name of the step."""
    size: int = 0
    """Size of the whole site in bytes; 0 if none was built."""
    unchanged: int = 0
    """Reports that needed no building."""
    after: list[str] = field(default_factory=list)
    """Lines about other reports, printed after the table."""


class Steps:
    """The steps of a command: shown while they run, timed, and with notes that are printed at the end."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        """Number of notes by report; `""` counts those about no single report."""
        self._notes: list[str] = []
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        self._progress = Progress(*columns, console=self._console, transient=True, disable=not sys.stderr.isatty())
        self.seconds: dict[str, float] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()
        if kind is not None:  # The notes come before the error message, which is the last thing printed.
            self.tell()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a step while the block runs, and add its duration to `seconds`."""
        task = self._progress.add_task(name, total=None)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - start)
            self._progress.remove_task(task)

    def add(self, name: str, seconds: float) -> None:
        """Add to the duration of a step, such as one that ran in another process."""
        self.seconds[name] = self.seconds.get(name, 0) + seconds

    def note(self, text: str, report: str = "") -> None:
        """Keep a note for the end, once; `report` is the report's slug, empty for a note about no single report."""
        if text not in self._notes:
            self._notes.append(text)
            self.counted[report] += 1

    def tell(self) -> None:
        """Print the kept notes on standard error and forget them."""
        for text in self._notes:
            self._console.print(text, markup=False)
        self._notes.clear()


def show_summary(summary: Summary) -> None:
    """Print the summary as one table on standard output."""
    table = Table(show_footer=bool(summary.size or summary.seconds))
    taken = " + ".join(
        say("{step} {seconds:.1f} s", step=name, seconds=seconds) for name, seconds in summary.seconds.items()
    )
    table.add_column(say("report"), footer=say("total"))
    table.add_column(say("output"), footer=taken)
    table.add_column(say("pages"), justify="right", footer=str(sum(row.pages for row in summary.rows)))
    table.add_column(say("characters proven"), justify="right")
    table.add_column(say("compared"))
    table.add_column(say("size"), justify="right", footer=told_size(summary.size) if summary.size else "")
    for row in summary.rows:
        proven = say("{proven:,} of {total:,}", proven=row.proven, total=row.total)
        output, compared = _output_told(row.output), _compared_told(row.compared)
        table.add_row(row.report, output, str(row.pages), proven, compared, told_size(row.size))
    click.echo(drawn(table))  # rich itself reports an error when the reader of a pipe (`| head`) closes it early
    if summary.unchanged:
        click.echo(unchanged_told(summary.unchanged))


def drawn(table: Table) -> str:
    """Return a table as text: as wide as the terminal, or `_PIPE_WIDTH` in a pipe."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
    with console.capture() as shown:
        console.print(table)
    return shown.get().rstrip("\n")


def unchanged_told(count: int) -> str:
    """Return the line that tells how many reports were not built again."""
    return say("{count} reports were not built again: nothing that they are made of has changed.", count=count)


def _output_told(output: str) -> str:
    """Translate the name of an output, English in the proof's data, into the publisher's language."""
    bundle, colon, inside = output.rpartition(": ")
    if version := re.fullmatch(r"version (\d+)", inside):
        return bundle + colon + say("version {number}", number=version[1])
    names = {
        "section pages": say("section pages"),
        "full page": say("full page"),
        "single file": say("single file"),
        "PDF": say("PDF"),
        "PDF, large print": say("PDF, large print"),
    }
    return f"{bundle}{colon}{names.get(inside, inside)}"


def _compared_told(compared: str) -> str:
    """Translate how an output was compared, English in the proof's data, into the publisher's language."""
    how, _, by_hand = compared.partition(", ")
    told = {"exactly": say("exactly"), "width of marks folded": say("width of marks folded")}.get(how, how)
    if number := re.match(r"\d+", by_hand):
        return say("{how}, {count} lines set aside by hand", how=told, count=number[0])
    return told


def told_size(size: int) -> str:
    """Return a number of bytes as people read it: 433 kB, 1.2 MB."""
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
