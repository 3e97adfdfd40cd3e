"""Lines of a PDF → paragraphs: where a line goes on in the next, over a page break too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from generator.readers.pdf.lines import PdfLine

_ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)]*$")
_MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条款部方]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d)"
    r"|[①-⑳]|附件)"
)
_WORD_END, _WORD_START = re.compile(r"[A-Za-z\d,.;:)%]$"), re.compile(r"[A-Za-z\d(]")
_FIRST_WORD = re.compile(r"[（(“‘《〈〔【]*(?:[A-Za-z\d.,:/%+-]+|.)[。，、；：！？”’）)》〉〕】%]*")
"""What the next line begins with and no line break parts; had it fitted, the line before would have it."""
_INDENT = 1.2
"""Characters by which a paragraph's first line stands in."""
_INWARD = 3.5
"""Characters by which only a centred line or one set to the right stands in."""
_SLACK = 0.6
"""Characters by which the setting of a line may stray."""
_TELLING = 3
"""Lines that show where the right margin is."""
_LARGER = 1.12
_GAP = 1.3
"""Times the usual distance of lines that parts paragraphs."""


def join(lines: Sequence[PdfLine], width: float) -> list[tuple[str, int]]:
    """Return the paragraphs of a report's lines, each with the number of its lines; pages are `width` points wide."""
    if not lines:
        return []
    margins = _Margins(lines, width)
    paragraphs = [(lines[0].text, 1)]
    for line, after in pairwise(lines):
        if margins.parts(line, after):
            paragraphs.append((after.text, 1))
        else:
            blank = " " if _WORD_END.search(line.text) and _WORD_START.match(after.text) and _words(line, after) else ""
            text, count = paragraphs[-1]
            paragraphs[-1] = text + blank + after.text, count + 1
    return paragraphs


def _words(line: PdfLine, after: PdfLine) -> bool:
    """Return whether a word ends with the line: of figures and letters, only two letters tell."""
    return not (line.text[-1].isdigit() and after.text[0].isdigit()) and (
        line.text[-1].isascii() and after.text[0].isascii() and (line.text[-1].isalpha() or after.text[0].isalpha())
    )


class _Margins:
    """The measures of the text, taken from its lines."""

    def __init__(self, lines: Sequence[PdfLine], width: float) -> None:
        height = max(median(line.height for line in lines), 1.0)
        self._em = max(median([line.em for line in lines if line.em] or [height]), 1.0)
        body = [line for line in lines if line.height <= height * _LARGER] or list(lines)
        lefts = sorted(line.left for line in body)
        self._left = lefts[len(lefts) // 50]
        rights = sorted(line.right for line in body)
        self._right = rights[-1 - len(rights) // 50]
        if sum(right > self._right - self._em for right in rights) < _TELLING:
            # No line goes on: the margin is where it would be if both were alike.
            self._right = max(self._right, width - self._left - 2 * self._em)
        steps = [
            line.base - after.base
            for line, after in pairwise(body)
            if line.page == after.page and line.base > after.base
        ]
        self._step = min(median(steps), 2.5 * height) if steps else 2 * height

    def parts(self, line: PdfLine, after: PdfLine) -> bool:
        """Return whether a paragraph ends between two lines."""
        sizes = sorted((line.em, after.em))
        if sizes[0] and sizes[1] > sizes[0] * _LARGER:
            return True
        if line.page == after.page and not 0 < line.base - after.base <= self._step * _GAP:
            return True
        if line.left > self._left + _INWARD * self._em:
            return True
        word = _FIRST_WORD.match(after.text)
        room = sum(0.5 if character.isascii() else 1.0 for character in word[0]) if word else 1.0
        if line.right + (room + _SLACK) * self._em < self._right:
            return True
        # The line is full: it goes on, unless the next looks like a beginning.
        marked = _MARKER.match(after.text) is not None
        indented = after.left > self._left + _INDENT * self._em and after.left > line.left - self._em / 2
        if indented and (marked or line.left < self._left + self._em / 2):
            return True
        return bool(_ENDED.search(line.text)) and (indented or marked)
