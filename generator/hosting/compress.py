"""Writes gzip and brotli copies beside a site's files, for web servers that send such copies."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from os import cpu_count
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
    top = site / folder
    written = _written(old) if old else {}
    found = {top / name for name in names_in(top)}
    left = []
    for path in sorted(found):
        if path.suffix in _TEXT and _asked_for(site, path, used):
            wanted = [ending for ending in _COPIES if _is_wanted(path, ending, found)]
            name = path.relative_to(site).as_posix()
            stood = _stood(path, old, name, wanted, written) if old and wanted else {}
            for ending, (data, copy) in stood.items():
                write_or_link(path.with_name(path.name + ending), data, copy)
            left += [(path, ending) for ending in wanted if ending not in stood]
    with ThreadPoolExecutor(cpu_count()) as pool:
        for (path, ending), data in zip(left, pool.map(_copy, left), strict=True):
            path.with_name(path.name + ending).write_bytes(data)


def _asked_for(site: Path, path: Path, used: Collection[str]) -> bool:
    """Return whether browsers load a file; those whose names begin with a dot only serve the next build."""
    name = path.relative_to(site).as_posix()
    if path.name.startswith("."):
        return False
    if name.startswith("assets/") and path.suffix in _ASSETS and name not in used:
        return False
    return path.is_file() and (path.stat().st_size >= _SMALLEST or path.with_name(path.name + ".gz").is_file())


def _is_wanted(path: Path, ending: str, found: Collection[Path]) -> bool:
    """Return whether a copy with this ending is to be written for a file; `found` are the files that exist."""
    if ending == ".br" and path.stat().st_size > _LARGEST:
        return False
    copy = path.with_name(path.name + ending)
    return copy not in found or (copy.name == _TIMED and copy.with_suffix(".br") not in found)


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
    path: Path, old: Path, name: str, endings: Iterable[str], written: Mapping[str, str]
) -> dict[str, tuple[bytes, Path]]:
    """Return, by ending, content and path of the copies in the `old` site that can be used for a file again.

    The old file must be equal, and a copy must unpack to it and have the digest in `written`: if a publisher has
    compressed the site with other tools, the copies have the time of day in them.
    """
    try:
        data = path.read_bytes()
        if (old / name).stat().st_size != len(data) or (old / name).read_bytes() != data:
            return {}
    except OSError:
        return {}
    found = {}
    for ending in endings:
        copy = old / f"{name}{ending}"
        with suppress(OSError):
            packed = copy.read_bytes()
            same = hashlib.sha256(packed).hexdigest() == written.get(f"{name}{ending}")
            if same and _HOLDS[ending](packed, data):
                found[ending] = packed, copy
    return found


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
