"""PDF files with a text layer → Source: lines joined into paragraphs, what stands on every page set aside.

A page is read as it stands when its text is upright, from the top down, two or three columns one after the other, in
whatever order it is drawn. Ruled tables are tables, with their merged cells. A paragraph is told by its look: the
indent of its first line, a last line that stops short, white space, size. No blank is put between Chinese characters.
Page numbers, running headers and footers are page chrome, after the paragraph that they cut in two; so are notes in
the margin, watermarks at an angle, and the pages before the one that the file itself numbers 1 (cover, contents).
What nobody sees (white, in invisible ink, tiny, off the page, covered) is set aside and told of, and so is what the
file holds besides its pages: scripts, attachments, annotations.
Pictures are not taken out; a page that is one picture has no text and is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations

from generator.errors import UserError
from generator.model.messages import Message
from generator.model.source import ChromeKind, Source
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.pdf.aside import (
    Place,
    find_aside,
    find_margin_notes,
    leans,
    places_of,
    words_of_run,
)
from generator.readers.pdf.besides import told_besides
from generator.readers.pdf.bounds import check_drawing, check_packing, objects_of
from generator.readers.pdf.layers import layers_off
from generator.readers.pdf.leaves import Leaf, leaf_of
from generator.readers.pdf.lines import Character, PdfLine, characters, lines_of, upright
from generator.readers.pdf.order import gutters_of, in_order
from generator.readers.pdf.paragraphs import join
from generator.readers.pdf.shapes import shapes_of
from generator.readers.pdf.tables.ruled import find_tables
from generator.readers.pdf.tables.spaced import find_spaced
from generator.readers.pdf.tables.table import PdfTable
from generator.readers.words import DrawnWords, joined, words_of
from generator.settings.report import ReportSettings
from generator.text.spacing import excerpt, squeeze
from generator.wording import say

MOST_PAGES = 500
MOST_CHARACTERS = 1_000_000
LARGEST_SIDE = 3_000.0
"""Points; A0 has 3,370, and no report is printed on it."""
FEWEST_CHARACTERS = 20
"""On a page that is covered by a picture; with fewer it is a scan."""
_COVERED = 0.5
_APART = 1.2
"""Heights of white space after which another piece of a line begins, perhaps of another column."""
_FOOT = 1.6
"""Sizes of type below a frame down to which the base of a line may stand that the frame still pushes aside."""


@dataclass(slots=True)
class _PdfPage:
    """What a page shows, in the order in which it is read."""

    height: float
    items: list[PdfLine | PdfTable] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    """Its watermarks."""
    marked: dict[str, tuple[Message, ...]] = field(default_factory=dict)
    """What there is to tell of them."""
    level: set[str] = field(default_factory=set)
    """Those of them that lie level, as headings do."""
    told: list[Message] = field(default_factory=list)
    """What there is to tell of it."""
    gutters: tuple[float, ...] = ()
    """Where its columns part."""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    """(how it is hidden, words)."""

    @property
    def lines(self) -> list[PdfLine]:
        """Its lines outside tables."""
        return [item for item in self.items if isinstance(item, PdfLine)]


def read_pdf(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a PDF into a Source; `name` is for messages.

    Raises UserError for what is damaged, encrypted, scanned, too long, draws too much, or does not tell its characters.
    """
    if b"%PDF-" not in data[:1024]:
        raise UserError(say("{name}: the file is no PDF whatever its name says; give the Word file.", name=name))
    check_packing(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
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
        pages = _pages(document, name, layers_off(objects))
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


def _tell_marks(pages: list[_PdfPage]) -> None:
    """Tell of the watermarks that lie level with their words, of the same words once."""
    told: set[str] = set()
    for page in pages:
        for mark in page.marks:
            if mark in page.level - told:
                page.marked[mark] = (Message("pdf-watermark", 0, 1, (("text", excerpt(squeeze(mark))),)),)
        told |= page.level


def _telling(block: Block, messages: Iterable[Message]) -> Block:
    return replace(block, messages=(*block.messages, *messages))


def _blocks(pages: list[_PdfPage], front: int) -> Iterator[Block]:
    """Yield the blocks of a file, the pages before the one it numbers 1 as what stands around the report."""
    for page in pages[:front]:
        for item in page.items:
            for line in _told(item):
                yield Block(line.text, marks=line.marks, chrome=ChromeKind.NAVIGATION)
        yield from _aside(page)
    rest = pages[front:]
    aside = find_aside([(page.height, page.lines) for page in pages])
    aside |= find_margin_notes([line for page in pages for line in page.lines])
    yield from _ordered(rest, aside)


def _told(item: PdfLine | PdfTable) -> list[DrawnWords]:
    if isinstance(item, PdfTable):
        return [joined([cell for cell in row if cell.text], " ") for row in item.rows]
    return [words_of(item.pieces)]


def _aside(page: _PdfPage) -> Iterator[Block]:
    """Yield what of a page is set aside whatever stands around it."""
    # The same words may lie all over it, and are told once.
    yield from (Block(mark, chrome=ChromeKind.FOOTER, messages=page.marked.pop(mark, ())) for mark in page.marks)
    yield from (Block(words, hidden=how) for how, words in page.hidden)


def _ordered(pages: list[_PdfPage], aside: set[int]) -> Iterator[Block]:
    """Yield the paragraphs and tables, and what is set aside after the paragraph that it stands in."""
    run: list[PdfLine] = []
    after: dict[int, list[Block]] = defaultdict(list)
    tables = _Tables()
    for page in pages:
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
            else:
                run.append(item)
                tables.interrupt()
        after[len(run)].extend(_aside(page))
    yield from _joined(run, after)


def _joined(lines: list[PdfLine], after: dict[int, list[Block]]) -> Iterator[Block]:
    """Yield the paragraphs of lines; `after` is what is set aside, by the number of lines before it."""
    yield from after.get(0, ())
    done = 0
    for paragraph, count in join(lines):
        yield Block(paragraph.text, marks=paragraph.marks)
        yield from (block for at in range(done + 1, done + count + 1) for block in after.get(at, ()))
        done += count


class _Tables:
    """Counts the tables; one that goes on on the next page is one."""

    def __init__(self) -> None:
        self._count = 0
        self._last: PdfTable | None = None
        self._head: tuple[DrawnWords, ...] = ()

    def interrupt(self) -> None:
        """Take note that something stands after the last table."""
        self._last = None

    def blocks(self, table: PdfTable) -> Iterator[Block]:
        """Yield a table's rows; its head that stands again on the next page is set aside."""
        last = self._last
        goes_on = (
            last is not None
            and table.page == last.page + 1
            and len(table.columns) == len(last.columns)
            # White space tells no more than how many columns there are.
            and (
                (table.spaced and last.spaced)
                or all(abs(one - other) < _APART * 3 for one, other in zip(table.columns, last.columns, strict=True))
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


def _pages(document: Any, name: str, off: frozenset[bytes]) -> list[_PdfPage]:
    """Return the pages, each as it is read."""
    leaves: list[Leaf] = []
    total = 0
    for index in range(len(document)):
        page = document[index]
        width, height = page.get_size()
        if max(width, height) > LARGEST_SIDE:
            raise UserError(
                say(
                    "{name}: page {index} is over {largest_side:,.0f} points wide or high; give the Word file.",
                    name=name,
                    index=index + 1,
                    largest_side=LARGEST_SIDE,
                )
            )
        shapes = shapes_of(page)
        found = characters(page, shapes, off)
        total += len(found)
        if total > MOST_CHARACTERS:
            raise UserError(
                say(
                    "{name}: the PDF has over {most_characters:,} characters; give the report alone.",
                    name=name,
                    most_characters=MOST_CHARACTERS,
                )
            )
        words = sum(not one.text.isspace() for one in found)
        if words < FEWEST_CHARACTERS and shapes.pictures > _COVERED * width * height:
            raise UserError(
                say(
                    "{name}: page {index} is a picture (a scan) without text; give the Word file, or a PDF whose "
                    "text was recognised (OCR) and corrected.",
                    name=name,
                    index=index + 1,
                )
            )
        if any(one.text == "\0" for one in found):
            raise UserError(
                say(
                    "{name}: page {index} does not tell which characters its font shows; give the Word file.",
                    name=name,
                    index=index + 1,
                )
            )
        left, bottom, right, top = page.get_cropbox()
        leaves.append(leaf_of(found, shapes, (right - left, top - bottom)))
        page.close()
    places = {place for leaf in leaves for place in leaf.places}
    pages: list[_PdfPage] = []
    for index, leaf in enumerate(leaves):
        goes_on = bool(pages) and leaf.size == leaves[index - 1].size
        pages.append(_page(index, leaf, places, pages[-1].gutters if goes_on else ()))
    if not any(page.items for page in pages):
        raise UserError(
            say(
                "{name}: the PDF has no text; give the Word file, or one whose text was recognised (OCR) and "
                "corrected.",
                name=name,
            )
        )
    return pages


def _page(index: int, leaf: Leaf, places: set[Place], before: tuple[float, ...]) -> _PdfPage:
    """Return a page's lines and tables as they are read.

    `places` are those of the file's watermarks that lie level, `before` is where the columns of the page before part.
    """
    width, height = leaf.size
    page = _PdfPage(height)
    over = {id(one) for run in leaf.marks for one in run}
    # Watermarks of other pages stand on one whose text ends above them too.
    more = [one for one in leaf.seen if places and id(one) not in over and one.pale and places_of([one]) <= places]
    rows = [
        list(row) for _, row in groupby(more, lambda one: round(one.left if round(one.angle / 90) % 2 else one.base))
    ]
    for run in (*leaf.marks, *rows):
        page.marks.append(words_of_run(run))
        if not leans(run[0].angle):
            page.level.add(page.marks[-1])
    over.update(map(id, more))
    for how, group in groupby(leaf.hidden, lambda one: one.hidden):
        page.hidden.append((how, "".join(one.text for one in group)))
    for spoken in leaf.spoken:
        values = (("page", str(index + 1)), ("text", excerpt(squeeze(spoken))))
        page.told.append(Message("pdf-actual-text", 0, 1, values))
    straight = [one for one in leaf.seen if id(one) not in over]
    level = [one for one in straight if one.angle < 45 or one.angle > 315]
    tables, outside = find_tables(index, leaf.rules, leaf.fills, level)
    spaced, outside = find_spaced(index, leaf.rules, outside)
    items: list[PdfLine | PdfTable] = [*tables, *spaced, *lines_of(index, outside, apart=_APART)]
    page.gutters = gutters_of(items, before)
    page.items = in_order(items, height, page.gutters)
    for number, frame in enumerate((one for one in tables if one.is_frame), 1):
        for line in page.lines:
            # What stands beside a frame has margins of its own.
            beside = line.right <= frame.left or line.left >= frame.right
            if beside and not line.column and frame.box[1] - _FOOT * line.size < line.base < frame.box[3] + line.size:
                line.column = -number
    sideways = [one for one in straight if 45 <= one.angle <= 315]
    for _, group in groupby(sideways, lambda one: round(one.angle / 90)):
        page.items.extend(_sideways(index, list(group), (width, height)))
    for item in page.lines:
        item.side = width, height
    return page


def _sideways(index: int, found: list[Character], size: tuple[float, float]) -> list[PdfLine]:
    """Return the lines of what stands upright on a page whose text lies, or lies on one whose text stands."""
    return lines_of(index, upright(found, *size)[0])


def _front(document: Any) -> int:
    """Return how many pages stand before the one that the file itself numbers 1: cover and contents."""
    labels = [str(document.get_page_label(index)) for index in range(len(document))]
    first = labels.index("1") if "1" in labels else 0
    return 0 if any(label.isdecimal() for label in labels[:first]) else first
