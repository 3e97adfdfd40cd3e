"""One report as one file of data, for the command line."""

from __future__ import annotations

from generator.data.tables import as_csv, ledger_table
from generator.data.workbook import as_xlsx
from generator.data.write import write_json
from generator.edition.read import read_report
from generator.settings.project import Project


def export_report(project: Project, slug: str, form: str) -> bytes:
    """Return a report as `json`, or its ledger as `csv` or `xlsx`; raises UserError for a report that is not there."""
    project.chosen((slug,))
    edition = read_report(project, slug)
    if form == "json":
        return write_json(edition, slug)
    ledger = ledger_table(edition, slug, "")
    return as_csv(ledger) if form == "csv" else as_xlsx(ledger, edition.title)
