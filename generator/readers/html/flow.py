"""A page's elements → the lines that a browser shows, each with what it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.readers.html.lists import numbers_of
from generator.readers.html.style import heading_level, is_block, is_bold, is_hidden, is_preformatted
from generator.readers.html.tables import Cell, HtmlTable, data_tables
from generator.readers.html.tree import Element

_BREAKS = re.compile(r"[\v\x1c-\x1e\x85\u2028\u2029]")
"""What would part a line where HTML does not."""
_WHITE = re.compile(r"[ \t\n\r\f]+")
_NEW_LINES = re.compile(r"\r\n?|[\n\f]")
_TAB = 8
BOLD = 9
"""Level of a line that is all bold and no heading: below every heading."""


@dataclass(frozen=True, slots=True)
class FlowPiece:
    """A line of a page, or a row of a table."""

    text: str
    element: Element
    """The block that it stands in."""
    linked: float = 0.0
    """Share of its characters that are links or buttons."""
    level: int | None = None
    hidden: bool = False
    cells: tuple[str, ...] = ()
    table: int | None = None
    header: bool = False
    pictures: tuple[Element, ...] = ()
    links: tuple[Element, ...] = ()
    """The links in it."""

    @property
    def line(self) -> str:
        """The words in one line."""
        return " ".join(self.cells) if self.cells else self.text


@dataclass(frozen=True, slots=True)
class _Look:
    """How text is shown at a place."""

    linked: bool = False
    bold: bool = False
    pre: bool = False
    hidden: bool = False
    level: int | None = None


@dataclass(slots=True)
class _Frame:
    element: Element
    children: Iterator[Element | str]
    look: _Look
    block: bool
    after: str = ""
    """What is shown after the element and is none of its text: the bracket of a ruby."""


@dataclass(slots=True)
class _Run:
    """The line that is being put together."""

    texts: list[tuple[str, _Look]] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    links: list[Element] = field(default_factory=list)


def pieces_of(body: Element) -> list[FlowPiece]:
    """Return the lines of a page in order, blank ones only where a picture stands in them."""
    return _Flow(body).pieces


class _Flow:
    def __init__(self, body: Element) -> None:
        self.pieces: list[FlowPiece] = []
        self._data = data_tables(body)
        self._numbers: dict[Element, str] = {}
        self._mark = ""
        self._block = body
        self._run = _Run()
        self._unseen: list[str] = []
        self._table: HtmlTable | None = None
        self._rows: dict[Element, list[FlowPiece]] = {}
        self._cell: Cell | None = None
        self._count = 0
        self._walk(body)

    def _walk(self, body: Element) -> None:
        frames = [_Frame(body, iter(body.children), _Look(hidden=is_hidden(body)), block=True)]
        while frames:
            frame = frames[-1]
            child = next(frame.children, None)
            if child is None:
                frames.pop()
                self._leave(frame, frames[-1] if frames else None)
            elif isinstance(child, str):
                self._say(child, frame.look)
            else:
                frames.append(self._enter(child, frame.look))
        self._flush()

    def _enter(self, element: Element, around: _Look) -> _Frame:
        block = is_block(element)
        look = _Look(
            around.linked or element.tag == "button" or (element.tag == "a" and _leads(element)),
            is_bold(element, around=around.bold),
            is_preformatted(element, around=around.pre),
            around.hidden or is_hidden(element),
            heading_level(element) or around.level,
        )
        if element.tag == "br" or block:
            self._flush()
        if block:
            self._block = element
        if element.tag == "img" and not look.hidden:
            self._run.pictures.append(element)
        elif element.tag == "ol":
            self._numbers.update(numbers_of(element))
        elif element.tag == "li":
            self._mark += self._numbers.get(element, "")
        elif element.tag == "table" and element in self._data and not self._table:
            self._table = HtmlTable(element)
        elif self._table and element.tag == "tr" and not self._cell:
            self._table.rows.append((element, []))
        elif self._table and element.tag in {"td", "th"} and not self._cell and self._table.rows:
            self._cell = Cell(element)
            self._table.rows[-1][1].append(self._cell)
        frame = _Frame(element, iter(element.children), look, block)
        if element.tag == "rt" and element.parent and not _has_brackets(element.parent):
            self._say("（", look)
            frame.after = "）"
        return frame

    def _leave(self, frame: _Frame, around: _Frame | None) -> None:
        element = frame.element
        if frame.after:
            self._say(frame.after, frame.look)
        if element.tag == "a" and frame.look.linked and not frame.look.hidden:
            self._run.links.append(element)
        if not frame.block:
            return
        self._flush()
        if element.tag == "li":
            self._mark = ""
        if self._cell and self._cell.element is element:
            self._cell = None
        if self._table and self._table.element is element:
            self._end_table(self._table)
        if around:
            self._block = element.parent or element

    def _say(self, text: str, look: _Look) -> None:
        if look.hidden:
            self._unseen.append(text)
            return
        if not look.pre:
            self._run.texts.append((_WHITE.sub(" ", _BREAKS.sub(" ", text)), look))
            return
        first, *rest = _NEW_LINES.split(_BREAKS.sub("\n", text))
        self._run.texts.append((first.expandtabs(_TAB), look))
        for line in rest:
            self._flush()
            self._run.texts.append((line.expandtabs(_TAB), look))

    def _flush(self) -> None:
        """End the line."""
        run, self._run = self._run, _Run()
        text, linked, bold, levels = _joined(run.texts)
        if text and self._mark:
            text, self._mark = self._mark + text, ""
        if text or run.pictures:
            level = levels.pop() if len(levels) == 1 else None
            piece = FlowPiece(
                text,
                self._block,
                linked,
                level or (BOLD if bold else None),
                pictures=tuple(run.pictures),
                links=tuple(run.links),
            )
            if self._cell:
                self._cell.lines.extend([text] if text else [])
                self._rows.setdefault(self._table.rows[-1][0] if self._table else self._block, []).append(piece)
            else:
                self.pieces.append(piece)
        unseen = " ".join("".join(self._unseen).split())
        if unseen or self._unseen:
            self._unseen = []
        if unseen:
            self.pieces.append(FlowPiece(unseen, self._block, hidden=True))

    def _end_table(self, table: HtmlTable) -> None:
        self._table = None
        self._count += 1
        for row, cells, header in table.grid():
            parts = self._rows.pop(row, [])
            letters = sum(len(part.text) for part in parts)
            piece = FlowPiece(
                "",
                row,
                sum(part.linked * len(part.text) for part in parts) / letters if letters else 0.0,
                cells=cells,
                table=self._count,
                header=header,
                pictures=tuple(picture for part in parts for picture in part.pictures),
                links=tuple(link for part in parts for link in part.links),
            )
            if letters or piece.pictures:
                self.pieces.append(piece if letters else replace(piece, cells=(), table=None))


def _joined(runs: list[tuple[str, _Look]]) -> tuple[str, float, bool, set[int | None]]:
    """Return (line, share that is links, whether all is bold, levels of heading); white space runs are one blank."""
    parts: list[str] = []
    letters = linked = bold = 0
    levels: set[int | None] = set()
    blank = True
    for text, look in runs:
        part = text[1:] if blank and text.startswith(" ") and not look.pre else text
        if not part:
            continue
        blank = part.endswith(" ")
        parts.append(part)
        count = len("".join(part.split()))
        if count:
            letters += count
            linked += count * look.linked
            bold += count * look.bold
            levels.add(look.level)
    return "".join(parts).strip(), linked / letters if letters else 0.0, letters > 0 and bold == letters, levels


def _leads(link: Element) -> bool:
    """Say whether an <a> is a link, no mere place in the text."""
    return "href" in link.attributes or "onclick" in link.attributes


def _has_brackets(ruby: Element) -> bool:
    return any(isinstance(child, Element) and child.tag == "rp" for child in ruby.children)
