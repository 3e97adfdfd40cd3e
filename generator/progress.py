"""What a user sees of long work: progress on a terminal, nothing in a pipe, what is to be read at the end."""

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
"""Characters of a line of a table where there is no terminal to ask: nothing is broken over lines."""


@dataclass(slots=True)
class Proven:
    """A line of the summary."""

    report: str
    output: str
    pages: int
    proven: int
    """Characters found in the output, in order."""
    total: int
    """Characters of the source that are not white space and not chrome."""
    size: int
    """Bytes."""
    compared: str
    """How the characters were compared."""
    file: str = ""
    """The output's file beside the cover, empty where it is a set of pages."""


@dataclass(slots=True)
class Summary:
    """What a command did."""

    rows: list[Proven]
    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds by step."""
    size: int = 0
    """Bytes of the whole site; 0 where none was built."""
    unchanged: int = 0
    """Reports that needed no building."""
    after: list[str] = field(default_factory=list)
    """What is to be told of other reports, a line each."""


class Steps:
    """The steps of a command, shown while they run; what the user should read is kept for the end."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        """How many notes there are of each report."""
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
        if kind is not None:  # before the error, which ends what is printed
            self.tell()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and show that it runs."""
        task = self._progress.add_task(name, total=None)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - start)
            self._progress.remove_task(task)

    def add(self, name: str, seconds: float) -> None:
        """Add to the time of a step that ran elsewhere."""
        self.seconds[name] = self.seconds.get(name, 0) + seconds

    def note(self, text: str, report: str = "") -> None:
        """Keep something that the user should read, of a report or of the whole; what was said is not said again."""
        if text not in self._notes:
            self._notes.append(text)
            self.counted[report] += 1

    def tell(self) -> None:
        """Print what the user should read on standard error, once."""
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
    click.echo(drawn(table))  # rich would call a reader that has read enough an error
    if summary.unchanged:
        click.echo(unchanged_told(summary.unchanged))


def drawn(table: Table) -> str:
    """Return a table as a terminal shows it, or as a pipe gets it."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
    with console.capture() as shown:
        console.print(table)
    return shown.get().rstrip("\n")


def unchanged_told(count: int) -> str:
    """Return what to say of reports that needed no building."""
    return say("{count} reports were not built again: nothing that they are made of has changed.", count=count)


def _output_told(output: str) -> str:
    """Return the name of an output, which the proof's data has in English, in the publisher's language."""
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
    """Return how an output was compared, which the proof's data has in English, in the publisher's language."""
    how, _, by_hand = compared.partition(", ")
    told = {"exactly": say("exactly"), "width of marks folded": say("width of marks folded")}.get(how, how)
    if number := re.match(r"\d+", by_hand):
        return say("{how}, {count} lines set aside by hand", how=told, count=number[0])
    return told


def told_size(size: int) -> str:
    """Return a number of bytes as people read it: 433 kB, 1.2 MB."""
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
