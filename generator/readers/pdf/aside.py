"""Find what stands on the pages of a PDF but is no text of the report: page numbers, running headers, watermarks.

Watermarks are words at an angle, and pale level words that the text overlaps: large ones, or small ones repeated all
over the page. A heading in light type is no watermark: no text overlaps it, and it is drawn in its turn.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from generator.model.marks import MarkKind
from generator.readers.pdf.characters import Character
from generator.readers.pdf.lines import PdfLine
from generator.text.spacing import solid

_PAGE_NUMBER = re.compile(
    r"[-—–――·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*(?:页)?(?:\s*[/,，、]?\s*共?\s*\d{1,4}\s*页?)?[-—–―·•\s]*",
    re.IGNORECASE,
)
"""Matches a line that is a page number: `- 3 -`, 第3页, 3/12, iv."""
_REPORTS = re.compile(r"[。；;]$|^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d))")
"""Matches a sentence or a numbered heading, which is never a running header or footer."""
_DIGITS = re.compile(r"\d+")
_WHEN = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*(?:[上下]午)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?"
_WHERE = r"(?:https?://|file:///|about:)\S{1,500}"
_COUNT = r"\d{1,3}\s?(?:/|of)\s?\d{1,3}"
_BY_BROWSER = (
    (re.compile(rf"{_WHEN}(?:\s|$)"), re.compile(rf"{_WHERE}\s+{_COUNT}$")),
    (re.compile(rf"(?:.{{0,200}}\s)?{_WHERE}$"), re.compile(rf"{_COUNT}\s+{_WHEN}$")),
)
"""(pattern of the first line, pattern of the last) of a page that a browser prints: when, what, where, which page."""
_EDGE = 0.14
"""Share of the page's height, at the top and at the bottom, in which running headers and footers stand."""
_DEEPEST = 3
"""Maximum number of such lines at each edge."""
_SMALLER = 0.85
"""Maximum height of a margin note's line, as a share of the usual line height."""
_NOTE_MARK = re.compile(r"(?:[①-⑳]|[\[［]\d{1,2}[\]］]|[*※])\s*\S")
"""Matches the first line of a footnote that has a mark of its own; one that has a number has it raised."""
_NOTE_SIZE = 0.9
"""Maximum size of a footnote's type, as a share of the usual size."""
_OUTER = 50
"""One line in this many may stand out of the text block."""
_SAME_PLACE = 3.0
"""Maximum difference in height, in points, of a running header from page to page."""
_STRAIGHT = 3.0
"""Maximum angle, in degrees, of a line that does not lean; words that lean are a watermark."""
_LARGE = 1.8
"""Minimum size of a large level watermark, as a multiple of the usual size of type."""
_OTHER_SIZE = 1.15
"""Ratio of two sizes of type from which they are different."""
_FAR = 2.0
"""Maximum distance, in sizes of type, between the lines of one watermark."""
_OFTEN = 3
"""Minimum number of repetitions on a page of small pale words that are a watermark."""
_CELL = 24.0
"""Side, in points, of the squares by which the characters of a page are indexed."""

Run = list[Character]
"""The characters of one watermark, or of what may be one, in the order in which they are drawn."""
Place = tuple[str, int, int]
"""A character and its place on the page in whole points: (character, left, baseline)."""


def find_aside(pages: list[tuple[float, list[PdfLine]]]) -> set[int]:
    """Return the id() of the lines that are page numbers, running headers or footers.

    `pages` are (height in points, lines). The lines of a page are looked at from its top and from its bottom inwards,
    up to the first that is neither a page number nor repeated on half of the pages, nor what a browser prints there.
    """
    edges = [edge for height, lines in pages for edge in _edges(height, lines)]
    places: dict[str, list[PdfLine]] = defaultdict(list)
    for edge in edges:
        for line in edge:
            places[_plain(line)].append(line)
    found = {id(line) for top, foot in zip(edges[::2], edges[1::2], strict=True) for line in _by_browser(top, foot)}
    for edge in edges:
        for line in edge:
            if id(line) in found:
                continue
            same = {other.page for other in places[_plain(line)] if abs(other.base - line.base) <= _SAME_PLACE}
            repeats = len(same) >= max(2, len(pages) // 2) and not _REPORTS.search(line.text)
            if not repeats and not _PAGE_NUMBER.fullmatch(line.text):
                break
            found.add(id(line))
    return found


def find_footnotes(pages: Sequence[Sequence[PdfLine]], aside: set[int]) -> set[int]:
    """Return the id() of the lines of footnotes: the last ones of a page, in smaller type, from the first with a mark.

    `pages` are the lines of each page, from the last one up to its last table; those set aside (`aside`) are skipped.
    """
    sizes: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        sizes[round(line.size)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found: set[int] = set()
    for lines in pages:
        small: list[PdfLine] = []
        for line in lines:
            if id(line) in aside:
                continue
            if line.size > usual * _NOTE_SIZE:
                break
            small.append(line)
        small.reverse()
        first = next((at for at, line in enumerate(small) if _begins_note(line)), len(small))
        found.update(id(line) for line in small[first:])
    return found


def _begins_note(line: PdfLine) -> bool:
    first = next((kinds for text, kinds in line.pieces if text.strip()), ())
    return bool(_NOTE_MARK.match(line.text)) or (MarkKind.RAISED in first and line.text.lstrip()[:1].isdigit())


def find_margin_notes(lines: list[PdfLine]) -> set[int]:
    """Return the id() of the lines in smaller type that stand wholly left or right of the text block."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.height)] += len(line.text)
    if not sizes:
        return set()
    usual = sizes.most_common(1)[0][0]
    body = [line for line in lines if round(line.height) == usual]
    # The outermost lines are left out: punctuation may hang out of the text block.
    outer = len(body) // _OUTER
    left, right = sorted(line.left for line in body)[outer], sorted(line.right for line in body)[-1 - outer]
    return {
        id(line)
        for line in lines
        if line.height < usual * _SMALLER and (line.right <= left + 1 or line.left >= right - 1)
    }


def _by_browser(top: list[PdfLine], foot: list[PdfLine]) -> list[PdfLine]:
    """Return the two lines that a browser printed around a page, given its lines from top and foot inwards."""
    ends = [edge[0] for edge in (top, foot) if edge]
    printed = len(ends) == len(_BY_BROWSER) and any(
        all(pattern.match(line.text) for pattern, line in zip(patterns, ends, strict=True)) for patterns in _BY_BROWSER
    )
    return ends if printed else []


def _plain(line: PdfLine) -> str:
    """Return a line's text without white space and with # for each number, to compare it with other pages."""
    return _DIGITS.sub("#", solid(line.text))


def _edges(height: float, lines: list[PdfLine]) -> Iterator[list[PdfLine]]:
    """Yield the lines at the top of a page, then those at its bottom, each from the edge inwards."""
    down = sorted(lines, key=lambda line: -line.base)
    yield [line for line in down[:_DEEPEST] if line.base > height * (1 - _EDGE)]
    yield [line for line in down[: -_DEEPEST - 1 : -1] if line.base < height * _EDGE]


def leans(angle: float) -> bool:
    """Say whether an angle, in degrees, is not nearly a multiple of 90."""
    return min(angle % 90, 90 - angle % 90) > _STRAIGHT


def watermarks_of(found: Sequence[Character]) -> list[Run]:
    """Return the watermarks of a page, in the order in which they are drawn."""
    words = [one for one in found if not (one.generated or one.text.isspace())]
    usual = median(one.size for one in words) if words else 0.0
    runs = _runs(found, _LARGE * usual)
    level = [run for run in runs if not leans(run[0].angle)]
    if not level:
        return runs
    large = [run for run in level if run[0].size > _LARGE * usual]
    counts = Counter(words_of_run(run) for run in level)
    often = [run for run in level if counts[words_of_run(run)] >= _OFTEN]
    places = {id(one): at for at, one in enumerate(words)}
    pale = {id(one) for run in (*large, *often) for one in run}
    text = [one for one in words if id(one) not in pale and not leans(one.angle)]
    middles = _Middles(text)
    certain = {words_of_run(run) for run in (*large, *often) if middles.lie_in(run)}
    certain |= {words_of_run(run) for run in large if _out_of_turn(run, text, places)}
    return [run for run in runs if leans(run[0].angle) or words_of_run(run) in certain]


def words_of_run(run: Iterable[Character]) -> str:
    """Return the words of a watermark."""
    return "".join(one.text for one in run if not one.generated).strip()


def places_of(found: Iterable[Character]) -> set[Place]:
    """Return the places of the pale characters; a watermark has the same on all its pages."""
    return {(one.text, round(one.left), round(one.base)) for one in found if one.pale}


def _runs(found: Sequence[Character], large: float) -> list[Run]:
    """Return runs that may be watermarks: leaning or pale characters drawn one after the other.

    `large` is the minimum size of type, in points, of a large watermark.
    """
    runs: list[Run] = []
    whole = False
    for one in found:
        if one.generated or one.text.isspace():
            if whole:
                runs[-1].append(one)
            continue
        may = leans(one.angle) or one.pale
        if may and whole and _goes_on(runs[-1], one, large):
            runs[-1].append(one)
        elif may:
            runs.append([one])
        whole = may
    return runs


def _goes_on(run: Run, one: Character, large: float) -> bool:
    """Say whether a character belongs to the same watermark as the run drawn before it."""
    last = next(before for before in reversed(run) if not before.text.isspace())
    if round(last.angle) != round(one.angle):
        return False
    if leans(one.angle):
        return True
    same = 1 / _OTHER_SIZE < one.size / max(last.size, 0.1) < _OTHER_SIZE
    if one.size > large:
        return same and abs(one.base - last.base) < _FAR * one.size
    # Small watermarks are repeated beside each other: a gap begins the next one.
    along, across = one.left - last.left, one.base - last.base
    if round(one.angle / 90) % 2:
        along, across = across, along
    return same and abs(across) < one.size / 2 and abs(along) < _FAR * one.size


class _Middles:
    """An index of the centres of the characters of a page's text, by squares."""

    def __init__(self, text: Iterable[Character]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for one in text:
            x, y = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
            self._cells[int(x // _CELL), int(y // _CELL)].append((x, y))

    def lie_in(self, run: Run) -> bool:
        """Say whether the centre of a character of the text lies in the box of a character of a run."""
        return any(self._lies_in(one) for one in run if not one.text.isspace())

    def _lies_in(self, one: Character) -> bool:
        left, bottom, right, top = one.box
        columns = range(int(left // _CELL), int(right // _CELL) + 1)
        rows = range(int(bottom // _CELL), int(top // _CELL) + 1)
        if len(columns) * len(rows) > len(self._cells):
            cells = list(self._cells.values())
        else:
            cells = [self._cells[place] for x in columns for y in rows if (place := (x, y)) in self._cells]
        return any(left < x < right and bottom < y < top for cell in cells for x, y in cell)


def _out_of_turn(run: Run, text: Iterable[Character], places: dict[int, int]) -> bool:
    """Say whether a run is drawn out of turn: most of the text above it after it, or most of that below before it.

    A watermark behind a whole page comes first in the file wherever it stands; a heading comes in its turn. `places` is
    the place of each character in the drawing order, by id().
    """
    solid = [one for one in run if not one.text.isspace()]
    left, right = min(one.left for one in solid), max(one.right for one in solid)
    beside = [one for one in text if one.left < right and one.right > left]
    base, place = solid[0].base, places[id(solid[0])]
    wrong = sum((one.base > base) == (places[id(one)] > place) for one in beside)
    return wrong > len(beside) / 2
