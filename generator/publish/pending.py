"""Makes changes to a report all or nothing: they are prepared in a folder with a journal, then moved into place.

A change that was interrupted is completed by the next command.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.errors import UserError
from generator.files import not_writable, uninterrupted, write_all
from generator.settings.lock import changing
from generator.settings.project import Project
from generator.wording import say

_FOLDER = ".correction"
"""The folder in docs that holds any change being made; MkDocs does not publish names that begin with a dot."""
_JOURNAL = "journal.json"
_NEW = "new"


def changed_meanwhile(slug: str) -> UserError:
    """Return the error for a report that somebody changed between the preview of a change and the change itself."""
    return UserError(say("{slug}: it was changed while it was looked at; run the command again.", slug=slug))


def put_in_place(project: Project, files: Mapping[Path, bytes], removed: Iterable[Path]) -> None:
    """Write files of a report and its settings, and delete those `removed`: all or nothing.

    An error during the preparation leaves no trace; a change that is interrupted afterwards is completed by
    `open_project`. Raises UserError if a file can't be written.
    """
    folder = project.docs / _FOLDER
    preparing = folder.with_name(f"{_FOLDER}-{os.getpid()}")
    new = {path.relative_to(project.root).as_posix(): data for path, data in files.items()}
    gone = sorted(path.relative_to(project.root).as_posix() for path in removed)
    journal = json.dumps({"files": sorted(new), "removed": gone}, ensure_ascii=False)
    try:
        for name in (*new, *gone):
            _check_writable(project.root / name)
        write_all({preparing / _NEW / name: data for name, data in new.items()} | {preparing / _JOURNAL: journal})
        with uninterrupted():
            preparing.rename(folder)
            _complete(project, folder)
    except OSError as error:
        raise not_writable(error, folder) from None
    finally:
        shutil.rmtree(preparing, ignore_errors=True)


def open_project(start: Path) -> Project:
    """Return the project that a folder belongs to; first complete a change in it that was interrupted."""
    project = Project.find(start)
    if any(project.docs.glob(f"{_FOLDER}*")):
        with changing(project):  # waits for a command that is making a change just now
            for folder in project.docs.glob(_FOLDER):
                with uninterrupted():
                    _complete(project, folder)
            for folder in project.docs.glob(f"{_FOLDER}-*"):
                shutil.rmtree(folder, ignore_errors=True)
    return project


def _check_writable(path: Path) -> None:
    """Raise OSError if a file can't be written or deleted, since its folder is not writable."""
    folder = next(above for above in path.parents if above.is_dir())
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _move(new: Path, target: Path) -> None:
    """Move a file; if that is on another file system, as with docs as a volume of its own, copy it, then delete it."""
    try:
        new.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        write_all({target: new.read_bytes()})
        new.unlink()


def _complete(project: Project, folder: Path) -> None:
    journal = json.loads((folder / _JOURNAL).read_text(encoding="utf-8"))
    for name in journal["files"]:
        new, target = folder / _NEW / name, project.root / name
        # A file that is no longer there was moved before the program was killed.
        if new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _move(new, target)
    for name in journal["removed"]:
        path = project.root / name
        path.unlink(missing_ok=True)
        for above in path.parents:
            # Delete the folders that are empty now; one that is missing was deleted before the program was killed.
            if above == folder.parent or (above.is_dir() and any(above.iterdir())):
                break
            if above.is_dir():
                above.rmdir()
    # Rename first, in one step: a half-deleted folder, with journal or files missing, could not be completed.
    done = folder.with_name(f"{_FOLDER}-done")
    folder.rename(done)
    shutil.rmtree(done, ignore_errors=True)
