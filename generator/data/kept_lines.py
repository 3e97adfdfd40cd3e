"""A file of JSON lines in a report's folder: a head that is read often, then a row for each figure or citation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any


def write_lines(path: Path, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Write a head and rows, a line of JSON each; the same values give the same bytes."""
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in (head, *rows))
    path.write_text(text, encoding="utf-8")


class KeptLines:
    """A file that `write_lines` wrote; the head is read without the rows."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def head(self) -> list[Any]:
        """The first line."""
        with self._path.open(encoding="utf-8") as file:
            found: list[Any] = json.loads(file.readline())
        return found

    def at(self, places: Sequence[int]) -> list[list[Any]]:
        """Return the rows with the given indices, counted from 0."""
        lines = self._path.read_text(encoding="utf-8").split("\n") if places else []
        return [json.loads(lines[place + 1]) for place in places]

    def __iter__(self) -> Iterator[list[Any]]:
        """Yield all rows, in order."""
        with self._path.open(encoding="utf-8") as file:
            file.readline()
            yield from map(json.loads, file)
