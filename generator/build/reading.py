"""A report read for a build, once: a copy of its folder as it was then, and all that is known of it without the others.

The copy is what gets published and what the receipt's digest is of: whatever is edited or corrected while the build
goes on differs from it, and is built next time.
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
from generator.settings.project import Project
from generator.wording import say


@dataclass(frozen=True, slots=True)
class Reading:
    """What a build knows of a report that it has read."""

    hashes: Hashes
    """Of the files that it was read from."""
    brief: Brief
    problems: tuple[BriefProblem, ...]
    warnings: tuple[Notice, ...]
    """What the checks find in it that does not stand in the way."""


@dataclass(frozen=True, slots=True)
class ReadReport(Task):
    """Reads a report; leaves its copy and its edition in the bench's folder for them."""

    @property
    def weight(self) -> float:
        """Next to nothing."""
        return 0.1

    def run(self, bench: Bench) -> Reading:
        """Read it; raises UserError for a source or setting that can't be, CheckFailed for what is not to be public."""
        project = Project(bench.root)
        bench.read.mkdir(parents=True, exist_ok=True)
        copy = copy_of(bench, self.name)
        shutil.rmtree(copy, ignore_errors=True)
        with reading(project):
            hashes = hashes_of_report(project, self.name)
            try:
                shutil.copytree(project.docs / self.name, copy, ignore=no_files)
            except shutil.Error as error:
                raise UserError(
                    say("{path}: can't be read ({reason}).", path=error.args[0][0][0], reason=error.args[0][0][2])
                ) from None
            edition = read_report(project, self.name)
        copy.chmod(0o755)
        warnings = _checked(edition, project.source(self.name).relative_to(project.root).as_posix(), self.name)
        found = Reading(hashes, brief_of(edition, self.name), brief_problems(edition), warnings)
        edition_of(bench, self.name).write_bytes(pickle.dumps((found, edition), pickle.HIGHEST_PROTOCOL))
        return found


def _checked(edition: Edition, place: str, slug: str) -> tuple[Notice, ...]:
    """Return the warnings of the checks; raises CheckFailed with the errors, but for a draft, which is not public."""
    settings = edition.settings
    errors, warnings = judged(edition.report, settings.checks.ignore, settings.allowed_codes)
    if errors and settings.is_public:
        raise CheckFailed("\n".join((*(told(place, one) for one in errors), way_out(slug, errors[0].code))))
    known = set(edition.report.warnings)
    return tuple(noticed(place, message) for message in warnings if message not in known)


def copy_of(bench: Bench, slug: str) -> Path:
    """Return where the copy of a report's folder is."""
    return bench.read / slug


def edition_of(bench: Bench, slug: str) -> Path:
    """Return where what was read of a report is."""
    return bench.read / f"{slug}.edition"


def take_reading(bench: Bench, slug: str) -> tuple[Reading, Edition]:
    """Return what was read of a report, reading it now if it was not; to be taken once."""
    path = edition_of(bench, slug)
    if not path.is_file() or not copy_of(bench, slug).is_dir():
        ReadReport(slug).run(bench)
    found: tuple[Reading, Edition] = pickle.loads(path.read_bytes())  # noqa: S301 - gongkai's own, of this very build
    return found


def no_files(folder: str, names: Iterable[str]) -> list[str]:
    """Return which entries of a folder are neither files nor folders: a pipe or a socket, which would never end."""
    return [name for name in names if not _is_file_or_folder(Path(folder, name))]


def _is_file_or_folder(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # a link to what is not there
        return False
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
