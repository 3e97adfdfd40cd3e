"""The theme's templates as Jinja compiled them, kept for the next process: the thirty take a quarter of a second."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.kept import DamagedError, keep, recalled


class CompiledTemplates(BytecodeCache):
    """Compiled templates beside Python's own compiled modules, believed only if whole and of the same source.

    Those of a project's own folder are compiled anew by each process: nothing of a site is kept in the package.
    """

    def __init__(self, folders: Iterable[str | Path]) -> None:
        """Take the folders of installed themes, whose templates are kept."""
        self._folders = tuple(f"{Path(folder)}{os.sep}" for folder in folders)
        self._place = Path(cache_from_source(__file__)).parent

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what a template is kept by, empty if it is not to be kept."""
        installed = filename is not None and filename.startswith(self._folders)
        return super().get_cache_key(name, filename) if installed else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept of its template, if that is whole."""
        if not bucket.key:
            return
        with suppress(OSError, DamagedError):
            bucket.load_bytecode(BytesIO(recalled(self._path(bucket), _of_jinja())))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in a bucket, where Python may keep what it compiles."""
        if bucket.key and not sys.dont_write_bytecode:
            keep(self._path(bucket), _of_jinja(), bucket.bytecode_to_string)

    def _path(self, bucket: Bucket) -> Path:
        return self._place / f"{bucket.key}.{sys.implementation.cache_tag}.template"


def _of_jinja() -> bytes:
    """Return the digest of what makes the code, which is this version of Jinja."""
    return hashlib.sha256(jinja2.__version__.encode()).digest()
