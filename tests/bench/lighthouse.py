"""Runs Lighthouse on cover, section page and ledger, as on a phone, behind nginx; and counts the bytes of a first view.

Run `npm ci --prefix tests/bench --ignore-scripts`, then `python tests/bench/lighthouse.py`. It prints a table and the
audits that keep a score under 100, and asserts nothing. A first view is one with an empty cache; the next is of another
page.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Request, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.conftest import FLAGS  # noqa: E402 - a script finds its project first
from tests.project import FIRST, copy_project  # noqa: E402
from tests.webservers import nginx  # noqa: E402

PAGES = {"cover": f"{FIRST}/", "section": f"{FIRST}/p2t2f9/", "ledger": f"{FIRST}/ledger/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 5
"""Runs for each page. Printed are the median and the speed of the machine: under 1,000 it was busy otherwise."""
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def main() -> None:
    """Measure and print."""
    program = ROOT / "tests" / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.is_file():
        sys.exit("Lighthouse is not there; run `npm ci --prefix tests/bench --ignore-scripts`.")
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        project.must("build")
        with nginx(project.site, Path(folder) / "nginx") as address:
            print(f"{'page':8} {'first view':>11} {'next view':>10}  {'  '.join(CATEGORIES)}  machine")
            for name, path in PAGES.items():
                first, following = _bytes(address, path)
                runs = [_lighthouse(program, address + path) for _ in range(RUNS)]
                scores = [
                    statistics.median(round(100 * run["categories"][category]["score"]) for run in runs)
                    for category in CATEGORIES
                ]
                told = "  ".join(f"{score:{len(category)}}" for score, category in zip(scores, CATEGORIES, strict=True))
                machine = statistics.median(run["environment"]["benchmarkIndex"] for run in runs)
                print(f"{name:8} {first:>11,} {following:>10,}  {told}  {machine:7,.0f}")
                for line in _short(runs[0]):
                    print(f"         {line}")


def _bytes(address: str, path: str) -> tuple[int, int]:
    """Return the bytes transferred for a first view, and for the view of another page after it."""
    sizes: list[int] = []

    def count(request: Request) -> None:
        found = request.sizes()
        sizes.append(found["responseHeadersSize"] + found["responseBodySize"])

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page()
        page.on("requestfinished", count)
        page.goto(address + path, wait_until="networkidle")
        first = sum(sizes)
        sizes.clear()
        page.goto(f"{address}{FIRST}/p3/", wait_until="networkidle")
        browser.close()
    return first, sum(sizes)


def _lighthouse(program: Path, url: str) -> dict[str, Any]:
    flags = " ".join(["--headless=new", *FLAGS])
    command = ["node", str(program), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting", "--form-factor=mobile"]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=300, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _short(run: dict[str, Any]) -> list[str]:
    """Return a line for each audit that lowers a score."""
    lines = []
    for category in CATEGORIES:
        for ref in run["categories"][category]["auditRefs"]:
            audit = run["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                value = audit.get("displayValue", "")
                lines.append(f"{category}: {audit['title']} {value} ({round(100 * audit['score'])})")
    return lines


if __name__ == "__main__":
    main()
