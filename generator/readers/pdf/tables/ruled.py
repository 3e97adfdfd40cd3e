"""Find the ruled tables of a page: crossing lines make a grid, and characters go into the cells where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.source import Merged
from generator.readers.pdf.characters import Character
from generator.readers.pdf.lines import lines_of
from generator.readers.pdf.paragraphs import join
from generator.readers.pdf.shapes import Box
from generator.readers.pdf.tables.table import PdfTable, parted, words_of_cell
from generator.readers.words import DrawnWords

_TOUCH = 3.0
"""Maximum gap in points between rules that meet."""
_SAME = 2.0
"""Maximum distance in points between parallel rules that are one."""
MOST_RULES = 3_000
MOST_CELLS = 20_000
_LOWEST = 40.0
"""Minimum width and height, in points, of a filled box that may be a frame; a smaller one is a word's background."""
_NARROWER = 0.6
MOST_FRAMES = 200
"""Maximum number of filled boxes on a page that may be frames (a page with more has a chart), and of frames read."""
_APART = 1.2
"""Minimum gap, in line heights, between two cells of a row without rules."""
_WIDE = 3
"""Minimum column span of a cell, and of pieces side by side in it, that show rows without rules within it."""
_HEAD_LINES = (0.5, 1.5, 2.5)
"""Heights, in sizes of type, up to which a header row without rules is looked for: one line, two, three."""
_RIGHT_ABOVE = 1.2
"""Maximum distance, in sizes of type, from a table's top to the baseline of a header row without rules above it."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A horizontal or vertical rule: its height or distance from the left (`at`) and its two ends, in points."""

    at: float
    start: float
    end: float


def find_tables(
    page: int, rules: Sequence[Box], fills: Sequence[Box], found: list[Character]
) -> tuple[list[PdfTable], list[Character]]:
    """Return the ruled tables of a page with the frames beside its text, and the characters outside of them all.

    `fills` are the boxes that the page fills with a colour.
    """
    across = _joined([_Rule(box[1], box[0], box[2]) for box in rules if box[1] == box[3]])
    down = _joined([_Rule(box[0], box[1], box[3]) for box in rules if box[0] == box[2]])
    if len(across) + len(down) > MOST_RULES:
        return [], found
    tables = []
    frames = _lone(
        fills, max((one.right for one in found), default=0.0) - min((one.left for one in found), default=0.0)
    )
    for own_across, own_down in _groups(across, down):
        box = (own_down[0].at, own_across[0].at, own_down[-1].at, own_across[-1].at)
        if box[2] - box[0] <= _TOUCH or len(_places([rule.at for rule in own_down])) == 2:
            frames.append(box)
            continue
        table, found = _table(page, own_across, own_down, found)
        if table:
            table, found = _with_head(page, table, found)
            tables.append(table)
    for box in frames[:MOST_FRAMES]:
        table, found = _frame(page, box, found)
        tables += [table] if table else []
    return tables, found


def _lone(fills: Sequence[Box], wide: float) -> list[Box]:
    """Return the boxes that may be frames: touching no other, higher than a line, narrower than the text (`wide`)."""
    likely = [box for box in fills if box[3] - box[1] > _LOWEST and _LOWEST < box[2] - box[0] < _NARROWER * wide]
    if len(fills) > MOST_FRAMES:
        return []
    return [box for box in likely if not any(_touch(box, other) for other in fills if other != box)]


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] - _TOUCH < other[2]
        and other[0] - _TOUCH < one[2]
        and one[1] - _TOUCH < other[3]
        and other[1] - _TOUCH < one[3]
    )


def _joined(rules: list[_Rule]) -> list[_Rule]:
    """Return the rules, with pieces of one line joined."""
    groups: list[list[_Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][-1].at <= _SAME:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    found = []
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        whole: list[_Rule] = []
        for rule in sorted(group, key=lambda rule: rule.start):
            if whole and rule.start <= whole[-1].end + _TOUCH:
                whole[-1] = _Rule(at, whole[-1].start, max(whole[-1].end, rule.end))
            else:
                whole.append(_Rule(at, rule.start, rule.end))
        found.extend(whole)
    return found


def _groups(across: list[_Rule], down: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """Yield the connected groups of rules that may be tables, each as (horizontal rules, vertical rules)."""
    owner = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, one in enumerate(across):
        for j, other in enumerate(down):
            if (
                one.start - _TOUCH <= other.at <= one.end + _TOUCH
                and other.start - _TOUCH <= one.at <= other.end + _TOUCH
            ):
                owner[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = defaultdict(lambda: ([], []))
    for index, rule in enumerate((*across, *down)):
        groups[root(index)][index >= len(across)].append(rule)
    yield from (group for group in groups.values() if len(group[0]) > 1 and len(group[1]) > 1)


def _table(
    page: int, across: list[_Rule], down: list[_Rule], found: list[Character]
) -> tuple[PdfTable | None, list[Character]]:
    """Return the table of connected rules, or None if they make none, and the characters outside of it."""
    xs = _places([rule.at for rule in down])
    ys = _places([rule.at for rule in across])[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > MOST_CELLS:
        return None, found
    cells = _cells(xs, ys, across, down)
    owners = {place: cell for cell in cells for place in _places_of(cell)}
    inside: dict[tuple[int, int], list[Character]] = defaultdict(list)
    outside = []
    last: tuple[int, int] | None = None
    for one in found:
        x, y = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
        if not (xs[0] <= x <= xs[-1] and ys[-1] <= y <= ys[0]):
            outside.append(one)
            last = None
            continue
        column = min(bisect_right(xs, x) - 1, columns - 1)
        row = min(sum(1 for edge in ys[1:-1] if edge >= y), rows - 1) if rows < 64 else _row(ys, y)
        cell = owners[row, column]
        key = last if one.generated and last else cell[:2]
        inside[key].append(one)
        last = key
    if not any(not one.text.isspace() for characters in inside.values() for one in characters):
        return None, found
    if any(wide >= _WIDE and _holds_rows(page, inside.get((row, column), [])) for row, column, _, wide in cells):
        return None, found
    texts = [[DrawnWords()] * columns for _ in range(rows)]
    merged: list[list[Merged]] = [[] for _ in range(rows)]
    for row, column, high, wide in cells:
        own = inside.get((row, column), [])
        parts = _by_column(page, own, xs[column : column + wide + 1]) if wide > 1 and high == 1 else {}
        for at, part in parts.items():
            texts[row][column + at] = words_of_cell(page, part, xs[column + at + 1])
        if not parts:
            texts[row][column] = words_of_cell(page, own, xs[column + wide])
            if high > 1 or wide > 1:
                merged[row].append(Merged(column, high, wide))
    box = (xs[0], ys[-1], xs[-1], ys[0])
    return PdfTable(page, box, tuple(xs), tuple(map(tuple, texts)), tuple(map(tuple, merged))), outside


def _frame(page: int, box: Box, found: list[Character]) -> tuple[PdfTable | None, list[Character]]:
    """Return a frame with other text beside it, its paragraphs as rows, or None; and the characters outside of it."""
    inside: list[Character] = []
    outside: list[Character] = []
    beside = False
    for one in found:
        x, y = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
        level = box[1] < y < box[3]
        within = level and box[0] <= x <= box[2]
        (inside if within else outside).append(one)
        beside = beside or (level and not within and not one.text.isspace())
    lines = sorted(lines_of(page, inside), key=lambda line: -line.base) if beside else []
    if not lines or _holds_rows(page, inside):
        return None, found
    rows = tuple((words,) for words, _ in join(lines))
    return PdfTable(page, box, (box[0], box[2]), rows, ((),) * len(rows)), outside


def _with_head(page: int, table: PdfTable, found: list[Character]) -> tuple[PdfTable, list[Character]]:
    """Return a table, with the line above as header row if that has words for each column, and the other characters."""
    left, _, right, top = table.box
    above = [one for one in found if left <= one.left and one.right <= right and one.base > top and not one.generated]
    lowest = min((one for one in above if not one.text.isspace()), key=lambda one: one.base, default=None)
    if lowest is None or lowest.base - top > _RIGHT_ABOVE * lowest.size:
        return table, found
    columns = len(table.columns) - 1
    for lines in _HEAD_LINES:
        line = [one for one in above if one.base - lowest.base < lines * lowest.size]
        parts = _by_column(page, line, list(table.columns))
        if len(parts) == columns:
            break
    else:
        return table, found
    head = tuple(words_of_cell(page, parts[at], table.columns[at + 1]) for at in range(len(parts)))
    taken = set(map(id, line))
    box = (left, table.box[1], right, max(one.box[3] for one in line))
    rest = [one for one in found if id(one) not in taken]
    return replace(table, box=box, rows=(head, *table.rows), merged=((), *table.merged)), rest


def _holds_rows(page: int, found: list[Character]) -> bool:
    """Say whether a cell holds several rows of its own, separated by background colours instead of rules."""
    beside = Counter(round(piece.base) for piece in lines_of(page, found, apart=_APART))
    return sum(count >= _WIDE for count in beside.values()) > 1


def _by_column(page: int, found: list[Character], xs: list[float]) -> dict[int, list[Character]]:
    """Return the characters of a seemingly merged cell by index of their column; empty if the cell is really merged.

    It is not merged if each piece of a line lies within one of its columns: the row just has no rules between cells.
    """
    parts: dict[int, list[Character]] = defaultdict(list)
    pieces = lines_of(page, found, apart=_APART)
    for piece in (part for whole in pieces for part in parted(page, whole, xs[1:-1])):
        at = bisect_right(xs, (piece.left + piece.right) / 2) - 1
        if not 0 <= at < len(xs) - 1 or piece.left < xs[at] - 1 or piece.right > xs[at + 1] + 1:
            return {}
        parts[at].extend(one for _, one in piece.characters)
    return parts if len(parts) > 1 else {}


def _row(ys: list[float], y: float) -> int:
    return max(0, min(bisect_right([-edge for edge in ys], -y) - 1, len(ys) - 2))


def _places(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return found


def _cells(xs: list[float], ys: list[float], across: list[_Rule], down: list[_Rule]) -> list[tuple[int, int, int, int]]:
    """Return (row, column, row span, column span) of the cells: grid places with no rule between them are one cell."""
    rows, columns = len(ys) - 1, len(xs) - 1
    right = {
        (row, column)
        for column in range(columns)
        for rule in down
        if abs(rule.at - xs[column + 1]) <= _TOUCH
        for row in range(rows)
        if rule.start - _TOUCH <= (ys[row] + ys[row + 1]) / 2 <= rule.end + _TOUCH
    }
    below = {
        (row, column)
        for row in range(rows)
        for rule in across
        if abs(rule.at - ys[row + 1]) <= _TOUCH
        for column in range(columns)
        if rule.start - _TOUCH <= (xs[column] + xs[column + 1]) / 2 <= rule.end + _TOUCH
    }
    taken: set[tuple[int, int]] = set()
    found = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while (
                column + wide < columns and (row, column + wide - 1) not in right and (row, column + wide) not in taken
            ):
                wide += 1
            high = 1
            while row + high < rows and not any(
                (row + high - 1, at) in below or (row + high, at) in taken for at in range(column, column + wide)
            ):
                high += 1
            cell = (row, column, high, wide)
            taken.update(_places_of(cell))
            found.append(cell)
    return found


def _places_of(cell: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    row, column, high, wide = cell
    return ((at, beside) for at in range(row, row + high) for beside in range(column, column + wide))
