"""What a reader of a structured file (HTML, Word, PDF) hands over: its paragraphs and table rows, as lines of text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model.source import Attached, Chrome, ChromeKind, Source, TableRow
from generator.readers.text import finished, lines_of
from generator.settings.report import ReportSettings
from generator.text.span import Span


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
    """The cells of a table row, each in one line; a merged cell's text stands once, then ''."""
    table: int | None = None
    """1-based number of its table in the file; given with `cells`."""
    header: bool = False
    """Whether the file itself marks the row as the table's head."""
    files: tuple[Attached, ...] = ()
    """Pictures and attachments that stand in it; their `line` is set when the Source is made."""

    @property
    def line(self) -> str:
        """The text of its line; cells are parted by tabs."""
        return "\t".join(self.cells) if self.cells else self.text


def source_of_blocks(blocks: list[Block], data: bytes, name: str, encoding: str, settings: ReportSettings) -> Source:
    """Make a Source of a file's blocks: a line each, in reading order, blank ones left out.

    Raises UserError as `read_text` does.
    """
    shown = [block for block in blocks if block.line.strip()]
    text = "".join(f"{block.line}\n" for block in shown)
    source = lines_of(text, name, encoding, hashlib.sha256(data).hexdigest())
    chrome: list[Chrome] = []
    rows: list[TableRow] = []
    levels: list[tuple[int, int]] = []
    offset = 0
    for line, block in zip(source.lines, shown, strict=True):
        if block.chrome:
            chrome.append(Chrome(block.chrome, line))
        elif block.cells and block.table is not None:
            rows.append(TableRow(block.table, line, _cells(block.cells, offset), block.header))
        elif block.level is not None:
            levels.append((line.number, block.level))
        offset += len(block.line) + 1
    read = replace(
        source,
        chrome=tuple(chrome),
        rows=tuple(rows),
        levels=tuple(levels),
        files=tuple(_files(blocks)),
        extracted=True,
    )
    return finished(read, settings)


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
