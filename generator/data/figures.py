"""The figures of all reports as data: those of each report in its folder, and one table of all."""

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
"""The file with a report's own figures, in the report's folder of the site.

Its first line is a JSON list of the indicator of each; then follows a line for each with the fields of `Compared`.
"""
ROWS = ".figures.csv"
"""The file with the report's rows of the table of all figures, in the same folder."""
PACKED = ".figures.csv.z"
"""The file with these rows compressed, as a piece of the table's gzip copy."""
PIECE = ".figures.arrow"
"""The file with these rows as Arrow, if pyarrow is installed."""
ALL_FIGURES = "figures.csv"
"""The table of all figures, in the site's data folder; figures.parquet beside it has the same rows."""
_GROUP = 20_000
"""Minimum rows of a row group of the Parquet file, which is written to disk at once."""
_COLUMNS = (
    *("report", "address", "indicator", "subject", "text", "value", "high"),
    *("unit", "change", "period", "sentence"),
)
_values = attrgetter(*(field.name for field in fields(Compared)))
"""Returns the fields of a `Compared` as a tuple."""
_NUMBERS = ("value", "high")
_PARQUET = tuple(
    ParquetColumn(name, "double" if name in _NUMBERS else "string", nullable=name == "high") for name in _COLUMNS
)
_REPEATED = ("report", "indicator", "subject", "unit", "change", "period")
"""Columns with few different values, which the Parquet file encodes with a dictionary."""
_SOUGHT = ("report", "indicator", "unit", *_NUMBERS)
"""Columns that people filter by: the Parquet file states the minimum and maximum of each row group."""


def write_figures(folder: Path, slug: str, figures: Read, *, flat: bool) -> None:
    """Write a report's figures into its folder; the same figures give the same bytes.

    Its rows of the table of all figures are written as well, so that the table of many reports is made of ready rows.
    The pages of a `flat` site are files, not folders.
    """
    write_lines(folder / FIGURES, list(figures.indicators), map(_values, figures.figures))
    rows = _rows(slug, figures.figures, flat=flat)
    table = rows_as_csv(rows)
    (folder / ROWS).write_bytes(table)
    (folder / PACKED).write_bytes(piece_of(table))
    write_piece(folder / PIECE, _PARQUET, rows)


class Kept:
    """The figures of a report that was built into a folder, read from its file on demand."""

    def __init__(self, folder: Path) -> None:
        self._lines = KeptLines(folder / FIGURES)

    @property
    def indicators(self) -> Sequence[str]:
        """The indicator of each figure in reading order; empty for a figure that can't be compared."""
        return self._lines.head

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return the figures with the given indices."""
        return [Compared(*row) for row in self._lines.at(places)]

    def __iter__(self) -> Iterator[Compared]:
        """Yield all figures in reading order."""
        return (Compared(*row) for row in self._lines)


def write_all_figures(folder: Path, built: Collection[tuple[str, Path]], *, flat: bool) -> None:
    """Write the table of all figures into `folder`, as CSV with a gzip copy and as Parquet.

    `built` are (slug, folder of the built report), in the order of the table. Rows are written as they are read, so
    that those of many reports are never in memory together; the same figures give the same bytes. The gzip copy is
    joined from the reports' compressed pieces: to compress a thousand reports' rows would take longer than their pages.
    """
    head = table_head()
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


def table_head() -> bytes:
    """Return the first line of the table of all figures, with the names of its columns."""
    return BOM_UTF8 + rows_as_csv([_COLUMNS])


def _tables(built: Iterable[tuple[str, Path]], *, flat: bool) -> Iterator[tuple[bytes, bytes]]:
    """Yield each report's rows as (CSV, its compressed piece)."""
    for slug, made in built:
        try:
            yield (made / ROWS).read_bytes(), (made / PACKED).read_bytes()
        except FileNotFoundError:  # an older version of gongkai built the report
            table = rows_as_csv(_rows(slug, Kept(made), flat=flat))
            yield table, piece_of(table)


def _groups(built: Iterable[tuple[str, Path]], *, flat: bool) -> Iterator[Sequence[Any]]:
    """Yield the row groups of the Parquet file, each as a list of reports' pieces with together _GROUP rows or more."""
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
