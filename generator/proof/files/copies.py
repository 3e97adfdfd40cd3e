"""Check that a compressed copy unpacks to the file beside it; it reads in pieces, as tables may have 100 MB."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import brotli

from generator.proof.files.manifest import ListedFile

_PIECE = 1 << 20
"""Maximum number of bytes that are read or unpacked at a time."""


def holds(copy: Path, of: ListedFile) -> bool:
    """Return whether a gzip or brotli copy unpacks to exactly the file `of`; stop when it unpacks to more bytes."""
    digest, size = hashlib.sha256(), 0
    try:
        with copy.open("rb") as file:
            packed = iter(lambda: file.read(_PIECE), b"")
            for piece in _gunzipped(packed) if copy.suffix == ".gz" else _unbrotlied(packed):
                size += len(piece)
                if size > of.size:
                    return False
                digest.update(piece)
    except (zlib.error, brotli.error, EOFError):
        return False
    return size == of.size and digest.hexdigest() == of.digest


def _gunzipped(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a gzip file's content in pieces; raises EOFError if it is cut short or has bytes after its end."""
    unpacker = zlib.decompressobj(31)
    for data in packed:
        rest = data
        while True:
            piece = unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
            yield piece
            if unpacker.eof or (not rest and len(piece) < _PIECE):
                break
        if unpacker.unused_data:
            raise EOFError
    if not unpacker.eof:
        raise EOFError


def _unbrotlied(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a brotli file's content in pieces; raises EOFError if it is cut short, brotli.error for further bytes."""
    unpacker = brotli.Decompressor()
    for data in packed:
        piece = unpacker.process(data, output_buffer_limit=_PIECE)
        yield piece
        while piece and not unpacker.is_finished():
            piece = unpacker.process(b"", output_buffer_limit=_PIECE)
            yield piece
    if not unpacker.is_finished():
        raise EOFError
