"""The places at which a report cites documents, stored in its folder for the page that lists those of all reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.compare.citing import Cited, Citing
from generator.data.kept_lines import KeptLines, write_lines

CITINGS = ".citings"
"""The file with a report's citations, in the report's folder of the site.

Its first line is a JSON list of the (key, title) of each; then follows a line for each with (act, place, link).
"""


def write_citings(path: Path, cited: Cited) -> None:
    """Write a report's citations to a file; the same citations give the same bytes."""
    write_lines(path, cited.named, ((one.act, one.place, one.link) for one in cited.found))


class KeptCitings:
    """The citations of a report that was built into a folder, read from its file on demand."""

    def __init__(self, folder: Path) -> None:
        self._lines = KeptLines(folder / CITINGS)

    @property
    def named(self) -> Sequence[tuple[str, str]]:
        """The (key, title) of each citation, in reading order."""
        return self._lines.head

    def at(self, numbers: Sequence[int]) -> Sequence[Citing]:
        """Return the citations with the given indices."""
        rows = zip(numbers, self._lines.at(numbers), strict=True)
        return [Citing(*self.named[number], *row) for number, row in rows]
