"""Join the lines of a PDF to paragraphs, over page breaks as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from generator.model.marks import MarkKind
from generator.readers.broken.seams import ENDED, NUMBER, is_words, room_of
from generator.readers.pdf.lines import PdfLine
from generator.readers.words import DrawnWords, words_of

_INDENT = 1.2
"""Minimum indent of a paragraph's first line, in characters."""
_INWARD = 3.5
"""Minimum indent of a centred or right-aligned line, in characters."""
_SLACK = 0.6
"""Tolerance for the length of a line, in characters."""
_FEWEST = 4
"""Minimum number of lines in one size of type that have margins of their own."""
_TELLING = 3
"""Minimum number of lines that must reach to the right margin for it to be known."""
_FLUSH = 0.2
"""Minimum share of lines that stand at the left margin, where others are indented."""
_LARGER = 1.12
"""Minimum ratio of the sizes of two lines that are different paragraphs."""
_GAP = 1.3
"""Minimum distance of two lines that are different paragraphs, as a multiple of the usual distance."""


def join(lines: Sequence[PdfLine]) -> list[tuple[DrawnWords, int]]:
    """Return the paragraphs of a file's lines, which are in reading order, each with the number of its lines."""
    if not lines:
        return []
    margins = Measures(lines)
    groups: list[list[PdfLine]] = [[lines[0]]]
    for line, after in pairwise(lines):
        if margins.of(line).parts(line, after, margins.of(after)):
            groups.append([after])
        else:
            groups[-1].append(after)
    return [(paragraph_of(group), len(group)) for group in groups]


def paragraph_of(lines: Sequence[PdfLine]) -> DrawnWords:
    """Return the lines of one paragraph as one text."""
    pieces: list[tuple[str, tuple[MarkKind, ...]]] = []
    for line, before in zip(lines, (None, *lines), strict=False):
        if before is not None and is_words(before.text, line.text):
            pieces.append((" ", ()))
        pieces.extend(line.pieces)
    return words_of(pieces)


class Measures:
    """The margins of a file's text, for each size of page, each column and each size of type."""

    def __init__(self, lines: Sequence[PdfLine]) -> None:
        pages: dict[tuple[int, int, int], list[PdfLine]] = defaultdict(list)
        for line in lines:
            pages[self._page(line)].append(line)
        self._known = {}
        for page, own in pages.items():
            sizes: dict[int, list[PdfLine]] = defaultdict(list)
            for line in own:
                sizes[_size(line)].append(line)
            usual = max(sizes.values(), key=lambda group: sum(len(line.characters) for line in group))
            for size, group in sizes.items():
                # Few lines in one size of type get the margins of the usual size.
                self._known[page, size] = _Margins(group, usual if len(group) < _FEWEST else group)

    def of(self, line: PdfLine) -> _Margins:
        """Return the margins for a line."""
        return self._known[self._page(line), _size(line)]

    @staticmethod
    def _page(line: PdfLine) -> tuple[int, int, int]:
        """Return the key of a line's page and column: width and height in steps of 10 points, and the column."""
        return round(line.side[0] / 10), round(line.side[1] / 10), line.column


def _size(line: PdfLine) -> int:
    """Return a line's size of type in half points, by its Chinese characters: other fonts may make the line higher."""
    return round(2 * (line.em or line.height))


class _Margins:
    """Left and right margin, character width and line distance of the text in one size of type, in points."""

    def __init__(self, lines: Sequence[PdfLine], around: Sequence[PdfLine]) -> None:
        """Measure width and distance in `lines`, the margins in `around`; the outermost 2 % of these are left out."""
        height = max(median(line.height for line in lines), 1.0)
        self._em = max(median([line.em for line in lines if line.em] or [height]), 1.0)
        lefts = sorted(line.left for line in around)
        self.left = lefts[len(lefts) // 50]
        rights = sorted(line.right for line in around)
        self._right = rights[-1 - len(rights) // 50]
        full = [line for line in around if line.right > self._right - self._em]
        within = sum(not ENDED.search(line.text) for line in full)
        self._known = len(full) >= _TELLING and 2 * within >= len(full)
        # Whether indents tell where paragraphs begin: lines that go on stand further left.
        self._tells = sum(left < self.left + self._em / 2 for left in lefts) >= _FLUSH * len(lefts)
        if not self._known and not lines[0].column:
            # No line is full: assume that the right margin is as wide as the left one.
            self._right = max(self._right, lines[0].side[0] - self.left - 2 * self._em)
        steps = sorted(
            line.base - after.base
            for line, after in pairwise(lines)
            if line.page == after.page and line.base > after.base
        )
        # Where most paragraphs are single lines, most steps are those from one to the next.
        self._step = min(steps[len(steps) // 5], 2.5 * height) if steps else 2 * height

    def parts(self, line: PdfLine, after: PdfLine, next_to: _Margins) -> bool:
        """Say whether a paragraph ends between two lines; `next_to` are the margins of the second."""
        sizes = sorted((line.em, after.em))
        if sizes[0] and sizes[1] > sizes[0] * _LARGER:
            return True
        if (
            line.page == after.page
            and line.column == after.column
            and not 0 < line.base - after.base <= self._step * _GAP
        ):
            return True
        short = line.right + (room_of(after.text) + _SLACK) * self._em < self._right
        if short or line.left > self.left + _INWARD * self._em:
            return True
        # The line is full: the paragraph goes on, unless the next line looks like the first one of a paragraph.
        marked = NUMBER.match(after.text) is not None
        moved = next_to.left - self.left if (line.page, line.column) != (after.page, after.column) else 0.0
        indented = after.left - moved > self.left + _INDENT * self._em and after.left - moved > line.left - self._em / 2
        if indented and (marked or self._tells or line.left < self.left + self._em / 2):
            return True
        ended = ENDED.search(line.text) is not None
        if not self._known:
            return ended or marked
        headed = marked and NUMBER.match(line.text) is not None
        return headed or (ended and (indented or marked))
