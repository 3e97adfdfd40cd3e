"""Measures the CPU time of finding the first report's facts, here and in other checkouts: tests.bench.facts [DIR …].

The checkouts take turns, so that a busy machine affects all of them; the least time of each one's runs is printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "docs_src/huadu-2021/source.txt"
TURNS = 4
_TIMED = """
import sys, time
from pathlib import Path
from generator.facts.annotate import annotate
from generator.facts.mentions import Names
from generator.outline import outline
from generator.readers import read_file
try:
    from generator.settings.report import ReportSettings
except ImportError:
    from generator.settings import ReportSettings
report, settings, names = outline(read_file(Path(sys.argv[1]))), ReportSettings(), Names()
annotate(report, settings, names)
least = 1e9
for _ in range(7):
    begun = time.process_time()
    annotate(report, settings, names)
    least = min(least, time.process_time() - begun)
print(least)
"""


def cost(checkout: Path) -> float:
    """Return the CPU seconds of one reading of the facts by the code of a checkout."""
    command = [sys.executable, "-c", _TIMED, str(SOURCE)]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(command, cwd=checkout, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    """Print a line for each checkout."""
    checkouts = [ROOT, *map(Path, sys.argv[1:])]
    turns = [[cost(checkout.resolve()) for checkout in checkouts] for _ in range(TURNS)]
    for checkout, runs in zip(checkouts, zip(*turns, strict=True), strict=True):
        print(f"{checkout}: {min(runs) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
