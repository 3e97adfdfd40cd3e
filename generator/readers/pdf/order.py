"""The reading order of a page: from the top down, columns one after the other, in whatever order it is drawn."""

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
"""Heights by which pieces of one line may stand higher or lower."""
_FEWEST = 4
"""Lines on either side that make columns."""
_FILLED = 0.7
"""Share of a column's width that its lines take: short ones beside each other are a table."""
_FULL = 1.3
"""Heights of type by which a full line may end before the column does."""
_FEWEST_FULL = 2
_NARROWEST = 6.0
"""Heights of type that a column is wide."""
_MIDDLE = (0.2, 0.8)
_OTHER_SIZE = 1.15
_SPREAD = 3
"""Letters of a line that stand alone."""
_EARLY = 0.13
"""Share of a page's height over which its columns end before the page does."""
_NEAR_LEFT = 40.0
_ASIDE = 1.15
"""Distances of lines from which a line stands apart from that above and below."""


def gutters_of(items: Sequence[Item], before: tuple[float, ...] = ()) -> tuple[float, ...]:
    """Return where the white space between a page's columns is; `before` is where it was on the page before.

    Few lines make columns where those of the page before go on, and short ones where they are drawn one after the
    other.
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
    """Return how many lines reach over the white space between columns."""
    return sum(_column(line, gutters) is None for line in lines)


def in_order(items: Sequence[Item], height: float, gutters: tuple[float, ...] | None = None) -> list[Item]:
    """Return the lines and tables of a page of a height as they are read; pieces of one line are joined."""
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
            # What begins where the first column does goes on below all; a page's number stands elsewhere.
            found += _in_columns(columns, pitch, ended=item.left - low < _NEAR_LEFT)
            found.append(item)
            columns = [[] for _ in columns]
        else:
            columns[at].append(item)
    lowest = min((item.base for column in columns for item in column), default=0.0)
    return [*found, *_in_columns(columns, pitch, ended=lowest > _EARLY * height > 0)]


def _as_drawn(items: Sequence[Item], gutters: Sequence[float]) -> list[Item]:
    """Return a page's items in the order in which they are drawn, where that goes down one column after the other.

    Nothing where it does not: where rows are drawn across, or a line out of its turn, or where there are tables.
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
    """Say whether the second of two lines begins another column; None where nobody reads on like that."""
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
    """Return which column an item stands in; None for one that reaches over a gutter."""
    if any(item.left < gutter < item.right for gutter in gutters):
        return None
    return sum(item.left >= gutter for gutter in gutters)


def _pitch(columns: Sequence[Sequence[Item]]) -> float:
    """Return how far lines stand from each other."""
    bases = [sorted((item.base for item in column), reverse=True) for column in columns]
    steps = [above - below for column in bases for above, below in pairwise(column) if above - below > 1.0]
    return median(steps) if steps else 0.0


def _between_bands(columns: Sequence[Sequence[Item]], pitch: float) -> set[int]:
    """Return the lines of the first column, by identity, that stand alone in a gap of the others: a heading of all."""
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
    """Return what stands in columns, one after the other.

    `ended` says that they end here and not with the page: then they are as long as each other, and what goes on below
    the first one alone is of no column.
    """
    first, *others = columns
    below: list[Item] = []
    if ended and any(others):
        end = min(item.base for column in others for item in column)
        rows = _by_base(first)
        # Paragraphs that stand apart all over a page tell of no end.
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
    """Return what stands in one column from the top down."""
    found: list[Item] = []
    row: list[Item] = []
    for item in sorted(items, key=lambda item: (-item.base, item.left)):
        if row and not _beside(row[0], item):
            found.extend(_row(row))
            row = []
        row.append(item)
    return [*found, *_row(row)]


def _beside(one: Item, other: Item) -> bool:
    if isinstance(one, PdfTable) or isinstance(other, PdfTable):
        return False
    return abs(one.base - other.base) <= _SAME_BASE * max(min(one.height, other.height), 1.0)


def _row(items: list[Item]) -> list[Item]:
    """Return what stands on one base line, from the left; pieces of one size are one line."""
    found: list[Item] = []
    # A line whose letters are set apart, to fill its width or to look grand, has no blanks.
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
    """Return where the white space between the columns of running text is; none for a page of one.

    `short` says that most lines of a column may be short: headings, ends of paragraphs.
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
        # Where many lines are indented their edge looks like a gutter, but the others reach over it.
        if sum(map(len, columns)) > most and _are_columns(columns, usual, short=short):
            best, most = gutters, sum(map(len, columns))
    return best


def _are_columns(columns: Sequence[Sequence[PdfLine]], usual: float, *, short: bool) -> bool:
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
