"""Measures builds of many reports: `python tests/bench/scale.py 10 100` prints one table and asserts nothing.

For each number of invented reports of the first one's size: a build of all, one with a report added, one with nothing
changed. Up to 200 reports also a build with a single process, and, unless `--ours` is given, builds of the same
Markdown by stock Material, and by Zensical if tests/ci_other_builders.py has installed it. Seconds are wall clock on
this machine. A build with a report added and one of a report alone run in turn, since a machine may be slower for a
while: the median of five, and the median of the five ratios. Memory is the peak of the largest process.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.cost import MKDOCS, Cost, run, steps  # noqa: E402 - a script finds its project first
from tests.bench.invented import invented_report  # noqa: E402
from tests.project import GONGKAI, Project, copy_project  # noqa: E402

BUILD = str(GONGKAI), "build"
ZENSICAL = ROOT / ".venv-other-builders" / "bin" / "zensical"
STOCK = """site_name: stock
docs_dir: docs_src
site_dir: site
theme: {name: material, language: zh, font: false}
plugins: [search]
markdown_extensions: [attr_list, md_in_html, tables, {toc: {toc_depth: 1-4}}]
"""
LARGEST_STOCK = 200
"""Maximum number of reports for the stock tools, whose time grows with the square of it."""
ADDED = (99999, 99998, 99997, 99996, 99995)
"""Seeds of the reports that are added, one after the other; each is of a body that has no other report."""


def make(folder: Path, reports: int) -> Project:
    """Make a project with a number of invented reports."""
    project = copy_project(folder, reports=False)
    for seed in range(reports):
        project.add_source(f"r{seed:05}", invented_report(seed))
    return project


def size(folder: Path, ending: str = "") -> float:
    """Return the megabytes of a folder's files whose names have an ending."""
    return sum(path.stat().st_size for path in folder.rglob(f"*{ending}") if path.is_file()) / 1e6


def stock(project: Project, folder: Path) -> Path:
    """Return a copy of the committed Markdown for the stock tools, with the same navigation."""
    shutil.copytree(project.root / "docs_src", folder / "docs_src", ignore=shutil.ignore_patterns("source.*", ".*"))
    nav: list[object] = ["index.md"]
    nav += [yaml.safe_load(path.read_text("utf-8")) for path in sorted((project.root / "docs_src").glob("*/.nav.yml"))]
    config = STOCK + yaml.safe_dump({"nav": nav}, allow_unicode=True, width=sys.maxsize)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


def median(costs: Iterable[Cost]) -> Cost:
    """Return the cost with the median wall-clock time; the number of costs must be odd."""
    found = sorted(costs, key=lambda cost: cost.wall)
    return found[len(found) // 2]


def row(reports: int, what: str, cost: Cost, html: float = 0, whole: float = 0) -> None:
    """Print a line of the table."""
    each = cost.wall / reports
    sizes = f"{html:9.1f} {whole:9.1f}" if html else f"{'':9} {'':9}"
    print(f"{reports:7} {what:34} {cost.wall:8.1f} {each:8.3f} {cost.megabytes:8.0f} {sizes}", flush=True)


def add(project: Project, seed: int) -> Cost:
    """Add a report, and return the cost of the build after that."""
    project.add_source(f"r{seed:05}", invented_report(seed))
    return run(project.root, *BUILD)


def measure(folder: Path, reports: int, *, ours: bool) -> None:
    """Measure builds of a number of reports; if `ours`, only gongkai's."""
    project = make(folder / "ours", reports)
    whole = run(project.root, *BUILD, "-v")
    row(reports, "gongkai build", whole, size(project.site, ".html"), size(project.site))
    print(f"{'':7} by step, over all processes: {steps(whole.told)}", flush=True)
    row(reports, "nothing changed", run(project.root, *BUILD))
    pairs = [(add(project, seed), run(make(folder / f"alone{seed}", 1).root, *BUILD)) for seed in ADDED]
    row(1, f"one added to {reports}", median(added for added, _ in pairs))
    row(1, "one alone", median(alone for _, alone in pairs))
    ratios = sorted(added.wall / alone.wall for added, alone in pairs)
    told = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"{'':7} one added / one alone: {statistics.median(ratios):.2f} ({told})", flush=True)
    if reports <= LARGEST_STOCK:
        shutil.rmtree(project.site)
        row(reports, "gongkai build --jobs 1", run(project.root, *BUILD, "--jobs", "1"))
    if reports <= LARGEST_STOCK and not ours:
        (folder / "stock").mkdir()
        copy = stock(project, folder / "stock")
        row(reports, "stock Material", run(copy, *MKDOCS, "build", "-q"),
            size(copy / "site", ".html"), size(copy / "site"))  # fmt: skip
        if ZENSICAL.exists():
            shutil.rmtree(copy / "site")
            row(reports, "Zensical", run(copy, str(ZENSICAL), "build"),
                size(copy / "site", ".html"), size(copy / "site"))  # fmt: skip


def main() -> None:
    """Measure each number of reports among the arguments."""
    print(f"{'reports':>7} {'what':34} {'seconds':>8} {'each':>8} {'MB peak':>8} {'MB html':>9} {'MB site':>9}")
    ours = "--ours" in sys.argv
    for reports in [int(word) for word in sys.argv[1:] if word != "--ours"] or [10]:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), reports, ours=ours)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
