"""The rows and cells of a table that has no lines between its columns, by the order in which they are drawn."""

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
"""Share of the narrower of a piece and a column that stands over the other where the piece is of the column."""
_MIDDLE = 0.3
"""Sizes of type from the border of two rows in which the middle of a cell of both stands."""


@dataclass(slots=True)
class _Cell:
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
    """Return a table of pieces in the order in which they are drawn."""
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
    """Return the cells: what is drawn without a break in one column, from the top down."""
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
            # A merged cell's last line is shorter than the others.
            wide = max(wide, last.wide) if _goes_on(last, piece) else wide
        if last is not None and first == last.column and wide >= last.wide and _goes_on(last, piece):
            last.pieces.append(piece)
            last.wide = wide
        else:
            cells.append(_Cell([piece], first, wide))
    return cells


def _goes_on(cell: _Cell, piece: PdfLine) -> bool:
    step = cell.pieces[-1].base - piece.base
    return 0 <= step < NEXT * size_of(piece)


def _nearest(piece: PdfLine, columns: Sequence[TextColumn]) -> int:
    middle = (piece.left + piece.right) / 2
    return min(range(len(columns)), key=lambda at: abs((columns[at].left + columns[at].right) / 2 - middle))


def _borders(cells: Sequence[_Cell], rules: Sequence[float]) -> list[float]:
    """Return the heights between rows, from the top: those of rules, and the middle between cells of one column."""
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
    """Return for each cell the row in which it begins, and how many it takes.

    A row is drawn from the left to the right. A cell that stands lower than the row that it is drawn with goes on down
    to the next one of its column.
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
    """Return how much lower a cell stands than another of its row at whose head, middle or foot it does not stand."""
    others = [other for other in row if other is not cell]
    if not others:
        return 0.0
    highest = max(others, key=lambda other: other.top - other.bottom)
    above, below = highest.top - cell.top, highest.bottom - cell.bottom
    aligned = min(abs(above), abs(below), abs(above + below) / 2) < _MIDDLE * size_of(cell.pieces[0])
    return 0.0 if aligned else above + below
