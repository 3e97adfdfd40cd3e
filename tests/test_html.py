"""Every page of the site is valid HTML to the Nu checker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.project import ROOT

CHECKER = ROOT / "tests" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def test_every_page_is_valid(built_site: Path) -> None:
    pages = sorted(built_site.rglob("*.html"))
    assert pages
    command = ["java", "-Xss4m", "-jar", str(CHECKER), "--stdout", "--exit-zero-always", "--errors-only"]
    done = subprocess.run(
        [*command, "--format", "json", *map(str, pages)], capture_output=True, encoding="utf-8", check=True, timeout=300
    )
    errors: dict[str, str] = {}
    for message in json.loads(done.stdout)["messages"]:
        place = message["url"].rpartition("/site/")[2]
        errors.setdefault(message["message"], f"{place}:{message.get('lastLine')}: {message.get('extract', '')!r}")
    assert not errors, "\n".join(f"{message}\n    {place}" for message, place in errors.items())
