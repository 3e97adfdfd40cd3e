"""Tables that have no lines between their columns: white space tells the cells, and the order in which they are drawn.

Three columns side by side on several lines make one, or two between level rules; what fills its columns is running
text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import le
from statistics import median

from generator.model.source import Merged
from generator.readers.pdf.lines import Character, PdfLine, lines_of
from generator.readers.pdf.shapes import Box
from generator.readers.pdf.tables.ruled import PdfTable, parted, words_of_cell
from generator.readers.words import DrawnWords

_APART = 1.2
"""Heights of white space that part two cells."""
_ABOVE, _BELOW = 0.75, 0.15
"""Sizes of type that a line reaches above and below its base."""
_FEWEST = 2
"""Lines with cells side by side."""
_COLUMNS = 3
_NEXT = 2.6
"""Sizes of type from a base line to the next within a table's cell or between its rows, where no rule is."""
_LINE = 2.0
"""Sizes of type from a base line to the next within a cell."""
_FILLED = 0.7
"""Share of a column's width that running text takes."""
_NARROWEST = 6.0
"""Sizes of type that a column of running text is wide."""
_LONGEST_LOOK = 12
"""Lines that may stand in one column alone before others follow."""
_SAME_ENDS = 4.0
"""Points by which the ends of a table's rules may differ."""
_SHORTEST_RULE = 100.0
_OVERLAPS = 0.3
_HALF = 0.4
"""Sizes of type of white space at one place in all lines of a column that make it two."""
_MIDDLE = 0.3
"""Sizes of type from the border of two rows in which the middle of a cell of both stands."""
MOST_PIECES = 1_500
"""Of lines of a page; on one with more no such table is looked for."""


@dataclass(slots=True)
class _Band:
    """What stands at one height."""

    pieces: list[PdfLine]
    top: float
    bottom: float


@dataclass(slots=True)
class _Cell:
    pieces: list[PdfLine]
    column: int
    wide: int

    @property
    def top(self) -> float:
        return max(map(_top, self.pieces))

    @property
    def bottom(self) -> float:
        return min(map(_bottom, self.pieces))


@dataclass(slots=True)
class _Column:
    left: float
    right: float
    pieces: list[PdfLine] = field(default_factory=list)


def find_spaced(page: int, rules: Sequence[Box], found: list[Character]) -> tuple[list[PdfTable], list[Character]]:
    """Return the tables of a page whose columns white space parts, and the characters that stand in none."""
    pieces = lines_of(page, found, apart=_APART)
    if not 2 * _FEWEST <= len(pieces) <= MOST_PIECES:
        return [], found
    heights = _ruled_heights(rules)
    order = {id(piece): at for at, piece in enumerate(pieces)}
    tables: list[PdfTable] = []
    taken: set[int] = set()
    for region, below in _regions(_bands(pieces), heights):
        own = [piece for band in region for piece in band.pieces]
        columns = _columns(own)
        if len(columns) < 2 or _is_running_text(columns, own):
            continue
        own += _rest(below, own, columns, pieces, order)
        edges = [column.left for column in columns[1:]]
        own.sort(key=lambda piece: order[id(piece)])
        tables.append(_table(page, [part for piece in own for part in parted(page, piece, edges)], columns, heights))
        taken.update(id(one) for piece in own for _, one in piece.characters)
    return tables, [one for one in found if id(one) not in taken] if taken else found


def _top(piece: PdfLine) -> float:
    return piece.base + _ABOVE * _size(piece)


def _bottom(piece: PdfLine) -> float:
    return piece.base - _BELOW * _size(piece)


def _size(piece: PdfLine) -> float:
    return max(piece.size or piece.height, 1.0)


def _ruled_heights(rules: Sequence[Box]) -> list[tuple[float, float, float]]:
    """Return (height, left, right) of the level rules that have another of the same ends, from the top."""
    level = sorted((box[1], box[0], box[2]) for box in rules if box[1] == box[3] and box[2] - box[0] >= _SHORTEST_RULE)
    ends: dict[tuple[int, int], int] = defaultdict(int)
    for _, left, right in level:
        ends[round(left / _SAME_ENDS), round(right / _SAME_ENDS)] += 1
    return [rule for rule in reversed(level) if ends[round(rule[1] / _SAME_ENDS), round(rule[2] / _SAME_ENDS)] > 1]


def _bands(pieces: Sequence[PdfLine]) -> list[_Band]:
    """Return what stands beside each other, from the top."""
    bands: list[_Band] = []
    for piece in sorted(pieces, key=lambda piece: -_top(piece)):
        if bands and _top(piece) > bands[-1].bottom:
            bands[-1].pieces.append(piece)
            bands[-1].bottom = min(bands[-1].bottom, _bottom(piece))
        else:
            bands.append(_Band([piece], _top(piece), _bottom(piece)))
    return bands


def _rest(
    below: Sequence[_Band],
    above: Sequence[PdfLine],
    columns: Sequence[_Column],
    drawn: Sequence[PdfLine],
    order: Mapping[int, int],
) -> list[PdfLine]:
    """Return what stands below a table's rows and belongs to it: cells side by side, a full cell's next line.

    `order` tells the place among what is drawn of each piece, by id().
    """
    known = {id(piece) for piece in above}
    found: list[PdfLine] = []
    for band in below:
        for piece in band.pieces if _side_by_side(band) < 2 else ():
            at = order[id(piece)]
            last = drawn[at - 1] if at else None
            column = next((one for one in columns if piece.left < one.right and piece.right > one.left), None)
            if last is None or id(last) not in known or column is None or abs(last.left - piece.left) > 1:
                return found
            full = last.right + _size(last) > column.right
            if not (full and 0 < last.base - piece.base < _LINE * _size(piece)):
                return found
        known.update(map(id, band.pieces))
        found += band.pieces
    return found


def _regions(
    bands: Sequence[_Band], heights: Sequence[tuple[float, float, float]]
) -> Iterator[tuple[list[_Band], list[_Band]]]:
    """Yield the bands that make a table each, and those below them that may belong to it."""
    region: list[_Band] = []
    wide = 0
    waiting: list[_Band] = []
    for band in bands:
        last = (waiting or region or [band])[-1]
        ruled = _between(band, heights)
        far = last.bottom - band.top > _NEXT * max(map(_size, band.pieces)) and not ruled
        if far:
            if wide >= _FEWEST:
                yield region, waiting
            region, waiting, wide = [], [], 0
        if _side_by_side(band) >= (2 if ruled else _COLUMNS):
            region += [*waiting, band]
            waiting = []
            wide += 1
        elif region and len(waiting) < _LONGEST_LOOK and _fits(band, region):
            waiting.append(band)
        else:
            if wide >= _FEWEST:
                yield region, waiting
            region, waiting, wide = [], [], 0
    if wide >= _FEWEST:
        yield region, waiting


def _between(band: _Band, heights: Sequence[tuple[float, float, float]]) -> bool:
    """Say whether a band stands between level rules of the same ends that are as wide as it."""
    left, right = min(piece.left for piece in band.pieces), max(piece.right for piece in band.pieces)
    around = [at for at, start, end in heights if start - _SAME_ENDS <= left and right <= end + _SAME_ENDS]
    return any(at >= band.top - 1 for at in around) and any(at <= band.bottom + 1 for at in around)


def _side_by_side(band: _Band) -> int:
    """Return how many pieces of a band stand clearly beside each other."""
    count, end = 0, float("-inf")
    for piece in sorted(band.pieces, key=lambda piece: piece.right):
        if piece.left >= end:
            count += 1
            end = piece.right + _size(piece) / 2
    return count


def _fits(band: _Band, region: Sequence[_Band]) -> bool:
    """Say whether what stands in a band may be the rest of a row's cells: it is no line from side to side."""
    left = min(piece.left for one in region for piece in one.pieces)
    right = max(piece.right for one in region for piece in one.pieces)
    return all(
        left - 1 <= piece.left and piece.right <= right + 1 and piece.right - piece.left < (right - left) / 2
        for piece in band.pieces
    )


def _columns(pieces: Sequence[PdfLine]) -> list[_Column]:
    """Return the columns that pieces stand in, from the left; one that reaches over two that differ is of none."""
    found: list[_Column] = []
    for piece in sorted(pieces, key=lambda piece: piece.right - piece.left):
        near = [column for column in found if piece.left < column.right and piece.right > column.left]
        if any(_beside(one, other) for at, one in enumerate(near) for other in near[at + 1 :]):
            continue
        joined = _Column(piece.left, piece.right, [piece])
        for column in near:
            joined.left, joined.right = min(joined.left, column.left), max(joined.right, column.right)
            joined.pieces += column.pieces
        found = [column for column in found if column not in near]
        found.append(joined)
    return [part for column in sorted(found, key=lambda column: column.left) for part in _halves(column)]


def _halves(column: _Column) -> list[_Column]:
    """Return a column, or the two that it is: a little white space lies at one place in all its lines."""
    low, high, count = column.left, column.right, 0
    for piece in column.pieces:
        gaps = [
            (one.right, other.left)
            for (_, one), (_, other) in pairwise(piece.characters)
            if other.left - one.right > _HALF * _size(piece) and one.right < high and other.left > low
        ]
        if gaps:
            low, high = max((max(low, start), min(high, end)) for start, end in gaps[:1])
            count += 1
        elif piece.left < high and piece.right > low:
            return [column]
    if count < _FEWEST or high <= low:
        return [column]
    return [_Column(column.left, low), _Column(high, column.right)]


def _beside(one: _Column, other: _Column) -> bool:
    """Say whether a line of one column stands beside a line of another."""
    return any(_top(a) > _bottom(b) and _top(b) > _bottom(a) for a in one.pieces for b in other.pieces)


def _is_running_text(columns: Sequence[_Column], pieces: Sequence[PdfLine]) -> bool:
    """Say whether columns are those of a page that is set in columns, or letters set apart."""
    if all(len(piece.characters) < 2 for piece in pieces):
        return True
    size = median(map(_size, pieces))
    return all(
        column.right - column.left >= _NARROWEST * size
        and median(piece.right - piece.left for piece in column.pieces) >= _FILLED * (column.right - column.left)
        and len(column.pieces) > _COLUMNS
        for column in columns
    )


def _table(
    page: int, pieces: Sequence[PdfLine], columns: Sequence[_Column], heights: Sequence[tuple[float, float, float]]
) -> PdfTable:
    """Return a table of pieces in the order in which they are drawn."""
    cells = _cells(pieces, columns)
    left, right = columns[0].left, max(piece.right for piece in pieces)
    top, bottom = max(map(_top, pieces)), min(map(_bottom, pieces))
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


def _cells(pieces: Sequence[PdfLine], columns: Sequence[_Column]) -> list[_Cell]:
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
    return 0 <= step < _NEXT * _size(piece)


def _nearest(piece: PdfLine, columns: Sequence[_Column]) -> int:
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
    aligned = min(abs(above), abs(below), abs(above + below) / 2) < _MIDDLE * _size(cell.pieces[0])
    return 0.0 if aligned else above + below
