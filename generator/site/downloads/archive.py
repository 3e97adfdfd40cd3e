"""Reproducible zip files: the same content gives the same bytes. Entries can be copied from other zip files unchanged.

Python's own library can't copy an entry without unpacking and packing it again, which for a bundle of many reports is
most of the work.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

_LOCAL = struct.Struct("<4s5H3I2H")
"""The header before an entry's data."""
_CENTRAL = struct.Struct("<4s6H3I5H2I")
"""An entry of the directory at the end of a zip file."""
_COPY = b"\x1f\x8b\x08\0"
"""The first bytes of a gzip file without a file name or other optional fields (RFC 1952)."""
_COPY_HEAD = 10
"""Length in bytes of the header of such a file."""
_COPY_END = struct.Struct("<2I")
"""The end of a gzip file: CRC and size of its content."""
_STORED = struct.Struct("<B2H")
"""The header of a stored block in deflated data (RFC 1951)."""
_END = struct.Struct("<4s4H2IH")
"""The record at the very end of a zip file."""
_VERSION, _UNIX, _UTF8 = 20, 3 << 8, 0x800
_DAY = 1 << 5 | 1
"""The date of all entries, 1980-01-01, the first that a zip file can have: the clock is never used."""
_MODE = 0o644 << 16
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Deflated:
    """The content of a file, compressed as an archive's entry."""

    data: bytes
    """The deflated content."""
    crc: int
    """The CRC-32 of the content."""
    size: int
    """The size of the content in bytes."""


def deflated(data: bytes) -> Deflated:
    """Return a file's content compressed for an archive."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(packer.compress(data) + packer.flush(), zlib.crc32(data), len(data))


def prefixed(prefix: bytes, entry: Deflated, data: bytes) -> Deflated:
    """Return the entry for a prefix followed by `data`, given the `entry` for `data` alone, which is not packed again.

    The prefix of at most 65,535 bytes becomes a stored block before the deflated data (RFC 1951).
    """
    block = _STORED.pack(0, len(prefix), len(prefix) ^ 0xFFFF) + prefix
    return Deflated(block + entry.data, zlib.crc32(data, zlib.crc32(prefix)), len(prefix) + entry.size)


def copy_in(gzipped: bytes) -> Deflated | None:
    """Return the entry for the content of a gzip file, not packed again; None if its header has optional fields."""
    if not gzipped.startswith(_COPY) or len(gzipped) < _COPY_HEAD + _COPY_END.size:
        return None
    crc, size = _COPY_END.unpack(gzipped[-_COPY_END.size :])
    return Deflated(gzipped[_COPY_HEAD : -_COPY_END.size], crc, size)


class Deflations:
    """A stock of entries that are deflated already, found by CRC and size of their content."""

    def __init__(self, entries: Iterable[Deflated] = ()) -> None:
        """Take the entries; of several with the same CRC and size the first one is used."""
        self._entries: dict[tuple[int, int], Deflated] = {}
        for entry in entries:
            self._entries.setdefault((entry.crc, entry.size), entry)

    def deflated(self, data: bytes) -> Deflated:
        """Return a file's content compressed for an archive, from the stock if it has the same content."""
        found = self._entries.get((zlib.crc32(data), len(data)))
        return found if found and _holds(found, data) else deflated(data)


def _holds(entry: Deflated, data: bytes) -> bool:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        same = unpacker.decompress(entry.data, len(data) + 1) == data
    except zlib.error:
        return False
    return same and unpacker.eof and not unpacker.unused_data


def entries_of(path: Path, folders: Iterable[str] | None = None) -> dict[str, Deflated]:
    """Return the deflated entries of a zip file by path; empty if the file is missing or damaged.

    With `folders`, only of those top-level folders.
    """
    wanted = None if folders is None else frozenset(folders)
    found: dict[str, Deflated] = {}
    with suppress(OSError, BadZipFile, struct.error), ZipFile(path) as archive, path.open("rb") as file:
        for info in archive.infolist():
            if info.compress_type == ZIP_DEFLATED and (wanted is None or info.filename.partition("/")[0] in wanted):
                file.seek(info.header_offset)
                *_, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
                file.seek(name + extra, 1)
                found[info.filename] = Deflated(file.read(info.compress_size), info.CRC, info.file_size)
    return found


def write_archive(file: BinaryIO, entries: Mapping[str, Deflated]) -> None:
    """Write a zip file with these entries by path, sorted by path."""
    directory = bytearray()
    at = 0
    for name in sorted(entries):
        entry, encoded = entries[name], name.encode()
        flags = 0 if name.isascii() else _UTF8
        told = (flags, ZIP_DEFLATED, 0, _DAY, entry.crc, len(entry.data), entry.size, len(encoded), 0)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, *told)
        file.write(head + encoded)
        file.write(entry.data)
        directory += _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, *told, 0, 0, 0, _MODE, at) + encoded
        at += len(head) + len(encoded) + len(entry.data)
    file.write(directory)
    file.write(_END.pack(b"PK\5\6", 0, 0, len(entries), len(entries), len(directory), at, 0))
