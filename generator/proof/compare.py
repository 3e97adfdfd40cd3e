"""Two streams of characters compared: the source's and what an output shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.text.folding import fold_marks
from generator.text.invisible import INVISIBLE, visible

_CONTEXT = 12
"""Characters shown of what was expected and found."""


@dataclass(frozen=True, slots=True)
class EqualForms:
    """A table in the expected characters; on paper its head stands again on each of its pages."""

    start: int
    end: int
    head: str
    """The characters of its first row."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The characters of a source that are not white space and not set aside, with their offsets."""

    text: str
    offsets: Sequence[int]
    size: int
    """Length of the source, the place of what comes after its end."""
    tables: Sequence[EqualForms] = ()


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
    same = fold_marks if full_width else str
    pieces = _once(expected, pieces, same)
    found = "".join(pieces)
    left, right = same(expected.text), same(found)
    if left == right:
        return None
    agree = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    starts = [0]
    for piece in pieces[:-1]:
        starts.append(starts[-1] + len(piece))
    index = bisect_right(starts, agree) - 1
    offset = expected.offsets[agree] if agree < len(expected.text) else expected.size
    return Difference(index, offset, agree, expected.text[agree : agree + _CONTEXT], found[agree : agree + _CONTEXT])


def seen(expected: Expected) -> Expected:
    """Return what is expected of paper, which has no character that nobody sees."""
    kept = [at for at, character in enumerate(expected.text) if character not in INVISIBLE]
    if len(kept) == len(expected.text):
        return expected
    tables = [
        EqualForms(bisect_left(kept, table.start), bisect_left(kept, table.end), visible(table.head))
        for table in expected.tables
    ]
    return Expected(visible(expected.text), [expected.offsets[at] for at in kept], expected.size, tables)


def _once(expected: Expected, pieces: Sequence[str], same: Callable[[str], str]) -> list[str]:
    """Return the pieces; of each that begins within a table and with its head, the repeated head is left out."""
    kept: list[str] = []
    at = 0
    for piece in pieces:
        head = next((table.head for table in expected.tables if table.start < at < table.end), "")
        again = same(piece[: len(head)]) == same(head) != same(expected.text[at : at + len(head)])
        kept.append(piece[len(head) :] if again else piece)
        at += len(kept[-1])
    return kept
