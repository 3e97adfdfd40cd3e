"""What a reader of a structured file (HTML, Word, PDF) hands over: its paragraphs and table rows, as lines of text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.marks import TextMark, folded_text
from generator.model.messages import Message
from generator.model.source import Attached, Chrome, ChromeKind, Merged, Source, TableRow
from generator.readers.text import finished, lines_of
from generator.settings.report import ReportSettings
from generator.text.span import Span

_OF_TEXT = frozenset({"pictures-elsewhere", "attachment-elsewhere"})
"""What is told of the report alone: nobody needs the pictures of the page around it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a table row: one line of the text that is read."""

    text: str = ""
    """In one line: no line break, tab, vertical tab or U+2028. Empty for a row."""
    level: int | None = None
    """1–9 where the file's own style says that it is a heading of that level; a hint, never proof."""
    chrome: ChromeKind | None = None
    """What it is of the page around the report; None for what may be the report's."""
    cells: tuple[str, ...] = ()
    """The cells of a table row, one a column, each in one line; a merged cell's text stands once, then ''."""
    table: int | None = None
    """1-based number of its table in the file; given with `cells`."""
    header: bool = False
    """Whether the file itself marks the row as the table's head."""
    files: tuple[Attached, ...] = ()
    """Pictures and attachments that stand in it; their `line` is set when the Source is made."""
    merged: tuple[Merged, ...] = ()
    """The cells that begin in this row and take more than one column or row, as `TableRow` has them."""
    marks: tuple[TextMark, ...] = ()
    """What of its `line` is struck out, raised or lowered; offsets are in `line`, in the order that a Source has."""
    messages: tuple[Message, ...] = ()
    """What its reader has to tell of it; the line is set when the Source is made."""
    hidden: str = ""
    """How the file hides it from whoever looks (“white”, “of 1 pt”); such a line is set aside and told of."""

    @property
    def line(self) -> str:
        """The text of its line; cells are parted by tabs."""
        return "\t".join(self.cells) if self.cells else self.text


def source_of_blocks(  # noqa: PLR0913 - what a file is, and what was read out of it
    blocks: list[Block],
    data: bytes,
    name: str,
    encoding: str,
    settings: ReportSettings,
    *,
    titles: Sequence[str] = (),
) -> Source:
    """Make a Source of a file's blocks: a line each, in reading order, blank ones left out.

    `titles` are the names that the file itself gives its text, often with the site's behind them.

    Raises UserError as `read_text` does.
    """
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
    kept = (message for message in whole.messages if not (message.code in _OF_TEXT and message.line in around))
    return replace(whole, messages=tuple(kept))


def _shown(blocks: list[Block]) -> list[Block]:
    """Return the blocks that have words; what there is to tell of others is told of the one before, or the first."""
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
    """Return the blocks, merged cells without the rows that are left out because no word begins in them."""
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
    """Yield the rows, with what covers their cells."""
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
    spans = []
    for cell in cells:
        start = offset + len(cell) - len(cell.lstrip())
        spans.append(Span(start, start + len(cell.strip())))
        offset += len(cell) + 1
    return tuple(spans)


def _files(blocks: list[Block]) -> Iterator[Attached]:
    number = 0
    for block in blocks:
        number += bool(block.line.strip())
        yield from (replace(file, line=max(number, 1)) for file in block.files)
