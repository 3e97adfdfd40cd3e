"""Check of the names of table cells: on a phone each cell is shown alone, named after the heads of its column."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from generator.proof.pages.kinds import CELLS
from generator.wording import say

_COLON = "："
"""Separates, in a name, the head over several columns from the head of one of them."""
_SHOWN = 20
_MOST = 100_000
"""Maximum sum of the columns that all cells of an article span."""


def misnamed(article: LexborNode) -> Iterator[str]:
    """Yield a fault for each cell of an article whose `data-name` differs from the heads of its columns.

    Cells without this attribute are right.
    """
    if article.css_first("[data-name]") is None:
        return
    reached = 0
    for table in article.css("table"):
        heads: dict[int, list[str]] = {}
        for cell, columns in _laid_out(table):
            reached += len(columns)
            if reached > _MOST:
                yield say("its tables have more than {most:,} cells", most=_MOST)
                return
            if cell.tag == "th":
                words = cell.text().strip()
                for column in columns:
                    above = heads.setdefault(column, [])
                    if words and words not in above:
                        above.append(words)
            name = cell.attributes.get("data-name")
            if name is not None and (cell.tag == "th" or {name} != {_COLON.join(heads.get(at, [])) for at in columns}):
                yield say("a cell is called “{name}”, which no head of its column says", name=name[:_SHOWN])


def _laid_out(table: LexborNode) -> Iterator[tuple[LexborNode, range]]:
    """Yield each cell with the numbers of its columns, from 0, placing merged cells as a browser does."""
    down: dict[int, int] = {}  # for each column, how many further rows a cell from above still spans
    for row in table.css("tr"):
        column = 0
        taken: dict[int, int] = {}
        for cell in row.iter():
            if cell.tag not in CELLS:
                continue
            while down.get(column):
                column += 1
            columns = range(column, column + _span(cell, "colspan"))
            taken.update(dict.fromkeys(columns, _span(cell, "rowspan")))
            yield cell, columns
            column = columns.stop
        down = {at: rows - 1 for at, rows in {**down, **taken}.items() if rows > 1}


def _span(cell: LexborNode, name: str) -> int:
    told = cell.attributes.get(name) or ""
    return int(told) if told.isdecimal() and told != "0" else 1
