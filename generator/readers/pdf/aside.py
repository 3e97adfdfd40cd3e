"""What stands on every page of a PDF: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from generator.readers.pdf.lines import Line

_PAGE_NUMBER = re.compile(
    r"[-—–――·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*(?:页)?(?:\s*[/,，、]?\s*共?\s*\d{1,4}\s*页?)?[-—–―·•\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.14
"""Share of the page's height at its top and bottom where such lines stand."""
_DEEPEST = 3
"""Lines from the top or bottom that may be one."""
_SAME_PLACE = 3.0
"""Points by which it may stand higher or lower on another page."""


def find_aside(pages: list[tuple[float, list[Line]]]) -> set[int]:
    """Return the id() of the lines that are no report text; pages are given as (height, lines)."""
    numbers: set[int] = set()
    repeated: dict[str, list[Line]] = defaultdict(list)
    for height, lines in pages:
        for line in _edges(height, lines):
            text = "".join(line.text.split())
            if _PAGE_NUMBER.fullmatch(line.text):
                numbers.add(id(line))
            else:
                repeated[_DIGITS.sub("#", text)].append(line)
    enough = 2 if len(pages) < 6 else 3
    for lines in repeated.values():
        for line in lines:
            same = {other.page for other in lines if abs(other.base - line.base) <= _SAME_PLACE}
            if len(same) >= enough:
                numbers.add(id(line))
    return numbers


def _edges(height: float, lines: list[Line]) -> Iterable[Line]:
    """Return the lines at the edges of a page."""
    down = sorted(lines, key=lambda line: -line.base)
    top = [line for line in down[:_DEEPEST] if line.base > height * (1 - _EDGE)]
    return top + [line for line in down[-_DEEPEST:] if line.base < height * _EDGE and line not in top]
