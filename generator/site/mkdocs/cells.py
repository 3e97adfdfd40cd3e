"""A Markdown extension: the cells of a table that hold plain words, or one link of plain words, in a tenth of the time.

Python-Markdown looks for each of some thirty inline forms in each cell; the lists around a thousand reports have
thousands of cells, of which hardly any has one. What comes out is the same.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.util import AtomicString

_PLAIN = r"[^\\`\[\]!<>&*_{}~^|:\n\x02\x03]"
"""A character that opens no inline form."""
_ATTRIBUTES = r" \{: (?:#|data-)[0-9a-z_=, -]+ \}"
"""An anchor, or the values of a row, at a cell's end, which `attr_list` takes for the cell's."""
_WORDS = re.compile(rf"{_PLAIN}+(?:{_ATTRIBUTES})?")
_LINK = re.compile(rf"\[({_PLAIN}+)\]\(([0-9A-Za-z./#-]+)\)({_ATTRIBUTES})?")


class Cells(TableProcessor):
    """Tables as Python-Markdown makes them."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make a table of the first block; what is plain in it is looked through no more."""
        super().run(parent, blocks)
        for cell in (*parent[-1].iter("td"), *parent[-1].iter("th")):
            text = cell.text or ""
            if _WORDS.fullmatch(text):
                cell.text = AtomicString(text)
            elif link := _LINK.fullmatch(text):
                cell.text = None
                anchor = SubElement(cell, "a", {"href": link[2]})
                anchor.text = AtomicString(link[1])
                anchor.tail = AtomicString(link[3]) if link[3] else None


class _Names(list[str]):
    """Names of elements, looked up as in a set; those that other extensions add or take away count as well."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self._known: frozenset[str] = frozenset()
        self._size = -1  # other extensions change it before anything is looked up

    def __contains__(self, name: object) -> bool:
        """Say whether it is one of them."""
        if len(self) != self._size:
            self._known, self._size = frozenset(self), len(self)
        return name in self._known


class CellsExtension(TableExtension):
    """Takes the place of `tables`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Take the tables' place among what reads blocks.

        For each cell, row and link it is asked several times whether its element is a block: of sixty names none is it.
        """
        super().extendMarkdown(md)
        md.block_level_elements = _Names(md.block_level_elements)
        md.parser.blockprocessors.register(Cells(md.parser, self.getConfigs()), "table", 75)


def makeExtension(**settings: object) -> CellsExtension:  # noqa: N802 - Markdown's own name
    """Return the extension, as Markdown asks for it."""
    return CellsExtension(**settings)
