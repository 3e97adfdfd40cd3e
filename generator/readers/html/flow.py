"""A page's elements → the lines that a browser shows, each with what it is made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from generator.model.marks import MarkKind
from generator.readers.broken.relined import indent_of
from generator.readers.html.drawn.unread import TICK
from generator.readers.html.hiding import UNTOLD, WHITE, Colour, colour, ground, hidden_how, is_tiny, same, visibility
from generator.readers.html.lists import LISTS, numbers_of
from generator.readers.html.pieces import BOLD, FlowPiece, in_one_line
from generator.readers.html.style import (
    drawn_around,
    heading_level,
    is_block,
    is_bold,
    is_first_summary,
    is_link,
    is_preformatted,
    marks_of,
)
from generator.readers.html.tables import Cell, HtmlTable, data_tables
from generator.readers.html.tree import Element
from generator.readers.words import DrawnWords, joined, words_of
from generator.text.spacing import solid

_BREAKS = re.compile(r"[\v\x1c-\x1e\x85\u2028\u2029]")
"""Matches characters that end a line in a text, but not in HTML."""
_NEW_LINES = re.compile(r"\r\n?|[\n\f]")
_TAB = 8
_COLOURED = frozenset({"font", "body", "td", "th", "tr", "table", "tbody"})
"""Elements whose attributes give colours."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How text is shown at a place."""

    linked: bool = False
    bold: bool = False
    pre: bool = False
    level: int | None = None
    marks: tuple[MarkKind, ...] = ()
    how: str = ""
    """How this element, or one around it, hides everything inside, in words; '' if not."""
    hider: Element | None = None
    """The element that hides it."""
    unseen: str = ""
    """How `visibility` hides it, in words; elements inside can be visible again."""
    tiny: bool = False
    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = WHITE

    @property
    def hidden(self) -> str:
        """How it is hidden, in words; '' if it is shown."""
        if self.how or self.unseen:
            return self.how or self.unseen
        if self.tiny:
            return "too small to read"
        return "of the colour of its ground" if same(self.colour, self.ground) else ""


@dataclass(slots=True)
class _Frame:
    """An element whose children are being walked."""

    element: Element
    children: Iterator[Element | str]
    look: _Look
    block: bool
    after: str = ""
    """What a browser draws after the element: a ruby's closing bracket, a quotation mark."""


@dataclass(slots=True)
class _Run:
    """The line that is being put together."""

    texts: list[tuple[str, _Look]] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    links: list[Element] = field(default_factory=list)
    unread: list[Element] = field(default_factory=list)


def pieces_of(body: Element, shown: Collection[Element] = ()) -> list[FlowPiece]:
    """Return the lines of a page in order; a line without text only if it holds a picture, a form field or the like.

    Elements in `shown` do not hide themselves, whatever their style says: a script will show them.
    """
    return _Flow(body, shown).pieces


class _Flow:
    """Walks a page's elements and collects its lines in `pieces`."""

    def __init__(self, body: Element, shown: Collection[Element]) -> None:
        self._shown = shown
        self.pieces: list[FlowPiece] = []
        self._data = data_tables(body)
        self._numbers: dict[Element, str] = {}
        self._mark = ""
        self._block = body
        self._run = _Run()
        self._unseen: list[tuple[str, _Look]] = []
        self._table: HtmlTable | None = None
        self._rows: dict[Element, list[FlowPiece]] = {}
        self._cell: Cell | None = None
        self._count = 0
        self._walk(body)

    def _walk(self, body: Element) -> None:
        frames = [_Frame(body, iter(body.children), self._look(body, _Look()), block=True)]
        while frames:
            frame = frames[-1]
            child = next(frame.children, None)
            if child is None:
                frames.pop()
                self._leave(frame, frames[-1] if frames else None)
            elif isinstance(child, str):
                self._say(child, frame.look)
            else:
                opened = child.tag == "summary" and is_first_summary(child)
                frames.append(self._enter(child, frames[-2].look if opened and len(frames) > 1 else frame.look))
        self._flush()

    def _enter(self, element: Element, around: _Look) -> _Frame:
        block = is_block(element)
        look = self._look(element, around)
        if element.tag == "br" or block:
            self._flush()
        if block:
            self._block = element
        self._keep(element, look)
        if element.tag in LISTS:
            self._numbers.update(numbers_of(element))
        elif element.tag == "li":
            self._mark += self._numbers.get(element, "")
        elif element.tag == "table" and element in self._data and not self._table:
            if self._mark:
                self.pieces.append(FlowPiece(self._mark, self._block))
                self._mark = ""
            self._table = HtmlTable(element)
        elif self._table and element.tag == "tr" and not self._cell:
            self._table.rows.append((element, []))
        elif self._table and element.tag in {"td", "th"} and not self._cell and self._table.rows:
            self._cell = Cell(element)
            self._table.rows[-1][1].append(self._cell)
        frame = _Frame(element, iter(element.children), look, block)
        opening, frame.after = drawn_around(element)
        if opening:
            self._say(opening, look)
        return frame

    def _keep(self, element: Element, look: _Look) -> None:
        """Keep for the current line what is no text: a picture, a form field. A tick box becomes text."""
        if element.unread and element.unread.what == TICK:
            # A hidden tick box folds a menu or a text in and out, and says nothing.
            if not look.hidden:
                self._say(element.unread.words, look)
        elif element.tag == "img" and not look.hidden:
            self._run.pictures.append(element)
        elif element.unread and not look.hidden:
            self._run.unread.append(element)

    def _look(self, element: Element, around: _Look) -> _Look:
        exempt = element in self._shown
        how = around.how or ("" if exempt else hidden_how(element))
        if not how and element.tag == "details" and "open" not in element.attributes:
            how = "in closed details"
        unseen = around.unseen if exempt else visibility(element, around.unseen)
        hider = around.hider if around.how or (unseen and around.unseen) else element if how or unseen else None
        styled = bool(element.styles) or element.tag in _COLOURED
        return _Look(
            around.linked or element.tag == "button" or (element.tag == "a" and is_link(element)),
            is_bold(element, around=around.bold),
            is_preformatted(element, around=around.pre),
            heading_level(element) or around.level,
            marks_of(element, around.marks),
            how,
            hider,
            unseen,
            is_tiny(element, around=around.tiny) if styled else around.tiny,
            colour(element, around.colour) if styled else around.colour,
            ground(element, around.ground) if styled or "bgcolor" in element.attributes else around.ground,
        )

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
            self._unseen.append((text, look))
            return
        if not look.pre:
            self._run.texts.append((in_one_line(_BREAKS.sub(" ", text)), look))
            return
        first, *rest = _NEW_LINES.split(_BREAKS.sub("\n", text))
        self._run.texts.append((first.expandtabs(_TAB), look))
        for line in rest:
            self._flush()
            self._run.texts.append((line.expandtabs(_TAB), look))

    def _flush(self) -> None:
        """End the line."""
        run, self._run = self._run, _Run()
        words, linked, bold, levels = _joined(run.texts)
        if words.text and self._mark:
            words, self._mark = joined((DrawnWords(self._mark), words), ""), ""
        text = words.text
        if text or run.pictures or run.unread:
            level = levels.pop() if len(levels) == 1 else None
            piece = FlowPiece(
                text,
                self._block,
                linked,
                level or (BOLD if bold else None),
                pictures=tuple(run.pictures),
                links=tuple(run.links),
                unread=tuple(run.unread),
                marks=words.marks,
                indent=indent_of("".join(text for text, _ in run.texts)),
            )
            if self._cell:
                self._cell.lines.extend([words] if text else [])
                self._rows.setdefault(self._table.rows[-1][0] if self._table else self._block, []).append(piece)
            else:
                self.pieces.append(piece)
        if self._unseen:
            looks = [look for text, look in self._unseen if text.strip()]
            unseen = " ".join("".join(text for text, _ in self._unseen).split())
            self._unseen = []
            if unseen:
                told = next((look for look in looks if look.hidden != UNTOLD), looks[0])
                self.pieces.append(FlowPiece(unseen, self._block, how=told.hidden, hider=told.hider))

    def _end_table(self, table: HtmlTable) -> None:
        self._table = None
        self._count += 1
        for row, cells, header, merged in table.grid():
            line = joined(cells, "\t")
            parts = self._rows.pop(row, [])
            letters = sum(len(part.text) for part in parts)
            piece = FlowPiece(
                "",
                row,
                sum(part.linked * len(part.text) for part in parts) / letters if letters else 0.0,
                cells=tuple(cell.text for cell in cells),
                marks=line.marks,
                merged=merged,
                table=self._count,
                header=header,
                pictures=tuple(picture for part in parts for picture in part.pictures),
                links=tuple(link for part in parts for link in part.links),
                unread=tuple(element for part in parts for element in part.unread),
            )
            if letters or piece.pictures or piece.unread:
                self.pieces.append(piece if letters else replace(piece, cells=(), merged=(), table=None))


def _joined(runs: list[tuple[str, _Look]]) -> tuple[DrawnWords, float, bool, set[int | None]]:
    """Return (line, share of links, whether all is bold, levels of heading); a run of white space becomes one blank."""
    parts: list[tuple[str, tuple[MarkKind, ...]]] = []
    letters = linked = bold = 0
    levels: set[int | None] = set()
    blank = True
    for text, look in runs:
        part = text[1:] if blank and text.startswith(" ") and not look.pre else text
        if not part:
            continue
        blank = part.endswith(" ")
        parts.append((part, look.marks))
        count = len(solid(part))
        if count:
            letters += count
            linked += count * look.linked
            bold += count * look.bold
            levels.add(look.level)
    return words_of(parts).stripped(), linked / letters if letters else 0.0, letters > 0 and bold == letters, levels
