"""The reports of a site as data: one row a report, as JSON and as Parquet, by one schema."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # it has no annotations
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from generator.facts.fact import Status
from generator.writers.listed import Listed

SCHEMA = pa.schema(
    [
        pa.field("slug", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("issuing_body", pa.string()),
        pa.field("region", pa.string()),
        pa.field("level", pa.string()),
        pa.field("round", pa.string()),
        pa.field("inspector", pa.string()),
        pa.field("inspected", pa.string()),
        pa.field("published", pa.date32()),
        pa.field("signed", pa.date32()),
        *(pa.field(str(status), pa.int32(), nullable=False) for status in Status),
    ]
)
"""The columns: the last ones count the report's problems by stated status."""


def portal_data(reports: Iterable[Listed]) -> dict[str, bytes]:
    """Return portal.json and portal.parquet; the same reports give the same bytes."""
    table = pa.Table.from_pylist([_row(report) for report in reports], schema=SCHEMA)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    rows = json.dumps({"reports": table.to_pylist()}, ensure_ascii=False, indent=1, default=str) + "\n"
    return {"portal.json": rows.encode(), "portal.parquet": buffer.getvalue()}


def _row(report: Listed) -> dict[str, Any]:
    row = report.model_dump(include={*SCHEMA.names})
    return row | {str(status): number for status, number in report.status.items()}
