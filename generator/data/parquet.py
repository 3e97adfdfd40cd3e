"""Tables as Parquet, for those who have installed `gongkai[parquet]`; everything in them is CSV or JSON as well."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
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
    """Say whether Parquet files can be written here."""
    return find_spec("pyarrow") is not None


def write_parquet(
    path: Path, columns: Sequence[ParquetColumn], batches: Iterable[Rows], options: Mapping[str, Any] | None = None
) -> None:
    """Write batches of rows as one file; they go to disk as they come. The same rows give the same bytes.

    `options` are pyarrow's ParquetWriter's. Without pyarrow the batches are gone through and nothing is written.
    """
    if not has_parquet():
        deque(batches, maxlen=0)
        return
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, it has no annotations
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    kinds = {"string": pa.string(), "double": pa.float64(), "date": pa.date32(), "integer": pa.int32()}
    schema = pa.schema([pa.field(column.name, kinds[column.type], nullable=column.nullable) for column in columns])
    # The file is opened here, not by pyarrow: that knows no path of another locale (a folder named in GBK).
    with path.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd", **(options or {})) as writer:
        for rows in batches:
            arrays = [pa.array([row[at] for row in rows], type=field.type) for at, field in enumerate(schema)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
