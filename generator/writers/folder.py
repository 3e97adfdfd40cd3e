"""Calls the writers of all pages of a report: an Edition goes in, {path: text} comes out.

Each page has a module of its own. No writer parses text or writes to disk.
"""

from __future__ import annotations

from generator.edition.edition import Edition
from generator.edition.history import history_of
from generator.model.pages import (
    CHANGES,
    COVER,
    DOCUMENTS,
    EARLIER,
    EXTRACTED,
    FIGURES,
    FULL,
    LEDGER,
    PROOF,
    TIMELINE,
    split_into_pages,
)
from generator.writers.facts.documents import write_documents
from generator.writers.facts.earlier import write_earlier
from generator.writers.facts.figures import write_figures
from generator.writers.facts.ledger import write_ledger
from generator.writers.facts.timeline import write_timeline
from generator.writers.report.cover import write_cover
from generator.writers.report.evidence import write_evidence
from generator.writers.report.full import write_full
from generator.writers.report.navigation import NAVIGATION, write_navigation
from generator.writers.report.sections import write_gone, write_section
from generator.writers.versions.changes import write_changes
from generator.writers.versions.version import write_versions


def write_report(edition: Edition, slug: str) -> dict[str, str | bytes]:
    """Return a report's Markdown files and its navigation, by path in the report's folder."""
    cover, *sections = split_into_pages(edition.report)
    files: dict[str, str | bytes] = {
        f"{COVER}.md": write_cover(edition, cover, slug),
        f"{FULL}.md": write_full(edition, slug),
        f"{LEDGER}.md": write_ledger(edition, slug),
        f"{FIGURES}.md": write_figures(edition, slug),
        f"{DOCUMENTS}.md": write_documents(edition, slug),
        f"{TIMELINE}.md": write_timeline(edition, slug),
        f"{PROOF}.md": write_evidence(edition, slug),
        NAVIGATION: write_navigation(edition, slug),
    }
    if edition.series.before:
        files[f"{EARLIER}.md"] = write_earlier(edition, slug)
    history = history_of(edition)
    if history.earlier:
        files[f"{CHANGES}.md"] = write_changes(edition, slug)
        files.update(write_versions(edition, slug))
        files.update({f"{name}.md": write_gone(edition, gone, slug) for name, gone in history.gone_pages.items()})
    source = edition.report.source
    if source.extracted:
        files[EXTRACTED] = source.text
        files.update({file.name: file.data for file in source.files})
    files.update({f"{page.name}.md": write_section(edition, page, slug) for page in sections})
    return files
