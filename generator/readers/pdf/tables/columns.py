"""Find the columns in which the pieces of a page's lines stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from generator.readers.pdf.lines import PdfLine
from generator.readers.pdf.tables.regions import FEWEST, bottom_of, size_of, top_of

_FILLED = 0.7
"""Minimum share of a column's width that a line of running text usually fills."""
_NARROWEST = 6.0
"""Minimum width of a column of running text, in sizes of type."""
_MOST_LINES = 3
"""Maximum number of lines in a column that is not running text."""
_HALF = 0.4
"""Minimum gap, in sizes of type, at the same place in the lines of a column that is really two columns."""


@dataclass(slots=True)
class TextColumn:
    """A column: its left and right side in points, and the pieces of lines that stand below each other in it."""

    left: float
    right: float
    pieces: list[PdfLine] = field(default_factory=list)


def columns_of(pieces: Sequence[PdfLine]) -> list[TextColumn]:
    """Return the columns in which pieces stand, from the left; a piece across two separate columns is in neither."""
    found: list[TextColumn] = []
    for piece in sorted(pieces, key=lambda piece: piece.right - piece.left):
        near = [column for column in found if piece.left < column.right and piece.right > column.left]
        if any(_beside(one, other) for at, one in enumerate(near) for other in near[at + 1 :]):
            continue
        joined = TextColumn(piece.left, piece.right, [piece])
        for column in near:
            joined.left, joined.right = min(joined.left, column.left), max(joined.right, column.right)
            joined.pieces += column.pieces
        found = [column for column in found if column not in near]
        found.append(joined)
    return [part for column in sorted(found, key=lambda column: column.left) for part in _halves(column)]


def _halves(column: TextColumn) -> list[TextColumn]:
    """Return a column, or the two of which it consists if all its lines have a gap at the same place."""
    low, high, count = column.left, column.right, 0
    for piece in column.pieces:
        gaps = [
            (one.right, other.left)
            for (_, one), (_, other) in pairwise(piece.characters)
            if other.left - one.right > _HALF * size_of(piece) and one.right < high and other.left > low
        ]
        if gaps:
            low, high = max((max(low, start), min(high, end)) for start, end in gaps[:1])
            count += 1
        elif piece.left < high and piece.right > low:
            return [column]
    if count < FEWEST or high <= low:
        return [column]
    return [TextColumn(column.left, low), TextColumn(high, column.right)]


def _beside(one: TextColumn, other: TextColumn) -> bool:
    """Say whether a line of one column stands beside a line of another."""
    return any(top_of(a) > bottom_of(b) and top_of(b) > bottom_of(a) for a in one.pieces for b in other.pieces)


def is_running_text(columns: Sequence[TextColumn], pieces: Sequence[PdfLine]) -> bool:
    """Say whether columns are no table: running text set in columns, or letter-spaced lines."""
    if all(len(piece.characters) < 2 for piece in pieces):
        return True
    size = median(map(size_of, pieces))
    return all(
        column.right - column.left >= _NARROWEST * size
        and median(piece.right - piece.left for piece in column.pieces) >= _FILLED * (column.right - column.left)
        and len(column.pieces) > _MOST_LINES
        for column in columns
    )
