"""The reports of a site as data: one row a report, as JSON and as Parquet, by one schema."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

from generator.edition.listed import Listed
from generator.model.status import Status

_WORDS = ("slug", "title", "issuing_body", "region", "level", "round", "inspector", "inspected")
_DAYS = ("published", "signed")
_ALWAYS = frozenset({"slug", "title"})
"""What every report has; the rest is empty where it does not say."""


def schema() -> Any:
    """Return the columns as a pyarrow schema: the last ones count the report's problems by stated status."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import, it has no annotations

    words = [pa.field(name, pa.string(), nullable=name not in _ALWAYS) for name in _WORDS]
    days = [pa.field(name, pa.date32()) for name in _DAYS]
    return pa.schema([*words, *days, *(pa.field(str(status), pa.int32(), nullable=False) for status in Status)])


def portal_data(reports: Iterable[Listed]) -> dict[str, bytes]:
    """Return portal.json and portal.parquet; the same reports give the same bytes."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    table = pa.Table.from_pylist([_row(report) for report in reports], schema=schema())
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    rows = json.dumps({"reports": table.to_pylist()}, ensure_ascii=False, indent=1, default=str) + "\n"
    return {"portal.json": rows.encode(), "portal.parquet": buffer.getvalue()}


def _row(report: Listed) -> dict[str, Any]:
    row = report.model_dump(include={*_WORDS, *_DAYS})
    return row | {str(status): number for status, number in report.status.items()}
