"""A text that somebody pasted, folded like the index, with offsets that lead back to its own characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from generator.search.normal import INVISIBLE, folded, unified_with_places
from generator.text.variants import simplified

_QUOTED = re.compile('“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^「」]*」|『[^『』]*』|"[^"\n]*"')
_SEEN = re.compile(rf"[^\s{INVISIBLE.pattern[1:-1]}]+")
SHORTEST_QUOTE = 4
"""Minimum characters in quotation marks that are checked as a quotation."""


class Pasted:
    """A pasted text: as it is (`text`) and folded (`plain`), with offsets from the second to the first."""

    def __init__(self, text: str) -> None:
        self.text = text
        runs = [match.span() for match in _SEEN.finditer(text)]
        seen = [at for start, end in runs for at in range(start, end)]
        same = folded("".join(text[start:end] for start, end in runs), simplified())
        self.plain, starts, ends = unified_with_places(same)
        self._starts = [seen[at] for at in starts]
        self._ends = [seen[at - 1] + 1 for at in ends]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in `text` of a stretch of `plain`, which must not be empty."""
        return self._starts[start], self._ends[end - 1]

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield the lines of the text as (start, end) in `plain`; lines without characters are left out."""
        start = 0
        for match in re.finditer("\n", self.text):
            end = bisect_left(self._starts, match.start())
            if end > start:
                yield start, end
                start = end
        if start < len(self.plain):
            yield start, len(self.plain)

    def quotes(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the quotations in a stretch of `plain`, without their marks, as (start, end) in `plain`."""
        left, right = self.span(start, end)
        for match in _QUOTED.finditer(self.text, left, right):
            first = bisect_right(self._starts, match.start(), start, end)
            last = bisect_left(self._starts, match.end() - 1, first, end)
            if last - first >= SHORTEST_QUOTE:
                yield first, last
