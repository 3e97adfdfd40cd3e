"""Writers: a Report → files as text. One output a module; none parses, none writes to disk."""

from __future__ import annotations

from generator.edition.display import Display
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


def write_report(display: Display, slug: str) -> dict[str, str | bytes]:
    """Return the Markdown files of a report, and its navigation, by path in its folder."""
    cover, *sections = split_into_pages(display.report)
    files: dict[str, str | bytes] = {
        f"{COVER}.md": write_cover(display, cover, slug),
        f"{FULL}.md": write_full(display, slug),
        f"{LEDGER}.md": write_ledger(display, slug),
        f"{FIGURES}.md": write_figures(display, slug),
        f"{DOCUMENTS}.md": write_documents(display, slug),
        f"{TIMELINE}.md": write_timeline(display, slug),
        f"{PROOF}.md": write_evidence(display, slug),
        NAVIGATION: write_navigation(display, slug),
    }
    if display.series.before:
        files[f"{EARLIER}.md"] = write_earlier(display, slug)
    history = history_of(display)
    if history.earlier:
        files[f"{CHANGES}.md"] = write_changes(display, slug)
        files.update(write_versions(display, slug))
        files.update({f"{name}.md": write_gone(display, gone, slug) for name, gone in history.gone_pages.items()})
    source = display.report.source
    if source.extracted:
        files[EXTRACTED] = source.text
        files.update({file.name: file.data for file in source.files})
    files.update({f"{page.name}.md": write_section(display, page, slug) for page in sections})
    return files
