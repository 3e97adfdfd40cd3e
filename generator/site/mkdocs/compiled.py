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
        with suppress(OSError):
            stored = self._path(bucket).read_bytes()
            if stored[:32] == _digest(stored[32:]):
                bucket.load_bytecode(BytesIO(stored[32:]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in a bucket, where Python may keep what it compiles."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        code = bucket.bytecode_to_string()
        path = self._path(bucket)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            own = path.with_name(f"{path.name}.{os.getpid()}")
            own.write_bytes(_digest(code) + code)
            own.replace(path)

    def _path(self, bucket: Bucket) -> Path:
        return self._place / f"{bucket.key}.{sys.implementation.cache_tag}.template"


def _digest(code: bytes) -> bytes:
    """Return the digest of code that this version of Jinja made."""
    return hashlib.sha256(jinja2.__version__.encode() + b"\0" + code).digest()
