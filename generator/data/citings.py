"""Where a report cites documents, kept in its folder for the page that lists them over all reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from generator.compare.citing import Cited, Citing

CITINGS = ".citings"
"""The file with a report's citations of documents, in its folder of the site: a line of JSON with the key and the title
of each, and one with what else a `Citing` holds for each."""


def write_citings(path: Path, cited: Cited) -> None:
    """Write a report's citations; the same ones give the same bytes."""
    lines = [cited.named, *((one.act, one.place, one.link) for one in cited.found)]
    path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")


class KeptCitings:
    """The citations of a report that was built into a folder, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / CITINGS

    @cached_property
    def named(self) -> Sequence[tuple[str, str]]:
        """The key and the title of each."""
        with self._path.open(encoding="utf-8") as file:
            return [(key, title) for key, title in json.loads(file.readline())]

    def at(self, numbers: Sequence[int]) -> Sequence[Citing]:
        """Return some of them."""
        if not numbers:
            return []
        lines = self._path.read_text(encoding="utf-8").split("\n")
        return [Citing(*self.named[number], *json.loads(lines[number + 1])) for number in numbers]
