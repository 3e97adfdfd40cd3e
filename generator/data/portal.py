"""The reports of a site as data: one row a report, as JSON, as CSV and as Parquet, with the same columns."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path

from generator.data.parquet import ParquetColumn, Rows, write_parquet
from generator.data.tables import rows_as_csv
from generator.edition.listed import Listed
from generator.model.status import Status

_WORDS = ("slug", "title", "issuing_body", "region", "level", "round", "inspector", "inspected")
_DAYS = ("published", "signed")
_ALWAYS = frozenset({"slug", "title"})
"""What every report has; the rest is empty where it does not say."""
_COLUMNS = (
    *(ParquetColumn(name, "string", name not in _ALWAYS) for name in _WORDS),
    *(ParquetColumn(name, "date") for name in _DAYS),
    *(ParquetColumn(str(status), "integer", nullable=False) for status in Status),
)
"""The last ones count the report's problems by stated status."""


def write_portal_data(folder: Path, reports: Iterable[Listed]) -> None:
    """Write portal.json, .csv and .parquet; the same reports give the same bytes."""
    names = [column.name for column in _COLUMNS]
    rows: Rows = [_row(report) for report in reports]
    told = [dict(zip(names, row, strict=True)) for row in rows]
    text = json.dumps({"reports": told}, ensure_ascii=False, indent=1, default=str) + "\n"
    (folder / "portal.json").write_text(text, encoding="utf-8", newline="")
    (folder / "portal.csv").write_bytes(BOM_UTF8 + rows_as_csv([names, *rows]))
    write_parquet(folder / "portal.parquet", _COLUMNS, rows)


def _row(report: Listed) -> list[object]:
    row = report.model_dump(include={*_WORDS, *_DAYS})
    return [*(row.get(name) for name in (*_WORDS, *_DAYS)), *(report.status.get(status, 0) for status in Status)]
