"""The reading order of a page: from the top down, columns one after the other, in whatever order it is drawn."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import combinations, pairwise
from statistics import median

from generator.readers.pdf.lines import PdfLine, joined_line
from generator.readers.pdf.tables import PdfTable

Item = PdfLine | PdfTable

_ENDED = re.compile(r"[。！？；：!?;:…”’」』）)\d]$")
_SAME_BASE = 0.45
"""Heights by which pieces of one line may stand higher or lower."""
_FEWEST = 4
"""Lines on either side that make columns."""
_FILLED = 0.7
"""Share of a column's width that its lines take: short ones beside each other are a table."""
_NARROWEST = 6.0
"""Heights of type that a column is wide."""
_MIDDLE = (0.2, 0.8)
_OTHER_SIZE = 1.15
_EARLY = 0.13
"""Share of a page's height over which its columns end before the page does."""
_NEAR_LEFT = 40.0
_ASIDE = 1.15
"""Distances of lines from which a line stands apart from that above and below."""


def in_order(items: Sequence[Item], height: float) -> list[Item]:
    """Return the lines and tables of a page of a height as they are read; pieces of one line are joined."""
    gutters = _gutters([item for item in items if isinstance(item, PdfLine)])
    if not gutters:
        return _down(items)
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
    for item in sorted(items, key=lambda item: item.left):
        last = found[-1] if found else None
        if isinstance(last, PdfLine) and isinstance(item, PdfLine) and last.right <= item.left + last.height:
            sizes = sorted((last.height, item.height))
            if sizes[1] < sizes[0] * _OTHER_SIZE or item.left - last.right < sizes[0]:
                found[-1] = joined_line(last, item)
                continue
        found.append(item)
    return found


def _gutters(lines: list[PdfLine]) -> tuple[float, ...]:
    """Return where the white space between the columns of running text is; none for a page of one."""
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
    for gutters in (*pairs, *((edge,) for edge in edges)):
        columns: list[list[PdfLine]] = [[] for _ in range(len(gutters) + 1)]
        for line in body:
            if (at := _column(line, gutters)) is not None:
                columns[at].append(line)
        if _are_columns(columns, usual) and sum(map(len, columns)) > 0.6 * len(body):
            return gutters
    return ()


def _are_columns(columns: Sequence[Sequence[PdfLine]], usual: float) -> bool:
    if min(map(len, columns)) < _FEWEST:
        return False
    for column in columns:
        wide = max(line.right for line in column) - min(line.left for line in column)
        if wide < _NARROWEST * usual or median(line.right - line.left for line in column) < _FILLED * wide:
            return False
    top = min(max(line.base for line in column) for column in columns)
    bottom = max(min(line.base for line in column) for column in columns)
    lines = [line for column in columns for line in column]
    return sum(bottom - usual <= line.base <= top + usual for line in lines) > 0.5 * len(lines)
