"""A cache of the theme's templates as compiled by Jinja: compiling all thirty takes a quarter of a second."""

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
    """Caches compiled templates in the folder of Python's compiled modules; a file is used only if it is undamaged.

    Templates of a project's own theme folder are not cached: the package's folder is to hold nothing of a site.
    """

    def __init__(self, folders: Iterable[str | Path]) -> None:
        """Take the folders of installed themes, whose templates are cached."""
        self._folders = tuple(f"{Path(folder)}{os.sep}" for folder in folders)
        self._place = Path(cache_from_source(__file__)).parent

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template in the cache; empty if the template is not cached."""
        installed = filename is not None and filename.startswith(self._folders)
        return super().get_cache_key(name, filename) if installed else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from the cache, if the cache has its template and the file is undamaged."""
        if not bucket.key:
            return
        with suppress(OSError, DamagedError):
            bucket.load_bytecode(BytesIO(recalled(self._path(bucket), _of_jinja())))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a bucket to the cache, unless Python is told to write no bytecode."""
        if bucket.key and not sys.dont_write_bytecode:
            keep(self._path(bucket), _of_jinja(), bucket.bytecode_to_string)

    def _path(self, bucket: Bucket) -> Path:
        return self._place / f"{bucket.key}.{sys.implementation.cache_tag}.template"


def _of_jinja() -> bytes:
    """Return the digest of Jinja's version, on which the compiled code depends."""
    return hashlib.sha256(jinja2.__version__.encode()).digest()
