"""Read reports from a project, with their earlier versions, each with the settings that it was published with."""

from __future__ import annotations

from pathlib import Path

from generator.edition.carry import Ids, carried, with_kept
from generator.edition.edition import Edition
from generator.edition.listed import brief_of
from generator.edition.problems import brief_problems
from generator.edition.series import series_of
from generator.edition.units import units_of
from generator.errors import UserError
from generator.facts.mentions import Names, load_names
from generator.files import checksum
from generator.model.pages import VERSIONS
from generator.outline import outline
from generator.readers import read_file
from generator.settings.project import Project, has_source
from generator.settings.report import ReportSettings, load_report_settings
from generator.wording import say

SETTINGS = ".settings.yml"
"""The file, beside an earlier version's source, with its settings; files with a leading dot are not published."""


def version_folder(project: Project, slug: str, number: int) -> Path:
    """Return the folder of an earlier version of a report."""
    return project.docs / slug / VERSIONS / str(number)


def kept_sources(project: Project, slug: str, settings: ReportSettings) -> list[tuple[Path, ReportSettings]]:
    """Return the sources of a report's earlier versions, oldest first, each with its own settings.

    Raises UserError if they do not match `corrections` in the report's settings, in number or by checksum.
    """
    folder = project.docs / slug / VERSIONS
    names = _names_in(folder)
    number = len(settings.corrections)
    wanted = {str(at) for at in range(1, number + 1)}
    if missing := sorted(wanted - names):
        raise UserError(
            say(
                "{name}: `corrections` tells of {number}, but {folder} holds no source; correct a report with "
                "`gongkai correct` and commit what it keeps.",
                name=settings.name,
                number=number,
                folder=folder / missing[0],
            )
        )
    if extra := sorted(names - wanted):
        raise UserError(
            say(
                "{folder}: a version is kept here of which `corrections` in {name} does not tell; put its date and "
                "reason back there.",
                folder=folder / extra[0],
                name=settings.name,
            )
        )
    for at, correction in enumerate(settings.corrections, 1):
        source = project.source(slug, at)
        if correction.replaced and checksum(source) != correction.replaced:
            raise UserError(
                say(
                    "{source}: is not the file that was published ({name} has its SHA-256); put it back: an earlier "
                    "version is never changed.",
                    source=source,
                    name=settings.name,
                )
            )
    return [_kept(project, slug, at) for at in range(1, number + 1)]


def read_versions(project: Project, slug: str, settings: ReportSettings, names: Names) -> Edition:
    """Read a report with all its versions; paragraphs that a version kept have the ids of the version before.

    Raises UserError for a version that can't be read.
    """
    return with_versions([*kept_sources(project, slug, settings), (project.source(slug), settings)], names)


def with_versions(sources: list[tuple[Path, ReportSettings]], names: Names | None = None) -> Edition:
    """Read the versions of a report, oldest first, and return the last one, with the others as `earlier`."""
    ids = Ids()
    editions: list[Edition] = []
    for number, (path, settings) in enumerate(sources, 1):
        last = number == len(sources)
        edition = Edition(outline(read_file(path, settings), settings), settings, names)
        if editions:
            kept = carried(units_of(editions[-1]), units_of(edition), ids)
            report = with_kept(edition.report, kept, ids, number)
            earlier = tuple(editions) if last else ()
            edition = Edition(report, settings, names, earlier=earlier)
        if not last:
            ids.remember(edition.report, units_of(edition))
        editions.append(edition)
    return editions[-1]


def read_retracted(project: Project, slug: str) -> Edition | None:
    """Read the kept versions of a retracted report and return the last one; None if none was kept."""
    numbers = sorted(int(name) for name in _names_in(project.docs / slug / VERSIONS) if name.isdecimal())
    sources = [_kept(project, slug, number) for number in numbers]
    return with_versions(sources, load_names(project.names)) if sources else None


def _names_in(folder: Path) -> set[str]:
    """Return the names of the folders with a source in a folder of versions; none if it does not exist."""
    return {path.name for path in folder.iterdir() if has_source(path)} if folder.is_dir() else set()


def _kept(project: Project, slug: str, number: int) -> tuple[Path, ReportSettings]:
    return project.source(slug, number), load_report_settings(version_folder(project, slug, number) / SETTINGS)


def read_report(project: Project, slug: str) -> Edition:
    """Read a report with its settings and versions; its place in a series is not filled in.

    Raises UserError if it can't be read, or if its settings set a status on an id that does not exist.
    """
    settings = load_report_settings(project.settings_path(slug))
    edition = read_versions(project, slug, settings, load_names(project.names))
    if settings.status:
        _ = edition.facts  # Raises UserError for a status that is set on an unknown id.
    return edition


def read_reports(project: Project) -> dict[str, Edition]:
    """Read every report of a project, drafts included, by slug, each with its place in its body's series.

    The series of a published report holds no drafts; that of a draft holds published reports and other drafts.
    """
    found = {slug: read_report(project, slug) for slug in project.sources()}
    briefs = {slug: brief_of(edition, slug) for slug, edition in found.items()}
    public = series_of(briefs[slug] for slug, edition in found.items() if edition.settings.is_public)
    series = series_of(briefs.values()) | public
    for slug, edition in found.items():
        edition.series = series[slug]
        if before := edition.series.before:
            edition.series = edition.series.model_copy(update={"earlier": brief_problems(found[before.slug])})
    return found
