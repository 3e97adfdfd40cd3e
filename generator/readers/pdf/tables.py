"""Ruled tables of a page: the lines that cross → a grid, its cells with the characters in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.source import Merged
from generator.readers.pdf.lines import Character, PdfLine, is_words, lines_of
from generator.readers.pdf.shapes import Box
from generator.readers.words import DrawnWords, joined, words_of

_TOUCH = 3.0
"""Points by which lines that meet may miss each other."""
_SAME = 2.0
"""Points within which two lines are one."""
MOST_RULES = 3_000
MOST_CELLS = 20_000
_ROOM = 1.6
"""Characters by which a line of a cell stops short where its paragraph ends."""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of a page."""

    page: int
    box: Box
    columns: tuple[float, ...]
    """Where its columns begin and the last one ends."""
    rows: tuple[tuple[DrawnWords, ...], ...]
    merged: tuple[tuple[Merged, ...], ...]
    spaced: bool = False
    """Whether white space alone parts its columns."""

    @property
    def left(self) -> float:
        """Its left side."""
        return self.box[0]

    @property
    def right(self) -> float:
        """Its right side."""
        return self.box[2]

    @property
    def base(self) -> float:
        """Its top, by which it stands among lines."""
        return self.box[3]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line along a side: at a height or column, from one end to the other."""

    at: float
    start: float
    end: float


def find_tables(page: int, rules: Sequence[Box], found: list[Character]) -> tuple[list[PdfTable], list[Character]]:
    """Return the ruled tables of a page, and the characters that stand in none."""
    across = _joined([_Rule(box[1], box[0], box[2]) for box in rules if box[1] == box[3]])
    down = _joined([_Rule(box[0], box[1], box[3]) for box in rules if box[0] == box[2]])
    if len(across) + len(down) > MOST_RULES:
        return [], found
    tables = []
    for own_across, own_down in _groups(across, down):
        table, found = _table(page, own_across, own_down, found)
        if table:
            tables.append(table)
    return tables, found


def _joined(rules: list[_Rule]) -> list[_Rule]:
    """Return the rules with pieces of one line as one."""
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
    """Yield the rules that hang together."""
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
    """Return a table of rules that hang together, None where they are a frame; and the characters outside it."""
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
    texts = [[DrawnWords()] * columns for _ in range(rows)]
    merged: list[list[Merged]] = [[] for _ in range(rows)]
    for row, column, high, wide in cells:
        texts[row][column] = words_of_cell(page, inside.get((row, column), []), xs[column + wide])
        if high > 1 or wide > 1:
            merged[row].append(Merged(column, high, wide))
    box = (xs[0], ys[-1], xs[-1], ys[0])
    return PdfTable(page, box, tuple(xs), tuple(map(tuple, texts)), tuple(map(tuple, merged))), outside


def _row(ys: list[float], y: float) -> int:
    return max(0, min(bisect_right([-edge for edge in ys], -y) - 1, len(ys) - 2))


def _places(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return found


def _cells(xs: list[float], ys: list[float], across: list[_Rule], down: list[_Rule]) -> list[tuple[int, int, int, int]]:
    """Return (row, column, rows, columns) of the cells: places with no line between them are one."""
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


def words_of_cell(page: int, found: list[Character], right: float) -> DrawnWords:
    """Return the words of a cell in one line: where a line is full it goes on, else a paragraph ends."""
    lines = sorted(lines_of(page, found), key=lambda line: -line.base)
    pieces: list[DrawnWords] = []
    before: PdfLine | None = None
    for line in lines:
        words = words_of(line.pieces)
        if before is None or (before.right + _ROOM * (before.em or before.height) < right and len(before.text) > 1):
            pieces.append(words)
        else:
            blank = " " if is_words(before, line) else ""
            pieces[-1] = joined([pieces[-1], words], blank)
        before = line
    return joined(pieces, " ").stripped()
