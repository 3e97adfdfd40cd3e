"""A cache on disk for objects made of data files, regular expressions included: compiling them takes most of a second.

A cache file lies in `__pycache__`, beside Python's own compiled modules. It is used only if it is whole and was made
from the same data by the same code and the same Python; otherwise the object is made anew. Python has no public way
to store a compiled pattern, so this module alone uses a private one (`_sre.compile`) and compares each restored
pattern with the original before it is written.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import hashlib
import io
import os
import pickle
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any, TypeVar

_Made = TypeVar("_Made")


def kept(data: Path, make: Callable[[bytes], _Made]) -> _Made:
    """Return `make(content)` for the bytes of a data file of the package, from the cache if an earlier process made it.

    The result must be picklable; compiled patterns in it are stored compiled.
    """
    place = Path(cache_from_source(str(data.with_suffix(".py")))).with_suffix(".kept")
    content = data.read_bytes()
    key = hashlib.sha256(_program() + content).digest()
    with suppress(Exception):
        # Whatever is wrong with the cache file (it may name a class that no longer exists), the object is made anew.
        return pickle.loads(recalled(place, key))  # type: ignore[no-any-return]  # noqa: S301 - as Python's own compiled modules
    made = make(content)
    if not sys.dont_write_bytecode:
        keep(place, key, lambda: _pickled(made))
    return made


def keep(place: Path, key: bytes, made: Callable[[], bytes]) -> None:
    """Write a cache file atomically: a checksum, the digest `key` of the input, and the bytes that `made()` returns.

    If it can't be written, nothing happens. Temporary files that a killed process left beside it are removed.
    """
    rest = key + made()
    own = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        for left in place.parent.iterdir():
            if left.name.startswith(f"{place.name}."):
                left.unlink(missing_ok=True)  # If its process is still running, that process only fails to cache.
        own.write_bytes(hashlib.sha256(rest).digest() + rest)
        own.replace(place)
    except OSError:
        with suppress(OSError):
            own.unlink()


def recalled(place: Path, key: bytes) -> bytes:
    """Return the bytes that a cache file holds for the digest `key` of the input.

    Raises OSError if there is no such file, DamagedError if it is not whole or was made from other input.
    """
    stored = place.read_bytes()
    whole, rest = stored[:32], stored[32:]
    if hashlib.sha256(rest).digest() != whole or not rest.startswith(key):
        raise DamagedError
    return rest[len(key) :]


@cache
def _program() -> bytes:
    """Return the digest of all modules of gongkai, of Python's version and of its format of compiled patterns."""
    found = hashlib.sha256(f"{sys.version} {_sre.MAGIC}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.digest()


class DamagedError(Exception):
    """A cache file is not what was written, or was made from other input."""


def _pickled(made: object) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(made)
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    """A pickler that stores regular expressions in their compiled form."""

    def reducer_override(self, value: object) -> Any:
        """Return the call that restores a pattern; NotImplemented for all else, which is pickled as usual."""
        if not isinstance(value, re.Pattern):
            return NotImplemented
        parsed = _parser.parse(value.pattern, value.flags)
        code = array("I", _compiler._code(parsed, value.flags)).tobytes()  # noqa: SLF001
        names: list[str | None] = [None] * (value.groups + 1)
        for name, number in value.groupindex.items():
            names[number] = name
        parts = value.pattern, value.flags, code, value.groups, dict(value.groupindex), tuple(names)
        return (_pattern, parts) if _pattern(*parts) == value else NotImplemented


def _pattern(  # noqa: PLR0913, PLR0917 - the arguments of _sre.compile
    pattern: str, flags: int, code: bytes, groups: int, index: dict[str, int], names: tuple[str | None, ...]
) -> re.Pattern[str]:
    return _sre.compile(pattern, flags, array("I", code).tolist(), groups, index, names)  # type: ignore[no-any-return]
