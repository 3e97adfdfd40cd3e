"""Zip files whose bytes depend on nothing but what they hold; what another one holds already is taken over as it is.

Python's own library can't take over an entry without unpacking and packing it again, which for a bundle of many
reports is most of the work.
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
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_COPY = b"\x1f\x8b\x08\0"
"""How a gzip copy begins that tells no name (RFC 1952)."""
_COPY_HEAD = 10
"""Bytes before what is packed of it."""
_COPY_END = struct.Struct("<2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UNIX, _UTF8 = 20, 3 << 8, 0x800
_DAY = 1 << 5 | 1
"""The first day that a zip file can tell: never the clock's."""
_MODE = 0o644 << 16
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Deflated:
    """A file as it lies in an archive."""

    data: bytes
    """Deflated."""
    crc: int
    size: int
    """Bytes unpacked."""


def deflated(data: bytes) -> Deflated:
    """Return a file as it will lie in an archive."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(packer.compress(data) + packer.flush(), zlib.crc32(data), len(data))


def taken_over(gzipped: bytes, data: bytes) -> Deflated | None:
    """Return data as it will lie in an archive, by a gzip copy of it; None where the copy is of something else."""
    crc = zlib.crc32(data)
    if not gzipped.startswith(_COPY) or not gzipped.endswith(_COPY_END.pack(crc, len(data) & 0xFFFFFFFF)):
        return None
    return Deflated(gzipped[_COPY_HEAD : -_COPY_END.size], crc, len(data))


def entries_of(path: Path, folders: Iterable[str]) -> dict[str, Deflated]:
    """Return the files of an archive that lie below some of its top folders, by name; none of one that is damaged."""
    wanted = frozenset(folders)
    found: dict[str, Deflated] = {}
    with suppress(OSError, BadZipFile, struct.error), ZipFile(path) as archive, path.open("rb") as file:
        for info in archive.infolist():
            if info.filename.partition("/")[0] in wanted and info.compress_type == ZIP_DEFLATED:
                file.seek(info.header_offset)
                *_, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
                file.seek(name + extra, 1)
                found[info.filename] = Deflated(file.read(info.compress_size), info.CRC, info.file_size)
    return found


def write_archive(file: BinaryIO, entries: Mapping[str, Deflated]) -> None:
    """Write an archive of files by name, in order of name."""
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
