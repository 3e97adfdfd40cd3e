"""The list of a site's reports as data: a row for each, as JSON, CSV and Parquet with the same columns."""

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
"""The columns that are never empty; the others are empty if the report does not state them."""
_COLUMNS = (
    *(ParquetColumn(name, "string", name not in _ALWAYS) for name in _WORDS),
    *(ParquetColumn(name, "date") for name in _DAYS),
    *(ParquetColumn(str(status), "integer", nullable=False) for status in Status),
)
"""The columns named after a status hold the number of the report's problems of that status."""


def write_portal_data(folder: Path, reports: Iterable[Listed]) -> None:
    """Write portal.json, portal.csv and, with pyarrow, portal.parquet; the same reports give the same bytes."""
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
