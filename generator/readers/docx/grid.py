"""The grid of a table in Word: which column a cell begins in, and how far a merged one reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element

from generator.model.source import Merged
from generator.readers.docx.names import below, number, value

WIDEST = 63
"""Maximum number of columns that a cell spans or a row skips; Word has no wider tables."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell in the grid: its first column, from 0, and the number of columns that it spans."""

    element: _Element
    column: int
    columns: int
    goes_on: bool
    """Whether it continues a cell that begins in a row above (w:vMerge); its own text is not shown."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells of a row, and its width in columns with those that are skipped before and after the cells."""

    element: _Element
    cells: tuple[GridCell, ...]
    width: int


def grid_rows(rows: Sequence[_Element], cells: Sequence[Sequence[_Element]]) -> list[GridRow]:
    """Return the rows of a table with their cells' places; `cells` holds the cells of each row."""
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
    """Return for each row the merged cells that begin in it."""
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
    """Return how many columns a row skips before its cells (gridBefore) or after them (gridAfter)."""
    return min(max(number(below(row, "trPr", name)) or 0, 0), WIDEST)
