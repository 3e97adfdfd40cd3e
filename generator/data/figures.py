"""All figures of a site's reports as data: those of each report in its folder, and a table of all."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from generator.compare.compared import Compared, Read
from generator.data.parquet import ParquetColumn, Rows, write_parquet
from generator.data.tables import plain
from generator.model.pages import COVER

FIGURES = ".figures"
"""The file with a report's own figures, in its folder of the site: a line of JSON with the indicator of each, and one
with what a `Compared` holds for each."""
ALL_FIGURES = "figures.csv"
"""The table of all, in the site's folder of data; beside it the same as Parquet."""
_GROUP = 20_000
"""Figures from which they are written to disk."""
_COLUMNS = (
    *("report", "address", "indicator", "subject", "text", "value", "high"),
    *("unit", "change", "period", "sentence"),
)
_values = attrgetter(*(field.name for field in fields(Compared)))
"""What a figure holds, in order."""
_NUMBERS = ("value", "high")
_REPEATED = ("report", "indicator", "subject", "unit", "change", "period")
"""Columns whose words come again and again."""
_SOUGHT = ("report", "indicator", "unit", *_NUMBERS)
"""Columns of which the Parquet file says the least and the greatest of each group of rows."""


def write_figures(path: Path, figures: Read) -> None:
    """Write a report's figures; the same ones give the same bytes."""
    lines = [list(figures.indicators), *(_values(figure) for figure in figures.figures)]
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    path.write_text(text, encoding="utf-8")


class Kept:
    """The figures of a report that was built into a folder, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FIGURES

    @cached_property
    def indicators(self) -> Sequence[str]:
        """The indicator of each."""
        with self._path.open(encoding="utf-8") as file:
            names: list[str] = json.loads(file.readline())
        return names

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return some of them."""
        lines = self._path.read_text(encoding="utf-8").split("\n")
        return [Compared(*json.loads(lines[place + 1])) for place in places]

    def __iter__(self) -> Iterator[Compared]:
        """Yield all, in reading order."""
        with self._path.open(encoding="utf-8") as file:
            file.readline()
            for line in file:
                yield Compared(*json.loads(line))


def write_all_figures(folder: Path, built: Iterable[tuple[str, Path]], *, flat: bool) -> None:
    """Write the figures of reports that were built, by slug and folder, as CSV and as Parquet, in their order.

    The pages of a `flat` site are files. The figures go to disk as they come, so that those of many reports are
    never in memory; the same ones give the same bytes.
    """
    columns = [
        ParquetColumn(name, "double" if name in _NUMBERS else "string", nullable=name == "high") for name in _COLUMNS
    ]
    options = {"use_dictionary": list(_REPEATED), "write_statistics": list(_SOUGHT)}
    with (folder / ALL_FIGURES).open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(_COLUMNS)

        def groups() -> Iterator[Rows]:
            rows: Rows = []
            for slug, made in built:
                for figure in Kept(made):
                    row = _row(slug, figure, flat=flat)
                    table.writerow(plain(cell) for cell in row)
                    rows.append(row)
                if len(rows) >= _GROUP:
                    yield rows
                    rows = []
            if rows:
                yield rows

        write_parquet(folder / "figures.parquet", columns, groups(), options)


def _row(slug: str, figure: Compared, *, flat: bool) -> tuple[object, ...]:
    page, _, anchor = figure.link.partition(".md")
    file = f"{page}.html" if flat else "" if page == COVER else f"{page}/"
    address = f"{slug}/{file}{anchor}"
    return (slug, address, *_values(figure)[:-1])
