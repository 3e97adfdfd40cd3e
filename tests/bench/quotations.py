"""Measures the check of quotations: `python tests/bench/quotations.py 1000` prints two tables and asserts nothing.

The first table is about the first report, in Chromium: how long the check of 10,000 pasted characters of several kinds
takes, in milliseconds and in search queries. These are the 500 queries of tests/bench/search.py, asked of the same
engine in the same page: their mean, and the 95th percentile that search.py prints. The second table is about invented
reports, as many as the argument says, sharded as in tests/bench/shards.py: requests and bytes (compressed with gzip,
without scripts and manifest) of one check.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Request, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from generator.search.engine import Engine  # noqa: E402 - a script finds its project first
from generator.search.write import REPORT_INDEX  # noqa: E402
from generator.writers.markdown.checking import FORM  # noqa: E402
from tests.bench.invented import invented_report  # noqa: E402
from tests.bench.search import QUERIES, percentile  # noqa: E402
from tests.bench.shards import MANIFEST, make  # noqa: E402
from tests.browser.conftest import serve  # noqa: E402
from tests.quoting import changed, drawn  # noqa: E402
from tests.searching import CASES, SCRIPTS, corpus, expected, substrings  # noqa: E402

PASTED = 10_000
LEAST, ROUNDS = 4, 12
"""Milliseconds for which each piece of work is repeated, since a browser's clock is coarse; and rounds in which all are
measured in turn, so that a busy moment or a cold start affects all. The least time of each counts."""
TIMES = """
([index, queries, texts, least, rounds]) => {
  const engine = new gongkaiSearch.Engine(index);
  const checker = new gongkaiQuotations.Checker(engine);
  const works = queries.map((query) => () => engine.search(query));
  works.push(...texts.map((text) => () => checker.check(text)));
  const best = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    works.forEach((work, at) => {
      const start = performance.now();
      let times = 0;
      while (performance.now() - start < least) { work(); times += 1; }
      best[at] = Math.min(best[at], (performance.now() - start) / times);
    });
  }
  return [best.slice(0, queries.length), best.slice(queries.length)];
}
"""


def _every(text: str, distance: int) -> str:
    """Return a text in which one of every `distance` characters is changed."""
    return "".join("某" if at % distance == distance - 1 and mark != "\n" else mark for at, mark in enumerate(text))


def pastes(text: str, stream: str, foreign: str) -> dict[str, str]:
    """Return the texts to paste, by their description in the table."""
    quoted = "".join(f"据“{words}”说，" for words in drawn(stream, 500, 1))
    wrong = "".join(f"据“{words}”说，" for words, _ in changed(stream, 500, 2))
    found = {
        "the report": text,
        "the report, one letter in 30 changed": _every(text, 30),
        "the same in one line": _every(text, 30).replace("\n", ""),
        "the report, one letter in 8 changed": _every(text, 8),
        "quotations that stand": quoted,
        "quotations, each with one letter changed": wrong,
        "other reports": foreign,
    }
    return {name: words[:PASTED] for name, words in found.items()}


def one_report(browser: Browser) -> None:
    """Print the table of times."""
    texts = corpus(first_only=True)
    typed = [case["query"] for case in CASES if expected(texts, case["query"])[0]]
    queries = [*typed, *substrings(texts, QUERIES - len(typed))]
    words = pastes("\n".join(texts.shown), Engine(texts.index).stream()[0], invented_report(1))
    page = browser.new_page()
    page.goto("about:blank")
    for script in ("engine", "pasted", "alignment", "quotations"):
        page.add_script_tag(path=SCRIPTS / f"{script}.js")
    asked, checked = page.evaluate(TIMES, [texts.index.as_dict(), queries, list(words.values()), LEAST, ROUNDS])
    page.close()
    mean, high = statistics.mean(asked), percentile(asked)
    print(f"one search query: mean {mean:.3f} ms, median {statistics.median(asked):.3f} ms, p95 {high:.3f} ms\n")
    print(f"{f'{PASTED:,} characters pasted':42} {'ms':>7} {'of mean queries':>16} {'of p95 queries':>15}")
    for name, taken in zip(words, checked, strict=True):
        print(f"{name:42} {taken:7.2f} {taken / mean:16.1f} {taken / high:15.1f}")


def many_reports(browser: Browser, reports: int) -> None:
    """Print the lines of the second table for a number of reports."""
    chance = random.Random(5)  # noqa: S311 - a draw, the same each time
    texts = [invented_report(chance.randrange(reports)) for _ in range(12)]
    lines = [line for text in texts for line in text.splitlines() if len(line) > 40]
    words = {
        "one report": texts[0],
        "paragraphs of 12 reports": "\n".join(chance.sample(lines, min(len(lines), 60))),
        "one sentence": next(line for line in lines if "。" in line).partition("。")[0],
        "nothing that stands there": "".join(chance.sample(texts[0], len(texts[0]))),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes, _ = make(folder, reports)
        for script in (*SCRIPTS.glob("*.js"), SCRIPTS.parent / "check.js"):
            to = folder / "assets" / "javascripts" / script.relative_to(SCRIPTS.parent)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(script, to)
        (folder / "index.html").write_text(
            f'<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div>{"".join(FORM)}</div>'
            '<script type="application/json" id="__config">'
            '{"base": ".", "search": "assets/javascripts/search/engine.js"}</script>'
            '<script src="assets/javascripts/check.js"></script>',
            encoding="utf-8",
        )
        for address in serve(folder):
            for what, text in words.items():
                page = browser.new_page()
                page.goto(address)
                requests: list[Request] = []
                page.on("request", partial(requests.append))  # Playwright marks what it calls
                page.get_by_label("要核对的文字").fill(text[:PASTED])
                page.get_by_role("button", name="核对", exact=True).click()
                page.locator(".check__summary").wait_for()
                asked = [request.url.partition("/sub/")[2] for request in requests]
                shards = [path for path in asked if path.startswith("search/grams/")]
                indices = [path for path in asked if path.endswith(f"/{REPORT_INDEX}")]
                weight = sum(sizes[path] for path in (*shards, *indices)) / 1000
                whole = sum(size for path, size in sizes.items() if path.endswith(f"/{REPORT_INDEX}")) / 1000
                print(
                    f"{reports:7} {what:26} {len(text[:PASTED]):6} {len(shards):7} {len(indices):8} {len(asked):9} "
                    f"{weight:8.0f} {sizes[MANIFEST] / 1000:9.1f} {weight / whole:13.3f}",
                    flush=True,
                )
                page.close()
            break


def main() -> None:
    """Print both tables."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        one_report(browser)
        print(f"\n{'':41} {'requests of one check':^26} {'kB':>8} {'manifest':>9} {'of all':>13}")
        heads = f"{'reports':>7} {'pasted':26} {'chars':>6} {'shards':>7} {'reports':>8} {'in all':>9}"
        print(f"{heads} {'fetched':>8} {'kB':>9} {'reports’ bytes':>13}")
        for reports in map(int, sys.argv[1:] or ["100"]):
            many_reports(browser, reports)
        browser.close()


if __name__ == "__main__":
    main()
