"""Runs gongkai on a terminal, or interrupts it, kills it or fills its disk at an exact write (stop_at_write.py).

Each run is a process forked from one that has loaded the modules that a build needs, and has done nothing else: to
load them for every run would take most of the time.
"""

from __future__ import annotations

import os
import pty
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from tests.project import LONGEST_RUN, Project

How = Literal["count", "interrupt", "kill", "full"]

_LOADED = ("generator", "mkdocs", "material", "markdown", "jinja2", "lxml", "pyarrow", "typst", "pypdfium2", "rich")
"""Packages whose modules are loaded before the fork, if this process has loaded them."""
_OWN = ("click.testing", "pytest", "tests.stopping")
"""Further modules that are loaded before the fork, because this module needs them in each run."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """How a run ended."""

    code: int
    """Its exit code; the negative number of the signal if a signal ended it."""
    told: str
    """Its standard error."""
    log: list[str]
    """The write at which it was stopped, or all its writes if they were only counted; empty if it ended before that."""


def stopped(project: Project, folder: Path, how: How, at: int, *arguments: str | Path) -> Stopped:
    """Run `gongkai` in a project and stop it at its write number `at`; its output and log are kept in `folder`."""
    log, errors = folder / "stop.log", folder / "stop.err"
    log.unlink(missing_ok=True)
    given = {"STOP_ROOT": str(project.root), "STOP_AT": str(at), "STOP_HOW": how, "STOP_LOG": str(log)}
    code = _forked(_run, project.root, errors, given, list(map(str, arguments)))
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return Stopped(code, errors.read_text(encoding="utf-8").strip(), lines)


def typed(project: Project, folder: Path, keys: str, *arguments: str | Path) -> tuple[int, str]:
    """Run `gongkai` on a terminal with `keys` typed; return its exit code and what it showed.

    While it runs, its output is kept in `folder`.
    """
    shown = folder / "typed.out"
    ours, theirs = pty.openpty()
    os.write(ours, keys.encode())
    code = _forked(_run_on_terminal, project.root, os.ttyname(theirs), shown, list(map(str, arguments)))
    os.close(theirs)
    os.close(ours)
    return code, shown.read_text(encoding="utf-8")


def _forked(work: Callable[..., None], *given: object) -> int:
    """Call `work` in a process that has all modules loaded, and return its exit code."""
    context = get_context("forkserver")
    loaded = [name for name in sorted(sys.modules) if name.partition(".")[0] in _LOADED]
    context.set_forkserver_preload([*loaded, *_OWN])
    process = context.Process(target=work, args=given)
    process.start()
    process.join(LONGEST_RUN)
    code = process.exitcode
    if code is None:
        process.kill()
        process.join()
        raise TimeoutError(given)
    return code


def _run_on_terminal(root: Path, terminal: str, shown: Path, arguments: list[str]) -> None:
    """Run the command line in this process with a terminal as standard input."""
    out = os.open(shown, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(terminal, os.O_RDWR | os.O_NOCTTY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdin = os.fdopen(0, closefd=False)
    os.chdir(root)
    sys.dont_write_bytecode = True

    from generator.cli import main  # noqa: PLC0415 - loaded in this process already

    main(arguments, prog_name="gongkai")


def _run(root: Path, errors: Path, given: dict[str, str], arguments: list[str]) -> None:
    """Run the command line in this process, which ends with its exit code."""
    out = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.chdir(root)
    os.environ.update(given)
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.default_int_handler)

    from generator.cli import main  # noqa: PLC0415 - loaded in this process already
    from tests import stop_at_write  # noqa: F401, PLC0415 - counts from here on

    main(arguments, prog_name="gongkai")
