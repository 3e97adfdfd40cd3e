"""The earlier versions of a report: the sources that were published before it was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import UserError
from generator.facts.mentions import Names
from generator.model import Report
from generator.outline import outline
from generator.outline.carried import carried
from generator.pages import VERSIONS
from generator.readers import read_file
from generator.settings import ReportSettings, load_report_settings
from generator.writers.display import Display, Version

SETTINGS = ".settings.yml"
"""The settings with which a version was published, beside its source."""


@dataclass(frozen=True, slots=True)
class Versions:
    """A report and what it was before."""

    report: Report
    """The present version, its ids those of the earlier ones."""
    earlier: tuple[Version, ...]
    """Oldest first."""


def read_versions(source: Path, settings: ReportSettings, names: Names) -> Versions:
    """Read a report and the versions in the folder `versions` beside its source, numbered from 1.

    Raises UserError where the settings don't tell of each when and why it was corrected.
    """
    folders = version_folders(source.parent)
    if len(folders) != len(settings.corrections):
        raise UserError(
            f"{settings.name}: `corrections` tells of {len(settings.corrections)} and {source.parent / VERSIONS} holds "
            f"{len(folders)} earlier versions; correct a report with `gongkai correct`, which writes both."
        )
    reports: list[Report] = []
    found: list[Version] = []
    for number, (folder, correction) in enumerate(zip(folders, settings.corrections, strict=True), 1):
        path = source_in(folder)
        # When and why it was corrected itself is told by the present settings.
        own = load_report_settings(folder / SETTINGS).model_copy(update={"corrections": (), "status": ()})
        reports.append(carried(outline(read_file(path, own), own), reports))
        found.append(Version(number, Display(reports[-1], own, names), correction.date, correction.reason))
    return Versions(carried(outline(read_file(source, settings), settings), reports), tuple(found))


def version_folders(folder: Path) -> list[Path]:
    """Return the folders of a report's earlier versions, oldest first; raises UserError if one is missing."""
    found = {path.name: path for path in (folder / VERSIONS).glob("*") if path.is_dir()}
    wanted = [str(number) for number in range(1, len(found) + 1)]
    if sorted(found) != sorted(wanted):
        raise UserError(f"{folder / VERSIONS}: earlier versions are folders numbered from 1; found {sorted(found)}.")
    return [found[name] for name in wanted]


def source_in(folder: Path) -> Path:
    """Return the source of a version; raises UserError if there is none, or several."""
    found = sorted(folder.glob("source.*"))
    if len(found) != 1:
        raise UserError(f"{folder}: a version has one source, found {len(found)}; restore it.")
    return found[0]
