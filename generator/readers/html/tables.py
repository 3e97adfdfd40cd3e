"""Which tables of a page hold data, and in which rows and columns their cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model.source import Merged
from generator.readers.html.style import HEADINGS
from generator.readers.html.tree import Element
from generator.readers.words import DrawnWords, joined

_HAN = re.compile(r"[\u3400-\u9fff]")
MOST_COLUMNS = 1_000
"""Maximum number of columns of a table; the widest of a report has some thirty."""
MOST_PLACES = 200_000
"""Maximum number of places (rows times columns) that the cells of a table take."""
_WIDEST = 100
"""Maximum number of columns that a cell takes."""
_ARTICLE_SHARE = 0.5
"""Minimum share of a page's Chinese characters in a cell that holds the article, not a piece of data."""
_FEWEST_LINES = 3
"""Minimum number of lines in such a cell."""
_LINES = frozenset({"p", "br", "div", "li", "table"})
_CONTAINERS = frozenset({"form", "nav", "header", "footer", "article", "main", "section", *HEADINGS})
"""Elements that only tables for the layout contain."""
_RANKS = {"thead": 0, "tfoot": 2}
"""The order in which the sections of a table are shown; 1 for the others."""


class TableTooLargeError(Exception):
    """Raised for a table with more than `MOST_COLUMNS` columns or `MOST_PLACES` places."""


_BLANK = DrawnWords()


@dataclass(slots=True)
class Cell:
    """A cell of a table as it is read."""

    element: Element
    lines: list[DrawnWords] = field(default_factory=list)

    @property
    def words(self) -> DrawnWords:
        """The text in one line, with its marks."""
        return joined(self.lines, " ")


@dataclass(frozen=True, slots=True)
class Measure:
    """What an element contains, at any depth."""

    words: int
    """Chinese characters outside links."""
    lines: int
    """Number of elements that begin a line."""
    table: bool
    """Whether there is a table, or it is one."""
    head: bool
    """Whether a cell is marked as a head (<th>)."""
    container: bool
    """Whether there is one of `_CONTAINERS`."""


def data_tables(body: Element) -> frozenset[Element]:
    """Return the tables that hold rows of data; the others are there for the layout, as on old pages."""
    measures = _measured(body)
    owners: dict[Element, Element | None] = {}
    cells: dict[Element, list[Element]] = {}
    for element in body.walk():
        around = owners.get(element.parent) if element.parent else None
        owners[element] = element if element.tag == "table" else around
        if element.tag in {"td", "th"} and around:
            cells.setdefault(around, []).append(element)
    return frozenset(table for table, own in cells.items() if _is_data(table, own, measures, measures[body].words))


def _measured(body: Element) -> dict[Element, Measure]:
    measures: dict[Element, Measure] = {}
    for element in reversed(list(body.walk())):
        below = [measures[child] for child in element.children if isinstance(child, Element)]
        words = sum(len(_HAN.findall(child)) for child in element.children if isinstance(child, str))
        linked = element.tag == "a" and element.get("href")
        measures[element] = Measure(
            0 if linked else words + sum(measure.words for measure in below),
            (element.tag in _LINES) + sum(measure.lines for measure in below),
            any(measure.table for measure in below) or element.tag == "table",
            any(measure.head for measure in below) or element.tag == "th",
            any(measure.container for measure in below) or element.tag in _CONTAINERS,
        )
    return measures


def _is_data(table: Element, cells: list[Element], measures: dict[Element, Measure], whole: int) -> bool:
    """Say whether a table holds data; `whole` is the number of Chinese characters of the page."""
    measure = measures[table]
    rows: dict[Element | None, int] = {}
    for cell in cells:
        rows[cell.parent] = rows.get(cell.parent, 0) + _span(cell.get("colspan"))
    if table.get("role") in {"presentation", "none"} or max(rows.values()) < 2 or measure.container:
        return False
    nested = any(measures[cell].table for cell in cells)
    if nested and not measure.head:
        return False
    heaviest = max((measures[cell] for cell in cells), key=lambda found: found.words)
    return heaviest.words < _ARTICLE_SHARE * whole or heaviest.lines < _FEWEST_LINES


@dataclass(slots=True)
class HtmlTable:
    """A table as it is read: its rows with their cells."""

    element: Element
    rows: list[tuple[Element, list[Cell]]] = field(default_factory=list)

    def grid(self) -> Iterator[tuple[Element, tuple[DrawnWords, ...], bool, tuple[Merged, ...]]]:
        """Yield (row, text of each column, whether it is a head, its merged cells).

        The text of a merged cell is in the place where the cell begins; the other places that it takes are blank.
        Raises TableTooLargeError.
        """
        taken: dict[int, int] = {}
        places = 0
        ordered = sorted(self.rows, key=lambda row: _RANKS.get(row[0].parent.tag if row[0].parent else "", 1))
        for left, (row, cells) in zip(range(len(ordered), 0, -1), ordered, strict=True):
            texts: list[DrawnWords] = []
            merged: list[Merged] = []
            spans: dict[int, int] = {}
            for cell in cells:
                while taken.get(len(texts), 0):
                    texts.append(_BLANK)
                stated = cell.element.get("rowspan").strip()
                down = left if stated == "0" else min(_span(stated, 65_534), left)
                start = len(texts)
                across = 0
                # Where a cell above reaches into these columns, this one ends before it.
                for _ in range(_span(cell.element.get("colspan"))):
                    if taken.get(start + across, 0):
                        break
                    spans[start + across] = down
                    texts.append(_BLANK if across else cell.words)
                    across += 1
                if down > 1 or across > 1:
                    merged.append(Merged(start, down, across))
                if (places := places + across) > MOST_PLACES or len(texts) > MOST_COLUMNS:
                    raise TableTooLargeError
            while taken.get(len(texts), 0):
                texts.append(_BLANK)
            places += len(texts)
            if places > MOST_PLACES or len(texts) > MOST_COLUMNS:
                raise TableTooLargeError
            taken = {column: down - 1 for column, down in (taken | spans).items() if down > 1}
            head = row.parent is not None and row.parent.tag == "thead"
            headed = head or (bool(cells) and all(cell.element.tag == "th" for cell in cells))
            yield row, tuple(texts), headed, tuple(merged)


def _span(stated: str, most: int = _WIDEST) -> int:
    """Return how many columns or rows a cell takes, as an attribute states it: 1 to `most`."""
    match = re.match(r"\s*(\d{1,6})", stated)
    return min(max(int(match[1]), 1), most) if match else 1
