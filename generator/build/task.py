"""A piece of a build's work, and the bench it is done at: alike for a report and for what is around them."""

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
    """Why a piece of work could not be done."""

    message: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Bench:
    """What every task needs to know; paths on the machine that it is done on."""

    root: Path
    """The project."""
    common: str
    """Digest of what every page of the site depends on."""
    assets: Path
    """What pages ask for beside themselves."""
    read: Path
    """The folder for what is read of the reports."""
    target: Path
    """The folder for the reports' folders."""
    flat: bool
    """Whether the site's pages are files, p1.html, and not folders."""


@dataclass(frozen=True, slots=True)
class Task(ABC):
    """A piece of work that any process can do."""

    name: str
    """The report's short name, or a name for what is around the reports."""

    @property
    def weight(self) -> float:
        """How much memory it leaves taken, in reports that were built: a process that had enough is replaced."""
        return 1

    @abstractmethod
    def run(self, bench: Bench) -> Any:
        """Do it; raises UserError for what the publisher can mend, CheckFailed if a proof fails."""


def attempt(task: Task, bench: Bench) -> Any:
    """Do a task; return what it made, or why it failed where that is no error of gongkai's."""
    try:
        return task.run(bench)
    except click.ClickException as error:
        return Failed(error.message, error.exit_code)


def made_by(done: Iterable[tuple[Task, Any]], tasks: Iterable[Task]) -> list[Any]:
    """Return what tasks made that were `done`, in the order of `tasks`; raise the error of one that failed."""
    found = {task.name: made for task, made in done}
    for made in found.values():
        if isinstance(made, Failed):
            raise error_of([made])
    return [found[task.name] for task in tasks]


def error_of(failures: Iterable[Failed]) -> UserError | CheckFailed:
    """Return the error that tells of failures."""
    found = list(failures)
    told = "\n".join(failed.message for failed in found)
    mistake = any(failed.exit_code == UserError.exit_code for failed in found)
    return UserError(told) if mistake else CheckFailed(told)
