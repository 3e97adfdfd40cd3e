"""Whether a compressed copy holds the file beside it; a table of a hundred million bytes is never in memory."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import brotli

from generator.proof.files.manifest import ListedFile

_PIECE = 1 << 20
"""Bytes that are read, or unpacked, at a time."""


def holds(copy: Path, of: ListedFile) -> bool:
    """Say whether a gzip or brotli copy holds a file, nothing else and all of it; little more than it is unpacked."""
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
    """Yield what a gzip file holds; raises EOFError if it is cut short or something stands after it."""
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
    """Yield what a brotli file holds; raises EOFError or brotli.error in the same cases."""
    unpacker = brotli.Decompressor()
    for data in packed:
        piece = unpacker.process(data, output_buffer_limit=_PIECE)
        yield piece
        while piece and not unpacker.is_finished():
            piece = unpacker.process(b"", output_buffer_limit=_PIECE)
            yield piece
    if not unpacker.is_finished():
        raise EOFError
