"""A table of a page, and the words in one of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.source import Merged
from generator.readers.pdf.characters import Character
from generator.readers.pdf.lines import PdfLine, is_words, lines_of
from generator.readers.pdf.shapes import Box
from generator.readers.words import DrawnWords, joined, words_of

_GAP = 0.2
"""Sizes of type of white space that part cells where a column begins."""
_ROOM = 1.6
"""Characters by which a line of a cell stops short where its paragraph ends."""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of a page."""

    page: int
    box: Box
    columns: tuple[float, ...]
    """Where its columns begin and the last one ends."""
    rows: tuple[tuple[DrawnWords, ...], ...]
    merged: tuple[tuple[Merged, ...], ...]
    spaced: bool = False
    """Whether white space alone parts its columns."""

    @property
    def is_frame(self) -> bool:
        """Whether it is a frame around paragraphs, one a row, and no table."""
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
        """Its top, by which it stands among lines."""
        return self.box[3]


def parted(page: int, piece: PdfLine, edges: Sequence[float]) -> list[PdfLine]:
    """Return a piece of a line parted where a little white space lies at the edge of a column."""
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
    """Return the words of a cell in one line: where a line is full it goes on, else a paragraph ends."""
    lines = sorted(lines_of(page, found), key=lambda line: -line.base)
    pieces: list[DrawnWords] = []
    before: PdfLine | None = None
    for line in lines:
        words = words_of(line.pieces)
        if before is None or (before.right + _ROOM * (before.em or before.height) < right and len(before.text) > 1):
            pieces.append(words)
        else:
            blank = " " if is_words(before, line) else ""
            pieces[-1] = joined([pieces[-1], words], blank)
        before = line
    return joined(pieces, " ").stripped()
