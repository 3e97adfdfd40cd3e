"""Read PDF files with a text layer into a Source.

A page is turned until its text is upright, and read from the top down, two or three columns one after the other,
whatever the order in which the file draws them. Tables keep their merged cells. Where a paragraph ends is inferred from
its look: the indent of the next line, a short last line, white space, size of type. No blank is put between Chinese
characters. A footnote follows the paragraph that it interrupts. Page chrome are page numbers, running headers and
footers (put after the paragraph that they interrupt), notes in the margin, watermarks, and the pages before the one
that the file itself numbers 1 (cover, contents).
Text that nobody sees (white, in invisible ink, tiny, off the page, covered) is set aside with a message. There are
messages about scripts, attachments and annotations, too. Pictures are not extracted; a file with a page that is a
picture without text is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations

from generator.errors import UserError
from generator.model.messages import Message
from generator.model.source import ChromeKind, Source
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.pdf.aside import find_aside, find_footnotes, find_margin_notes
from generator.readers.pdf.besides import told_besides
from generator.readers.pdf.bounds import check_drawing, check_packing, objects_of
from generator.readers.pdf.layers import layers_off
from generator.readers.pdf.library import open_document
from generator.readers.pdf.lines import PdfLine
from generator.readers.pdf.pages import PdfPage, pages_of
from generator.readers.pdf.paragraphs import join
from generator.readers.pdf.tables.table import PdfTable
from generator.readers.words import DrawnWords, joined, words_of
from generator.settings.report import ReportSettings
from generator.text.spacing import excerpt, squeeze
from generator.wording import say

MOST_PAGES = 500
_STRAY = 3.6
"""Maximum distance in points between the columns of a table and those of its continuation on the next page."""


def read_pdf(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a PDF into a Source; `name` is for messages.

    Raises UserError for a file that is no PDF, is damaged, encrypted, scanned or too long, draws too much, or does not
    tell which characters its glyphs stand for.
    """
    if b"%PDF-" not in data[:1024]:
        raise UserError(say("{name}: the file is no PDF whatever its name says; give the Word file.", name=name))
    check_packing(data, name)
    try:
        document = open_document(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise UserError(
                say("{name}: the PDF is encrypted; take its password off, or give the Word file.", name=name)
            ) from None
        raise UserError(say("{name}: the PDF is damaged; save it again, or give the Word file.", name=name)) from None
    try:
        if len(document) > MOST_PAGES:
            raise UserError(
                say(
                    "{name}: the PDF has {count:,} pages and may have {most_pages}; give the report alone.",
                    name=name,
                    count=len(document),
                    most_pages=MOST_PAGES,
                )
            )
        objects = objects_of(document, name)
        check_drawing(objects, name)
        pages = pages_of(document, name, layers_off(objects))
        front = _front(document)
        besides = told_besides(document, objects)
    except (pypdfium2.PdfiumError, OverflowError) as error:
        raise UserError(
            say("{name}: the PDF is damaged ({reason}); save it again, or give the Word file.", name=name, reason=error)
        ) from None
    finally:
        document.close()
    _tell_marks(pages)
    blocks = list(_blocks(pages, front))
    besides += [message for page in pages for message in page.told]
    if besides and blocks:
        blocks[0] = _telling(blocks[0], besides)
    return source_of_blocks(blocks, data, name, "utf-8", settings)


def _tell_marks(pages: list[PdfPage]) -> None:
    """Attach a message to each level watermark, which might be a heading; only once in the file to the same words."""
    told: set[str] = set()
    for page in pages:
        for mark in page.marks:
            if mark in page.level - told:
                page.marked[mark] = (Message("pdf-watermark", 0, 1, (("text", excerpt(squeeze(mark))),)),)
        told |= page.level


def _telling(block: Block, messages: Iterable[Message]) -> Block:
    return replace(block, messages=(*block.messages, *messages))


def _blocks(pages: list[PdfPage], front: int) -> Iterator[Block]:
    """Yield the blocks of a file; the first `front` pages (cover, contents) are page chrome."""
    for page in pages[:front]:
        for item in page.items:
            for line in _told(item):
                yield Block(line.text, marks=line.marks, chrome=ChromeKind.NAVIGATION)
        yield from _aside(page)
    rest = pages[front:]
    aside = find_aside([(page.height, page.lines) for page in pages])
    aside |= find_margin_notes([line for page in pages for line in page.lines])
    yield from _ordered(rest, aside, find_footnotes([list(_last_lines(page)) for page in rest], aside))


def _last_lines(page: PdfPage) -> Iterator[PdfLine]:
    """Yield the lines of a page from the last one up to its last table."""
    for item in reversed(page.items):
        if isinstance(item, PdfTable):
            return
        yield item


def _told(item: PdfLine | PdfTable) -> list[DrawnWords]:
    """Return a line, or the rows of a table, as lines of text."""
    if isinstance(item, PdfTable):
        return [joined([cell for cell in row if cell.text], " ") for row in item.rows]
    return [words_of(item.pieces)]


def _aside(page: PdfPage) -> Iterator[Block]:
    """Yield the watermarks and the hidden text of a page as blocks that are set aside."""
    # The same words may lie all over the page; only their first block gets the message.
    yield from (Block(mark, chrome=ChromeKind.FOOTER, messages=page.marked.pop(mark, ())) for mark in page.marks)
    yield from (Block(words, hidden=how) for how, words in page.hidden)


def _ordered(pages: list[PdfPage], aside: set[int], notes: set[int]) -> Iterator[Block]:
    """Yield paragraphs and tables; what is set aside and footnotes follow the paragraph that they interrupt.

    `aside` and `notes` are ids of lines.
    """
    run: list[PdfLine] = []
    after: dict[int, list[Block]] = defaultdict(list)
    tables = _Tables()
    for page in pages:
        below: list[PdfLine] = []
        for item in page.items:
            if isinstance(item, PdfTable):
                yield from _joined(run, after)
                run, after = [], defaultdict(list)
                if item.is_frame:
                    tables.interrupt()
                    yield from (Block(words.text, marks=words.marks) for (words,) in item.rows)
                else:
                    yield from tables.blocks(item)
            elif id(item) in aside:
                after[len(run)].append(Block(item.text, chrome=ChromeKind.FOOTER))
            elif id(item) in notes:
                below.append(item)
            else:
                run.append(item)
                tables.interrupt()
        after[len(run)].extend(Block(note.text, marks=note.marks) for note, _ in join(below))
        after[len(run)].extend(_aside(page))
    yield from _joined(run, after)


def _joined(lines: list[PdfLine], after: dict[int, list[Block]]) -> Iterator[Block]:
    """Yield the paragraphs of lines; `after` holds the blocks that are set aside by the number of lines before them."""
    yield from after.get(0, ())
    done = 0
    for paragraph, count in join(lines):
        yield Block(paragraph.text, marks=paragraph.marks)
        yield from (block for at in range(done + 1, done + count + 1) for block in after.get(at, ()))
        done += count


class _Tables:
    """Numbers the tables of a file; a table and its continuation on the next page have one number."""

    def __init__(self) -> None:
        self._count = 0
        self._last: PdfTable | None = None
        self._head: tuple[DrawnWords, ...] = ()

    def interrupt(self) -> None:
        """Note that other text follows the last table, so that the next table is a new one."""
        self._last = None

    def blocks(self, table: PdfTable) -> Iterator[Block]:
        """Yield the rows of a table; a header row repeated on the next page is set aside."""
        last = self._last
        goes_on = (
            last is not None
            and table.page == last.page + 1
            and len(table.columns) == len(last.columns)
            # Without rules, the edges of columns vary from page to page, and only their number can be compared.
            and (
                (table.spaced and last.spaced)
                or all(abs(one - other) < _STRAY for one, other in zip(table.columns, last.columns, strict=True))
            )
        )
        self._count += not goes_on
        self._last = table
        for index, (row, merged) in enumerate(zip(table.rows, table.merged, strict=True)):
            if index == 0 and goes_on and row == self._head:
                yield Block(joined(row, " ").text, chrome=ChromeKind.HEADER)
                continue
            if index == 0 and not goes_on:
                self._head = row
            line = joined(row, "\t")
            cells = tuple(cell.text for cell in row)
            told = (Message("pdf-spaced-table", 0, 1),) if index == 0 and table.spaced else ()
            yield Block(cells=cells, table=self._count, merged=merged, marks=line.marks, messages=told)


def _front(document: Any) -> int:
    """Return how many pages (cover, contents) precede the one labelled 1; 0 if one of them is labelled in digits."""
    labels = [str(document.get_page_label(index)) for index in range(len(document))]
    first = labels.index("1") if "1" in labels else 0
    return 0 if any(label.isdecimal() for label in labels[:first]) else first
