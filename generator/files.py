"""Write files so that an error or an interrupt leaves the earlier files as they were; compare, move and link files."""

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
"""The read and write bits of a file mode, of owner, group and others."""
_TEMPORARY = re.compile(r"\..+\.\d+\.tmp")
"""Matches the names of the temporary files of `write_all`: `.index.html.4711.tmp`, with the process id."""


Content = str | bytes | None
"""The content that a file is to get; None if the file is to be removed."""


def write_all(files: Mapping[Path, Content]) -> None:
    """Write files and remove those given as None, all or nothing.

    Each file is first written under a temporary name in its folder; an error or an interrupt in this phase leaves
    no trace. Then all are renamed, with Ctrl-C held back. Raises UserError if a file or folder can't be written.
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
    """Return the error that names the file that can't be written: the one that `error` names, else `path`."""
    return UserError(
        say(
            "{filename}: can't be written ({reason}); check the folder's permissions and free space.",
            filename=error.filename or path,
            reason=error.strerror,
        )
    )


def _unwritten(error: OSError, path: Path) -> UserError:
    """Return the error for a file that could not be written: `full_disk` if the disk is full, else `not_writable`."""
    return full_disk(error, path.parent) if is_full(error) else not_writable(error, path)


def is_full(error: OSError) -> bool:
    """Say whether an error means that the disk, or the user's quota on it, is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def full_disk(error: OSError, *folders: str | Path) -> UserError:
    """Return the error that names the folder whose disk is full: of `folders`, the one with the least free space."""
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
    """Say whether a file has to be written (or, for None, removed) to have the given content."""
    if content is None or not path.is_file():
        return (content is None) == path.exists()
    return path.read_bytes() != (content if isinstance(content, bytes) else content.encode())


def sweep(folder: Path) -> None:
    """Remove the temporary files that a killed `write_all` left in a folder and below it."""
    for top, _, names in os.walk(folder):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                Path(top, name).unlink(missing_ok=True)


def names_in(folder: Path, below: str = "") -> Iterator[str]:
    """Yield the paths of all files in a folder and below it, relative to it, with `/`.

    File names are decoded as UTF-8 whatever the locale. `below` is put before every path.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            name = below + os.fsencode(entry.name).decode("utf-8", "surrogateescape")
            if entry.is_dir(follow_symlinks=False):
                yield from names_in(Path(entry.path), f"{name}/")
            else:
                yield name


def checksum(path: Path) -> str:
    """Return a file's SHA-256 as 64 hexadecimal digits, as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def move_files(source: Path, target: Path) -> None:
    """Move the files of a folder to the same relative paths in another folder, which may hold further files.

    Both must be on one file system. Raises UserError if a file can't be written: the publisher may have a folder of
    their own where a file is to stand.
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
    """Make all entries of a folder available in another one: as symbolic links, or as copies if links are refused."""
    for path in source.iterdir():
        link_or_copy_one(path, target / path.name)


def link_or_copy_one(path: Path, target: Path) -> None:
    """Make a file or folder available at another path: as a symbolic link, or as a copy if links are refused."""
    try:
        target.symlink_to(path, target_is_directory=path.is_dir())
    except OSError:  # Windows refuses links to users without the right to make them.
        (shutil.copytree if path.is_dir() else shutil.copyfile)(path, target)


def write_or_link(path: Path, data: bytes, old: Path | None, *, read: bool = False) -> None:
    """Write a file, or hard-link an older file with the same bytes to its path, which takes a tenth of the time.

    After a link the two paths are one file, so neither may be changed in place. With `read`, `data` has just been read
    from the older file, which is then not read again.
    """
    if not (old and link_if_same(path, data, old, read=read)):
        path.write_bytes(data)


def link_if_same(path: Path, data: bytes, old: Path, *, read: bool = False) -> bool:
    """Hard-link an old file to `path` if it holds exactly `data`; say whether it was linked.

    It is not linked if its read and write permissions or its owner differ from those of the new folder: whoever may
    read the folder must be able to read the file, and a linked file would keep the old permissions for good. `read` is
    as in `write_or_link`.
    """
    try:
        found, folder = old.lstat(), path.parent.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != len(data):
            return False
        if (found.st_mode ^ folder.st_mode) & _READ_AND_WRITE or found.st_uid != folder.st_uid:
            return False
        if not read and old.read_bytes() != data:
            return False
        path.hardlink_to(old)
    except OSError:
        return False
    return True


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold back Ctrl-C until the block is done, then raise KeyboardInterrupt if it was pressed."""
    pending: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        pending.append(number)

    try:
        before = signal.signal(signal.SIGINT, hold)
    except ValueError:  # Not the main thread: Ctrl-C does not interrupt it.
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pending:
        raise KeyboardInterrupt


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and the missing ones above it; return the folders that were made, topmost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
