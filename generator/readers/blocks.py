"""Blocks, the paragraphs and table rows that readers of structured files (HTML, Word, PDF) find → Source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model.marks import TextMark, folded_text
from generator.model.messages import Message
from generator.model.source import Attached, Chrome, ChromeKind, Merged, Source, TableRow
from generator.readers.broken.rejoin import going_on
from generator.readers.broken.relined import line_of, lines_joined
from generator.readers.broken.seams import is_words
from generator.readers.text import finished, lines_of
from generator.readers.words import DrawnWords, joined
from generator.settings.report import ReportSettings
from generator.text.span import Span

_OF_TEXT = frozenset({"pictures-elsewhere", "attachment-elsewhere"})
"""Codes of messages that are dropped for lines of page chrome: nobody needs the pictures around the report."""

_SOFT = 0.2
"""Minimum share of lines that follow line breaks, in a file whose paragraphs are more than lines of some."""
_NO_HEADING = 9
"""Level of a line that is all bold and no heading."""

_SHOWN = frozenset({"hidden-by-sheet"})
"""Codes of messages that are dropped for lines that are set aside: what they tell is that the line is published."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a table row: one line of the text that is read."""

    text: str = ""
    """One line: no line break, tab, vertical tab or U+2028. Empty for a table row."""
    level: int | None = None
    """Level 1–9 if the file's own style says that it is a heading, else None; a hint, never proof."""
    chrome: ChromeKind | None = None
    """The kind of page chrome that it is; None for what may be part of the report."""
    cells: tuple[str, ...] = ()
    """The cells of a table row, one for each column, each in one line; '' where a merged cell reaches."""
    table: int | None = None
    """1-based number of its table in the file; given with `cells`."""
    header: bool = False
    """Whether the file itself marks the row as part of the table's head."""
    files: tuple[Attached, ...] = ()
    """Pictures and attachments that stand in it; their `line` is set when the Source is made."""
    merged: tuple[Merged, ...] = ()
    """The cells that begin in this row and take more than one column or row, as `TableRow` has them."""
    marks: tuple[TextMark, ...] = ()
    """The stretches that are struck out, raised or lowered: offsets into `line`, sorted as in a Source."""
    messages: tuple[Message, ...] = ()
    """Its reader's messages about it; their line number is set when the Source is made."""
    indent: int = 0
    """Width of the white space that its reader took off its beginning, in halves of a Chinese character."""
    goes_on: bool = False
    """Whether a line break parts it from the line before, and not the end of a paragraph."""
    hidden: str = ""
    """How the file hides it from readers (“white”, “of 1 pt”), else ''; such a line is set aside, with a message."""

    @property
    def line(self) -> str:
        """Its line of text; cells are separated by tabs."""
        return "\t".join(self.cells) if self.cells else self.text


def source_of_blocks(  # noqa: PLR0913 - what a file is, and what was read out of it
    blocks: list[Block],
    data: bytes,
    name: str,
    encoding: str,
    settings: ReportSettings,
    *,
    titles: Sequence[str] = (),
    wrapped: bool = False,
) -> Source:
    """Make a Source of a file's blocks, given in reading order: one line for each block that is not blank.

    `data` are the file's bytes, for the checksum. `titles` are the titles that the file itself gives its text, often
    followed by the website's name. `wrapped` says that the file's own paragraphs may be mere lines of some, so that
    those of a text that was broken to a width are joined.

    Raises UserError as `read_text` does.
    """
    blocks = _rejoined(blocks) if wrapped else blocks
    shown = _shown(_clipped(blocks))
    text = "".join(f"{block.line}\n" for block in shown)
    source = lines_of(text, name, encoding, hashlib.sha256(data).hexdigest())
    chrome: list[Chrome] = []
    rows: list[TableRow] = []
    levels: list[tuple[int, int]] = []
    marks: list[TextMark] = []
    messages: list[Message] = []
    offset = 0
    for line, block in zip(source.lines, shown, strict=True):
        messages.extend(replace(message, line=line.number) for message in block.messages)
        if block.hidden:
            chrome.append(Chrome(ChromeKind.HIDDEN, line))
            length = line.span.end - line.span.start
            messages.append(Message("hidden-text", line.number, 1, (("how", block.hidden),), length))
        elif block.chrome:
            chrome.append(Chrome(block.chrome, line))
        elif block.cells and block.table is not None:
            rows.append(TableRow(block.table, line, _cells(block.cells, offset), block.header, block.merged))
        elif block.level is not None:
            levels.append((line.number, block.level))
        marks.extend(TextMark(m.kind, Span(offset + m.span.start, offset + m.span.end)) for m in block.marks)
        offset += len(block.line) + 1
    read = replace(
        source,
        chrome=tuple(chrome),
        rows=tuple(_covered(rows)),
        levels=tuple(levels),
        marks=tuple(marks),
        folded=folded_text(source.text, marks),
        messages=(*source.messages, *messages),
        files=tuple(_files(blocks)),
        extracted=True,
    )
    whole = finished(read, settings, titles)
    around = {item.line.number for item in whole.chrome if item.kind is not ChromeKind.HIDDEN}
    aside = {item.line.number for item in whole.chrome}
    dropped = {
        *((code, line) for code in _OF_TEXT for line in around),
        *((code, line) for code in _SHOWN for line in aside),
    }
    return replace(whole, messages=tuple(one for one in whole.messages if (one.code, one.line) not in dropped))


def _rejoined(blocks: list[Block]) -> list[Block]:
    """Return the blocks, those of a text that was broken to a width joined to paragraphs, the first with a message."""
    places = [at for at, block in enumerate(blocks) if block.line.strip() and not (block.chrome or block.hidden)]
    soft = sum(blocks[at].goes_on for at in places) >= _SOFT * len(places)
    lines = [
        line_of(
            " " * blocks[at].indent + blocks[at].line,
            apart=before < at - 1 or (soft and not blocks[at].goes_on),
            fixed=bool(blocks[at].cells) or (blocks[at].level or _NO_HEADING) < _NO_HEADING,
        )
        for before, at in pairwise([-1, *places])
    ]
    ends = going_on(lines)
    kept = list(blocks)
    first = places[0] if places else 0
    for (_, below), runs_on in zip(pairwise(places), ends, strict=False):
        if not runs_on:
            first = below
            continue
        before, behind = kept[first], blocks[below]
        words = [DrawnWords(block.text, block.marks) for block in (before, behind)]
        words = [words[0].ended(), words[1].stripped()]
        whole = joined(words, " " if is_words(words[0].text, words[1].text) else "")
        kept[first] = replace(
            before,
            text=whole.text,
            marks=whole.marks,
            files=(*before.files, *behind.files),
            messages=(*before.messages, *behind.messages),
        )
        kept[below] = Block()
    if any(ends):
        at = places[ends.index(True)]
        kept[at] = replace(kept[at], messages=(*kept[at].messages, lines_joined(1, sum(ends))))
    return kept


def _shown(blocks: list[Block]) -> list[Block]:
    """Return the blocks that are not blank; messages of a blank block move to the block before, or to the first one."""
    shown: list[Block] = []
    waiting: tuple[Message, ...] = ()
    for block in blocks:
        if block.line.strip():
            shown.append(replace(block, messages=(*waiting, *block.messages)) if waiting else block)
            waiting = ()
        elif block.messages and shown:
            shown[-1] = replace(shown[-1], messages=(*shown[-1].messages, *block.messages))
        else:
            waiting += block.messages
    return shown


def _clipped(blocks: list[Block]) -> list[Block]:
    """Return the blocks; merged cells no longer count the blank rows, which are left out of the text."""
    kept: dict[int | None, list[int]] = {}
    for block in blocks:
        counts = kept.setdefault(block.table, [0])
        counts.append(counts[-1] + bool(block.line.strip()))
    seen: dict[int | None, int] = {}
    found = []
    for block in blocks:
        at = seen.get(block.table, 0)
        seen[block.table] = at + 1
        counts = kept[block.table]
        spans = (replace(cell, rows=counts[min(at + cell.rows, len(counts) - 1)] - counts[at]) for cell in block.merged)
        merged = tuple(cell for cell in spans if cell.rows > 1 or (cell.rows == 1 and cell.columns > 1))
        found.append(replace(block, merged=merged) if merged != block.merged else block)
    return found


def _covered(rows: list[TableRow]) -> Iterator[TableRow]:
    """Yield the rows with `origins` set: for each cell the text of the merged cell that covers it."""
    covering: dict[int, tuple[int, Span]] = {}
    table = 0
    for row in rows:
        if row.table != table:
            table = row.table
            covering = {}
        begun = {cell.column: cell for cell in row.merged}
        found: list[Span | None] = [None] * len(row.cells)
        for column, (_, words) in covering.items():
            if column < len(found):
                found[column] = words
        for cell in begun.values():
            for column in range(cell.column, min(cell.column + cell.columns, len(found))):
                covering[column] = (cell.rows, row.cells[cell.column])
                found[column] = None if column == cell.column else row.cells[cell.column]
        covering = {column: (left - 1, words) for column, (left, words) in covering.items() if left > 1}
        yield replace(row, origins=tuple(found)) if any(found) else row


def _cells(cells: tuple[str, ...], offset: int) -> tuple[Span, ...]:
    """Return the spans of a row's cells without white space at their ends; the row's line begins at `offset`."""
    spans = []
    for cell in cells:
        start = offset + len(cell) - len(cell.lstrip())
        spans.append(Span(start, start + len(cell.strip())))
        offset += len(cell) + 1
    return tuple(spans)


def _files(blocks: list[Block]) -> Iterator[Attached]:
    """Yield the files of all blocks with their line numbers; a blank block has that of the line before it."""
    number = 0
    for block in blocks:
        number += bool(block.line.strip())
        yield from (replace(file, line=max(number, 1)) for file in block.files)
