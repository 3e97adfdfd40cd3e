"""Two streams of characters compared: the source's and what an output shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from generator.folding import fold_marks

_CONTEXT = 12
"""Characters shown of what was expected and found."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The characters of a source that are not white space and not set aside, with their offsets."""

    text: str
    offsets: Sequence[int]
    size: int
    """Length of the source, the place of what comes after its end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place at which an output does not say what the source says."""

    piece: int
    """Index of the piece (page) of the output."""
    offset: int
    """Offset in the source."""
    proven: int
    """Characters that agree before it."""
    expected: str
    found: str


def compare(expected: Expected, pieces: Sequence[str], *, full_width: bool) -> Difference | None:
    """Return the first difference between a source and an output given in pieces; None if there is none.

    With `full_width`, marks that may be shown in full width are the same as their half-width form.
    """
    found = "".join(pieces)
    left, right = (fold_marks(expected.text), fold_marks(found)) if full_width else (expected.text, found)
    if left == right:
        return None
    agree = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    starts = [0]
    for piece in pieces[:-1]:
        starts.append(starts[-1] + len(piece))
    index = bisect_right(starts, agree) - 1
    offset = expected.offsets[agree] if agree < len(expected.text) else expected.size
    return Difference(index, offset, agree, expected.text[agree : agree + _CONTEXT], found[agree : agree + _CONTEXT])
