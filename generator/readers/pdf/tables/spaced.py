"""Tables that have no lines between their columns: white space tells the cells, and the order in which they are drawn.

Three columns side by side on several lines make one, or two between level rules; what fills its columns is running
text.
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
"""Heights of white space that part two cells."""
_LINE = 2.0
"""Sizes of type from a base line to the next within a cell."""
MOST_PIECES = 1_500
"""Of lines of a page; on one with more no such table is looked for."""


def find_spaced(page: int, rules: Sequence[Box], found: list[Character]) -> tuple[list[PdfTable], list[Character]]:
    """Return the tables of a page whose columns white space parts, and the characters that stand in none."""
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
    """Return what stands below a table's rows and belongs to it: cells side by side, a full cell's next line.

    `order` tells the place among what is drawn of each piece, by id().
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
