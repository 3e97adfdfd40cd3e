"""Comparison of two character streams: the source's and an output's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.text.folding import fold_marks
from generator.text.invisible import INVISIBLE, visible

_CONTEXT = 12
"""Number of characters, expected and found, that a message shows from the first difference on."""


@dataclass(frozen=True, slots=True)
class EqualForms:
    """A table in the expected characters; a PDF repeats its head on each page that the table continues on."""

    start: int
    """Index of its first character among the expected ones."""
    end: int
    """Index after its last character."""
    head: str
    """The characters of its first row."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The characters of a source that an output must show: all but white space and what is set aside."""

    text: str
    offsets: Sequence[int]
    """The offset of each character in the source."""
    size: int
    """Length of the source in characters: the offset of a difference after its end."""
    tables: Sequence[EqualForms] = ()
    """The source's tables."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place at which an output differs from its source."""

    piece: int
    """Index of the piece (page) of the output."""
    offset: int
    """Offset in the source."""
    proven: int
    """Number of characters before it, which agree."""
    expected: str
    """The source's next characters; empty at its end."""
    found: str
    """The output's next characters; empty at its end."""


def compare(expected: Expected, pieces: Sequence[str], *, full_width: bool) -> Difference | None:
    """Return the first difference between a source and the texts of an output's pages; None if they agree.

    With `full_width`, punctuation marks in full width and half width count as the same.
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
    """Return what a PDF must show: the expected characters without the invisible ones, which are not printed."""
    kept = [at for at, character in enumerate(expected.text) if character not in INVISIBLE]
    if len(kept) == len(expected.text):
        return expected
    tables = [
        EqualForms(bisect_left(kept, table.start), bisect_left(kept, table.end), visible(table.head))
        for table in expected.tables
    ]
    return Expected(visible(expected.text), [expected.offsets[at] for at in kept], expected.size, tables)


def _once(expected: Expected, pieces: Sequence[str], same: Callable[[str], str]) -> list[str]:
    """Return the pieces without repeated heads of tables: a piece that begins within a table may repeat its head."""
    kept: list[str] = []
    at = 0
    for piece in pieces:
        head = next((table.head for table in expected.tables if table.start < at < table.end), "")
        again = same(piece[: len(head)]) == same(head) != same(expected.text[at : at + len(head)])
        kept.append(piece[len(head) :] if again else piece)
        at += len(kept[-1])
    return kept
