"""Writes gzip and brotli copies beside a site's files, for web servers that send such copies."""

from __future__ import annotations

import gzip
import hashlib
import os
import posixpath
import stat
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import brotli

from generator.errors import CheckFailed
from generator.files import names_in, write_or_link
from generator.proof.files.manifest import MANIFEST, read_manifest

_MARKED_UP = frozenset({".atom", ".html", ".md", ".rdf", ".rss", ".svg", ".ttl", ".txt", ".xml"})
_DATA = frozenset({".csv", ".json", ".jsonl", ".jsonld", ".webmanifest", ".yml"})
_ASSETS = frozenset({".css", ".js"})
_TEXT = _MARKED_UP | _DATA | _ASSETS
_SMALLEST = 1000
"""Minimum size in bytes of a file that gets copies: a smaller one fits into one packet anyway."""
_LARGEST = 16_000_000
"""Maximum size in bytes of a file that gets a brotli copy: larger tables are downloads, sent as gzip copies."""
_TIMED = "sitemap.xml.gz"
"""The copy that MkDocs writes itself, with the time of the build in it; it is overwritten."""
_GZIP = 16 + zlib.MAX_WBITS
"""The parameter with which zlib reads the gzip format."""
_QUALITY = 7
"""Brotli's quality: 9 takes three times as long for 0.6 % less, for a search shard fourteen times as long for 0.5 %."""


def compress(site: Path, used: Collection[str], folder: str = "", old: Path | None = None) -> None:
    """Write a gzip and a brotli copy beside every text file that browsers load and that has none yet.

    The same input gives the same bytes. `used` are the style sheets and scripts that pages load: the theme's other ones
    get no copies. With `folder`, only this folder of the site is processed. `old` is an earlier build by the same
    gongkai: copies of files that have not changed since are taken from it, if they are as that build wrote them.
    """
    written = _written(old) if old else {}
    found = set(names_in(site / folder, f"{folder}/" if folder else ""))
    left = []
    for name in sorted(found):
        size = _size_of_text(site, name)
        if size is not None and _asked_for(name, size, found, used):
            wanted = [ending for ending in _COPIES if _is_wanted(name, size, ending, found)]
            stood = _stood(site, old, name, wanted, written) if old and wanted else {}
            for ending, (data, copy) in stood.items():
                write_or_link(site / f"{name}{ending}", data, copy, read=True)
            left += [(site / name, ending) for ending in wanted if ending not in stood]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (path, ending), data in zip(left, pool.map(_copy, left), strict=True):
            path.with_name(path.name + ending).write_bytes(data)


def _size_of_text(site: Path, name: str) -> int | None:
    """Return the size of a text file; None for any other file and for those that only serve the next build.

    The names of the latter begin with a dot. Paths are strings, as a portal has a feed for each body: Path takes longer
    than the disk.
    """
    if posixpath.splitext(name)[1] not in _TEXT or posixpath.basename(name).startswith("."):
        return None
    try:
        told = os.stat(f"{site}/{name}")  # noqa: PTH116 - as above
    except OSError:
        return None
    return told.st_size if stat.S_ISREG(told.st_mode) else None


def _asked_for(name: str, size: int, found: Collection[str], used: Collection[str]) -> bool:
    """Return whether browsers load a file, and it is large enough or has a copy; `found` are the files that exist."""
    if name.startswith("assets/") and posixpath.splitext(name)[1] in _ASSETS and name not in used:
        return False
    return size >= _SMALLEST or f"{name}.gz" in found


def _is_wanted(name: str, size: int, ending: str, found: Collection[str]) -> bool:
    """Return whether a copy with this ending is to be written for a file; `found` are the files that exist."""
    if ending == ".br" and size > _LARGEST:
        return False
    copy = f"{name}{ending}"
    timed = posixpath.basename(copy) == _TIMED and f"{name}.br" not in found
    return copy not in found or timed


def _copy(wanted: tuple[Path, str]) -> bytes:
    path, ending = wanted
    return _COPIES[ending](path.read_bytes())


def _written(old: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in a built folder by its manifest; empty if the manifest can't be read."""
    try:
        return {name: one.digest for name, one in read_manifest(old, MANIFEST).items()}
    except CheckFailed:
        return {}


def _stood(
    site: Path, old: Path, name: str, endings: Iterable[str], written: Mapping[str, str]
) -> dict[str, tuple[bytes, Path]]:
    """Return, by ending, content and path of the copies in the `old` site that can be used for a file again.

    The old file must be equal, and a copy must unpack to it and have the digest in `written`: if a publisher has
    compressed the site with other tools, the copies have the time of day in them.
    """
    new, before = f"{site}/{name}", f"{old}/{name}"
    try:
        now, then = os.stat(new), os.stat(before)  # noqa: PTH116 - as in `_size_of_text`
        data = _read(new)
        # A feed that is as it was is linked from the old site: it is the same file, not only an equal one.
        if not os.path.samestat(now, then) and (then.st_size != len(data) or _read(before) != data):
            return {}
    except OSError:
        return {}
    found = {}
    for ending in endings:
        with suppress(OSError):
            packed = _read(f"{before}{ending}")
            same = hashlib.sha256(packed).hexdigest() == written.get(f"{name}{ending}")
            if same and _HOLDS[ending](packed, data):
                found[ending] = packed, old / f"{name}{ending}"
    return found


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - as in `_size_of_text`
        return file.read()


def _gzip_holds(copy: bytes, data: bytes) -> bool:
    unpacker = zlib.decompressobj(_GZIP)
    try:
        same = unpacker.decompress(copy, len(data) + 1) == data
    except zlib.error:
        return False
    return same and unpacker.eof and not unpacker.unused_data


def _brotli_holds(copy: bytes, data: bytes) -> bool:
    unpacker = brotli.Decompressor()
    try:
        unpacked: bytes = unpacker.process(copy, output_buffer_limit=len(data) + 1)
    except brotli.error:
        return False
    return unpacked == data and bool(unpacker.is_finished())


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    # A window no larger than the file: clearing a larger one only takes time.
    window = min(22, max(16, (len(data) - 1).bit_length()))
    copy: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=_QUALITY, lgwin=window)
    return copy


_COPIES: dict[str, Callable[[bytes], bytes]] = {".gz": _gzip, ".br": _brotli}
_HOLDS: dict[str, Callable[[bytes, bytes], bool]] = {".gz": _gzip_holds, ".br": _brotli_holds}
"""For each ending, a function that returns whether a copy unpacks to exactly some data."""
