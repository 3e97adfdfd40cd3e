"""Writes all data files of a report, as bytes by file name."""

from __future__ import annotations

import json

from generator.data.layout import schema
from generator.data.package import write_package
from generator.data.record import record_of
from generator.data.tables import as_csv, figures_table, ledger_table
from generator.data.workbook import as_xlsx
from generator.edition.edition import Edition


def write_data(edition: Edition, slug: str, address: str) -> dict[str, bytes]:
    """Return the files of `<slug>/data/` by name; `address` is the report's, empty if the site has none."""
    ledger, figures = ledger_table(edition, slug, address), figures_table(edition, slug, address)
    return {
        "report.json": write_json(edition, slug),
        "report.schema.json": (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode(),
        "ledger.csv": as_csv(ledger),
        "ledger.xlsx": as_xlsx(ledger, edition.title),
        "figures.csv": as_csv(figures),
        "datapackage.json": write_package(edition, slug, (ledger, figures)).encode(),
    }


def write_json(edition: Edition, slug: str) -> bytes:
    """Return a report with its facts as JSON; keys whose value is None are left out."""
    return record_of(edition, slug).model_dump_json(indent=1, exclude_none=True).encode() + b"\n"
