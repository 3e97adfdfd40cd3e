"""The stage, where a site is built, and the swap that moves its entries into the site one by one.

A journal records the moves, so that the next build completes a swap that was interrupted.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from generator.errors import UserError
from generator.files import uninterrupted
from generator.wording import say

_JOURNAL = "journal.json"


class Stage:
    """The folder beside a site in which the next one is built, and its lock: `.gongkai-site` for `site`."""

    def __init__(self, site: Path) -> None:
        """Lock a site and make an empty stage; complete an earlier build's swap if that was interrupted.

        Raises UserError if another build works on the site, its folder can't be written, or it is a mount point.
        """
        self.site = site
        self.folder = site.with_name(f".gongkai-{site.name}")
        self.new = self.folder / "new"
        """The folder with the new entries of the site, under the names that they will have there."""
        self._lock = FileLock(self.folder / "lock")
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(blocking=False)
        except Timeout:
            raise UserError(
                say("{site}: another build is at work on it; wait until it has ended.", site=self.site)
            ) from None
        except OSError as error:
            raise UserError(
                say(
                    "{parent}: can't be written ({reason}); choose another --site-dir or its permissions.",
                    parent=self.site.parent,
                    reason=error.strerror,
                )
            ) from None
        if self.site.is_dir() and not os.access(self.site, os.W_OK):
            raise UserError(
                say("{site}: the site can't be written; choose another --site-dir or its permissions.", site=self.site)
            )
        if os.path.ismount(self.site):
            raise self._elsewhere()
        # A journal is left by a build that was killed during its swap. All was proven by then, so complete the swap.
        if (self.folder / _JOURNAL).is_file():
            self._complete()
        # What else a killed build has left is a part of what it made, or was made by an older version.
        for left in self.folder.iterdir():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        self.new.mkdir()

    def at(self, name: str) -> Path:
        """Return the path of an entry of the future site: in the stage if this build made it, else in the site."""
        new = self.new / name
        return new if new.exists() else self.site / name

    def swap(self, removed: Iterable[str]) -> None:
        """Move the entries of `new` into the site and remove the entries `removed`.

        An interrupted swap is completed by the next build. Raises UserError if the site is on another file system.
        """
        moves = sorted(path.name for path in self.new.iterdir())
        journal = self.folder / f"{_JOURNAL}.tmp"
        journal.write_text(json.dumps({"moves": moves, "removed": sorted(removed)}), encoding="utf-8")
        with uninterrupted():
            journal.replace(self.folder / _JOURNAL)
            try:
                self._complete()
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                # The very first move fails, so nothing has changed. `ismount` does not recognise every mount.
                (self.folder / _JOURNAL).unlink()
                raise self._elsewhere() from None

    def _elsewhere(self) -> UserError:
        return UserError(
            say(
                "{site}: is a disk (a volume) of its own, into which no finished site can be moved at once; name a "
                "folder in it: --site-dir {site}/site.",
                site=self.site,
            )
        )

    def keep_own(self, made: Collection[str]) -> None:
        """Copy the publisher's own files in dot folders like `.well-known` into the stage, so that a swap keeps them.

        `made` are the paths in the site of the files that the last build wrote. A dot folder in which neither that
        build nor this one writes is not touched: no swap replaces it.
        """
        tops = {name.partition("/")[0] for name in made} | {path.name for path in self.new.iterdir()}
        for folder in (self.site / top for top in sorted(tops) if top.startswith(".")):
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                name = path.relative_to(self.site).as_posix()
                if path.is_file() and name not in made and not (self.new / name).exists():
                    (self.new / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(path, self.new / name)

    def close(self) -> None:
        """Delete the stage with all that was not swapped, and release the lock; leave another build's stage alone."""
        with uninterrupted():
            if self._lock.is_locked:
                shutil.rmtree(self.folder, ignore_errors=True)
                self._lock.release()
            else:
                with suppress(OSError):
                    self.folder.rmdir()

    def _complete(self) -> None:
        journal = json.loads((self.folder / _JOURNAL).read_text(encoding="utf-8"))
        old = self.folder / "old"
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir()
        self.site.mkdir(exist_ok=True)
        for name in journal["moves"]:
            # An entry that is no longer in `new` was moved before the build was killed.
            if (self.new / name).exists():
                _away(self.site / name, old)
                (self.new / name).rename(self.site / name)
        for name in journal["removed"]:
            _away(self.site / name, old)
        (self.folder / _JOURNAL).unlink()
        shutil.rmtree(old, ignore_errors=True)


def _away(path: Path, old: Path) -> None:
    if path.exists():
        path.rename(old / path.name)
