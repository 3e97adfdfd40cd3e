"""A task, one piece of a build: reading or building a report, or something around the reports; and its bench."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from generator.errors import CheckFailed, UserError


@dataclass(frozen=True, slots=True)
class Failed:
    """The result of a task that could not be done: the error's message and exit code."""

    message: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Bench:
    """What every task of a build is given; paths are those of the machine that runs the task."""

    root: Path
    """The project's folder."""
    common: str
    """Digest of what every page of the site depends on."""
    assets: Path
    """The folder with the files that pages load: styles, scripts, fonts, images."""
    read: Path
    """The folder for copies of the reports' folders and the editions read from them."""
    target: Path
    """The folder into which the reports' folders are built."""
    flat: bool
    """Whether a page is a file, `p1.html`, and not a folder, `p1/index.html`."""


@dataclass(frozen=True, slots=True)
class Task(ABC):
    """A piece of a build that any process can do; it can be pickled."""

    name: str
    """The report's slug, or the name of a task around the reports (`pages`, `data`, `figures`, `assets`)."""

    @property
    def weight(self) -> float:
        """How much memory the task leaves unfreed, in units of one built report; the pool replaces full processes."""
        return 1

    @abstractmethod
    def run(self, bench: Bench) -> Any:
        """Do the task and return its result.

        Raises UserError for mistakes that the publisher can correct, CheckFailed if a proof fails.
        """


def attempt(task: Task, bench: Bench) -> Any:
    """Do a task; return its result, or `Failed` after a UserError or CheckFailed; other errors are raised."""
    try:
        return task.run(bench)
    except click.ClickException as error:
        return Failed(error.message, error.exit_code)


def made_by(done: Iterable[tuple[Task, Any]], tasks: Iterable[Task]) -> list[Any]:
    """Return the results of the tasks `done`, in the order of `tasks`; raise the error of the first that failed."""
    found = {task.name: made for task, made in done}
    for made in found.values():
        if isinstance(made, Failed):
            raise error_of([made])
    return [found[task.name] for task in tasks]


def error_of(failures: Iterable[Failed]) -> UserError | CheckFailed:
    """Return one error with the messages of all failures: UserError if one of them was, else CheckFailed."""
    found = list(failures)
    told = "\n".join(failed.message for failed in found)
    mistake = any(failed.exit_code == UserError.exit_code for failed in found)
    return UserError(told) if mistake else CheckFailed(told)
