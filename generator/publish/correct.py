"""`gongkai correct`: a new source in the place of a published one, which is kept as an earlier version."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from generator.edition.align import Text, align
from generator.edition.change import Fate
from generator.edition.edition import Edition
from generator.edition.history import History, history_of
from generator.edition.read import SETTINGS, kept_sources, read_versions, version_folder, with_versions
from generator.errors import UserError
from generator.facts.mentions import load_names
from generator.files import checksum
from generator.model.pages import EXTRACTED
from generator.model.report import Kind
from generator.model.source import Source
from generator.publish.legacy import ORIGINAL
from generator.publish.pending import put_in_place
from generator.publish.settings_text import with_correction, with_lines, without_status
from generator.readers import files_beside, read_file
from generator.readers.beside import FOLDER
from generator.settings.lock import changing
from generator.settings.project import Project
from generator.settings.report import load_report_settings, parse_report_settings


def today() -> date:
    """Return the day on which the program runs: the one place at which gongkai asks the clock for it."""
    return datetime.now().astimezone().date()


def correct_report(project: Project, slug: str, file: Path, reason: str, dated: date | None) -> str:
    """Put a new source in the place of a report's own; return in words what changes and where the old one is.

    The old one is kept with the settings that it was published with. Raises UserError, with nothing changed, for a
    report that is not there, a file that can't be read or is the same, no reason, or a date that can't be.
    """
    with changing(project):
        project.chosen((slug,))
        return _Correction(project, slug, file, (" ".join(reason.split()), dated or today())).run()


class _Correction:
    """One correction of one report."""

    def __init__(self, project: Project, slug: str, file: Path, told: tuple[str, date]) -> None:
        self.project = project
        self.slug = slug
        self.file = file
        self.reason, self.dated = told
        self.old = project.source(slug)
        self.yml = project.settings_path(slug)
        self.settings = load_report_settings(self.yml)
        self.number = len(kept_sources(project, slug, self.settings)) + 1
        """The number that the present version will be kept under."""

    def run(self) -> str:
        names = load_names(self.project.names)
        before = read_versions(self.project, self.slug, self.settings, names)
        self._check(before.report.source)
        text = self.yml.read_bytes().decode() if self.yml.is_file() else ""
        read = read_file(self.file, self.settings.model_copy(update={"outline": (), "chrome": (), "title": None}))
        new = with_lines(text, str(self.yml), _lines(before.report.source, read))
        entry: dict[str, date | str] = {"date": self.dated, "reason": self.reason, "replaced": checksum(self.old)}
        new = with_correction(new, str(self.yml), entry)
        history = self._tried(new)
        known = {node.id for node in history.current.edition.report.of(Kind.ITEM, Kind.MEASURE)}
        new = without_status(new, str(self.yml), frozenset(item.id for item in self.settings.status) - known)
        history = self._tried(new)
        _ = history.current.edition.facts  # a status that fits no node stops the correction
        self._write(text, new, before, history.current.edition)
        fates = [change.fate for change in history.steps[-1][2]]
        told = ", ".join(f"{fates.count(fate)} {fate}" for fate in Fate if fate in fates)
        kept = version_folder(self.project, self.slug, self.number).relative_to(self.project.root)
        return (
            f"Version {self.number + 1} of {self.slug}: {told} (paragraphs). Version {self.number} is kept in {kept}."
        )

    def _check(self, source: Source) -> None:
        """Raise UserError for a correction that can't be."""
        if not self.reason:
            raise UserError("a correction needs a reason that readers are told; give one with --reason.")
        if self.dated > today():
            raise UserError(f"{self.dated} is in the future; give the day of the correction with --date.")
        first = source.metadata.dated
        last = self.settings.corrections[-1].date if self.settings.corrections else None
        for since, what in ((last, "the last correction"), (first, "the report's publication")):
            if since and self.dated < since:
                raise UserError(f"{self.dated} is before {what} ({since}); give the day of the correction with --date.")
        if self.file.is_file() and self.file.suffix.lower() == self.old.suffix.lower():
            same = self.file.read_bytes() == self.old.read_bytes()
            if same and files_beside(self.file, self.settings) == files_beside(self.old, self.settings):
                raise UserError(f"{self.file}: is the same as {self.old}; give the corrected file.")

    def _tried(self, yml: str) -> History:
        """Return the history that there will be, everything read as the build reads it."""
        settings = parse_report_settings(yml, self.yml)
        kept = kept_sources(self.project, self.slug, self.settings)
        sources = [*kept, (self.old, self.settings), (self.file, settings)]
        return history_of(with_versions(sources, load_names(self.project.names)))

    def _write(self, old_yml: str, new_yml: str, before: Edition, after: Edition) -> None:
        root = self.project.root
        here = self.project.docs / self.slug
        folder = version_folder(self.project, self.slug, self.number)
        target = here / f"source{self.file.suffix.lower()}"
        files = {
            folder / self.old.name: self.old.read_bytes(),
            folder / SETTINGS: old_yml.encode(),
            target: self.file.read_bytes(),
            self.yml: new_yml.encode(),
        }
        beside = [path for path in (*here.glob(f"{ORIGINAL}.*"), *(here / FOLDER).rglob("*")) if path.is_file()]
        files |= {folder / path.relative_to(here): path.read_bytes() for path in beside}
        new = {here / FOLDER / path: data for path, data in files_beside(self.file).items()}
        files |= new
        made = {here / EXTRACTED, *(here / found.name for found in before.report.source.files)}
        kept = {here / found.name for found in after.report.source.files}
        removed = {self.old, *beside, *(made if before.report.source.extracted else ())} - {*files, *kept}
        put_in_place(
            self.project,
            self.slug,
            {path.relative_to(root).as_posix(): data for path, data in files.items()},
            [path.relative_to(root).as_posix() for path in removed],
        )


def _lines(old: Source, new: Source) -> dict[int, int | None]:
    """Return where each line of a source is in another one, None where it is not."""
    olds, news = ([Text("line", "".join(source[line.span].split())) for line in source.lines] for source in (old, new))
    places = {before: after for after, before in align(olds, news).items()}
    return {line.number: new.lines[places[at]].number if at in places else None for at, line in enumerate(old.lines)}
