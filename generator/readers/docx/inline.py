"""The inside of a paragraph: its lines of text, and what hangs on it (notes, text boxes, pictures)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element

from generator.errors import UserError
from generator.readers.docx.drawing import Drawing, alternatives
from generator.readers.docx.fields import Fields
from generator.readers.docx.math import linear
from generator.readers.docx.names import MC, M, W, below, value
from generator.readers.docx.styles import Styles
from generator.readers.docx.symbols import symbol
from generator.text.spacing import excerpt, squeeze

_SPACES = re.compile(r"[\t\n\r]")
_LINES = re.compile(r"[\x85\u2028\u2029]")


@dataclass(slots=True)
class Inline:
    """What a paragraph holds."""

    lines: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])
    """Lines, as manual line breaks part them: pieces of (text, the field that it is the result of or '')."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(footnote or endnote, id), in order of reference."""
    drawings: list[Drawing] = field(default_factory=list)

    def add(self, text: str, of: str) -> None:
        """Add text to the last line; what parts lines in Unicode begins a new one."""
        for index, piece in enumerate(_LINES.split(_SPACES.sub(" ", text))):
            if index:
                self.lines.append([])
            if piece:
                self.lines[-1].append((piece, of))


class InlineReader:
    """Reads paragraphs of one part; fields may begin in one and end in another."""

    def __init__(
        self, name: str, styles: Styles, fields: Fields, mark: Callable[[str, str], str], own_mark: str = ""
    ) -> None:
        self._name = name
        self._styles = styles
        self._fields = fields
        self._mark = mark
        self._own_mark = own_mark
        self._inline = Inline()
        self._hidden = self._hides = False
        self._handlers: dict[str, Callable[[_Element], None]] = {
            f"{W}r": self._run,
            f"{W}t": lambda item: self._add("".join(map(str, item.itertext()))),
            f"{W}tab": lambda _: self._add(" "),
            f"{W}ptab": lambda _: self._add(" "),
            f"{W}br": self._break,
            f"{W}cr": lambda _: self._inline.lines.append([]),
            f"{W}noBreakHyphen": lambda _: self._add("-"),
            f"{W}sym": self._symbol,
            f"{W}footnoteReference": lambda item: self._note("footnote", item),
            f"{W}endnoteReference": lambda item: self._note("endnote", item),
            f"{W}footnoteRef": lambda _: self._add(self._own_mark),
            f"{W}endnoteRef": lambda _: self._add(self._own_mark),
            f"{W}fldChar": self._field,
            f"{W}instrText": lambda item: self._fields.code(item.text or ""),
            f"{W}fldSimple": self._simple_field,
            f"{W}ruby": self._ruby,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{M}oMath": lambda item: self._add(linear(item)),
            f"{MC}AlternateContent": self._alternatives,
        }

    def read(self, paragraph: _Element) -> Inline:
        """Return what a paragraph holds; raises UserError for hidden text."""
        self._inline = Inline()
        # Asked once: a paragraph can have a hundred thousand runs.
        self._hidden = self._hides = self._styles.hides(self._styles.of_paragraph(paragraph))
        self._children(paragraph)
        return self._inline

    def _walk(self, element: _Element) -> None:
        handler = self._handlers.get(str(element.tag), self._children)
        handler(element)

    def _children(self, element: _Element) -> None:
        for child in element:
            # rPr, pPr, sdtPr and the like: how it looks, never what it says.
            if not str(child.tag).endswith("Pr"):
                self._walk(child)

    def _add(self, text: str) -> None:
        if not self._fields.shown:
            return
        if self._hidden and text.strip():
            raise UserError(
                f"{self._name}: the file holds hidden text (“{excerpt(squeeze(text))}”); "
                "delete it or make it visible in Word or WPS, then save the file."
            )
        self._inline.add(text, self._fields.name)

    def _run(self, run: _Element) -> None:
        outer, own = self._hidden, self._styles.hidden(run)
        self._hidden = self._hides if own is None else own
        self._children(run)
        self._hidden = outer

    def _break(self, element: _Element) -> None:
        if (value(element, "type") or "textWrapping") == "textWrapping" and self._fields.shown:
            self._inline.lines.append([])

    def _symbol(self, element: _Element) -> None:
        code = value(element, "char") or ""
        if re.fullmatch("[0-9A-Fa-f]{1,6}", code):
            self._add(symbol(int(code, 16), value(element, "font") or ""))

    def _note(self, kind: str, element: _Element) -> None:
        identity = value(element, "id") or ""
        mark = self._mark(kind, identity)
        if not mark:
            return
        self._inline.notes.append((kind, identity))
        if (value(element, "customMarkFollows") or "0") not in {"1", "true", "on"}:
            self._add(mark)

    def _field(self, element: _Element) -> None:
        self._fields.character(element)
        box = below(element, "ffData", "checkBox")
        if box is not None:
            state = box.find(f"{W}checked")
            state = box.find(f"{W}default") if state is None else state
            on = state is not None and (value(state) or "1") not in {"0", "false", "off"}
            self._inline.add("☑" if on else "☐", self._fields.name)

    def _simple_field(self, element: _Element) -> None:
        self._fields.begin(value(element, "instr") or "")
        self._children(element)
        self._fields.end()

    def _ruby(self, element: _Element) -> None:
        """Add the words, then their reading in brackets, as a browser without ruby does."""
        for base in element.iterfind(f"{W}rubyBase"):
            self._children(base)
        if any((item.text or "").strip() for item in element.iterfind(f"{W}rt//{W}t")):
            self._add("（")
            for reading in element.iterfind(f"{W}rt"):
                self._children(reading)
            self._add("）")

    def _drawing(self, element: _Element) -> None:
        self._inline.drawings.append(Drawing(element))

    def _alternatives(self, element: _Element) -> None:
        for chosen in alternatives(element):
            self._walk(chosen)
