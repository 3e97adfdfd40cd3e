"""Measures a command from a process of its own around it, so that memory and CPU are the command's alone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = """import resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
print(done.stdout)
sys.stderr.write(done.stderr[-4000:])
sys.exit(done.returncode)
"""

# Modules are compiled already, as for an installed program.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "NO_MKDOCS_2_WARNING": "1",
}
"""The environment of all commands that are measured."""
MKDOCS = (sys.executable, "-c", "import sys; sys.modules['jieba'] = None; from mkdocs.__main__ import cli; cli()")
"""The command of MkDocs without jieba: if that is installed, as for tests/bench/search.py, Material segments all text
with it, which doubles the cost of stock Material."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost."""

    wall: float
    """Seconds."""
    cpu: float
    """CPU seconds of all its processes."""
    megabytes: float
    """Peak memory of its largest process, in megabytes."""
    told: str = ""
    """What it printed."""


def run(folder: Path, *command: str) -> Cost:
    """Run a command in a folder, and stop if it fails."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *command],
        cwd=folder,
        env=ENVIRONMENT,
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(
            f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        )
    first, _, told = done.stdout.partition("\n")
    wall, cpu, megabytes = map(float, first.split())
    return Cost(wall, cpu, megabytes, told)


def steps(told: str) -> str:
    """Return the steps of a build and their seconds, out of the table that `gongkai build -v` prints."""
    rows = [row.split("│") for row in told[told.rindex("│ total ") :].splitlines()]
    return ", ".join(" ".join(" ".join(row[2] for row in rows if len(row) > 2).split()).split(" + "))
