"""A table of a PDF page, and the words of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.source import Merged
from generator.readers.broken.seams import is_words
from generator.readers.pdf.characters import Character
from generator.readers.pdf.lines import PdfLine, lines_of
from generator.readers.pdf.shapes import Box
from generator.readers.words import DrawnWords, joined, words_of

_GAP = 0.2
"""Minimum gap between two cells at the edge of a column, in sizes of type."""
_ROOM = 1.6
"""Minimum room, in characters, that is left at the end of a cell's line if a paragraph ends there."""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of a page."""

    page: int
    """0-based index of its page."""
    box: Box
    columns: tuple[float, ...]
    """The edges of its columns in points from the left: where each begins, and where the last one ends."""
    rows: tuple[tuple[DrawnWords, ...], ...]
    """The words of its cells, row by row, one for each column."""
    merged: tuple[tuple[Merged, ...], ...]
    """The merged cells that begin in each row."""
    spaced: bool = False
    """Whether there is only white space between its columns, and no rule."""

    @property
    def is_frame(self) -> bool:
        """Whether it is no table but a frame around paragraphs, each of them a row."""
        return len(self.columns) == 2

    @property
    def left(self) -> float:
        """Its left side."""
        return self.box[0]

    @property
    def right(self) -> float:
        """Its right side."""
        return self.box[2]

    @property
    def base(self) -> float:
        """Its top, by which it is sorted among lines."""
        return self.box[3]


def parted(page: int, piece: PdfLine, edges: Sequence[float]) -> list[PdfLine]:
    """Return a piece of a line, cut where a small gap lies at one of the edges of columns."""
    found = [one for _, one in piece.characters]
    gaps = ((at, one.right, other.left) for at, (one, other) in enumerate(pairwise(found), 1))
    cuts = [
        at
        for at, end, start in gaps
        if start - end > _GAP * piece.size and any(end <= edge + 1 and start >= edge - 1 for edge in edges)
    ]
    if not cuts:
        return [piece]
    return [part for start, end in pairwise([0, *cuts, len(found)]) for part in lines_of(page, found[start:end])]


def words_of_cell(page: int, found: list[Character], right: float) -> DrawnWords:
    """Return the words of a cell as one line of text; `right` is the cell's right side in points.

    Lines of one paragraph are joined; a line that ends before the cell does ends a paragraph, and a blank follows it.
    """
    lines = sorted(lines_of(page, found), key=lambda line: -line.base)
    pieces: list[DrawnWords] = []
    before: PdfLine | None = None
    for line in lines:
        words = words_of(line.pieces)
        if before is None or (before.right + _ROOM * (before.em or before.height) < right and len(before.text) > 1):
            pieces.append(words)
        else:
            blank = " " if is_words(before.text, line.text) else ""
            pieces[-1] = joined([pieces[-1], words], blank)
        before = line
    return joined(pieces, " ").stripped()
