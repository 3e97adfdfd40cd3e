"""From Source to Report: the outline (parts, findings, items, measures), inferred from the report's own numbering."""

from __future__ import annotations

from generator.model.report import Report
from generator.model.source import Source
from generator.outline.tree import build_tree
from generator.settings.report import ReportSettings


def outline(source: Source, settings: ReportSettings | None = None) -> Report:
    """Return the Report of a Source, with the corrections in its settings.

    Raises UserError for a correction that does not fit its line.
    """
    return build_tree(source, settings or ReportSettings())
