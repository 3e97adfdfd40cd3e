"""Find tables without rules between their columns, by white space and by the order in which cells are drawn.

Such a table has several lines with three cells side by side, or with two between horizontal rules. If the lines fill
the columns, they are running text and no table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.readers.pdf.characters import Character
from generator.readers.pdf.lines import PdfLine, lines_of
from generator.readers.pdf.shapes import Box
from generator.readers.pdf.tables.columns import TextColumn, columns_of, is_running_text
from generator.readers.pdf.tables.grid import table_of
from generator.readers.pdf.tables.regions import (
    FEWEST,
    Band,
    bands_of,
    regions_of,
    ruled_heights,
    side_by_side,
    size_of,
)
from generator.readers.pdf.tables.table import PdfTable, parted

_APART = 1.2
"""Minimum gap between two cells, in line heights."""
_LINE = 2.0
"""Maximum distance between the lines of a cell, in sizes of type."""
MOST_PIECES = 1_500
"""Maximum number of pieces of lines on a page; on a page with more, no such table is looked for."""


def find_spaced(page: int, rules: Sequence[Box], found: list[Character]) -> tuple[list[PdfTable], list[Character]]:
    """Return the tables of a page that have only white space between columns, and the characters outside of them."""
    pieces = lines_of(page, found, apart=_APART)
    if not 2 * FEWEST <= len(pieces) <= MOST_PIECES:
        return [], found
    heights = ruled_heights(rules)
    order = {id(piece): at for at, piece in enumerate(pieces)}
    tables: list[PdfTable] = []
    taken: set[int] = set()
    for region, below in regions_of(bands_of(pieces), heights):
        own = [piece for band in region for piece in band.pieces]
        columns = columns_of(own)
        if len(columns) < 2 or is_running_text(columns, own):
            continue
        own += _rest(below, own, columns, pieces, order)
        edges = [column.left for column in columns[1:]]
        own.sort(key=lambda piece: order[id(piece)])
        tables.append(table_of(page, [part for piece in own for part in parted(page, piece, edges)], columns, heights))
        taken.update(id(one) for piece in own for _, one in piece.characters)
    return tables, [one for one in found if id(one) not in taken] if taken else found


def _rest(
    below: Sequence[Band],
    above: Sequence[PdfLine],
    columns: Sequence[TextColumn],
    drawn: Sequence[PdfLine],
    order: Mapping[int, int],
) -> list[PdfLine]:
    """Return the pieces below a table's rows that belong to it: cells side by side, and next lines of full cells.

    `drawn` are all pieces in drawing order, `order` the place of each in it, by id().
    """
    known = {id(piece) for piece in above}
    found: list[PdfLine] = []
    for band in below:
        for piece in band.pieces if side_by_side(band) < 2 else ():
            at = order[id(piece)]
            last = drawn[at - 1] if at else None
            column = next((one for one in columns if piece.left < one.right and piece.right > one.left), None)
            if last is None or id(last) not in known or column is None or abs(last.left - piece.left) > 1:
                return found
            full = last.right + size_of(last) > column.right
            if not (full and 0 < last.base - piece.base < _LINE * size_of(piece)):
                return found
        known.update(map(id, band.pieces))
        found += band.pieces
    return found
