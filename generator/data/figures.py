"""All figures of a site's reports as data: those of each report in its folder, and a table of all."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from generator.compare.compared import Compared, Read
from generator.data.gzipped import Gzipped, piece_of
from generator.data.kept_lines import KeptLines, write_lines
from generator.data.parquet import ParquetColumn, Rows, has_parquet, read_piece, write_piece, write_pieces
from generator.data.tables import rows_as_csv
from generator.model.pages import COVER

FIGURES = ".figures"
"""The file with a report's own figures, in its folder of the site: a line of JSON with the indicator of each, and one
with what a `Compared` holds for each."""
ROWS = ".figures.csv"
"""Its rows of the table of all, beside that file."""
PACKED = ".figures.csv.z"
"""The same compressed, as a piece of the table's compressed copy."""
PIECE = ".figures.arrow"
"""The same as pyarrow reads them, where that is installed."""
ALL_FIGURES = "figures.csv"
"""The table of all, in the site's folder of data; beside it the same as Parquet."""
_GROUP = 20_000
"""Figures from which they are written to disk, as a group of the Parquet file."""
_COLUMNS = (
    *("report", "address", "indicator", "subject", "text", "value", "high"),
    *("unit", "change", "period", "sentence"),
)
_values = attrgetter(*(field.name for field in fields(Compared)))
"""What a figure holds, in order."""
_NUMBERS = ("value", "high")
_PARQUET = tuple(
    ParquetColumn(name, "double" if name in _NUMBERS else "string", nullable=name == "high") for name in _COLUMNS
)
_REPEATED = ("report", "indicator", "subject", "unit", "change", "period")
"""Columns whose words come again and again."""
_SOUGHT = ("report", "indicator", "unit", *_NUMBERS)
"""Columns of which the Parquet file says the least and the greatest of each group of rows."""


def write_figures(folder: Path, slug: str, figures: Read, *, flat: bool) -> None:
    """Write a report's figures into its folder; the same ones give the same bytes.

    Its rows are there as the table of all has them: that of many reports is made without reading a figure. The pages
    of a `flat` site are files.
    """
    write_lines(folder / FIGURES, list(figures.indicators), map(_values, figures.figures))
    rows = _rows(slug, figures.figures, flat=flat)
    table = rows_as_csv(rows)
    (folder / ROWS).write_bytes(table)
    (folder / PACKED).write_bytes(piece_of(table))
    write_piece(folder / PIECE, _PARQUET, rows)


class Kept:
    """The figures of a report that was built into a folder, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._lines = KeptLines(folder / FIGURES)

    @property
    def indicators(self) -> Sequence[str]:
        """The indicator of each."""
        return self._lines.head

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return some of them."""
        return [Compared(*row) for row in self._lines.at(places)]

    def __iter__(self) -> Iterator[Compared]:
        """Yield all, in reading order."""
        return (Compared(*row) for row in self._lines)


def write_all_figures(folder: Path, built: Collection[tuple[str, Path]], *, flat: bool) -> None:
    """Write the figures of reports that were built, by slug and folder, as CSV and as Parquet, in their order.

    They go to disk as they come, so that those of many reports are never in memory; the same ones give the same bytes.
    The CSV's gzip copy is put together of the reports' own: of a thousand it would take longer than the pages.
    """
    head = BOM_UTF8 + rows_as_csv([_COLUMNS])
    with (
        (folder / ALL_FIGURES).open("wb") as file,
        (folder / f"{ALL_FIGURES}.gz").open("wb") as copy,
        Gzipped(copy) as gzipped,
    ):
        for table, piece in chain([(head, piece_of(head))], _tables(built, flat=flat)):
            file.write(table)
            gzipped.add(table, piece)
    if has_parquet():
        options = {"use_dictionary": list(_REPEATED), "write_statistics": list(_SOUGHT)}
        write_pieces(folder / "figures.parquet", _PARQUET, _groups(built, flat=flat), options)


def _tables(built: Iterable[tuple[str, Path]], *, flat: bool) -> Iterator[tuple[bytes, bytes]]:
    """Yield each report's rows as CSV, and these compressed."""
    for slug, made in built:
        try:
            yield (made / ROWS).read_bytes(), (made / PACKED).read_bytes()
        except FileNotFoundError:  # an older gongkai built it
            table = rows_as_csv(_rows(slug, Kept(made), flat=flat))
            yield table, piece_of(table)


def _groups(built: Iterable[tuple[str, Path]], *, flat: bool) -> Iterator[Sequence[Any]]:
    """Yield the pieces of reports, so many that they are a group of rows."""
    pieces: list[Any] = []
    for slug, made in built:
        pieces.append(read_piece(made / PIECE, _PARQUET, partial(_rows, slug, Kept(made), flat=flat)))
        if sum(map(len, pieces)) >= _GROUP:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def _rows(slug: str, figures: Iterable[Compared], *, flat: bool) -> Rows:
    return [_row(slug, figure, flat=flat) for figure in figures]


def _row(slug: str, figure: Compared, *, flat: bool) -> tuple[object, ...]:
    page, _, anchor = figure.link.partition(".md")
    file = f"{page}.html" if flat else "" if page == COVER else f"{page}/"
    address = f"{slug}/{file}{anchor}"
    return (slug, address, *_values(figure)[:-1])
