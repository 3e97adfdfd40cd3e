"""datapackage.json: describes the CSV tables to machines, by the Frictionless standard."""

from __future__ import annotations

import json

from generator.data.tables import Table
from generator.edition.edition import Edition


def write_package(edition: Edition, slug: str, tables: tuple[Table, ...]) -> str:
    """Return the descriptor of a report's CSV files."""
    source = edition.report.source.published_name
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "title": table.titled(edition.title),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "profile": "tabular-data-resource",
            "schema": {
                "fields": [
                    {
                        "name": column.name,
                        "type": column.type,
                        "title": column.title,
                        "description": column.description,
                    }
                    for column in table.columns
                ],
                **({"primaryKey": ["report", "id"]} if table.name == "ledger" else {}),
                "missingValues": [""],
            },
        }
        for table in tables
    ]
    package = {
        "name": slug,
        "title": edition.title,
        "profile": "tabular-data-package",
        "sources": [{"title": source, "path": f"../{source}"}],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"
