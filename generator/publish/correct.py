"""`gongkai correct`: replaces a published source by a new one, and keeps the old one as an earlier version."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.edition.align import align
from generator.edition.edition import Edition
from generator.edition.edits import edits, texts_of
from generator.edition.history import History, history_of
from generator.edition.read import SETTINGS, kept_sources, version_folder, with_versions
from generator.errors import UserError
from generator.facts.mentions import load_names
from generator.files import checksum
from generator.model.pages import EXTRACTED
from generator.model.report import Kind
from generator.model.source import FILES, Source, published_name
from generator.publish.days import today
from generator.publish.doubts import counted, doubts_of
from generator.publish.pending import changed_meanwhile, put_in_place
from generator.publish.settings_text import (
    bytes_in,
    with_correction,
    with_issued,
    with_lines,
    with_values,
    without_status,
)  # fmt: skip
from generator.readers import files_beside, read_file
from generator.settings.lock import changing, reading
from generator.settings.mkdocs import mkdocs_settings
from generator.settings.project import Project
from generator.settings.report import load_report_settings, parse_report_settings
from generator.settings.standing import (
    Footing,
    came_beside,
    edited_told,
    named_in,
    publication,
    standings,
    sum_beside,
    sum_of_files,
)  # fmt: skip
from generator.wording import say


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would change."""

    lines: tuple[str, ...]
    """The differences for the user, a line each."""
    told: str
    """A summary: how many paragraphs stay the same, change, come and go."""
    doubts: tuple[str, ...]
    """Reasons why the new file looks like another report; empty if there are none."""
    seen: str
    """A digest of the inputs, to make sure that they are the same when the correction is made."""


def preview_correction(  # noqa: PLR0913 - what the command line lets a user say
    project: Project, slug: str, file: Path, reason: str, dated: date | None, *, site: Path | None = None
) -> Preview:
    """Return what a correction would change; nothing is written. Raises UserError as `correct_report` does."""
    with reading(project), TemporaryDirectory() as folder:
        return _correction(project, slug, file, (reason, dated), (site, Path(folder))).preview()


def correct_report(  # noqa: PLR0913 - what the command line lets a user say
    project: Project,
    slug: str,
    file: Path,
    reason: str,
    dated: date | None,
    *,
    site: Path | None = None,
    seen: str | None = None,
) -> str:
    """Replace a report's source by a new file; return a message with the changes and the place of the old version.

    The old source is kept with the settings that it was published with. If somebody has edited it in place, the copy
    in the built `site` is kept instead. `seen` is the digest of a preview that the user has agreed to.

    Raises UserError, with nothing changed, if the report does not exist or is not public, the file can't be read or is
    the same, the reason is empty, the date is impossible, or the inputs differ from those `seen`.
    """
    with changing(project), TemporaryDirectory() as folder:
        correction = _correction(project, slug, file, (reason, dated), (site, Path(folder)))
        if seen is not None and correction.seen() != seen:
            raise changed_meanwhile(slug)
        return correction.run()


def _correction(
    project: Project, slug: str, file: Path, told: tuple[str, date | None], places: tuple[Path | None, Path]
) -> _Correction:
    (standing,) = named_in(standings(project), [slug])
    if standing.is_draft:
        raise UserError(
            say(
                "{slug}: it is a draft, and nobody has read it yet; read it anew with "
                "`gongkai add {file} --slug {slug} --again`.",
                slug=slug,
                file=file,
            )
        )
    if standing.is_retracted or standing.source is None:
        raise UserError(say("{slug}: there is no text of it any more that could be corrected.", slug=slug))
    old = _published_source(project, standing, *places)
    return _Correction(project, slug, file, (" ".join(told[0].split()), told[1] or today()), old)


def _published_source(project: Project, standing: Footing, site: Path | None, folder: Path) -> Path:
    """Return the path of the source that is public: the report's own, or a copy of the site's if that was edited.

    The copy is put into `folder`. Raises UserError if the published source can't be found.
    """
    source, record = standing.source, standing.settings.published
    assert source is not None  # the caller has checked that there is one
    # If pictures or attachments beside the source were edited, there is no copy of the published ones.
    if record and (told := edited_told(standing.slug, record, record.sha256, sum_beside(source))):
        raise UserError(told)
    if record is None or checksum(source) == record.sha256:
        return source
    published = (site or mkdocs_settings(project).site) / standing.slug / published_name(source.name)
    if not published.is_file() or checksum(published) != record.sha256:
        raise UserError(
            say(
                "{source}: it was edited after it was published, and {published} does not have the published one "
                "(SHA-256 {sum}); restore it, and give the edited text as another file.",
                source=source,
                published=published,
                sum=record.sha256,
            )
        )
    shutil.copyfile(published, folder / source.name)
    if (source.parent / FILES).is_dir():
        shutil.copytree(source.parent / FILES, folder / FILES)
    return folder / source.name


class _Correction:
    """A correction of a report."""

    def __init__(self, project: Project, slug: str, file: Path, told: tuple[str, date], old: Path) -> None:
        self.project = project
        self.slug = slug
        self.file = file
        self.reason, self.dated = told
        self.old = old
        """The source that is public; outside the report's folder if the one there was edited."""
        self.yml = project.settings_path(slug)
        self.settings = load_report_settings(self.yml)
        self.kept = kept_sources(project, slug, self.settings)
        self.number = len(self.kept) + 1
        """The number of the present version, under which it will be kept."""

    def seen(self) -> str:
        """Return a digest of the inputs: the old source, the settings and the new file."""
        paths = (self.old, self.yml, self.file)
        return " ".join(checksum(path) if path.is_file() else "" for path in paths)

    def preview(self) -> Preview:
        """Return what the correction would change."""
        before, _, history = self.prepared()
        after = history.current.edition
        changes = history.steps[-1][2]
        lines = edits(before.report.source, after.report.source)
        return Preview(tuple(lines), counted(changes), tuple(doubts_of(before, after, changes)), self.seen())

    def prepared(self) -> tuple[Edition, str, History]:
        """Return the present version, the new text of the settings file, and the history after the correction."""
        names = load_names(self.project.names)
        before = with_versions([*self.kept, (self.old, self.settings)], names)
        self._check(before.report.source)
        text = bytes_in(self.yml).decode()
        read = read_file(self.file, self.settings.model_copy(update={"outline": (), "chrome": (), "title": None}))
        new = with_lines(text, str(self.yml), _lines(before.report.source, read))
        entry: dict[str, date | str] = {"date": self.dated, "reason": self.reason, "replaced": checksum(self.old)}
        new = with_correction(with_issued(new, str(self.yml)), str(self.yml), entry)
        if record := self.settings.published:
            sums = {f"{FILES}/{path}": sha256(data).hexdigest() for path, data in files_beside(self.file).items()}
            told = publication(record.date, checksum(self.file), sum_of_files(self.file.name, sums))
            new = with_values(new, str(self.yml), {"published": told})
        history = self._tried(new)
        known = {node.id for node in history.current.edition.report.of(Kind.ITEM, Kind.MEASURE)}
        gone = frozenset(item.id for item in self.settings.status) - known
        if (rest := without_status(new, str(self.yml), gone)) != new:
            new = rest
            history = self._tried(new)
        _ = history.current.edition.facts  # raises UserError for a status in the settings that fits no node
        return before, new, history

    def run(self) -> str:
        """Make the correction; return a message with the changes."""
        before, new, history = self.prepared()
        self._write(bytes_in(self.yml), new, before, history.current.edition)
        told = counted(history.steps[-1][2])
        kept = version_folder(self.project, self.slug, self.number).relative_to(self.project.root)
        return say(
            "Version {new} of {slug}: {told} (paragraphs). Version {number} is kept in {kept}.",
            new=self.number + 1,
            slug=self.slug,
            told=told,
            number=self.number,
            kept=kept,
        )

    def _check(self, source: Source) -> None:
        """Raise UserError if the reason is empty, the date impossible, or the file the same as the present source."""
        if not self.reason:
            raise UserError(say("a correction needs a reason that readers are told; give one with --reason."))
        if self.dated > today():
            raise UserError(
                say("{dated} is in the future; give the day of the correction with --date.", dated=self.dated)
            )
        first = source.metadata.dated
        last = self.settings.corrections[-1].date if self.settings.corrections else None
        for since, what in ((last, say("the last correction")), (first, say("the report's publication"))):
            # A report may bear a day that has not come yet, 2091 for 2031; no correction of that could be dated.
            if since and self.dated < since <= today():
                raise UserError(
                    say(
                        "{dated} is before {what} ({since}); give the day of the correction with --date.",
                        dated=self.dated,
                        what=what,
                        since=since,
                    )
                )
        if self.file.is_file() and self.file.suffix.lower() == self.old.suffix.lower():
            same = self.file.read_bytes() == self.old.read_bytes()
            if same and files_beside(self.file, self.settings) == files_beside(self.old, self.settings):
                raise UserError(
                    say("{file}: is the same as {old}; give the corrected file.", file=self.file, old=self.old)
                )

    def _tried(self, yml: str) -> History:
        """Return the history after the correction, with all sources read as a build reads them."""
        settings = parse_report_settings(yml, self.yml)
        sources = [*self.kept, (self.old, self.settings), (self.file, settings)]
        return history_of(with_versions(sources, load_names(self.project.names)))

    def _write(self, old_yml: bytes, new_yml: str, before: Edition, after: Edition) -> None:
        here = self.project.docs / self.slug
        folder = version_folder(self.project, self.slug, self.number)
        target = here / f"source{self.file.suffix.lower()}"
        files = {
            folder / self.old.name: self.old.read_bytes(),
            folder / SETTINGS: old_yml,
            target: self.file.read_bytes(),
            self.yml: new_yml.encode(),
        }
        beside = came_beside(here)
        files |= {folder / path.relative_to(here): path.read_bytes() for path in beside}
        new = {here / FILES / path: data for path, data in files_beside(self.file).items()}
        files |= new
        if after.report.source.extracted:
            files[here / EXTRACTED] = after.report.source.text.encode()
        made = {here / EXTRACTED, *(here / found.name for found in before.report.source.files)}
        kept = {here / found.name for found in after.report.source.files}
        removed = {self.project.source(self.slug), *beside, *(made if before.report.source.extracted else ())} - {
            *files,
            *kept,
        }
        put_in_place(self.project, files, removed)


def _lines(old: Source, new: Source) -> dict[int, int | None]:
    """Return, for each line number of the old source, its number in the new one; None if the line is gone."""
    places = {before: after for after, before in align(texts_of(old), texts_of(new)).items()}
    return {line.number: new.lines[places[at]].number if at in places else None for at, line in enumerate(old.lines)}
