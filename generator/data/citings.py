"""Where a report cites documents, kept in its folder for the page that lists them over all reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from generator.compare.citing import Citing

CITINGS = ".citings"
"""The file with a report's citations of documents, in its folder of the site: a line of JSON each."""


def write_citings(path: Path, found: Iterable[Citing]) -> None:
    """Write a report's citations; the same ones give the same bytes."""
    lines = "".join(f"{json.dumps(astuple(one), ensure_ascii=False)}\n" for one in found)
    path.write_text(lines, encoding="utf-8")


def read_citings(folder: Path) -> tuple[Citing, ...]:
    """Read the citations of a report that was built into a folder."""
    lines = (folder / CITINGS).read_text(encoding="utf-8").splitlines()
    return tuple(Citing(*json.loads(line)) for line in lines)
