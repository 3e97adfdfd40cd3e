"""Find the rows and cells of a table without rules between columns, by the order in which the file draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import le

from generator.model.source import Merged
from generator.readers.pdf.lines import PdfLine
from generator.readers.pdf.tables.columns import TextColumn
from generator.readers.pdf.tables.regions import NEXT, Height, bottom_of, size_of, top_of
from generator.readers.pdf.tables.table import PdfTable, words_of_cell
from generator.readers.words import DrawnWords

_OVERLAPS = 0.3
"""Minimum overlap of a piece with a column that it stands in, as a share of the narrower of the two."""
_MIDDLE = 0.3
"""Maximum distance, in sizes of type, between the tops, bottoms or middles of cells that are aligned in one row."""


@dataclass(slots=True)
class _Cell:
    """A cell: its pieces of lines, its first column and its column span."""

    pieces: list[PdfLine]
    column: int
    wide: int

    @property
    def top(self) -> float:
        return max(map(top_of, self.pieces))

    @property
    def bottom(self) -> float:
        return min(map(bottom_of, self.pieces))


def table_of(
    page: int, pieces: Sequence[PdfLine], columns: Sequence[TextColumn], heights: Sequence[Height]
) -> PdfTable:
    """Return the table of the given pieces, which are in drawing order; `heights` are the horizontal rules around."""
    cells = _cells(pieces, columns)
    left, right = columns[0].left, max(piece.right for piece in pieces)
    top, bottom = max(map(top_of, pieces)), min(map(bottom_of, pieces))
    borders = _borders(cells, [at for at, start, end in heights if bottom < at < top and start - 9 < left < end])
    rows = _rows(cells, borders)
    edges = [column.left for column in columns[1:]]
    edges = [left, *((one.right + edge) / 2 for one, edge in zip(columns, edges, strict=False)), right]
    texts = [[DrawnWords()] * len(columns) for _ in range(len(borders) + 1)]
    merged: list[list[Merged]] = [[] for _ in texts]
    inside: dict[tuple[int, int], list[_Cell]] = defaultdict(list)
    high: dict[tuple[int, int], int] = {}
    for cell, (row, reach) in zip(cells, rows, strict=True):
        inside[row, cell.column].append(cell)
        high[row, cell.column] = reach
    for (row, column), own in inside.items():
        wide = max(cell.wide for cell in own)
        found = [one for cell in own for piece in cell.pieces for _, one in piece.characters]
        texts[row][column] = words_of_cell(page, found, edges[column + wide])
        if high[row, column] > 1 or wide > 1:
            merged[row].append(Merged(column, high[row, column], wide))
    spans = tuple(tuple(sorted(row, key=lambda one: one.column)) for row in merged)
    return PdfTable(page, (left, bottom, right, top), tuple(edges), tuple(map(tuple, texts)), spans, spaced=True)


def _cells(pieces: Sequence[PdfLine], columns: Sequence[TextColumn]) -> list[_Cell]:
    """Return the cells, each of pieces that are drawn one after the other and down in the same columns."""
    cells: list[_Cell] = []
    for piece in pieces:
        over = [
            at
            for at, column in enumerate(columns)
            if min(piece.right, column.right) - max(piece.left, column.left)
            > _OVERLAPS * min(piece.right - piece.left, column.right - column.left)
        ]
        first, wide = (over[0], over[-1] - over[0] + 1) if over else (_nearest(piece, columns), 1)
        last = cells[-1] if cells else None
        if last is not None and (last.column, last.wide) != (first, wide) and first == last.column:
            # The last line of a merged cell may be short and reach over fewer columns than the others.
            wide = max(wide, last.wide) if _goes_on(last, piece) else wide
        if last is not None and first == last.column and wide >= last.wide and _goes_on(last, piece):
            last.pieces.append(piece)
            last.wide = wide
        else:
            cells.append(_Cell([piece], first, wide))
    return cells


def _goes_on(cell: _Cell, piece: PdfLine) -> bool:
    """Say whether a piece is near enough below a cell to be its next line."""
    step = cell.pieces[-1].base - piece.base
    return 0 <= step < NEXT * size_of(piece)


def _nearest(piece: PdfLine, columns: Sequence[TextColumn]) -> int:
    """Return the index of the column whose centre is nearest to that of a piece."""
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda at: abs((columns[at].left + columns[at].right) / 2 - middle))


def _borders(cells: Sequence[_Cell], rules: Sequence[float]) -> list[float]:
    """Return the heights of the borders between rows, from the top.

    A border is a rule, or without one the middle between two cells in the column that has most cells.
    """
    counts: dict[int, list[_Cell]] = defaultdict(list)
    for cell in cells:
        if cell.wide == 1:
            counts[cell.column].append(cell)
    most = max((len(own) for own in counts.values()), default=0)
    anchors = next((sorted(own, key=lambda cell: -cell.top) for own in counts.values() if len(own) == most), [])
    borders = []
    for above, below in pairwise(anchors):
        between = [at for at in rules if below.top - 2 < at < above.bottom + 2]
        borders.append(between[0] if between else (above.bottom + below.top) / 2)
    highest = anchors[0].top if anchors else 0.0
    lowest = anchors[-1].bottom if anchors else 0.0
    borders += [at for at in rules if at > highest or at < lowest]
    return sorted(
        (at for at in borders if any(cell.bottom > at for cell in cells) and any(cell.top < at for cell in cells)),
        reverse=True,
    )


def _rows(cells: Sequence[_Cell], borders: Sequence[float]) -> list[tuple[int, int]]:
    """Return for each cell its row and its row span.

    A row is drawn from left to right, so a cell that is not right of the one before begins a row. A cell that stands
    lower than the other cells drawn in its row spans the rows down to the next cell of its column.
    """
    stands = [sum(at > (cell.top + cell.bottom) / 2 for at in borders) for cell in cells]
    drawn: list[int] = []
    row, column = 0, -1
    for cell in cells:
        row += cell.column <= column
        column = cell.column
        drawn.append(row)
    by_turn = bool(cells) and drawn[-1] == len(borders) and all(map(le, drawn, stands))
    begun = drawn if by_turn else stands
    rows: dict[int, list[_Cell]] = defaultdict(list)
    columns: dict[int, set[int]] = defaultdict(set)
    for cell, row in zip(cells, begun, strict=True):
        rows[row].append(cell)
        columns[cell.column].add(row)
    found = []
    for cell, row, at in zip(cells, begun, stands, strict=True):
        away = _away(cell, rows[row])
        first = row - 1 if away < 0 and not by_turn and row and row - 1 not in columns[cell.column] else row
        below = min((other for other in columns[cell.column] if other > row), default=len(borders) + 1)
        high = below - row if at > row or away > 0 else 1
        found.append((first, high + row - first))
    return found


def _away(cell: _Cell, row: Sequence[_Cell]) -> float:
    """Return how much lower (in points, twice the distance of the centres) a cell is than the highest other of its row.

    0 if their tops, middles or bottoms are aligned.
    """
    others = [other for other in row if other is not cell]
    if not others:
        return 0.0
    highest = max(others, key=lambda other: other.top - other.bottom)
    above, below = highest.top - cell.top, highest.bottom - cell.bottom
    aligned = min(abs(above), abs(below), abs(above + below) / 2) < _MIDDLE * size_of(cell.pieces[0])
    return 0.0 if aligned else above + below
