"""A file of JSON that a report's folder keeps: a head that is often asked for, and a line for each thing it is of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any


def write_lines(path: Path, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    """Write a file; the same head and rows give the same bytes."""
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in (head, *rows))
    path.write_text(text, encoding="utf-8")


class KeptLines:
    """Such a file, of which no more is read than is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def head(self) -> list[Any]:
        """The head."""
        with self._path.open(encoding="utf-8") as file:
            found: list[Any] = json.loads(file.readline())
        return found

    def at(self, places: Sequence[int]) -> list[list[Any]]:
        """Return some of the rows."""
        lines = self._path.read_text(encoding="utf-8").split("\n") if places else []
        return [json.loads(lines[place + 1]) for place in places]

    def __iter__(self) -> Iterator[list[Any]]:
        """Yield all rows, in order."""
        with self._path.open(encoding="utf-8") as file:
            file.readline()
            yield from map(json.loads, file)
