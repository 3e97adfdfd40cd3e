"""The reports of a site as data: one row a report, as JSON and as Parquet, by one schema; and all their figures."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
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

    number = pa.float64()
    return pa.schema(
        [
            pa.field("report", pa.string(), nullable=False),
            pa.field("address", pa.string(), nullable=False),
            pa.field("indicator", pa.string(), nullable=False),
            pa.field("subject", pa.string(), nullable=False),
            pa.field("text", pa.string(), nullable=False),
            pa.field("value", number, nullable=False),
            pa.field("high", number),
            pa.field("unit", pa.string(), nullable=False),
            pa.field("change", pa.string(), nullable=False),
            pa.field("period", pa.string(), nullable=False),
            pa.field("sentence", pa.string(), nullable=False),
        ]
    )


def write_figures(path: Path, reports: Iterable[tuple[str, Iterable[Compared]]]) -> None:
    """Write all figures of the reports, one row a figure; the same ones give the same bytes.

    They go to disk as they come, so that those of many reports are never in memory.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = figures_schema()
    rows: list[tuple[object, ...]] = []
    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:

        def write() -> None:
            columns = zip(*rows, strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
            rows.clear()

        for slug, figures in reports:
            rows.extend(_figure(slug, figure) for figure in figures)
            if len(rows) >= _GROUP:
                write()
        if rows:
            write()


def _figure(slug: str, figure: Compared) -> tuple[object, ...]:
    """Return a row of figures.parquet, by the order of its columns."""
    page, _, anchor = figure.address.partition(".md")
    return (
        slug,
        f"{slug}/{anchor}" if page == COVER else f"{slug}/{page}/{anchor}",
        figure.indicator,
        figure.subject,
        figure.text,
        float(figure.value),
        float(figure.high) if figure.high else None,
        figure.unit,
        figure.change,
        figure.period,
        figure.sentence,
    )


def _row(report: Listed) -> dict[str, Any]:
    row = report.model_dump(include={*_WORDS, *_DAYS})
    return row | {str(status): number for status, number in report.status.items()}
