"""What was worked out of a data file, kept for the next process: patterns take most of a second to compile.

It lies where Python keeps its own compiled modules, and is believed only if it is whole and was made of the same data
by the same code and the same Python; else it is made anew. Python has no door for a compiled pattern: here alone the
back door is taken, and what comes out of it is compared with what `re.compile` gives before it is written.
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
    """Return what `make` makes of what a data file of the package holds, kept from an earlier process."""
    place = Path(cache_from_source(str(data.with_suffix(".py")))).with_suffix(".kept")
    content = data.read_bytes()
    key = hashlib.sha256(_program() + content).digest()
    with suppress(Exception):
        # A name that the code has no longer, say: whatever is wrong with it, it is made anew.
        return pickle.loads(recalled(place, key))  # type: ignore[no-any-return]  # noqa: S301 - as Python's own compiled modules
    made = make(content)
    if not sys.dont_write_bytecode:
        keep(place, key, lambda: _pickled(made))
    return made


def keep(place: Path, key: bytes, made: Callable[[], bytes]) -> None:
    """Keep what was made of what has the digest `key`, if that can be written; what a killed process left goes."""
    rest = key + made()
    own = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(exist_ok=True)
        for left in place.parent.iterdir():
            if left.name.startswith(f"{place.name}."):  # or one that lives: it loses what it was to keep, nothing else
                left.unlink(missing_ok=True)
        own.write_bytes(hashlib.sha256(rest).digest() + rest)
        own.replace(place)
    except OSError:
        with suppress(OSError):
            own.unlink()


def recalled(place: Path, key: bytes) -> bytes:
    """Return what was kept; raises OSError if nothing was, DamagedError for what is not whole or not of `key`."""
    stored = place.read_bytes()
    whole, rest = stored[:32], stored[32:]
    if hashlib.sha256(rest).digest() != whole or not rest.startswith(key):
        raise DamagedError
    return rest[len(key) :]


@cache
def _program() -> bytes:
    """Return the digest of all modules of gongkai, and of what Python makes of a pattern."""
    found = hashlib.sha256(f"{sys.version} {_sre.MAGIC}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.digest()


class DamagedError(Exception):
    """What is kept is not what was written, or not of this."""


def _pickled(made: object) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(made)
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    """Writes patterns as compiled."""

    def reducer_override(self, value: object) -> Any:
        """Return how a pattern is made again; all else is written as ever."""
        if not isinstance(value, re.Pattern):
            return NotImplemented
        parsed = _parser.parse(value.pattern, value.flags)
        code = array("I", _compiler._code(parsed, value.flags)).tobytes()  # noqa: SLF001
        names: list[str | None] = [None] * (value.groups + 1)
        for name, number in value.groupindex.items():
            names[number] = name
        parts = value.pattern, value.flags, code, value.groups, dict(value.groupindex), tuple(names)
        return (_pattern, parts) if _pattern(*parts) == value else NotImplemented


def _pattern(  # noqa: PLR0913, PLR0917 - as it is given to Python
    pattern: str, flags: int, code: bytes, groups: int, index: dict[str, int], names: tuple[str | None, ...]
) -> re.Pattern[str]:
    return _sre.compile(pattern, flags, array("I", code).tolist(), groups, index, names)  # type: ignore[no-any-return]
