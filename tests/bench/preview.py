"""Compares a preview with a first `mkdocs build`, both in one run: `python tests/bench/preview.py`.

It prints CPU seconds (of the preview with all processes that it starts), and wall-clock seconds in brackets.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.cost import ENVIRONMENT, MKDOCS, Cost, run  # noqa: E402 - a script finds its project first
from tests.project import FIRST, copy_project, free_port  # noqa: E402

CLOCK = os.sysconf("SC_CLK_TCK")


def used(process: int) -> float:
    """Return the CPU seconds of a running process."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / CLOCK


def get(address: str) -> str:
    """Return the content of an address, as soon as the server answers."""
    while True:
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 - the preview's own
                return str(answer.read().decode())
        except ConnectionError:
            time.sleep(0.02)
        except OSError as error:
            if "refused" not in str(error):
                raise
            time.sleep(0.02)


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        project = copy_project(Path(folder) / "project")
        bare = run(project.root, *MKDOCS, "build", "-q")
        print(f"mkdocs build: {bare.cpu:.2f} s ({bare.wall:.2f})")
        port = free_port()
        start = time.perf_counter()
        command = [sys.executable, "-m", "generator", "serve", "--port", str(port)]
        with subprocess.Popen(command, cwd=project.root, env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)}) as process:
            try:
                page = f"http://127.0.0.1:{port}/{FIRST}/p1/"
                get(page)
                told("ready", used(process.pid), time.perf_counter() - start, bare)
                source = project.root / "docs_src" / FIRST / "source.txt"
                settings = project.root / "site_config" / "reports" / f"{FIRST}.yml"
                for path, text in ((source, "\n完。\n"), (settings, "# x\n"), (source, "\n终。\n")):
                    at, start = used(process.pid), time.perf_counter()
                    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
                    get(page)
                    told(f"a change in {path.name}", used(process.pid) - at, time.perf_counter() - start, bare)
            finally:
                process.terminate()


def told(what: str, spent: float, waited: float, bare: Cost) -> None:
    """Print a measurement and its ratio to that of MkDocs."""
    print(f"{what}: {spent:.2f} s ({waited:.2f}), {spent / bare.cpu:.2f} of mkdocs build ({waited / bare.wall:.2f})")


if __name__ == "__main__":
    main()
