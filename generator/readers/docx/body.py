"""The body of a .docx in reading order: paragraphs, table rows, notes and text boxes → blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from generator.model.messages import Message
from generator.model.source import Attached, ChromeKind
from generator.readers.blocks import Block
from generator.readers.docx.drawing import alternatives, hidden_box
from generator.readers.docx.fields.fields import CONTENTS, PAGE_NUMBERS, Fields
from generator.readers.docx.grid import grid_rows, merged_cells
from generator.readers.docx.inline import Inline, InlinePiece, InlineReader
from generator.readers.docx.looks import Looks
from generator.readers.docx.names import MC, W, below, switch, value
from generator.readers.docx.notes import Notes
from generator.readers.docx.numbering import Numbering
from generator.readers.docx.package import Package
from generator.readers.docx.styles import Styles
from generator.readers.pictures import Pictures
from generator.readers.words import DrawnWords, joined, words_of
from generator.text.spacing import excerpt

_SEEN_THROUGH = {f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}dir", f"{W}bdo"}
"""Elements that only wrap paragraphs, tables, rows or cells."""


@dataclass(slots=True)
class WordBody:
    """What the parts of one file (main part, headers, notes) share while they are read."""

    package: Package
    styles: Styles
    looks: Looks
    numbering: Numbering
    notes: Notes
    pictures: Pictures
    tables: int = 0
    """Number of tables met so far."""


@dataclass(slots=True)
class _Place:
    """The surroundings of what is being read."""

    contents: bool = False
    """Whether it is in a table of contents."""
    cell: bool = False
    """Whether it is in a cell of a table."""
    notes: list[Block] = field(default_factory=list)
    """Blocks to be yielded after the row of that cell: notes and hidden text."""


class Body:
    """Reads one part: the main one, a header, a note."""

    def __init__(self, document: WordBody, root: _Element, part: str, own_mark: str = "") -> None:
        self._document = document
        self._root = root
        self._relations = document.package.relations(part)
        self._inline = InlineReader(document.package.name, document.looks, Fields(root), document.notes, own_mark)
        self._keeps_pictures = True
        self._caps: list[Inline] = []
        """Drop caps (first letters drawn over several lines), kept until the paragraph that they begin is met."""

    def blocks(self) -> Iterator[Block]:
        """Yield the part's blocks in reading order."""
        yield from self._blocks(self._root, _Place())
        for cap in self._caps:
            yield replace(_block(cap.lines[0], None, contents=False), messages=tuple(cap.messages))
            yield from (block for kind, identity in cap.notes for block in self._note(kind, identity))

    def aside(self, kind: ChromeKind) -> Iterator[Block]:
        """Yield the part's blocks as page chrome, without pictures: one that is on every page belongs to no text."""
        self._keeps_pictures = False
        for block in self.blocks():
            told = tuple(message for message in block.messages if not _is_page_number(message))
            yield replace(block, chrome=kind, messages=told)

    def _blocks(self, container: _Element, place: _Place) -> Iterator[Block]:
        for item, contents in _shown(container, contents=place.contents):
            here = place if contents == place.contents else replace(place, contents=contents)
            if item.tag == f"{W}p":
                yield from self._paragraph(item, here)
            elif item.tag == f"{W}tbl":
                yield from self._table(item, here)

    def _paragraph(self, paragraph: _Element, place: _Place) -> Iterator[Block]:
        document = self._document
        label = document.numbering.label(paragraph)
        inline = self._inline.read(paragraph)
        if (value(below(paragraph, "pPr", "framePr"), "dropCap") or "none") != "none" and len(inline.lines) == 1:
            # A drop cap is a paragraph of its own in the file; it is the first letter of the paragraph below.
            self._caps.append(inline)
            return
        for cap in reversed(self._caps):
            inline.lines[0][:0] = cap.lines[0]
            inline.notes[:0], inline.drawings[:0], inline.messages[:0] = cap.notes, cap.drawings, cap.messages
        self._caps.clear()
        if label:
            inline.lines[0].insert(0, InlinePiece(label))
        contents = place.contents or document.styles.is_contents(paragraph)
        level = document.styles.level(paragraph)
        blocks = [_block(line, level, contents=contents) for line in inline.lines]
        blocks[1:] = [replace(block, goes_on=True) for block in blocks[1:]]
        told = Counter(named for drawing in inline.drawings for named in drawing.unread)
        unread = [
            Message("not-read", 1, 1, (("what", what), ("text", excerpt(called)), ("count", str(count))))
            for (what, called), count in told.items()
        ]
        blocks[-1] = replace(blocks[-1], files=self._files(inline), messages=(*inline.messages, *unread))
        yield from blocks
        notes = [block for line in inline.lines for block in _hidden(line)]
        notes += [block for kind, identity in inline.notes for block in self._note(kind, identity)]
        if place.cell:
            place.notes.extend(notes)
        else:
            yield from notes
        for drawing in inline.drawings:
            yield from (Block(" ".join(words.split())) for words in drawing.words)
            for box in drawing.boxes:
                how = hidden_box(box)
                found = self._blocks(box, place)
                if not how:
                    yield from found
                elif place.cell:
                    place.notes.extend(replace(block, files=(), hidden=how) for block in found)
                else:
                    yield from (replace(block, files=(), hidden=how) for block in found)

    def _note(self, kind: str, identity: str) -> Iterator[Block]:
        """Yield a note's paragraphs, its mark before the first one; nothing if the note has been yielded before."""
        taken = self._document.notes.take(kind, identity)
        if taken is None:
            return
        body = Body(self._document, taken.element, taken.part, taken.mark)
        blocks = [block for block in body.blocks() if block.line.strip() or block.files]
        if blocks and not blocks[0].cells and taken.mark and not blocks[0].text.lstrip().startswith(taken.mark):
            blocks[0] = replace(blocks[0], text=f"{taken.mark} {blocks[0].text.lstrip()}")
        yield from (replace(block, level=None) for block in blocks)

    def _files(self, inline: Inline) -> tuple[Attached, ...]:
        if not self._keeps_pictures:
            return ()
        document = self._document
        return tuple(
            picture
            for drawing in inline.drawings
            for picture in drawing.pictures(document.package, self._relations, document.pictures)
        )

    def _table(self, table: _Element, place: _Place) -> Iterator[Block]:
        rows = [row for row, _ in _shown(table, contents=False) if row.tag == f"{W}tr"]
        cells = [[cell for cell, _ in _shown(row, contents=False) if cell.tag == f"{W}tc"] for row in rows]
        if all(len(row) == 1 for row in cells):
            # A frame around text, as pages copied into Word have: paragraphs, not cells.
            for (cell,) in cells:
                yield from self._blocks(cell, place)
            return
        if not place.cell:
            self._document.tables += 1
        table_number = self._document.tables
        grid = grid_rows(rows, cells)
        for row, merged in zip(grid, merged_cells(grid), strict=True):
            inside = place if place.cell else _Place(contents=place.contents, cell=True)
            texts = [DrawnWords()] * row.width
            files: list[Attached] = []
            told: list[Message] = []
            for placed in row.cells:
                words, blocks = self._cell(placed.element, inside)
                texts[placed.column] = words
                files.extend(file for block in blocks for file in block.files)
                told.extend(message for block in blocks for message in block.messages)
                if placed.goes_on and words.text:
                    # Word does not show this text: the merged cell above covers it.
                    texts[placed.column] = DrawnWords()
                    inside.notes.append(Block(words.text, hidden="under the cell above, which is merged with its own"))
            line = joined(texts, "\t")
            yield Block(
                cells=tuple(words.text for words in texts),
                table=table_number,
                header=bool(switch(below(row.element, "trPr", "tblHeader"))),
                chrome=ChromeKind.NAVIGATION if place.contents else None,
                files=tuple(files),
                merged=merged,
                marks=line.marks,
                messages=tuple(told),
            )
            if not place.cell:
                yield from inside.notes

    def _cell(self, cell: _Element, place: _Place) -> tuple[DrawnWords, list[Block]]:
        """Return (a cell's text in one line, including that of a table in it; its blocks)."""
        blocks = list(self._blocks(cell, place))
        lines = [DrawnWords(block.line.replace("\t", " "), block.marks) for block in blocks if block.line.strip()]
        text = joined([line.stripped() for line in lines], " ")
        return text.stripped(), blocks


def _block(line: list[InlinePiece], level: int | None, *, contents: bool) -> Block:
    """Return a line as a block; it is chrome if it is part of a table of contents or nothing but a page number."""
    seen = [piece for piece in line if not piece.hidden]
    words = words_of((piece.text, piece.kinds) for piece in seen)
    fields = {piece.of for piece in seen if piece.text.strip()}
    block = Block(words.text, level, marks=words.marks)
    if contents or fields == {CONTENTS}:
        return replace(block, level=None, chrome=ChromeKind.NAVIGATION)
    if fields and fields <= PAGE_NUMBERS:
        return replace(block, level=None, chrome=ChromeKind.FOOTER)
    return block


def _is_page_number(message: Message) -> bool:
    """Say whether a message is about a page number field without a result, as headers and footers have."""
    code = dict(message.values).get("code", "").split()
    return message.code == "field-without-result" and code[:1] != [] and code[0].upper() in PAGE_NUMBERS


def _hidden(line: list[InlinePiece]) -> Iterator[Block]:
    """Yield the hidden text of a line, one block for each way in which it is hidden."""
    for how in dict.fromkeys(piece.hidden for piece in line if piece.hidden):
        yield Block("".join(piece.text for piece in line if piece.hidden == how), hidden=how)


def _shown(container: _Element, *, contents: bool) -> Iterator[tuple[_Element, bool]]:
    """Yield (paragraph, table, row or cell; whether in a table of contents), also from inside content controls."""
    for item in container:
        if item.tag == f"{W}sdt":
            gallery = value(below(item, "sdtPr", "docPartObj", "docPartGallery"))
            for content in item.iterfind(f"{W}sdtContent"):
                yield from _shown(content, contents=contents or gallery == "Table of Contents")
        elif item.tag in _SEEN_THROUGH:
            yield from _shown(item, contents=contents)
        elif item.tag == f"{MC}AlternateContent":
            for chosen in alternatives(item):
                if chosen.tag in {f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"}:
                    yield chosen, contents
                else:
                    yield from _shown(chosen, contents=contents)
        else:
            yield item, contents
