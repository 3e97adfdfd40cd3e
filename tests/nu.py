"""Runs the Nu HTML checker over built sites."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.project import LONGEST_RUN, ROOT

_CHECKER = ROOT / "tests" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_SHORT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""Java options for a program that runs for seconds: too short for the second compiler to be worth its time."""


def html_errors(*sites: Path) -> list[str]:
    """Return each error that a page of the sites has, with the first place at which it was found.

    The checker is started once for all sites: to start takes longer than to read a site.
    """
    pages = []
    for site in sites:
        found = sorted(site.rglob("*.html"))
        assert found, site
        pages += found
    command = ["java", *_SHORT, "-jar", str(_CHECKER), "--stdout", "--exit-zero-always", "--errors-only"]
    done = subprocess.run(
        [*command, "--format", "json", *map(str, pages)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=LONGEST_RUN,
    )
    errors: dict[str, str] = {}
    for message in json.loads(done.stdout)["messages"]:
        place = message["url"].removeprefix("file:")
        errors.setdefault(message["message"], f"{place}:{message.get('lastLine')}: {message.get('extract', '')!r}")
    return [f"{message}\n    {place}" for message, place in errors.items()]
