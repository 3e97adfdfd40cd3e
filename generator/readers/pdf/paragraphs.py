"""Lines of a PDF → paragraphs: where a line goes on in the next, over a page break too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from generator.model.marks import MarkKind
from generator.readers.pdf.lines import PdfLine, is_words
from generator.readers.words import DrawnWords, words_of

_ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)]*$")
_MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条款部方]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d)"
    r"|[①-⑳]|附件)"
)
_FIRST_WORD = re.compile(r"[（(“‘《〈〔【]*(?:[A-Za-z\d.,:/%+-]+|.)[。，、；：！？”’）)》〉〕】%]*")
"""What the next line begins with and no line break parts; had it fitted, the line before would have it."""
_INDENT = 1.2
"""Characters by which a paragraph's first line stands in."""
_INWARD = 3.5
"""Characters by which only a centred line or one set to the right stands in."""
_SLACK = 0.6
"""Characters by which the setting of a line may stray."""
_FEWEST = 4
"""Lines of one size that have margins of their own."""
_TELLING = 3
"""Lines that show where the right margin is."""
_LARGER = 1.12
_GAP = 1.3
"""Times the usual distance of lines that parts paragraphs."""


def join(lines: Sequence[PdfLine]) -> list[tuple[DrawnWords, int]]:
    """Return the paragraphs of a report's lines, each with the number of its lines."""
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
    """Return lines that go on in each other as one text."""
    pieces: list[tuple[str, tuple[MarkKind, ...]]] = []
    for line, before in zip(lines, (None, *lines), strict=False):
        if before is not None and is_words(before, line):
            pieces.append((" ", ()))
        pieces.extend(line.pieces)
    return words_of(pieces)


class Measures:
    """The measures of a file's text: for each size of type, each form of page and each of its columns."""

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
                # A size with few lines has the margins of the page's text.
                self._known[page, size] = _Margins(group, usual if len(group) < _FEWEST else group)

    def of(self, line: PdfLine) -> _Margins:
        """Return the measures that a line is set by."""
        return self._known[self._page(line), _size(line)]

    @staticmethod
    def _page(line: PdfLine) -> tuple[int, int, int]:
        return round(line.side[0] / 10), round(line.side[1] / 10), line.column


def _size(line: PdfLine) -> int:
    """Return half points of a line's type: by its Chinese, for a letter of another face makes a line higher."""
    return round(2 * (line.em or line.height))


class _Margins:
    """The measures of the text of one size, taken from its lines."""

    def __init__(self, lines: Sequence[PdfLine], around: Sequence[PdfLine]) -> None:
        height = max(median(line.height for line in lines), 1.0)
        self._em = max(median([line.em for line in lines if line.em] or [height]), 1.0)
        lefts = sorted(line.left for line in around)
        self.left = lefts[len(lefts) // 50]
        rights = sorted(line.right for line in around)
        self._right = rights[-1 - len(rights) // 50]
        if sum(right > self._right - self._em for right in rights) < _TELLING and not lines[0].column:
            # No line goes on: the margin is where it would be if both were alike.
            self._right = max(self._right, lines[0].side[0] - self.left - 2 * self._em)
        steps = [
            line.base - after.base
            for line, after in pairwise(lines)
            if line.page == after.page and line.base > after.base
        ]
        self._step = min(median(steps), 2.5 * height) if steps else 2 * height

    def parts(self, line: PdfLine, after: PdfLine, next_to: _Margins) -> bool:
        """Return whether a paragraph ends between two lines; `next_to` are the measures of the second."""
        sizes = sorted((line.em, after.em))
        if sizes[0] and sizes[1] > sizes[0] * _LARGER:
            return True
        if (
            line.page == after.page
            and line.column == after.column
            and not 0 < line.base - after.base <= self._step * _GAP
        ):
            return True
        if line.left > self.left + _INWARD * self._em:
            return True
        word = _FIRST_WORD.match(after.text)
        room = sum(0.5 if character.isascii() else 1.0 for character in word[0]) if word else 1.0
        if line.right + (room + _SLACK) * self._em < self._right:
            return True
        # The line is full: it goes on, unless the next looks like a beginning.
        marked = _MARKER.match(after.text) is not None
        moved = next_to.left - self.left if (line.page, line.column) != (after.page, after.column) else 0.0
        indented = after.left - moved > self.left + _INDENT * self._em and after.left - moved > line.left - self._em / 2
        if indented and (marked or line.left < self.left + self._em / 2):
            return True
        return bool(_ENDED.search(line.text)) and (indented or marked)
