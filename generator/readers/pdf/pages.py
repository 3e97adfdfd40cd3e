"""The pages of a PDF, each with its lines and tables in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from generator.errors import UserError
from generator.model.messages import Message
from generator.readers.pdf.aside import Place, leans, places_of, words_of_run
from generator.readers.pdf.characters import Character, characters, upright
from generator.readers.pdf.leaves import Leaf, leaf_of
from generator.readers.pdf.lines import PdfLine, lines_of
from generator.readers.pdf.order import gutters_of, in_order
from generator.readers.pdf.shapes import shapes_of
from generator.readers.pdf.tables.ruled import find_tables
from generator.readers.pdf.tables.spaced import find_spaced
from generator.readers.pdf.tables.table import PdfTable
from generator.text.spacing import excerpt, squeeze
from generator.wording import say

MOST_CHARACTERS = 1_000_000
LARGEST_SIDE = 3_000.0
"""Maximum width and height of a page in points; A0 has 3,370, and no report is printed on it."""
FEWEST_CHARACTERS = 20
"""Minimum number of characters on a page that a picture covers; with fewer the page is a scan."""
_COVERED = 0.5
"""Share of a page's area that pictures take from which on it counts as covered."""
_APART = 1.2
"""Width of a gap, in line heights, after which another piece of a line begins, perhaps in another column."""
_FOOT = 1.6
"""A line counts as beside a frame if its baseline is at most this far below the frame, in sizes of type."""


@dataclass(slots=True)
class PdfPage:
    """A page with what it shows, in reading order."""

    height: float
    """Height in points, turned upright."""
    items: list[PdfLine | PdfTable] = field(default_factory=list)
    """The lines and tables, in reading order."""
    marks: list[str] = field(default_factory=list)
    """The words of the watermarks."""
    marked: dict[str, tuple[Message, ...]] = field(default_factory=dict)
    """Messages about the watermarks, by their words."""
    level: set[str] = field(default_factory=set)
    """The words of the watermarks that are level, as headings are."""
    told: list[Message] = field(default_factory=list)
    """Messages about the page."""
    gutters: tuple[float, ...] = ()
    """The gutters between the columns, as distances in points from the left; empty for a page without columns."""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    """The hidden text, as (how it is hidden, words)."""

    @property
    def lines(self) -> list[PdfLine]:
        """The lines outside of tables, in reading order."""
        return [item for item in self.items if isinstance(item, PdfLine)]


def pages_of(document: Any, name: str, off: frozenset[bytes]) -> list[PdfPage]:
    """Return the pages of a document; `off` are the names of the layers that are off.

    Raises UserError for a file with too large a page, too many characters, a scanned page, unknown glyphs or no text.
    """
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
    pages: list[PdfPage] = []
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


def _page(index: int, leaf: Leaf, places: set[Place], before: tuple[float, ...]) -> PdfPage:
    """Return a page with its lines and tables in reading order.

    `places` are the places of all level watermarks of the file, `before` the gutters of the previous page.
    """
    width, height = leaf.size
    page = PdfPage(height)
    over = {id(one) for run in leaf.marks for one in run}
    # A watermark of other pages is one here too, even if no text of this page lies over it.
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
            # Lines beside a frame have margins of their own, so they get a column number of their own.
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
    """Return the lines of characters that run at right angles to the page's text."""
    return lines_of(index, upright(found, *size)[0])
