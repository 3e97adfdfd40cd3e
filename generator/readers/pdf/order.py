"""The reading order of a page: from the top down, two columns one after the other, in whatever order it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from generator.readers.pdf.lines import PdfLine, joined_line
from generator.readers.pdf.tables import PdfTable

Item = PdfLine | PdfTable

_SAME_BASE = 0.45
"""Heights by which pieces of one line may stand higher or lower."""
_FEWEST = 4
"""Lines on either side that make columns."""
_FILLED = 0.7
"""Share of a column's width that its lines take: short ones beside each other are a table."""
_NARROWEST = 6.0
"""Heights of type that a column is wide."""
_MIDDLE = (0.25, 0.75)
_OTHER_SIZE = 1.15


def in_order(items: Sequence[Item]) -> list[Item]:
    """Return the lines and tables of a page as they are read; pieces of one line are joined."""
    lines = [item for item in items if isinstance(item, PdfLine)]
    gutter = _gutter(lines)
    if gutter is None:
        return _down(items)
    found: list[Item] = []
    left: list[Item] = []
    right: list[Item] = []
    for item in sorted(items, key=lambda item: -item.base):
        if item.left < gutter < item.right:
            found += [*_down(left), *_down(right), item]
            left, right = [], []
        elif item.right <= gutter:
            left.append(item)
        else:
            right.append(item)
            if isinstance(item, PdfLine):
                item.column = 2
    for item in left:
        if isinstance(item, PdfLine):
            item.column = 1
    return [*found, *_down(left), *_down(right)]


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


def _gutter(lines: list[PdfLine]) -> float | None:
    """Return where the white space between two columns of running text is; None for a page of one."""
    if len(lines) < 2 * _FEWEST:
        return None
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    usual = median(line.height for line in lines)
    body = [line for line in lines if line.height < usual * _OTHER_SIZE]
    counts: dict[int, int] = {}
    for line in body:
        if _MIDDLE[0] < (line.left - low) / max(high - low, 1.0) < _MIDDLE[1]:
            counts[round(line.left)] = counts.get(round(line.left), 0) + 1
    for edge, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8]:
        x = edge - usual / 3
        left = [line for line in body if line.right <= x]
        right = [line for line in body if line.left >= x]
        if _are_columns(left, right, usual) and len(left) + len(right) > 0.6 * len(body):
            return x
    return None


def _are_columns(left: list[PdfLine], right: list[PdfLine], usual: float) -> bool:
    if min(len(left), len(right)) < _FEWEST:
        return False
    for side in (left, right):
        wide = max(line.right for line in side) - min(line.left for line in side)
        if wide < _NARROWEST * usual or median(line.right - line.left for line in side) < _FILLED * wide:
            return False
    top = min(max(line.base for line in side) for side in (left, right))
    bottom = max(min(line.base for line in side) for side in (left, right))
    both = [line for line in (*left, *right) if bottom - usual <= line.base <= top + usual]
    return len(both) > 0.5 * (len(left) + len(right))
