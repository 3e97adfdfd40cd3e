"""Files written so that an error or an interrupt leaves what was there before."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import signal
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from generator.errors import UserError
from generator.wording import say

_READ_AND_WRITE = 0o666
_TEMPORARY = re.compile(r"\..+\.\d+\.tmp")


Content = str | bytes | None
"""What a file is to hold; None if it is to go."""


def write_all(files: Mapping[Path, Content]) -> None:
    """Write files and remove those given as None, all or nothing.

    Everything is first written under temporary names; an error or interrupt until then leaves no trace.
    The renames that follow are not interrupted. Raises UserError where a folder can't be written.
    """
    staged: dict[Path, Path] = {}
    made: list[Path] = []
    path = Path()
    try:
        for path, content in files.items():
            if content is None:
                continue
            made.extend(_make_folder(path.parent))
            temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            staged[path] = temporary
            temporary.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        with uninterrupted():
            for path, temporary in staged.items():
                temporary.replace(path)
            staged.clear()
            made.clear()
            for path in (path for path, content in files.items() if content is None):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritten(error, path) from None
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()


def not_writable(error: OSError, path: Path) -> UserError:
    """Return the error that names what can't be written: what the system names, else `path`."""
    return UserError(
        say(
            "{filename}: can't be written ({reason}); check the folder's permissions and free space.",
            filename=error.filename or path,
            reason=error.strerror,
        )
    )


def _unwritten(error: OSError, path: Path) -> UserError:
    """Return the error of a file that could not be written: the disk is full, or it can't be written there."""
    return full_disk(error, path.parent) if is_full(error) else not_writable(error, path)


def is_full(error: OSError) -> bool:
    """Say whether a disk, or what one may use of it, is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def full_disk(error: OSError, *folders: str | Path) -> UserError:
    """Return the error that names the folder whose disk is full: of those that were written to the fullest."""
    there = [Path(folder) for folder in folders if Path(folder).is_dir()]
    folder = min(there, key=lambda found: shutil.disk_usage(found).free, default=folders[0])
    return UserError(
        say(
            "{folder}: can't be written ({reason}); make room there and try again.",
            folder=folder,
            reason=error.strerror,
        )
    )


def differs(path: Path, content: Content) -> bool:
    """Say whether a file is not yet what it is to be."""
    if content is None or not path.is_file():
        return (content is None) == path.exists()
    return path.read_bytes() != (content if isinstance(content, bytes) else content.encode())


def sweep(folder: Path) -> None:
    """Take away what `write_all` left in a folder, and below it, when it was killed."""
    for top, _, names in os.walk(folder):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                Path(top, name).unlink(missing_ok=True)


def names_in(folder: Path, below: str = "") -> Iterator[str]:
    """Yield the paths of all files in a folder, as UTF-8 has them whatever the locale."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = below + os.fsencode(entry.name).decode("utf-8", "surrogateescape")
            if entry.is_dir(follow_symlinks=False):
                yield from names_in(Path(entry.path), f"{name}/")
            else:
                yield name


def checksum(path: Path) -> str:
    """Return a file's SHA-256, as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def move_files(source: Path, target: Path) -> None:
    """Move the files of a folder to the same places in another, which may hold others; both on one file system.

    Raises UserError where that can't be written: a folder of the publisher's own may have a file's name.
    """
    path = target
    try:
        for top, _, names in os.walk(source):
            path = folder = target / Path(top).relative_to(source)
            folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                path = folder / name
                Path(top, name).replace(path)
    except OSError as error:
        raise _unwritten(error, path) from None


def link_or_copy(source: Path, target: Path) -> None:
    """Let a folder have the entries of another, without a copy where the system can."""
    for path in source.iterdir():
        link_or_copy_one(path, target / path.name)


def link_or_copy_one(path: Path, target: Path) -> None:
    """Let a file or a folder stand at another place as well, without a copy where the system can."""
    try:
        target.symlink_to(path, target_is_directory=path.is_dir())
    except OSError:  # Windows, without the right to make links
        (shutil.copytree if path.is_dir() else shutil.copyfile)(path, target)


def write_or_link(path: Path, data: bytes, old: Path | None) -> None:
    """Write a file; where an old one is the same, let that stand here as well, which takes a tenth of the time.

    Neither is to be changed in place after that.
    """
    if not (old and link_if_same(path, data, old)):
        path.write_bytes(data)


def link_if_same(path: Path, data: bytes, old: Path) -> bool:
    """Let an old file stand at another place as well, if it holds these bytes and the system can; say whether.

    Whoever may read the new folder must be able to read it: one of another mode or owner would stay so for good.
    """
    try:
        found, folder = old.lstat(), path.parent.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
            return False
        if (found.st_mode ^ folder.st_mode) & _READ_AND_WRITE or found.st_uid != folder.st_uid:
            return False
        if old.read_bytes() != data:
            return False
        path.hardlink_to(old)
    except OSError:
        return False
    return True


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C until the block is done."""
    pending: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        pending.append(number)

    try:
        before = signal.signal(signal.SIGINT, hold)
    except ValueError:  # not the main thread: nobody interrupts it
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pending:
        raise KeyboardInterrupt


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; return those that were made, top first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
