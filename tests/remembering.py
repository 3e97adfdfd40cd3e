"""Caches what the proof reads from a file: for tests that break one file of a site after another.

The text of a page or a PDF depends on its bytes alone, and all files but one are the same as in the test before. The
program's own proof, in a build or by `gongkai verify`, has no such cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pytest

from generator.proof.files.prints import print_of
from generator.proof.html import read_shown
from generator.proof.pdf import read_pdf

_shown = lru_cache(maxsize=400)(read_shown.__wrapped__)
_print = lru_cache(maxsize=800)(print_of)
_papers: dict[tuple[str, bytes], tuple[str, ...]] = {}


def _paper(path: Path) -> tuple[str, ...]:
    key = path.name, path.read_bytes()
    if key not in _papers:
        if len(_papers) >= 20:
            _papers.clear()
        _papers[key] = read_pdf(path)
    return _papers[key]


@contextmanager
def remembering() -> Iterator[None]:
    """Within the block, take what the proof reads from a cache that all such blocks share."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.proof.html.read_shown", _shown)
        patch.setattr("generator.proof.files.bundle.read_shown", _shown)
        patch.setattr("generator.proof.files.bundle.print_of", _print)
        patch.setattr("generator.proof.outputs.print_of", _print)
        patch.setattr("generator.proof.outputs.read_pdf", _paper)
        yield
