"""Joins pieces that were compressed before into a gzip file: a table of a thousand reports is packed at once."""

from __future__ import annotations

import struct
import zlib
from types import TracebackType
from typing import BinaryIO, Self

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""The header of a gzip file: deflate at its best compression, without a file name or time (RFC 1952)."""
_END = b"\x03\x00"
"""An empty last block of deflate."""


def piece_of(data: bytes) -> bytes:
    """Return bytes as deflate blocks that can be joined: they end on a whole byte and refer to no earlier data."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


class Gzipped:
    """A gzip file that is being written, as a context manager; the same pieces give the same bytes."""

    def __init__(self, file: BinaryIO) -> None:
        """Write the header; `file` is open for writing in binary mode."""
        self._file = file
        self._checksum = zlib.crc32(b"")
        self._size = 0
        file.write(_HEADER)

    def add(self, data: bytes, piece: bytes) -> None:
        """Add `data`, which must come with its `piece_of`."""
        self._file.write(piece)
        self._checksum = zlib.crc32(data, self._checksum)
        self._size += len(data)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        """Write the end of the file, unless there was an error."""
        if kind is None:
            self._file.write(_END + struct.pack("<LL", self._checksum, self._size & 0xFFFFFFFF))
