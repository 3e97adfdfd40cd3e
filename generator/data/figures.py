"""All figures of a site's reports as data: a table of each report's in its folder, and one of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.compare.compared import Compared, Read
from generator.model.pages import COVER

FIGURES = ".figures"
"""The file with a report's own figures, in its folder of the site, in Arrow's format."""
_GROUP = 20_000
"""Figures from which they are written to disk."""
_COLUMNS = (
    *("report", "address", "indicator", "subject", "text", "value", "high"),
    *("unit", "change", "period", "sentence"),
)
_NUMBERS = ("value", "high")
_REPEATED = ("report", "indicator", "subject", "unit", "change", "period")
"""Columns whose words come again and again."""
_SOUGHT = ("report", "indicator", "unit", *_NUMBERS)
"""Columns of which the file says the least and the greatest of each group of rows."""
_LINK = "link"
"""The column for the figure's place as a Markdown link, which is for gongkai alone."""


def schema() -> Any:
    """Return the columns as a pyarrow schema; a word is empty where the report does not say."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, it has no annotations

    words, number = pa.string(), pa.float64()
    columns = ((name, number if name in _NUMBERS else words) for name in _COLUMNS)
    return pa.schema([pa.field(name, kind, nullable=name == "high") for name, kind in columns])


def write_figures(path: Path, slug: str, figures: Read) -> None:
    """Write a report's figures, one row a figure; the same ones give the same bytes."""
    import pyarrow as pa  # noqa: PLC0415

    columns = schema().append(pa.field(_LINK, pa.string(), nullable=False))
    table = pa.Table.from_pylist([_row(slug, figure) for figure in figures.figures], schema=columns)
    # Files are opened here, not by pyarrow: that knows no path of another locale (a folder named in GBK).
    with (
        path.open("wb") as file,
        pa.ipc.new_file(file, columns, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer,
    ):
        writer.write_table(table)


class Kept:
    """The figures of a report that was built into a folder, read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FIGURES

    @cached_property
    def indicators(self) -> Sequence[str]:
        """The indicator of each."""
        names: list[str] = _read(self._path, ["indicator"]).column("indicator").to_pylist()
        return names

    def at(self, places: Sequence[int]) -> Sequence[Compared]:
        """Return some of them."""
        rows = _read(self._path).select(Compared.__slots__).take(list(places)).to_pylist()
        return [Compared(**row) for row in rows]


def write_all_figures(path: Path, folders: Iterable[Path]) -> None:
    """Write the figures of the reports that were built into folders as one Parquet file, in the folders' order.

    They go to disk as they come, so that those of many reports are never in memory; the same ones give the same bytes.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    columns = schema()
    options = {"use_dictionary": list(_REPEATED), "write_statistics": list(_SOUGHT)}
    with path.open("wb") as file, pq.ParquetWriter(file, columns, compression="zstd", **options) as writer:
        tables: list[Any] = []
        rows = 0

        def write() -> None:
            nonlocal rows
            writer.write_table(pa.concat_tables(tables))
            tables.clear()
            rows = 0

        for folder in folders:
            tables.append(_read(folder / FIGURES, _COLUMNS))
            rows += tables[-1].num_rows
            if rows >= _GROUP:
                write()
        if rows:
            write()


def _read(path: Path, names: Sequence[str] | None = None) -> Any:
    """Return a report's table; of a column that is not among the names nothing is unpacked."""
    import pyarrow as pa  # noqa: PLC0415

    data = pa.py_buffer(path.read_bytes())
    if names is None:
        return pa.ipc.open_file(data).read_all()
    options = pa.ipc.IpcReadOptions(included_fields=[_COLUMNS.index(name) for name in names], use_threads=False)
    return pa.ipc.open_file(data, options=options).read_all().select(names)


def _row(slug: str, figure: Compared) -> dict[str, object]:
    page, _, anchor = figure.link.partition(".md")
    address = f"{slug}/{anchor}" if page == COVER else f"{slug}/{page}/{anchor}"
    return {"report": slug, "address": address, **asdict(figure)}
