"""Measures what a search over many reports fetches: `python tests/bench/shards.py 10 100 1000` prints a table.

The reports are invented, of the first one's size, and sharded even if they are few enough for one index. Each of 200
queries (half of them 2 to 12 characters of a report, half the words of a report's problem) is asked in a new worker in
Chromium, until the first screen of results is there. A query's requests and bytes are those of the shards and reports'
indices that it needs, without the manifest, which is fetched once, when the search box is opened. Bytes are as a server
sends them, compressed with gzip; beside them stands the size of one index of all reports.
"""

from __future__ import annotations

import gzip
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.edition.edition import Edition  # noqa: E402
from generator.outline import outline  # noqa: E402 - a script finds its project first
from generator.readers.text import source_of  # noqa: E402
from generator.search.index import Index, merged  # noqa: E402
from generator.search.shards import build_shards  # noqa: E402
from generator.search.write import REPORT_INDEX, StoredIndices, index_files, report_index  # noqa: E402
from generator.settings.report import ReportSettings  # noqa: E402
from tests.bench.invented import invented_report  # noqa: E402
from tests.browser.conftest import serve  # noqa: E402
from tests.searching import ASKING, SCRIPTS  # noqa: E402

QUERIES = 200
MANIFEST = "search/search_index.json"
ASK = (
    "async (query) => {"
    + ASKING
    + """
  const answer = await send({ type: 2, data: query });
  worker.terminate();
  return answer.places;
}
"""
)


def index(number: int) -> Index:
    """Return the index of an invented report."""
    settings = ReportSettings()
    source = source_of(invented_report(number), "source.txt", "utf-8", "", settings)
    return report_index(f"r{number:05}", Edition(outline(source, settings), settings))


def make(folder: Path, reports: int) -> tuple[dict[str, int], float]:
    """Write a portal's search into a folder; return the compressed size of each file, and seconds for the shards."""
    folders = {}
    for number in range(reports):
        slug = f"r{number:05}"
        folders[slug] = folder / slug
        (folder / slug).mkdir()
        (folder / slug / REPORT_INDEX).write_text(index(number).as_text(), encoding="utf-8")
    start = time.perf_counter()
    for name, text in build_shards(StoredIndices(folders)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    seconds = time.perf_counter() - start
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, folder)
    (folder / "index.html").write_text('<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">')
    paths = [path for path in folder.rglob("*") if path.is_file()]
    sizes = {path.relative_to(folder).as_posix(): len(gzip.compress(path.read_bytes(), 9)) for path in paths}
    return sizes, seconds


def queries(reports: int) -> list[str]:
    """Return the queries: random pieces of the reports' texts."""
    chance = random.Random(7)  # noqa: S311 - a draw, the same each time
    found: list[str] = []
    while len(found) < QUERIES:
        lines = [line for line in invented_report(chance.randrange(reports)).splitlines() if len(line) > 40]
        line = chance.choice(lines)
        if len(found) % 2:
            found.append(line.partition("。")[0][2:18].strip())
        else:
            start = chance.randrange(len(line) - 12)
            found.append(line[start : start + chance.randint(2, 12)].strip() or "整改")
    return found


def measure(page: Page, folder: Path, reports: int) -> None:
    """Print the line of the table for a number of reports."""
    sizes, seconds = make(folder, reports)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.partition("/sub/")[2]))
    counts, weights = [], []
    for address in serve(folder):
        page.goto(address)
        for query in queries(reports):
            asked.clear()
            assert page.evaluate(ASK, query) > 0, query
            needed = [path for path in asked if path.startswith("search/grams/") or path.endswith(REPORT_INDEX)]
            counts.append(len(needed))
            weights.append(sum(sizes[path] for path in needed) / 1000)
        break
    reports_in = StoredIndices({path.parent.name: path.parent for path in sorted(folder.glob(f"*/{REPORT_INDEX}"))})
    whole = len(gzip.compress(index_files(merged(reports_in.values()))[MANIFEST].encode(), 9)) / 1000
    shards = sum(size for path, size in sizes.items() if path.startswith("search/grams/")) / 1000
    print(
        f"{reports:7} {sizes[MANIFEST] / 1000:9.1f} {shards:9.0f} {statistics.median(counts):9.0f} {_p95(counts):5.0f} "
        f"{statistics.median(weights):9.0f} {_p95(weights):7.0f} {whole:10.0f} {seconds:8.1f}",
        flush=True,
    )


def _p95(values: list[float] | list[int]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    """Measure each number of reports among the arguments."""
    heads = f"{'':7} {'manifest':>9} {'shards':>9} {'requests a query':>15} {'kB a query':>17} {'one index':>10}"
    print(f"{heads} {'made':>8}")
    print(f"{'reports':>7} {'kB':>9} {'kB':>9} {'median':>9} {'p95':>5} {'median':>9} {'p95':>7} {'kB':>10} {'s':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        for reports in map(int, sys.argv[1:] or ["10"]):
            with tempfile.TemporaryDirectory() as folder:
                page = browser.new_page()
                measure(page, Path(folder), reports)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
