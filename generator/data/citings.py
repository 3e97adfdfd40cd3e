"""Where a report cites documents, kept in its folder for the page that lists them over all reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.compare.citing import Cited, Citing
from generator.data.kept_lines import KeptLines, write_lines

CITINGS = ".citings"
"""The file with a report's citations of documents, in its folder of the site: a line of JSON with the key and the title
of each, and one with what else a `Citing` holds for each."""


def write_citings(path: Path, cited: Cited) -> None:
    """Write a report's citations; the same ones give the same bytes."""
    write_lines(path, cited.named, ((one.act, one.place, one.link) for one in cited.found))


class KeptCitings:
    """The citations of a report that was built into a folder, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._lines = KeptLines(folder / CITINGS)

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """The key and the title of each."""
        return self._lines.head

    def at(self, numbers: Sequence[int]) -> Sequence[Citing]:
        """Return some of them."""
        rows = zip(numbers, self._lines.at(numbers), strict=True)
        return [Citing(*self.named[number], *row) for number, row in rows]
