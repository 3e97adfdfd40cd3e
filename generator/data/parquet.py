"""Writes tables as Parquet if `gongkai[parquet]` is installed; all they hold is published as CSV or JSON as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

Row = Sequence[object]
Rows = list[Row]


@dataclass(frozen=True, slots=True)
class ParquetColumn:
    """A column of a Parquet file."""

    name: str
    type: Literal["string", "double", "date", "integer"]
    nullable: bool = True


def has_parquet() -> bool:
    """Say whether pyarrow is installed."""
    return find_spec("pyarrow") is not None


def write_parquet(path: Path, columns: Sequence[ParquetColumn], rows: Rows) -> None:
    """Write rows as a Parquet file; the same rows give the same bytes. Without pyarrow nothing is written."""
    if has_parquet():
        write_pieces(path, columns, [[_table(columns, rows)]], {})


def write_pieces(
    path: Path, columns: Sequence[ParquetColumn], batches: Iterable[Sequence[Any]], options: Mapping[str, Any]
) -> None:
    """Write one Parquet file; each batch is a list of pyarrow's Tables and becomes a row group, written at once.

    `options` are passed to pyarrow's ParquetWriter. pyarrow must be installed.
    """
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, it has no annotations
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    # The file is opened here, not by pyarrow, which cannot open a path in another encoding (a folder named in GBK).
    with (
        path.open("wb") as file,
        pq.ParquetWriter(file, _schema(columns), compression="zstd", **options) as writer,
    ):
        for pieces in batches:
            # The pieces are joined, so that the file does not depend on where they end.
            writer.write_table(pa.concat_tables(pieces).combine_chunks())


def write_piece(path: Path, columns: Sequence[ParquetColumn], rows: Rows) -> None:
    """Write rows as an Arrow file, which is read again quickly; without pyarrow nothing is written."""
    if not has_parquet():
        return
    import pyarrow as pa  # noqa: PLC0415

    packed = pa.ipc.IpcWriteOptions(compression="lz4")  # it is read five times as fast as zstd
    with path.open("wb") as file, pa.ipc.new_file(file, _schema(columns), options=packed) as writer:
        writer.write_table(_table(columns, rows))


def read_piece(path: Path, columns: Sequence[ParquetColumn], rows: Callable[[], Rows]) -> Any:
    """Return the rows that `write_piece` wrote as pyarrow's Table.

    If the file is missing or has other columns, the Table is made of what `rows` returns.
    """
    import pyarrow as pa  # noqa: PLC0415

    # A piece is small: to share its columns among threads takes longer than to read it.
    alone = pa.ipc.IpcReadOptions(use_threads=False)
    with suppress(OSError, pa.ArrowInvalid):
        table = pa.ipc.open_file(pa.py_buffer(path.read_bytes()), options=alone).read_all()
        if table.schema == _schema(columns):
            return table
    return _table(columns, rows())


def _schema(columns: Sequence[ParquetColumn]) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    kinds = {"string": pa.string(), "double": pa.float64(), "date": pa.date32(), "integer": pa.int32()}
    return pa.schema([pa.field(column.name, kinds[column.type], nullable=column.nullable) for column in columns])


def _table(columns: Sequence[ParquetColumn], rows: Rows) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    schema = _schema(columns)
    arrays = [pa.array([row[at] for row in rows], type=field.type) for at, field in enumerate(schema)]
    return pa.Table.from_arrays(arrays, schema=schema)
