"""A gzip file put together of pieces that were compressed before: a table of a thousand reports is packed at once."""

from __future__ import annotations

import struct
import zlib
from types import TracebackType
from typing import BinaryIO, Self

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""Of deflate, without name and time, packed as small as it goes (RFC 1952)."""
_END = b"\x03\x00"
"""The last block of deflate, without anything in it."""


def piece_of(data: bytes) -> bytes:
    """Return bytes as deflate that ends on a whole byte and looks at nothing before it, so that other pieces follow."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


class Gzipped:
    """A gzip file that is being written; the same pieces give the same bytes."""

    def __init__(self, file: BinaryIO) -> None:
        """Begin a file, open for writing."""
        self._file = file
        self._checksum = zlib.crc32(b"")
        self._size = 0
        file.write(_HEADER)

    def add(self, data: bytes, piece: bytes) -> None:
        """Add bytes, given what `piece_of` makes of them."""
        self._file.write(piece)
        self._checksum = zlib.crc32(data, self._checksum)
        self._size += len(data)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        """End the file, unless an error did."""
        if kind is None:
            self._file.write(_END + struct.pack("<LL", self._checksum, self._size & 0xFFFFFFFF))
