"""The task that reads a report for a build, once: it copies the report's folder and makes its edition.

The build publishes the copy, and the digest in the receipt is the copy's: if somebody edits the source while the build
runs, the digest differs afterwards, and the next build builds the report again.
"""

from __future__ import annotations

import pickle
import shutil
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.build.digests import Hashes, hashes_of_report
from generator.build.task import Bench, Task
from generator.checks import judged, way_out
from generator.edition.edition import Edition
from generator.edition.listed import brief_of
from generator.edition.problems import brief_problems
from generator.edition.read import read_report
from generator.edition.series import Brief, BriefProblem
from generator.errors import CheckFailed, UserError
from generator.model.messages import Notice, noticed, told
from generator.settings.lock import reading
from generator.settings.project import Project, has_source, is_stray
from generator.wording import say


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a report: what the build needs to plan the rest."""

    hashes: Hashes
    """The hashes of the files that the report was read from."""
    brief: Brief
    """What the pages of other reports say of this one."""
    problems: tuple[BriefProblem, ...]
    """The report's problems, which the same body's next report refers to."""
    warnings: tuple[Notice, ...]
    """What the checks found that does not stop the build."""


@dataclass(frozen=True, slots=True)
class ReadReport(Task):
    """Reads a report; leaves a copy of its folder and its pickled edition in `bench.read`."""

    @property
    def weight(self) -> float:
        """A tenth of a built report: reading leaves little memory unfreed."""
        return 0.1

    def run(self, bench: Bench) -> Reading:
        """Read the report.

        Raises UserError if a source or setting can't be read, CheckFailed if a check forbids to publish the report.
        """
        project = Project(bench.root)
        bench.read.mkdir(parents=True, exist_ok=True)
        copy = copy_of(bench, self.name)
        shutil.rmtree(copy, ignore_errors=True)
        with reading(project):
            if not has_source(project.docs / self.name):  # taken back or renamed since the build began
                raise UserError(
                    say("{slug}: it was taken away while the build ran; run `gongkai build` again.", slug=self.name)
                )
            place = project.source(self.name).relative_to(project.root).as_posix()
            hashes = hashes_of_report(project, self.name)
            try:
                shutil.copytree(project.docs / self.name, copy, ignore=no_files)
            except shutil.Error as error:
                raise UserError(
                    say("{path}: can't be read ({reason}).", path=error.args[0][0][0], reason=error.args[0][0][2])
                ) from None
            edition = read_report(project, self.name)
        copy.chmod(0o755)
        warnings = _checked(edition, place, self.name)
        found = Reading(hashes, brief_of(edition, self.name), brief_problems(edition), warnings)
        edition_of(bench, self.name).write_bytes(pickle.dumps((found, edition), pickle.HIGHEST_PROTOCOL))
        return found


def _checked(edition: Edition, place: str, slug: str) -> tuple[Notice, ...]:
    """Return the checks' warnings; raise CheckFailed with their errors, unless the report is a draft.

    `place` is the source's path in the project, for the messages. Warnings of readers and outline are left out, as
    `BuildReport` returns these as notes.
    """
    settings = edition.settings
    errors, warnings = judged(edition.report, settings.checks.ignore, settings.allowed_codes)
    if errors and settings.is_public:
        raise CheckFailed("\n".join((*(told(place, one) for one in errors), way_out(slug, errors[0].code))))
    known = set(edition.report.warnings)
    return tuple(noticed(place, message) for message in warnings if message not in known)


def copy_of(bench: Bench, slug: str) -> Path:
    """Return the path of the copy of a report's folder."""
    return bench.read / slug


def edition_of(bench: Bench, slug: str) -> Path:
    """Return the path of the file with a report's pickled reading and edition."""
    return bench.read / f"{slug}.edition"


def take_reading(bench: Bench, slug: str) -> tuple[Reading, Edition]:
    """Return a report's reading and edition; read the report now if it was not read yet.

    To be called once a report: the build then moves the copy and deletes the edition's file.
    """
    path = edition_of(bench, slug)
    if not path.is_file() or not copy_of(bench, slug).is_dir():
        ReadReport(slug).run(bench)
    found: tuple[Reading, Edition] = pickle.loads(path.read_bytes())  # noqa: S301 - gongkai's own, of this very build
    return found


def no_files(folder: str, names: Iterable[str]) -> list[str]:
    """Return the entries of a folder that no site has: those that other programs leave (`is_stray`), pipes, sockets.

    Reading a pipe or socket would never end.
    """
    return [name for name in names if is_stray(name) or not _is_file_or_folder(Path(folder, name))]


def _is_file_or_folder(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # a broken symbolic link
        return False
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
