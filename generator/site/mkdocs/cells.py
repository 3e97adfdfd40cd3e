"""A Markdown extension that writes the plain cells at the end of a table's rows as HTML at once.

Python-Markdown makes an element of each cell, which ten processors then look at; a portal's lists have tens of
thousands. A plain cell has only words, links, escaped signs and `<small>`, so that none of them changes it. The result
is the same; a row's cells up to the last one that is not plain are read as usual.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.extensions.tables import TableProcessor
from markdown.postprocessors import Postprocessor
from markdown.serializers import to_html_string, to_xhtml_string
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from generator.site.mkdocs.forms import PIECE, has_stock_forms

_PLAIN = re.compile(rf"(?:{PIECE})*+")
_BRACES = re.compile(r"(?<!\\)[{}]")
"""Matches what might be attributes for a cell."""
_PIECES = re.compile(PIECE)
_ESCAPED = re.compile(r"\\(.)")
_ODD_PIPES = re.compile(r"`|\\[|\\]")
"""Matches what makes it difficult to tell which pipes end a cell."""
_SPANS = re.compile(r"(?:col|row)span")
"""Matches attributes with which a cell's column can't be counted."""
_TABLES, _ROWS, _LINKS = "table", "gongkai_rows", "relpath"
"""The names of processors: Python-Markdown's for tables, this extension's, MkDocs' for links."""
_AS_TABLES, _BEFORE_LINKS, _AFTER_RAW = 75, 0.5, 25
"""Priorities: that of tables; after the looks (3), which name the columns, and before MkDocs resolves links (0); after
raw HTML is put in (30)."""
_PLACE = re.compile(rf"{STX}gongkai-row:(\d+){ETX}")
"""Matches the placeholder of a row's plain cells; the group is the row's number."""
_KNOWN = {
    "treeprocessors": {
        *("markdown.treeprocessors.InlineProcessor", "markdown.treeprocessors.PrettifyTreeprocessor"),
        *("markdown.treeprocessors.UnescapeTreeprocessor", "markdown.extensions.toc.TocTreeprocessor"),
        "markdown.extensions.attr_list.AttrListTreeprocessor",
        *(
            f"mkdocs.structure.pages._{name}Treeprocessor"
            for name in ("RelativePath", "ExtractAnchors", "ExtractTitle")
        ),
        *(f"generator.site.mkdocs.forms.{name}" for name in ("_Plain", "_Read")),
        "generator.site.mkdocs.looks._LooksTreeprocessor",
        "generator.site.mkdocs.permalinks._PermalinkTreeprocessor",
        "generator.site.mkdocs.cells._Rows",
    },
    "postprocessors": {
        "markdown.extensions.md_in_html.MarkdownInHTMLPostprocessor",
        *("markdown.postprocessors.RawHtmlPostprocessor", "markdown.postprocessors.AndSubstitutePostprocessor"),
        "generator.site.mkdocs.cells._Places",
    },
}
"""The processors that are known to leave plain cells alone; with any other one, cells are read as usual."""


class _Tables(TableProcessor):
    """Reads tables; leaves the plain cells at the end of a row to `_Rows`."""

    def __init__(self, stock: Any, rows: _Rows) -> None:
        super().__init__(stock.parser, stock.config)
        self.rows = rows
        self.md: Markdown = rows.md
        self.usual = False

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read a table; as usual if another extension might look into its cells."""
        self.usual = bool(_SPANS.search(blocks[0])) or ":" in "".join(self.separator) or not _is_known(self.md)
        super().run(parent, blocks)

    def _build_row(  # its type stubs do not name this method, nor the next one
        self, row: str, parent: Element, align: Sequence[str | None]
    ) -> None:
        if self.usual or parent.tag != "tbody":
            super()._build_row(row, parent, align)  # type: ignore[misc]
            return
        found = [cell.strip(" ") for cell in self._split_row(row)][: len(align)]  # type: ignore[attr-defined]
        cells = found + [""] * (len(align) - len(found))
        first = len(cells)
        while first and _PLAIN.fullmatch(cells[first - 1]) and not _BRACES.search(cells[first - 1]):
            first -= 1
        made = SubElement(parent, "tr")
        for cell in cells[:first]:
            SubElement(made, "td").text = cell
        if first < len(cells):
            place = self.rows.keep(parent, first, cells[first:])
            if first:
                made[-1].tail = place
            else:
                made.text = place

    def _split(self, row: str) -> list[str]:
        found: list[str] = super()._split(row) if _ODD_PIPES.search(row) else row.split("|")  # type: ignore[misc]
        return found


class _Rows(Treeprocessor):
    """Writes the plain cells, when the names of their columns are known."""

    def __init__(self, markdown: Markdown) -> None:
        super().__init__(markdown)
        self.written: list[str] = []
        """The HTML of each row's plain cells, by number; empty before it is written."""
        self._kept: dict[Element, list[tuple[int, int, list[str]]]] = {}
        """By table body, for each row: its number, the index of its first plain cell, its plain cells."""

    def keep(self, body: Element, first: int, cells: list[str]) -> AtomicString:
        """Remember a row's plain cells; return the placeholder for their HTML."""
        number = len(self.written)
        self.written.append("")
        self._kept.setdefault(body, []).append((number, first, cells))
        return AtomicString(f"{STX}gongkai-row:{number}{ETX}")

    def run(self, root: Element) -> None:
        """Write the HTML of all remembered cells."""
        known: Any = self.md.treeprocessors
        url_of: Callable[[str], str] = known[_LINKS].path_to_url if _LINKS in known else str
        for table in root.iter("table") if self._kept else ():
            body = table.find("tbody")
            rows = self._kept.get(body, []) if body is not None else []
            names = ["".join(cell.itertext()).strip() for cell in table.iterfind("thead/tr/th")] if rows else []
            named = table.get("data-cells") is not None
            tags = [f'<td data-name="{_quoted(name)}">' if named and name else "<td>" for name in names]
            for number, first, cells in rows:
                told = [f"{tag}{_html(cell, url_of)}</td>\n" for tag, cell in zip(tags[first:], cells, strict=True)]
                self.written[number] = f"\n{''.join(told)}"
        self._kept.clear()


class _Places(Postprocessor):
    """Puts the HTML into the placeholders."""

    def __init__(self, markdown: Markdown, rows: _Rows) -> None:
        super().__init__(markdown)
        self.rows = rows

    def run(self, text: str) -> str:
        """Return a page with all rows in it."""
        written = self.rows.written
        return _PLACE.sub(lambda place: written[int(place[1])], text) if written else text


def _html(cell: str, url_of: Callable[[str], str]) -> str:
    """Return the HTML of a plain cell; `url_of` resolves the address of a link."""
    if not ("[" in cell or "\\" in cell):
        return cell
    told = []
    for piece in _PIECES.finditer(cell):
        if piece["address"]:
            told.append(f'<a href="{_quoted(url_of(piece["address"]))}">{_unescaped(piece["words"])}</a>')
        else:
            told.append(_unescaped(piece[0]))
    return "".join(told)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda sign: escape(sign[1], quote=False), text) if "\\" in text else text


def _quoted(value: str) -> str:
    """Return an attribute's value as Python-Markdown writes it."""
    return escape(value, quote=False).replace('"', "&quot;")


def _is_known(markdown: Markdown) -> bool:
    """Return whether all processors of a converter are known to leave plain cells alone."""
    return (
        has_stock_forms(markdown)
        and markdown.serializer in {to_html_string, to_xhtml_string}
        and all(map(markdown.is_block_level, ("tr", "td")))
        and all(
            f"{type(one).__module__}.{type(one).__qualname__}" in known
            for registry, known in _KNOWN.items()
            for one in getattr(markdown, registry)
        )
    )


class RowsExtension(Extension):
    """Registers the processors; does nothing without Python-Markdown's own extension for tables before it."""

    rows: _Rows | None = None

    def reset(self) -> None:
        """Forget the rows of the page before; Python-Markdown calls this between pages."""
        if self.rows:
            self.rows.written.clear()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Put the processor in the place of the stock one."""
        there = md.parser.blockprocessors
        if _TABLES in there and type(there[_TABLES]) is TableProcessor:
            self.rows = rows = _Rows(md)
            md.registerExtension(self)
            md.treeprocessors.register(rows, _ROWS, _BEFORE_LINKS)
            md.postprocessors.register(_Places(md, rows), _ROWS, _AFTER_RAW)
            there.register(_Tables(there[_TABLES], rows), _TABLES, _AS_TABLES)


def makeExtension(**settings: object) -> RowsExtension:  # noqa: N802 - Markdown's own name
    """Return the extension; Python-Markdown calls this function by its name."""
    return RowsExtension(**settings)
