"""Measures what gongkai costs: `python tests/bench/bench.py` prints one table and asserts nothing.

Times are seconds on this machine, the best of several rounds.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.edition.edition import Edition  # noqa: E402
from generator.outline import outline  # noqa: E402 - a script finds its project first
from generator.readers import read_file  # noqa: E402
from generator.settings.report import load_report_settings  # noqa: E402
from generator.writers.folder import write_report  # noqa: E402
from tests.bench.cost import MKDOCS, run, steps  # noqa: E402
from tests.project import FIRST, GONGKAI, copy_project  # noqa: E402

TIMES = 200
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def convert_once(path: Path) -> int:
    """Read, outline and write one report in memory; return its number of characters."""
    settings = load_report_settings(ROOT / "site_config" / "reports" / f"{FIRST}.yml")
    source = read_file(path, settings)
    write_report(Edition(outline(source, settings), settings), FIRST)
    return len(source.text)


def bench_memory(source: Path) -> None:
    """Measure the first report, read 200 times, and print that for a megabyte of text."""
    convert_once(source)
    taken = seconds(lambda: [convert_once(source) for _ in range(TIMES)])
    megabytes = source.stat().st_size * TIMES / 1_000_000
    print(f"read + outline + write, first report × {TIMES}: {taken:.2f} s ({taken / TIMES * 1000:.1f} ms each)")
    print(f"the same for each MB of text, in reports of this size: {taken / megabytes:.2f} s")


def bench_one_large(source: Path, folder: Path) -> None:
    """Measure one report of about a megabyte: a character should cost no more than in a short one."""
    lines = source.read_text(encoding="utf-8").splitlines()
    body = next(i for i, line in enumerate(lines) if line.strip().startswith("一、"))
    end = next(i for i, line in enumerate(lines) if line.strip().startswith("欢迎广大"))
    copies = 1_000_000 // len("\n".join(lines[body:end]).encode()) + 1
    large = folder / "source.txt"
    large.write_text("\n".join([*lines[:body], *lines[body:end] * copies, *lines[end:]]), encoding="utf-8")
    size = large.stat().st_size / 1_000_000
    taken = min(seconds(lambda: convert_once(large)) for _ in range(2))
    print(f"one report of {size:.2f} MB: {taken:.2f} s, {taken / size:.2f} s for each MB")


def bench_build(folder: Path) -> None:
    """Measure `gongkai build` against `mkdocs build` of the same Markdown."""
    project = copy_project(folder / "project")
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(ROUNDS):  # in turn, so that a busy moment affects both
        for times, command in ((ours, [str(GONGKAI), "build"]), (bare, [*MKDOCS, "build", "--quiet"])):
            shutil.rmtree(project.site, ignore_errors=True)
            times.append(run(project.root, *command).wall)
    print(f"gongkai build {min(ours):.2f} s, mkdocs build {min(bare):.2f} s: {min(ours) / min(bare):.2f} times")
    print("by step:", steps(project.must("build", "-v")))


def main() -> None:
    """Print all measures."""
    source = ROOT / "docs_src" / FIRST / "source.txt"
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores")
    bench_memory(source)
    with tempfile.TemporaryDirectory() as name:
        bench_one_large(source, Path(name))
        bench_build(Path(name))


if __name__ == "__main__":
    main()
