"""What stands on pages of a PDF and is no text of the report: page numbers, running headers and footers, watermarks.

Watermarks are pale words that lie level below or above a page's text, large, or small and all over it, and words at an
angle. A heading in light type is none: it stands in its place among the lines, and none of them lies on it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from generator.readers.pdf.characters import Character
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
_STRAIGHT = 3.0
"""Degrees by which a line may lean; what leans more is a watermark."""
_LARGE = 1.8
"""Times the usual size of type that a level watermark has."""
_OTHER_SIZE = 1.15
_FAR = 2.0
"""Sizes of type by which a line stands above or below the one before that belongs to the same words."""
_OFTEN = 3
"""Times that small pale words stand on a page that are a watermark."""
_CELL = 24.0
"""Points; places on a page are looked for by squares of that side."""

Run = list[Character]
Place = tuple[str, int, int]
"""A character, and where on its page it stands."""


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


def leans(angle: float) -> bool:
    """Say whether what is turned by so much stands neither upright nor on its side."""
    return min(angle % 90, 90 - angle % 90) > _STRAIGHT


def watermarks_of(found: Sequence[Character]) -> list[Run]:
    """Return the words of a page, in the order in which they are drawn, that lie below or above its text."""
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
    """Return what pale characters stand where: those of a watermark stand there on other pages too."""
    return {(one.text, round(one.left), round(one.base)) for one in found if one.pale}


def _runs(found: Sequence[Character], large: float) -> list[Run]:
    """Return what may be watermarks: what leans, and what is pale, as it is drawn without a break."""
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
    last = next(before for before in reversed(run) if not before.text.isspace())
    if round(last.angle) != round(one.angle):
        return False
    if leans(one.angle):
        return True
    same = 1 / _OTHER_SIZE < one.size / max(last.size, 0.1) < _OTHER_SIZE
    if one.size > large:
        return same and abs(one.base - last.base) < _FAR * one.size
    # Small ones stand beside each other, and each is one.
    along, across = one.left - last.left, one.base - last.base
    if round(one.angle / 90) % 2:
        along, across = across, along
    return same and abs(across) < one.size / 2 and abs(along) < _FAR * one.size


class _Middles:
    """Where the characters of a page's text have their middles."""

    def __init__(self, text: Iterable[Character]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for one in text:
            x, y = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
            self._cells[int(x // _CELL), int(y // _CELL)].append((x, y))

    def lie_in(self, run: Run) -> bool:
        """Say whether a character of the text stands in the place of one of these."""
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
    """Say whether most of the text above these words is drawn after them, or most of that below before them.

    What is drawn behind a whole page comes first in the file wherever it stands; a heading comes when it is read.
    """
    solid = [one for one in run if not one.text.isspace()]
    left, right = min(one.left for one in solid), max(one.right for one in solid)
    beside = [one for one in text if one.left < right and one.right > left]
    base, place = solid[0].base, places[id(solid[0])]
    wrong = sum((one.base > base) == (places[id(one)] > place) for one in beside)
    return wrong > len(beside) / 2
