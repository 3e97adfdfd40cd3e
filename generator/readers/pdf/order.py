"""Put the lines and tables of a page in reading order: from the top down, one column after the other.

The order in which the file draws them counts only if it runs down the columns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import combinations, pairwise
from statistics import median

from generator.readers.pdf.lines import PdfLine, joined_line
from generator.readers.pdf.tables.table import PdfTable

Item = PdfLine | PdfTable

_ENDED = re.compile(r"[。！？；：!?;:…”’」』）)\d]$")
_SAME_BASE = 0.45
"""Maximum distance between the baselines of pieces of one line, in line heights."""
_FEWEST = 4
"""Minimum number of lines in a column."""
_FILLED = 0.7
"""Minimum share of a column's width that its lines usually fill; columns of shorter lines are a table."""
_FULL = 1.3
"""Maximum distance of a full line's end from the end of its column, in line heights."""
_FEWEST_FULL = 2
"""Minimum number of full lines in a column of short ones."""
_NARROWEST = 6.0
"""Minimum width of a column in line heights."""
_MIDDLE = (0.2, 0.8)
"""The part of the text's width, as shares from the left, in which columns after the first may begin."""
_OTHER_SIZE = 1.15
"""Ratio of two heights from which they are different sizes."""
_SPREAD = 3
"""Minimum number of pieces, all of one letter, of a letter-spaced line."""
_EARLY = 0.13
"""Columns that end above this share of the page's height end before the page does."""
_NEAR_LEFT = 40.0
"""Maximum distance in points from the left side of the text of a line that goes on below all columns."""
_ASIDE = 1.15
"""Minimum distance of a line that stands alone from the lines above and below, in usual distances of lines."""


def gutters_of(items: Sequence[Item], before: tuple[float, ...] = ()) -> tuple[float, ...]:
    """Return the gutters of a page, the white space between its columns, as distances in points from the left.

    `before` are the gutters of the previous page: few lines are columns only if those go on. Short lines are columns
    only if the file draws one column after the other. Empty for a page without columns.
    """
    lines = [item for item in items if isinstance(item, PdfLine)]
    found, loose = _gutters(lines, short=False), _gutters(lines, short=True)
    if loose and (not found or _across(lines, loose) < _across(lines, found)) and _as_drawn(items, loose):
        return loose
    if found or not before:
        return found
    filled = {_column(line, before) for line in lines} >= set(range(len(before) + 1))
    return before if filled and 2 * _across(lines, before) <= len(lines) and _as_drawn(items, before) else ()


def _across(lines: Sequence[PdfLine], gutters: Sequence[float]) -> int:
    """Return how many lines reach over a gutter."""
    return sum(_column(line, gutters) is None for line in lines)


def in_order(items: Sequence[Item], height: float, gutters: tuple[float, ...] | None = None) -> list[Item]:
    """Return the lines and tables of a page in reading order, with pieces of one line joined; sets `column` of lines.

    `height` is the page's in points; `gutters` are found here if they are None.
    """
    gutters = gutters_of(items) if gutters is None else gutters
    if not gutters:
        return _down(items)
    if drawn := _as_drawn(items, gutters):
        return drawn
    columns: list[list[Item]] = [[] for _ in range(len(gutters) + 1)]
    for item in items:
        if (at := _column(item, gutters)) is not None:
            columns[at].append(item)
    pitch = _pitch(columns)
    alone = _between_bands(columns, pitch)
    low = min(item.left for item in items)
    found: list[Item] = []
    columns = [[] for _ in columns]
    for item in sorted(items, key=lambda item: -item.base):
        at = None if id(item) in alone else _column(item, gutters)
        if at is None:
            # A line across the gutter that begins at the left ends the columns; a page number begins elsewhere.
            found += _in_columns(columns, pitch, ended=item.left - low < _NEAR_LEFT)
            found.append(item)
            columns = [[] for _ in columns]
        else:
            columns[at].append(item)
    lowest = min((item.base for column in columns for item in column), default=0.0)
    return [*found, *_in_columns(columns, pitch, ended=lowest > _EARLY * height > 0)]


def _as_drawn(items: Sequence[Item], gutters: Sequence[float]) -> list[Item]:
    """Return a page's items in the order in which the file draws them, if that runs down one column after the other.

    Empty if it does not: if rows are drawn across columns, if a line is out of turn, or if there are tables.
    """
    lines = [item for item in items if isinstance(item, PdfLine)]
    inside = [line.base for line in lines if _column(line, gutters) is not None]
    if not inside or len(lines) < len(items):
        return []
    top, bottom = max(inside), min(inside)
    body = [line for line in lines if bottom <= line.base <= top]
    turns = [_turns(one, other, gutters) for one, other in pairwise(body)]
    count = sum(map(bool, turns))
    if None in turns or not 0 < count <= max(len(gutters), len(body) // 3):
        return []
    found = _down([line for line in lines if line.base > top])
    row: list[Item] = []
    for line in body:
        column = _column(line, gutters)
        if column is not None:
            line.column = column + 1
        if row and not (_beside(row[-1], line) and _column(row[-1], gutters) == column):
            found += _row(row)
            row = []
        row.append(line)
    return [*found, *_row(row), *_down([line for line in lines if line.base < bottom])]


def _turns(one: PdfLine, other: PdfLine, gutters: Sequence[float]) -> bool | None:
    """Say whether the second of two lines begins another column; None if the two can't follow each other in reading."""
    here, there = _column(one, gutters), _column(other, gutters)
    if here == there and _beside(one, other):
        return False
    down = one.base - other.base > _SAME_BASE * max(min(one.height, other.height), 1.0)
    if here is None or there is None:
        return False if down else None
    if there > here:
        return True if there == here + 1 and not down else None
    return there < here if down else None


def _column(item: Item, gutters: Sequence[float]) -> int | None:
    """Return the 0-based column of an item; None if it reaches over a gutter."""
    if any(item.left < gutter < item.right for gutter in gutters):
        return None
    return sum(item.left >= gutter for gutter in gutters)


def _pitch(columns: Sequence[Sequence[Item]]) -> float:
    """Return the usual distance between the baselines of successive items of a column, in points; 0 if unknown."""
    bases = [sorted((item.base for item in column), reverse=True) for column in columns]
    steps = [above - below for column in bases for above, below in pairwise(column) if above - below > 1.0]
    return median(steps) if steps else 0.0


def _between_bands(columns: Sequence[Sequence[Item]], pitch: float) -> set[int]:
    """Return the id() of the first column's lines that stand alone in a gap of the other columns: headings of all."""
    others = sorted(item.base for column in columns[1:] for item in column)
    own = sorted(columns[0], key=lambda item: -item.base)
    found: set[int] = set()
    for at, item in enumerate(own):
        above = own[at - 1].base - item.base if at else 0.0
        below = item.base - own[at + 1].base if at + 1 < len(own) else 0.0
        over = bisect_right(others, item.base)
        gap = others[over] - others[over - 1] if 0 < over < len(others) else 0.0
        if min(above, below) > _ASIDE * pitch and gap > 2 * _ASIDE * pitch:
            found.add(id(item))
    return found


def _in_columns(columns: Sequence[list[Item]], pitch: float, *, ended: bool) -> list[Item]:
    """Return the items of columns, one column after the other, with `column` of their lines set.

    `ended` says that the columns end before the page does: then they are of the same length, and what goes on below
    the first one alone is in no column.
    """
    first, *others = columns
    below: list[Item] = []
    if ended and any(others):
        end = min(item.base for column in others for item in column)
        rows = _by_base(first)
        # If paragraphs are set apart all over the page, a wider gap is needed to show the end of the columns.
        steps = sorted(above.base - below.base for column in others for above, below in pairwise(_by_base(column)))
        widest = steps[-1 - len(steps) // 4] if steps else 0.0
        for at, item in enumerate(rows):
            apart = at and rows[at - 1].base - item.base > max(1.4 * pitch, 1.05 * widest)
            if item.base < end - (0.5 * pitch if apart else max(1.35 * pitch, 1.05 * widest)):
                if not _goes_on(rows):
                    first, below = rows[:at], rows[at:]
                break
    if any(others):
        for number, column in enumerate((first, *others), 1):
            for item in column:
                if isinstance(item, PdfLine):
                    item.column = number
    return [item for column in (first, *others, below) for item in _down(column)]


def _by_base(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: -item.base)


def _goes_on(rows: Sequence[Item]) -> bool:
    """Say whether a column's last line is full and ends no sentence: it goes on at the head of the next column."""
    last = rows[-1]
    if not isinstance(last, PdfLine) or not last.text or _ENDED.search(last.text):
        return False
    return last.right > max(item.right for item in rows) - 1.5 * last.height


def _down(items: Sequence[Item]) -> list[Item]:
    """Return the items of one column from the top down."""
    found: list[Item] = []
    row: list[Item] = []
    for item in sorted(items, key=lambda item: (-item.base, item.left)):
        if row and not _beside(row[0], item):
            found.extend(_row(row))
            row = []
        row.append(item)
    return [*found, *_row(row)]


def _beside(one: Item, other: Item) -> bool:
    """Say whether two lines have the same baseline; never for tables."""
    if isinstance(one, PdfTable) or isinstance(other, PdfTable):
        return False
    return abs(one.base - other.base) <= _SAME_BASE * max(min(one.height, other.height), 1.0)


def _row(items: list[Item]) -> list[Item]:
    """Return the items on one baseline, from the left, with pieces of the same size joined to one line."""
    found: list[Item] = []
    # In a letter-spaced line, the gaps are no blanks.
    spread = len(items) >= _SPREAD and all(isinstance(item, PdfLine) and len(item.characters) == 1 for item in items)
    for item in sorted(items, key=lambda item: item.left):
        last = found[-1] if found else None
        if isinstance(last, PdfLine) and isinstance(item, PdfLine) and last.right <= item.left + last.height:
            sizes = sorted((last.height, item.height))
            alike = sizes[1] < sizes[0] * _OTHER_SIZE or (last.size and last.size == item.size)
            if alike or item.left - last.right < sizes[0]:
                found[-1] = joined_line(last, item, spread=spread)
                continue
        found.append(item)
    return found


def _gutters(lines: list[PdfLine], *, short: bool) -> tuple[float, ...]:
    """Return the gutters between columns of running text, in points from the left; empty if there is one column.

    With `short`, most lines of a column may be short: headings, ends of paragraphs.
    """
    if len(lines) < 2 * _FEWEST:
        return ()
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    usual = median(line.height for line in lines)
    body = [line for line in lines if line.height < usual * _OTHER_SIZE]
    counts: dict[int, int] = {}
    for line in body:
        if _MIDDLE[0] < (line.left - low) / max(high - low, 1.0) < _MIDDLE[1]:
            counts[round(line.left)] = counts.get(round(line.left), 0) + 1
    edges = [edge - usual / 3 for edge, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8]]
    pairs = [pair for pair in combinations(sorted(edges), 2) if pair[1] - pair[0] >= _NARROWEST * usual]
    best: tuple[float, ...] = ()
    most = int(0.6 * len(body))
    for gutters in (*pairs, *((edge,) for edge in edges)):
        columns: list[list[PdfLine]] = [[] for _ in range(len(gutters) + 1)]
        for line in body:
            if (at := _column(line, gutters)) is not None:
                columns[at].append(line)
        # The left edge of many indented lines looks like a gutter, but then the other lines reach over it.
        if sum(map(len, columns)) > most and _are_columns(columns, usual, short=short):
            best, most = gutters, sum(map(len, columns))
    return best


def _are_columns(columns: Sequence[Sequence[PdfLine]], usual: float, *, short: bool) -> bool:
    """Say whether these are columns of running text; `usual` is the usual line height, `short` as for `_gutters`."""
    if min(map(len, columns)) < _FEWEST:
        return False
    for column in columns:
        wide = max(line.right for line in column) - min(line.left for line in column)
        ends = max(line.right for line in column) - _FULL * usual
        full = sum(line.right > ends for line in column) >= max(_FEWEST_FULL, len(column) / 4)
        filled = median(line.right - line.left for line in column) >= _FILLED * wide
        if wide < _NARROWEST * usual or not (full if short else filled):
            return False
    top = min(max(line.base for line in column) for column in columns)
    bottom = max(min(line.base for line in column) for column in columns)
    lines = [line for column in columns for line in column]
    return sum(bottom - usual <= line.base <= top + usual for line in lines) > 0.5 * len(lines)
