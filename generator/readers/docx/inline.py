"""The inside of a paragraph: its lines of text, and what is anchored in it (notes, text boxes, pictures)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from generator.errors import UserError
from generator.model.marks import MarkKind
from generator.model.messages import Message
from generator.readers.docx.drawing import Drawing, alternatives
from generator.readers.docx.fields.drawn import FieldDrawer, UnknownFieldError
from generator.readers.docx.fields.fields import CONTENTS, Fields, WordField
from generator.readers.docx.looks import Look, Looks, hidden_paragraph
from generator.readers.docx.math import linear
from generator.readers.docx.names import MC, M, W, below, switch, value
from generator.readers.docx.notes import Notes
from generator.readers.docx.symbols import in_font, symbol
from generator.text.spacing import excerpt, squeeze
from generator.wording import say

_SPACES = re.compile(r"[\t\n\r]")
_CODE = 30
"""Maximum number of characters of a field's code in a message."""
_TODAY = (
    "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong",
)  # fmt: skip
"""Elements in whose place Word shows the current date."""
_LINES = re.compile(r"[\x85\u2028\u2029]")
"""Matches the characters that separate lines in Unicode."""


@dataclass(frozen=True, slots=True)
class InlinePiece:
    """A piece of a line of text that is drawn in one way."""

    text: str
    of: str = ""
    """The name of the field whose result it is (PAGE, TOC), or ''."""
    kinds: tuple[MarkKind, ...] = ()
    hidden: str = ""
    """How it is hidden from readers, in words; '' for visible text."""


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: lines of text, and what is anchored in it."""

    lines: list[list[InlinePiece]] = field(default_factory=lambda: [[]])
    """The lines, each a list of pieces; a manual line break begins a new one."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(footnote or endnote, id) of the notes that it cites, in order."""
    drawings: list[Drawing] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    """Messages about it; their line number is set later."""

    def add(self, piece: InlinePiece) -> None:
        """Add text to the last line; a Unicode line separator in the text begins a new line."""
        for index, text in enumerate(_LINES.split(_SPACES.sub(" ", piece.text))):
            if index:
                self.lines.append([])
            if text:
                self.lines[-1].append(replace(piece, text=text))


class InlineReader:
    """Reads paragraphs of one part; fields may begin in one and end in another."""

    def __init__(self, name: str, looks: Looks, fields: Fields, notes: Notes, own_mark: str = "") -> None:
        self._name = name
        self._styles = looks.styles
        self._looks = looks
        self._drawer = FieldDrawer()
        self._fields = fields
        self._notes = notes
        self._own_mark = own_mark
        self._inline = Inline()
        self._hidden = self._hides = False
        self._around = self._look = Look()
        self._unseen = self._font = ""
        self._handlers: dict[str, Callable[[_Element], None]] = {
            f"{W}r": self._run,
            f"{W}t": lambda item: self._add(in_font("".join(map(str, item.itertext())), self._font)),
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
            f"{W}commentReference": self._comment,
            f"{W}sdt": self._control,
            **{f"{W}{name}": self._today for name in _TODAY},
            f"{W}fldChar": self._field,
            f"{W}instrText": lambda item: self._fields.code(item.text or ""),
            f"{W}fldSimple": self._simple_field,
            f"{W}ruby": self._ruby,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            f"{W}contentPart": self._drawing,
            f"{M}oMath": lambda item: self._add(linear(item)),
            f"{MC}AlternateContent": self._alternatives,
        }

    def read(self, paragraph: _Element) -> Inline:
        """Return what a paragraph holds; raises UserError for hidden text."""
        self._inline = Inline()
        # Looked up once, not for each run: a paragraph can have a hundred thousand runs.
        self._hidden = self._hides = self._styles.hides_paragraph(paragraph)
        self._around = self._look = self._looks.of_paragraph(paragraph)
        self._unseen = hidden_paragraph(paragraph, self._styles)
        if any(map(_is_placeholder, paragraph.iterancestors(f"{W}sdt"))):
            self._left_open(paragraph)
        self._children(paragraph)
        return self._inline

    def _walk(self, element: _Element) -> None:
        handler = self._handlers.get(str(element.tag), self._children)
        handler(element)

    def _children(self, element: _Element) -> None:
        for child in element:
            # Properties (rPr, pPr, sdtPr and the like) say how it looks and hold no text.
            if not str(child.tag).endswith("Pr"):
                self._walk(child)

    def _add(self, text: str, kinds: tuple[MarkKind, ...] = ()) -> None:
        if not self._fields.shown:
            self._fields.code(text)
            return
        if self._hidden and text.strip():
            raise UserError(
                say(
                    "{name}: the file holds hidden text (“{text}”); delete it or make it visible in Word or WPS, "
                    "then save the file.",
                    name=self._name,
                    text=excerpt(squeeze(text)),
                )
            )
        if text.strip():
            self._fields.show()
        look = self._look
        hidden = (self._unseen or look.hidden) if text.strip() else ""
        if look.web_hidden and text.strip() and self._fields.name != CONTENTS:
            self._inline.messages.append(Message("web-hidden", 0, 1, (("text", excerpt(squeeze(text))),)))
        marks = tuple(kind for kind in MarkKind if kind in look.kinds or kind in kinds)
        self._inline.add(InlinePiece(text, self._fields.name, marks, hidden))

    def _run(self, run: _Element) -> None:
        outer, own = self._hidden, self._styles.hidden(run)
        around = self._look
        self._hidden = self._hides if own is None else own
        self._look = self._looks.of_run(run, self._around)
        fonts = below(run, "rPr", "rFonts")
        self._font = value(fonts, "ascii") or value(fonts, "hAnsi") or ""
        self._children(run)
        self._hidden, self._look, self._font = outer, around, ""

    def _break(self, element: _Element) -> None:
        if (value(element, "type") or "textWrapping") == "textWrapping" and self._fields.shown:
            self._inline.lines.append([])

    def _comment(self, element: _Element) -> None:
        """Add a message about a comment: it is not read as text, but it is in the file that is published."""
        if words := squeeze(self._notes.comment(value(element, "id") or "")):
            self._inline.messages.append(Message("file-comment", 0, 1, (("text", excerpt(words)),)))

    def _control(self, element: _Element) -> None:
        if _is_placeholder(element):
            self._left_open(element)
        self._children(element)

    def _left_open(self, element: _Element) -> None:
        """Add a message about a content control that nobody has filled in: it shows its placeholder."""
        if words := squeeze("".join(map(str, element.itertext()))):
            self._inline.messages.append(Message("placeholder", 0, 1, (("found", excerpt(words)),)))

    def _today(self, element: _Element) -> None:
        """Add a message about a date that Word replaces by the current one each time it shows the file."""
        code = str(element.tag).removeprefix(W)
        self._inline.messages.append(Message("field-without-result", 0, 1, (("code", code),)))

    def _symbol(self, element: _Element) -> None:
        code = value(element, "char") or ""
        if re.fullmatch("[0-9A-Fa-f]{1,6}", code):
            self._add(symbol(int(code, 16), value(element, "font") or ""))

    def _note(self, kind: str, element: _Element) -> None:
        identity = value(element, "id") or ""
        own = (value(element, "customMarkFollows") or "0") in {"1", "true", "on"}
        mark = self._notes.mark(kind, identity, own=own)
        if not mark:
            return
        self._inline.notes.append((kind, identity))
        if not own:
            look, self._look = self._look, replace(self._look, align=None)  # our mark [1] is no superscript
            self._add(mark)
            self._look = look

    def _field(self, element: _Element) -> None:
        self._ended(self._fields.character(element))

    def _simple_field(self, element: _Element) -> None:
        self._fields.begin(value(element, "instr") or "")
        self._children(element)
        self._ended(self._fields.end())

    def _ended(self, ended: WordField | None) -> None:
        """Add what a field shows that has just ended and has no result."""
        if ended is None or ended.shows or not self._fields.shown:
            return
        try:
            drawn = self._drawer.draw(ended.code, ended.data)
        except UnknownFieldError:
            raise UserError(
                say(
                    "{name}: what the field “{code}” shows can't be told; type its words in its place in Word or "
                    "WPS, then save the file.",
                    name=self._name,
                    code=excerpt(squeeze(ended.code), _CODE),
                )
            ) from None
        if drawn is None and not ended.separated:
            self._inline.messages.append(Message("field-without-result", 0, 1, (("code", squeeze(ended.code)),)))
        for text, kinds in drawn or ():
            self._add(text, kinds)

    def _ruby(self, element: _Element) -> None:
        """Add the words of a ruby, then their reading in brackets, as a browser that can't draw rubies shows them."""
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


def _is_placeholder(control: _Element) -> bool:
    """Say whether a content control still shows its placeholder, because nobody has filled it in."""
    return bool(switch(below(control, "sdtPr", "showingPlcHdr")))
