"""The list of a site's reports as data: a row for each, as JSON, CSV and Parquet with the same columns."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path

from generator.data.parquet import ParquetColumn, write_parquet
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
_NAMES = tuple(column.name for column in _COLUMNS)
PORTAL = "portal"
"""The name of the files in the site's data folder, without their endings."""


def write_portal_data(folder: Path, reports: Iterable[Listed]) -> None:
    """Write portal.json, portal.csv and, with pyarrow, portal.parquet; the same reports give the same bytes."""
    listing = list(reports)
    (folder / f"{PORTAL}.json").write_text(portal_json(listing), encoding="utf-8", newline="")
    (folder / f"{PORTAL}.csv").write_bytes(portal_csv(listing))
    write_parquet(folder / f"{PORTAL}.parquet", _COLUMNS, [_row(report) for report in listing])


def portal_json(reports: Iterable[Listed]) -> str:
    """Return the text of portal.json."""
    told = [dict(zip(_NAMES, _row(report), strict=True)) for report in reports]
    return json.dumps({"reports": told}, ensure_ascii=False, indent=1, default=str) + "\n"


def portal_csv(reports: Iterable[Listed]) -> bytes:
    """Return the content of portal.csv."""
    return BOM_UTF8 + rows_as_csv([_NAMES, *map(_row, reports)])


def _row(report: Listed) -> list[object]:
    row = report.model_dump(include={*_WORDS, *_DAYS})
    return [*(row.get(name) for name in (*_WORDS, *_DAYS)), *(report.status.get(status, 0) for status in Status)]
