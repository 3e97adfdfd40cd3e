"""What stands on every page of a PDF: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from generator.readers.pdf.lines import PdfLine

_PAGE_NUMBER = re.compile(
    r"[-—–――·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*(?:页)?(?:\s*[/,，、]?\s*共?\s*\d{1,4}\s*页?)?[-—–―·•\s]*",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"[。；;]$|^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d))")
"""A sentence or a numbered heading, which no running line is."""
_DIGITS = re.compile(r"\d+")
_EDGE = 0.14
"""Share of the page's height at its top and bottom where such lines stand."""
_DEEPEST = 3
"""Lines from the top or bottom that may be one."""
_SMALLER = 0.85
_OUTER = 50
"""One line of so many may stand out of the text block."""
_SAME_PLACE = 3.0
"""Points by which it may stand higher or lower on another page."""


def find_aside(pages: list[tuple[float, list[PdfLine]]]) -> set[int]:
    """Return the id() of the lines that are no report text; pages are given as (height, lines).

    From each edge inwards, until a line is neither a page number nor on the other pages as well.
    """
    edges = [edge for height, lines in pages for edge in _edges(height, lines)]
    places: dict[str, list[PdfLine]] = defaultdict(list)
    for edge in edges:
        for line in edge:
            places[_plain(line)].append(line)
    found: set[int] = set()
    for edge in edges:
        for line in edge:
            same = {other.page for other in places[_plain(line)] if abs(other.base - line.base) <= _SAME_PLACE}
            repeats = len(same) >= max(2, len(pages) // 2) and not _REPORTS.search(line.text)
            if not repeats and not _PAGE_NUMBER.fullmatch(line.text):
                break
            found.add(id(line))
    return found


def find_margin_notes(lines: list[PdfLine]) -> set[int]:
    """Return the id() of the lines that stand wholly left or right of the text, in smaller type."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.height)] += len(line.text)
    if not sizes:
        return set()
    usual = sizes.most_common(1)[0][0]
    body = [line for line in lines if round(line.height) == usual]
    # Not the outermost: punctuation hangs out of the text block.
    outer = len(body) // _OUTER
    left, right = sorted(line.left for line in body)[outer], sorted(line.right for line in body)[-1 - outer]
    return {
        id(line)
        for line in lines
        if line.height < usual * _SMALLER and (line.right <= left + 1 or line.left >= right - 1)
    }


def _plain(line: PdfLine) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _edges(height: float, lines: list[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the lines at the top of a page, then those at its bottom, from the edge inwards."""
    down = sorted(lines, key=lambda line: -line.base)
    yield [line for line in down[:_DEEPEST] if line.base > height * (1 - _EDGE)]
    yield [line for line in down[: -_DEEPEST - 1 : -1] if line.base < height * _EDGE]
