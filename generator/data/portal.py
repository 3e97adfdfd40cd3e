"""The reports of a site as data: one row a report, as JSON and as Parquet, by one schema; and all their figures."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.facts.fact import Status
from generator.pages import COVER
from generator.writers.compared import Compared
from generator.writers.listed import Listed

_WORDS = ("slug", "title", "issuing_body", "region", "level", "round", "inspector", "inspected")
_DAYS = ("published", "signed")
_ALWAYS = frozenset({"slug", "title"})
"""What every report has; the rest is empty where it does not say."""
_GROUP = 20_000
"""Figures from which they are written to disk."""


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


def figures_schema() -> Any:
    """Return the columns of figures.parquet as a pyarrow schema; a word is empty where the report does not say."""
    import pyarrow as pa  # noqa: PLC0415

    words = ("report", "indicator", "subject", "text", "unit", "change", "period", "sentence", "address")
    columns = {name: pa.field(name, pa.string(), nullable=False) for name in words}
    value, high = pa.field("value", pa.float64(), nullable=False), pa.field("high", pa.float64())
    found = [*columns.values()]
    return pa.schema([*found[:4], value, high, *found[4:]])


def write_figures(path: Path, reports: Iterable[tuple[str, Iterable[Compared]]]) -> None:
    """Write all figures of the reports, one row a figure; the same ones give the same bytes.

    They go to disk as they come, so that those of many reports are never in memory.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    rows: list[dict[str, Any]] = []
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, figures_schema(), compression="zstd") as writer:
        for slug, figures in reports:
            rows.extend(_figure(slug, figure) for figure in figures)
            if len(rows) >= _GROUP:
                writer.write_table(pa.Table.from_pylist(rows, schema=figures_schema()))
                rows.clear()
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema=figures_schema()))


def _figure(slug: str, figure: Compared) -> dict[str, Any]:
    folder, _, anchor = figure.address.partition(".md")
    page = "" if folder == COVER else f"{folder}/"
    return asdict(figure) | {
        "report": slug,
        "value": float(figure.value),
        "high": float(figure.high) if figure.high else None,
        "address": f"{slug}/{page}{anchor}",
    }


def _row(report: Listed) -> dict[str, Any]:
    row = report.model_dump(include={*_WORDS, *_DAYS})
    return row | {str(status): number for status, number in report.status.items()}
