"""Compares searches: ours, stock Material with jieba, and Pagefind extended; and measures ours on growing reports.

Run `pip install -e '.[test,bench]'` and `npm ci --prefix tests/bench --ignore-scripts`, then
`python tests/bench/search.py`. It prints two tables and asserts nothing. All engines get the same pages of the first
report and the same queries, in one run in Chromium. Results are compared by page, since the other engines lead to pages
or headings; ours leads to paragraphs, which tests/browser/test_search.py checks.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.edition.edition import Edition  # noqa: E402
from generator.outline import outline  # noqa: E402 - a script finds its project first
from generator.readers.text import source_of  # noqa: E402
from generator.search.index import build_index  # noqa: E402
from generator.settings.report import ReportSettings  # noqa: E402
from tests.conftest import FLAGS  # noqa: E402
from tests.project import FIRST, copy_project  # noqa: E402
from tests.searching import CASES, Corpus, corpus, expected, substrings  # noqa: E402

QUERIES = 500
PAGEFIND_PROGRAM = ROOT / "tests" / "bench" / "node_modules" / ".bin" / "pagefind"
"""The program of the npm package: the extended version, and newer than the one on PyPI."""
STOCK = """
site_name: stock
docs_dir: docs_src
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: zh}}]
markdown_extensions: [attr_list, md_in_html, tables]
"""
WORKER = """
async ([worker, index, queries]) => {
  const box = new Worker(worker);
  let done, failed;
  box.addEventListener("error", () => failed(new Error(`${worker} does not run`)));
  box.addEventListener("message", ({ data }) => { if (data.type === 1 || data.type === 3) done(data); });
  const send = (message) => new Promise((resolve, reject) => {
    [done, failed] = [resolve, reject];
    box.postMessage(message);
  });
  const { config, docs } = await (await fetch(index)).json();
  await send({ type: 0, data: { config, docs, options: { suggest: false } } });
  const answers = [];
  for (const query of queries) {
    const start = performance.now();
    const { data } = await send({ type: 2, data: query });
    const taken = performance.now() - start;
    const found = data.items.flat().sort((a, b) => b.score - a.score).map(({ location }) => location);
    answers.push([taken, found]);
  }
  return answers;
}
"""
PAGEFIND = """
async ([module, queries]) => {
  const pagefind = await import(module);
  await pagefind.init();
  const answers = [];
  for (const query of queries) {
    const start = performance.now();
    const { results } = await pagefind.search(query);
    const taken = performance.now() - start;
    const found = await Promise.all(results.map(async (result) => (await result.data()).url));
    answers.push([taken, found]);
  }
  return answers;
}
"""
BOX = """
async (queries) => {
  const field = document.querySelector('[data-md-component="search-query"]');
  const meta = document.querySelector(".md-search-result__meta");
  field.focus();
  const times = [];
  for (const query of queries) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const start = performance.now();
    const shown = new Promise((resolve) => {
      const watcher = new MutationObserver(() => {
        if (!meta.textContent.startsWith("共")) return;
        watcher.disconnect();
        resolve();
      });
      watcher.observe(meta, { childList: true });
    });
    field.value = query;
    field.dispatchEvent(new KeyboardEvent("keyup"));
    await shown;
    times.push(performance.now() - start);
  }
  return times;
}
"""
GROWTH = """
async ([index, queries]) => {
  const data = await (await fetch(index)).json();
  const before = performance.memory.usedJSHeapSize;
  let start = performance.now();
  const engine = new gongkaiSearch.Engine(data);
  const ready = performance.now() - start;
  const times = queries.map((query) => {
    start = performance.now();
    engine.search(query);
    return performance.now() - start;
  });
  return [ready, times, performance.memory.usedJSHeapSize - before];
}
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without log messages."""

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def percentile(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def page_of(location: str) -> str:
    """Return the page that a result leads to, as a path."""
    return re.sub(r"^https?://[^/]+", "", location).split("#")[0].split("?")[0].strip("/")


def quality(texts: Corpus, queries: list[str], answers: list[tuple[float, list[str]]]) -> tuple[float, float, float]:
    """Return recall, precision and mean reciprocal rank, by page, over queries that stand somewhere."""
    recalls, precisions, ranks = [], [], []
    for query, (_, found) in zip(queries, answers, strict=True):
        right = {page_of(address) for address in expected(texts, query)[1]}
        pages = list(dict.fromkeys(page_of(location) for location in found))
        hits = [page for page in pages if page in right]
        recalls.append(len(hits) / len(right))
        precisions.append(len(hits) / len(pages) if pages else 0.0)
        ranks.append(1 / (pages.index(hits[0]) + 1) if hits else 0.0)
    return statistics.mean(recalls), statistics.mean(precisions), statistics.mean(ranks)


def size(*paths: Path) -> str:
    """Return the size of files in bytes, as they are and compressed with gzip."""
    raw = [path.read_bytes() for path in paths]
    return f"{sum(map(len, raw)):,} / {sum(len(gzip.compress(data, 9)) for data in raw):,}"


def compare_engines(browser: Browser, folder: Path) -> None:
    """Print the first table: quality, speed and size of the three engines."""
    if not PAGEFIND_PROGRAM.is_file():
        sys.exit("Pagefind is not there; run `npm ci --prefix tests/bench --ignore-scripts`.")
    texts = corpus(first_only=True)
    typed = [case["query"] for case in CASES if expected(texts, case["query"])[0]]
    queries = [*typed, *substrings(texts, QUERIES - len(typed))]
    project = copy_project(folder / "project")
    project.must("build", "--site-dir", folder / "ours")
    (project.root / "stock.yml").write_text(STOCK, encoding="utf-8")
    mkdocs = [
        str(Path(sys.executable).with_name("mkdocs")),
        "build",
        "-q",
        "-f",
        "stock.yml",
        "-d",
        str(folder / "stock"),
    ]
    subprocess.run(mkdocs, cwd=project.root, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    shutil.copytree(folder / "stock", folder / "pagefind")
    shutil.rmtree(folder / "pagefind" / FIRST / "full")  # the other engines leave the page 全文 out, too
    options = ["--site", str(folder / "pagefind"), "--root-selector", "article", "--force-language", "zh"]
    subprocess.run([PAGEFIND_PROGRAM, *options], check=True, stdout=subprocess.DEVNULL)
    rows = []
    for name in ("ours", "stock", "pagefind"):
        with served(folder / name) as address:
            page = browser.new_page()
            page.goto(f"{address}search/search_index.json")
            if name == "pagefind":
                answers = page.evaluate(PAGEFIND, [f"{address}pagefind/pagefind.js", queries])
                files = list((folder / name / "pagefind").rglob("*.pf_*"))
            else:
                scripts = folder / name / "assets" / "javascripts"
                where, pattern = ("search", "engine.*.js") if name == "ours" else ("workers", "search.*.min.js")
                worker = next((scripts / where).glob(pattern))
                path = worker.relative_to(folder / name).as_posix()
                index = f"{address}search/search_index.json"
                answers = page.evaluate(WORKER, [f"{address}{path}", index, queries])
                files = [folder / name / "search" / "search_index.json"]
            if name == "ours":
                page.goto(address)
                typed_times = page.evaluate(BOX, list(dict.fromkeys(queries)))
            page.close()
        recall, precision, rank = quality(texts, queries, answers)
        rows.append((name, recall, precision, rank, percentile([taken for taken, _ in answers]), size(*files)))
    text = sum(len(line.encode()) for line in texts.shown)
    print(
        f"{QUERIES} queries: {len(typed)} typed by hand, the rest random strings of 1–20 characters that stand there;"
    )
    print(f"the text itself has {text:,} bytes\n")
    print(f"{'engine':<10} {'recall':>7} {'precision':>9} {'rank':>6} {'p95 ms':>7}  index bytes, raw / gzip")
    for name, recall, precision, rank, p95, bytes_ in rows:
        print(f"{name:<10} {recall:>7.3f} {precision:>9.3f} {rank:>6.3f} {p95:>7.2f}  {bytes_}")
    print(f"ours, from the key coming up to the results shown in the box: p95 {percentile(typed_times):.1f} ms")


def invented(text: str, seed: int) -> str:
    """Return a report of the same size, with other figures and with the sentences of its paragraphs shuffled."""
    chance = random.Random(seed)  # noqa: S311 - a draw that is the same each time

    def shuffled(line: str) -> str:
        head, *sentences = re.findall(r"[^。]*。|[^。]+$", line) or [""]
        chance.shuffle(sentences)
        return re.sub(r"\d", lambda _: str(chance.randrange(10)), head + "".join(sentences)) if sentences else line

    return "\n".join(map(shuffled, text.split("\n")))


def grow(page: Page, folder: Path) -> None:
    """Print the second table: our search on growing reports."""
    text = (ROOT / "docs_src" / FIRST / "source.txt").read_text(encoding="utf-8")
    settings = ReportSettings()
    heads = f"{'reports':>7} {'characters':>11} {'index bytes, raw / gzip':>26}"
    print(f"\n{heads} {'ready ms':>9} {'p95 ms':>7} {'heap MB':>8}")
    for count in (1, 10, 50):
        editions = []
        for seed in range(count):
            report = outline(source_of(invented(text, seed), "s", "utf-8", "", settings), settings)
            editions.append((f"r{seed}", Edition(report, settings)))
        index = build_index(editions)
        path = folder / f"index-{count}.json"
        path.write_text(json.dumps(index.as_dict(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        lines = ["".join(piece[0] for piece in line) for line in index.lines]
        chance = random.Random(count)  # noqa: S311 - as above
        queries: list[str] = []
        while len(queries) < QUERIES:
            line = chance.choice(lines)
            at = chance.randrange(len(line))
            queries.append(line[at : at + chance.randint(1, 20)])
        shutil.copy(ROOT / "generator/site/theme/assets/javascripts/search/engine.js", folder)
        head = '<!doctype html><meta charset="utf-8">'
        (folder / "page.html").write_text(f'{head}<script src="engine.js"></script>', encoding="utf-8")
        with served(folder) as address:
            page.goto(f"{address}page.html")
            ready, times, heap = page.evaluate(GROWTH, [f"{address}{path.name}", queries])
        characters = sum(map(len, lines))
        print(
            f"{count:>7} {characters:>11,} {size(path):>26} {ready:>9.1f} {percentile(times):>7.2f} {heap / 1e6:>8.1f}"
        )


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
        flags = [*FLAGS, "--enable-precise-memory-info"]
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        compare_engines(browser, folder)
        grow(browser.new_page(), folder)
        browser.close()


if __name__ == "__main__":
    main()
