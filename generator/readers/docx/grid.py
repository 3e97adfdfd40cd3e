"""The grid of a table in Word: which column a cell begins in, and how far a merged one reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from generator.model.source import Merged
from generator.readers.docx.names import below, number, value

WIDEST = 63
"""Columns; Word has no wider tables, and a cell that claims to span more spans no more."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell where it stands."""

    element: _Element
    column: int
    columns: int
    goes_on: bool
    """Whether it is the rest of a cell that begins in a row above (w:vMerge), which shows no text of its own."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of a row, and its width with what is skipped after them."""

    element: _Element
    cells: tuple[GridCell, ...]
    width: int


def grid_rows(rows: Sequence[_Element], cells: Sequence[Sequence[_Element]]) -> list[GridRow]:
    """Return the rows of a table with their cells' places."""
    found = []
    above: dict[int, int] = {}
    for row, own in zip(rows, cells, strict=True):
        at = _skipped(row, "gridBefore")
        placed = []
        begun: dict[int, int] = {}
        for cell in own:
            columns = min(max(number(below(cell, "tcPr", "gridSpan")) or 1, 1), WIDEST)
            merge = below(cell, "tcPr", "vMerge")
            goes_on = merge is not None and (value(merge) or "continue") != "restart" and above.get(at) == columns
            placed.append(GridCell(cell, at, columns, goes_on))
            if merge is not None:
                begun[at] = columns
            at += columns
        above = begun
        found.append(GridRow(row, tuple(placed), at + _skipped(row, "gridAfter")))
    return found


def merged_cells(rows: Sequence[GridRow]) -> list[tuple[Merged, ...]]:
    """Return the merged cells that begin in each row."""
    reach: dict[tuple[int, int], int] = {}
    begins: dict[int, int] = {}
    for at, row in enumerate(rows):
        now: dict[int, int] = {}
        for cell in row.cells:
            now[cell.column] = begins[cell.column] if cell.goes_on and cell.column in begins else at
            reach[now[cell.column], cell.column] = at - now[cell.column] + 1
        begins = now
    return [
        tuple(
            Merged(cell.column, reach[at, cell.column], cell.columns)
            for cell in row.cells
            if not cell.goes_on and (reach[at, cell.column] > 1 or cell.columns > 1)
        )
        for at, row in enumerate(rows)
    ]


def _skipped(row: _Element, name: str) -> int:
    return min(max(number(below(row, "trPr", name)) or 0, 0), WIDEST)
