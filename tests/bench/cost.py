"""What a command costs, measured by a process around it, so that memory and CPU are the command's own."""

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

# As installed programs run: their modules are compiled already.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "NO_MKDOCS_2_WARNING": "1",
}
"""What all that is measured runs in."""
MKDOCS = (sys.executable, "-c", "import sys; sys.modules['jieba'] = None; from mkdocs.__main__ import cli; cli()")
"""MkDocs without jieba: where that is installed, as for the bench of search, Material cuts all words with it, and bare
costs twice as much."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all its processes."""
    megabytes: float
    """Peak memory of its largest process."""
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
