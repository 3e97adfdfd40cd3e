"""The processes that build reports: they load the program that starts them, and end with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.project import LONGEST_RUN, ROOT

SCRIPT = """
import os, signal
from generator.build.workers.pool import Pool

if __name__ == "__main__":
    processes = Pool(2)._opened()
    print(processes.submit(os.getcwd).result(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_of_a_killed_build_end_and_load_no_module_of_the_folder(tmp_path: Path) -> None:
    script, folder = tmp_path / "bin" / "script.py", tmp_path / "project"
    script.parent.mkdir()
    script.write_text(SCRIPT, encoding="utf-8")
    (folder / "generator").mkdir(parents=True)
    (folder / "generator" / "__init__.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    # It comes back when nobody holds the pipe any more: neither the processes nor the one that they are forked from.
    done = subprocess.run(
        [sys.executable, script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_RUN,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert done.stdout == f"{folder}\n"
