"""A proof that remembers what the same bytes said before: for tests that break one file of a site after another.

What a page, a PDF and a page without its addresses say depends on their bytes alone, and of a site that a test breaks
all files but one are those of the test before. A build's proof, and `gongkai verify` elsewhere, remember nothing.
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
    """Have the proof remember, for as long as the block runs, what it has read in such blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.proof.html.read_shown", _shown)
        patch.setattr("generator.proof.files.bundle.read_shown", _shown)
        patch.setattr("generator.proof.files.bundle.print_of", _print)
        patch.setattr("generator.proof.outputs.print_of", _print)
        patch.setattr("generator.proof.outputs.read_pdf", _paper)
        yield
