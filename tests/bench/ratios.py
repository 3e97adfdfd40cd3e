"""Measures builds as ratios in one run: `python tests/bench/ratios.py 30 100 1000` prints a table.

*Bare* is stock Material on the same committed Markdown without gongkai; *one alone* is gongkai's first build of one
report. Both run in turn, so that a busy moment affects both; the median of five counts, of two for many reports.
Seconds are wall clock, CPU is that of all processes; on a busy machine only the latter is of use.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.cost import MKDOCS, Cost, run  # noqa: E402 - a script finds its project first
from tests.bench.invented import invented_report  # noqa: E402
from tests.bench.scale import ADDED, STOCK, make  # noqa: E402
from tests.project import FIRST, GONGKAI, Project, copy_project  # noqa: E402

TURNS = 5


def build(project: Project) -> Cost:
    """Return the cost of gongkai's build."""
    return run(project.root, str(GONGKAI), "build")


def bare(project: Project, folder: Path) -> Cost:
    """Return the cost of stock Material's build of a project's Markdown."""
    shutil.rmtree(folder, ignore_errors=True)
    left_out = shutil.ignore_patterns("source.*", ".*")
    shutil.copytree(project.root / "docs_src", folder / "docs_src", ignore=left_out)
    (folder / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    return run(folder, *MKDOCS, "build", "--quiet")


def tell(what: str, ratio: float, aim: str, *costs: Cost) -> None:
    """Print a line of the table."""
    told = "; ".join(f"{cost.wall:.2f} s, {cost.cpu:.2f} s CPU, {cost.megabytes:.0f} MB" for cost in costs)
    print(f"{what:58} {ratio:6.2f}  {aim:12} {told}", flush=True)


def median(costs: list[Cost]) -> Cost:
    """Return the median of each measure of several costs."""
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "megabytes")))


def first_report(folder: Path) -> Cost:
    """Measure the first report against stock Material; return the cost of the latter."""
    project = copy_project(folder / "first", reports=False)
    shutil.copytree(ROOT / "docs_src" / FIRST, project.root / "docs_src" / FIRST, dirs_exist_ok=True)
    ours, stock = [], []
    for _ in range(TURNS):
        shutil.rmtree(project.site, ignore_errors=True)
        ours.append(build(project))
        stock.append(bare(project, folder / "bare"))
    mine, theirs = median(ours), median(stock)
    tell("first report, wall clock / bare", mine.wall / theirs.wall, "1.7", mine, theirs)
    tell("first report, CPU / bare", mine.cpu / theirs.cpu, "", mine, theirs)
    return theirs


def many(folder: Path, reports: int) -> None:
    """Measure builds of a number of invented reports: the first, one with a report added, one with nothing changed."""
    project = make(folder / "many", reports)
    whole = build(project)
    nothing = median([build(project) for _ in range(3)])
    added, alone, stock = [], [], []
    for seed in ADDED:
        project.add_source(f"r{seed:05}", invented_report(seed))
        added.append(build(project))
        one = make(folder / f"alone{seed}", 1)
        alone.append(build(one))
        stock.append(bare(one, folder / "bare"))
        shutil.rmtree(one.root)
    single, theirs = median(alone), median(stock)
    tell(f"{reports} reports, CPU each / bare of one", whole.cpu / reports / theirs.cpu, "1.2", whole, theirs)
    ratio = statistics.median(a.wall / b.wall for a, b in zip(added, alone, strict=True))
    tell(f"one added to {reports} / one alone, wall clock", ratio, "1.5, 2", median(added), single)
    tell(f"nothing changed at {reports} / one alone, wall clock", nothing.wall / single.wall, "2", nothing, single)
    tell(f"largest process at {reports}, MB", whole.megabytes, "400")
    shutil.rmtree(project.root)


def main(numbers: list[int]) -> None:
    """Print all ratios."""
    print(f"{'what':58} {'ratio':>6}  {'at most':12} costs (ours; the other)")
    with tempfile.TemporaryDirectory() as name:
        first_report(Path(name))
        for number in numbers:
            many(Path(name) / str(number), number)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [30])
