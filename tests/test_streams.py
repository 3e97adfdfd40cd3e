"""Consoles and redirects in an encoding that lacks characters, and queries that look like options."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.project import ROOT


@pytest.mark.parametrize("query", ["整改", "-3.2%"])
def test_a_console_that_lacks_characters_ends_no_command(query: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "search", query],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "cp936", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == (0 if query == "整改" else 1)
    assert b"Traceback" not in done.stderr
    assert b"Usage" not in done.stderr


@pytest.mark.parametrize("stream", [0, 1, 2])
def test_a_stream_that_is_not_there_ends_no_command(stream: int) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec {stream}>&-; exec "$0" -m generator outline huadu-2021', sys.executable],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert bool(done.stdout) == (stream != 1)
