"""Stops a Python program at its Nth write below a folder; tests import it in the process that they stop.

An interrupt, a kill or a full disk then comes at an exact place, and no test has to guess at seconds.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path
from typing import Any

ROOT = os.environ["STOP_ROOT"]
AT = int(os.environ["STOP_AT"])
HOW = os.environ["STOP_HOW"]
LOG = Path(os.environ["STOP_LOG"])
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir"}

count = 0


def _path(value: Any) -> str:
    return os.fsdecode(value) if isinstance(value, str | bytes | os.PathLike) else ""


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Count a write; at the chosen one, interrupt, kill or fail."""
    global count  # noqa: PLW0603 - an audit hook can't be given anything else to remember by
    if event == "open":
        if not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
    elif event not in CHANGES or (HOW == "full" and event != "os.mkdir"):
        return
    path = _path(arguments[0])
    if not path.startswith(ROOT) or (event == "os.mkdir" and Path(path).exists()):
        return
    count += 1
    if HOW == "count":
        with LOG.open("a") as log:
            log.write(f"{event} {path}\n")
    elif count == AT and HOW == "interrupt":
        LOG.write_text(f"interrupted at {event} {path}")
        os.kill(os.getpid(), signal.SIGINT)
    elif count == AT and HOW == "kill":
        LOG.write_text(f"killed at {event} {path}")
        os.kill(os.getpid(), signal.SIGKILL)
    elif count == AT and HOW == "full":
        LOG.write_text(f"failed at {event} {path}")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


sys.addaudithook(watch)
