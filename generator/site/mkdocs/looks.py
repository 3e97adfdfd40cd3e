"""A Python-Markdown extension: adds classes and attributes to lists and tables that the style sheets need.

Today's CSS could select by content (`ul:has(> li > ul)`), but readers' browser engines of 2020 can't. Table cells also
get the names of their columns: on a phone each cell is shown alone, even where no script runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

FACTS = frozenset(
    {"ledger", "earlier", "documents", "figures", "timeline", "reports", "groups", "compare", "indicator", "cited"}
)
"""The classes of elements around tables of facts, which gongkai writes."""
_FACTS = "facts"
"""The value of `data-cells` on such a table."""
WIDE = f'data-cells="{_FACTS}"'
"""The attribute that a page has in its HTML if it is to be as wide as its tables."""
_OWN = "own"
"""The value of `data-cells` on a table of the report itself."""
_ROW = "row"
"""The class of the cell with a row's id in a table of the report itself."""
_COLON = "："
"""Separates, in a cell's name, the head over several columns from the head of one of them."""
_CONTENTS = "contents"
_PRIORITY = 3
"""After permanent links (4), before MkDocs resolves links (0)."""


class _LooksTreeprocessor(Treeprocessor):
    """Adds classes and attributes; no text."""

    def run(self, root: Element) -> None:
        """Walk the tree."""
        for element in list(root.iter()):
            if element.tag == "nav" and _CONTENTS in _classes(element):
                _name_lists(element)
            elif element.tag == "table" and any(_ROW in _classes(cell) for cell in element.iter()):
                _name_cells(element, _OWN)
            elif element.get("class") and FACTS.intersection(_classes(element)):
                for table in element.findall("table"):
                    _name_cells(table, _FACTS)


def _name_cells(table: Element, kind: str) -> None:
    """Give each cell the name of its column in `data-name`; a cell over several columns only if they have the same."""
    table.set("data-cells", kind)
    heads: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for cell, columns in _laid_out(table):
        if cell.tag == "th":
            words = "".join(cell.itertext()).strip()
            for column in columns:
                above = heads.setdefault(column, [])
                if words and words not in above:
                    above.append(words)
                    names[column] = _COLON.join(above)
        else:
            name = names.get(columns.start, "")
            if name and (len(columns) == 1 or all(names.get(column) == name for column in columns)):
                cell.set("data-name", name)


def _laid_out(table: Element) -> Iterator[tuple[Element, range]]:
    """Yield each cell with the numbers of its columns, from 0, placing merged cells as a browser does."""
    below: dict[int, int] = {}  # for each column, how many further rows a cell from above still spans
    for row in table.iter("tr"):
        column = 0
        reached: dict[int, int] = {}
        for cell in row:
            while below.get(column):
                column += 1
            columns = range(column, column + _span(cell, "colspan"))
            down = _span(cell, "rowspan")
            if down > 1 or below:
                reached.update(dict.fromkeys(columns, down))
            yield cell, columns
            column = columns.stop
        if below or reached:
            below = {at: left - 1 for at, left in {**below, **reached}.items() if left > 1}


def _span(cell: Element, name: str) -> int:
    told = cell.get(name) or ""
    return int(told) if told.isdecimal() and told != "0" else 1


def _name_lists(contents: Element) -> None:
    """Add classes to lists of themes, lists of items (which have no pages) and entries with a list below them."""
    for listed in contents.iter("ul"):
        entries = listed.findall("li")
        if any(entry.find("ul/li/ul") is not None for entry in entries):
            _add_class(listed, "contents__themes")
        links = [link for entry in entries if (link := entry.find("a")) is not None]
        if any("#" in (link.get("href") or "") for link in links):
            _add_class(listed, "contents__items")
        for entry in entries:
            if entry.find("ul") is not None:
                _add_class(entry, "contents__above")


def _classes(element: Element) -> list[str]:
    named = element.get("class")
    return named.split() if named else []


def _add_class(element: Element, name: str) -> None:
    element.set("class", " ".join([*_classes(element), name]))


class LooksExtension(Extension):
    """Registers the tree processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the tree processor."""
        md.treeprocessors.register(_LooksTreeprocessor(md), "gongkai_looks", _PRIORITY)


def makeExtension(**settings: object) -> LooksExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension; Python-Markdown calls this function by its name."""
    return LooksExtension(**settings)
