"""Reading a zip file with limits on size, number and names of its entries; faults are raised as CheckFailed."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from generator.errors import CheckFailed
from generator.wording import say

LONGEST_BUNDLE = 1_000_000_000
"""Maximum size of a bundle in bytes, unpacked: far more than any report has, far less than a disk."""
MOST_ENTRIES = 100_000
LONGEST_NAME = 240
"""Maximum length of an entry's name in characters."""
_ENCRYPTED = 1
"""The flag bit of an encrypted entry."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open bundle."""

    name: str
    """Its name in messages."""
    path: Path
    zip: ZipFile
    sizes: dict[str, int]
    """The unpacked size of each file in bytes, by path in the bundle."""

    def read(self, name: str) -> bytes:
        """Return a file's content; raises CheckFailed if it is missing or can't be unpacked."""
        try:
            return self.zip.read(name)
        except KeyError:
            raise CheckFailed(self.lacks(name)) from None
        # Which of these zipfile raises depends on what is damaged in the entry.
        except (BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError, zlib.error) as error:
            raise CheckFailed(
                say(
                    "{file}/{entry}: can't be unpacked ({reason}); run `gongkai build`.",
                    file=self.name,
                    entry=name,
                    reason=error,
                )
            ) from None

    def lacks(self, name: str) -> str:
        """Return the message that the bundle lacks a file."""
        return say("{file}/{entry}: the bundle lacks this file; run `gongkai build`.", file=self.name, entry=name)

    def text(self, name: str) -> str:
        """Return a file's text; raises CheckFailed as `read` does, and if it is not UTF-8."""
        try:
            return self.read(name).decode("utf-8")
        except UnicodeDecodeError:
            raise CheckFailed(
                say("{file}/{entry}: the page is not UTF-8; run `gongkai build`.", file=self.name, entry=name)
            ) from None


@contextmanager
def opened(path: Path, name: str) -> Iterator[Archive]:
    """Open a bundle for the duration of a `with` block.

    `name` is its name in messages. Raises CheckFailed for a file that no build could have made.
    """
    try:
        archive = ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise CheckFailed(say("{file}: the bundle is no zip file; run `gongkai build`.", file=name)) from None
    with archive:
        infos = archive.infolist()
        if sum(item.file_size for item in infos) > LONGEST_BUNDLE or len(infos) > MOST_ENTRIES:
            raise CheckFailed(say("{file}: unpacked it is larger than any bundle; run `gongkai build`.", file=name))
        names = Counter(item.filename for item in infos)
        for item in infos:
            strange = len(item.filename) > LONGEST_NAME or item.flag_bits & _ENCRYPTED or names[item.filename] > 1
            parts = item.filename.split("/")
            if strange or ".." in parts or item.filename.startswith("/") or "\\" in item.filename:
                raise CheckFailed(
                    say(
                        "{file}/{entry}: no build makes such an entry; run `gongkai build`.",
                        file=name,
                        entry=item.filename[:40],
                    )
                )
        yield Archive(name, path, archive, {item.filename: item.file_size for item in infos})
