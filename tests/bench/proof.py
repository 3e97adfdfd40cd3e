"""Compares the cost of proof and build in one run: `python tests/bench/proof.py` prints a table and asserts nothing.

Both are of the first report, in turn, so that a busy moment affects both; the median of three counts. `--seen` needs
Chromium. On a busy machine only the CPU time is of use.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.proof.seen.browser import VIEWS  # noqa: E402 - a script finds its project first
from tests.bench.cost import Cost, run  # noqa: E402
from tests.bench.ratios import build, median  # noqa: E402
from tests.project import FIRST, GONGKAI, copy_project  # noqa: E402

TURNS = 3


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        project = copy_project(Path(name) / "project", reports=False)
        shutil.copytree(ROOT / "docs_src" / FIRST, project.root / "docs_src" / FIRST, dirs_exist_ok=True)
        found = project.root / "seen.json"
        costs: dict[str, list[Cost]] = {"build": [], "verify": [], "verify --seen": []}
        for _ in range(TURNS):
            shutil.rmtree(project.site, ignore_errors=True)
            costs["build"].append(build(project))
            costs["verify"].append(run(project.root, str(GONGKAI), "verify"))
            seen = ("verify", "--seen", "--report", str(found))
            costs["verify --seen"].append(run(project.root, str(GONGKAI), *seen))
        told = json.loads(found.read_text(encoding="utf-8"))
    whole = median(costs["build"])
    print(f"{'what':16} {'seconds':>8} {'CPU':>8} {'MB':>6} {'seconds / build':>16} {'CPU / build':>12}")
    for what, all_of_it in costs.items():
        one = median(all_of_it)
        ratios = f"{one.wall / whole.wall:16.2f} {one.cpu / whole.cpu:12.2f}"
        print(f"{what:16} {one.wall:8.2f} {one.cpu:8.2f} {one.megabytes:6.0f} {ratios}")
    verify, seen_too = median(costs["verify"]), median(costs["verify --seen"])
    views = told["pages"] * len(VIEWS)
    for what, spent in (("seconds", seen_too.wall - verify.wall), ("of CPU", seen_too.cpu - verify.cpu)):
        print(
            f"--seen: {told['pages']} pages in {len(VIEWS)} views and {told['sheets']} sheets of paper in {spent:.1f} "
            f"{what}: {views / spent:.1f} pages a second and view, {spent / views:.2f} each"
        )


if __name__ == "__main__":
    main()
