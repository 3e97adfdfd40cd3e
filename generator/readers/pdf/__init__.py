"""PDF files with a text layer → Source: lines joined into paragraphs, what stands on every page set aside.

A paragraph is told by its look: the indent of its first line, a last line that stops short, white space, size.
No blank is put between Chinese characters; radicals that a font gives for characters are folded, and that is told.
Page numbers, running headers and footers are page chrome, after the paragraph that they cut in two; so are notes in
the margin, and the pages before the one that the file itself numbers 1 (cover, contents).
Pictures are not taken out; a page that is one picture has no text and is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
from pypdfium2 import raw

from generator.errors import UserError
from generator.model.messages import Message
from generator.model.source import ChromeKind, Source
from generator.readers.blocks import Block, source_of_blocks
from generator.readers.pdf.aside import find_aside, find_margin_notes
from generator.readers.pdf.lines import PdfLine, characters, lines_of
from generator.readers.pdf.paragraphs import join
from generator.readers.pdf.radicals import fold_radicals
from generator.settings.report import ReportSettings

MOST_PAGES = 500
MOST_CHARACTERS = 1_000_000
LARGEST_SIDE = 3_000.0
"""Points; A0 has 3,370, and no report is printed on it."""
FEWEST_CHARACTERS = 20
"""On a page that is covered by a picture; with fewer it is a scan."""
_COVERED = 0.5
_MOST_OBJECTS = 2_000
_WORD = "give the Word file"


def read_pdf(data: bytes, name: str, settings: ReportSettings) -> Source:
    """Read the bytes of a PDF into a Source; `name` is for messages.

    Raises UserError for what is damaged, encrypted, scanned, too long, or does not tell its characters.
    """
    if b"%PDF-" not in data[:1024]:
        raise UserError(f"{name}: the file is no PDF whatever its name says; {_WORD}.")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise UserError(f"{name}: the PDF is encrypted; take its password off, or {_WORD}.") from None
        raise UserError(f"{name}: the PDF is damaged; save it again, or {_WORD}.") from None
    try:
        pages = _pages(document, name)
        width = document[0].get_width()
        front = _front(document)
    except (pypdfium2.PdfiumError, OverflowError) as error:
        raise UserError(f"{name}: the PDF is damaged ({error}); save it again, or {_WORD}.") from None
    finally:
        document.close()
    every = [line for _, lines in pages for line in lines]
    aside = find_aside(pages) | find_margin_notes(every)
    before = [line for line in every if line.page < front]
    blocks: list[Block] = []
    messages: list[Message] = []
    ordered = _ordered(every[len(before) :], aside, width)
    for paragraph, kind in [*((line.text, ChromeKind.NAVIGATION) for line in before), *ordered]:
        text, count = fold_radicals(paragraph)
        blocks.append(Block(text, chrome=kind))
        if count:
            messages.append(Message("radicals", len(blocks), 1, (("count", str(count)),), len(text)))
    source = source_of_blocks(blocks, data, name, "utf-8", settings)
    return replace(source, messages=tuple(messages))


def _pages(document: Any, name: str) -> list[tuple[float, list[PdfLine]]]:
    """Return (height, lines) of each page."""
    count = len(document)
    if count > MOST_PAGES:
        raise UserError(f"{name}: the PDF has {count:,} pages and may have {MOST_PAGES}; give the report alone.")
    pages: list[tuple[float, list[PdfLine]]] = []
    total = 0
    for index in range(count):
        page = document[index]
        width, height = page.get_size()
        if max(width, height) > LARGEST_SIDE:
            raise UserError(f"{name}: page {index + 1} is over {LARGEST_SIDE:,.0f} points wide or high; {_WORD}.")
        found = characters(page)
        total += len(found)
        if total > MOST_CHARACTERS:
            raise UserError(f"{name}: the PDF has over {MOST_CHARACTERS:,} characters; give the report alone.")
        lines = lines_of(index, found)
        words = sum(len(line.text) for line in lines)
        if words < FEWEST_CHARACTERS and _is_picture(page, width * height):
            raise UserError(
                f"{name}: page {index + 1} is a picture (a scan) without text; {_WORD}, "
                "or a PDF whose text was recognised (OCR) and corrected."
            )
        if any("\0" in line.text for line in lines):
            raise UserError(f"{name}: page {index + 1} does not tell which characters its font shows; {_WORD}.")
        pages.append((height, lines))
    if not any(lines for _, lines in pages):
        raise UserError(f"{name}: the PDF has no text; {_WORD}, or one whose text was recognised (OCR) and corrected.")
    return pages


def _front(document: Any) -> int:
    """Return how many pages stand before the one that the file itself numbers 1: cover and contents."""
    labels = [str(document.get_page_label(index)) for index in range(len(document))]
    first = labels.index("1") if "1" in labels else 0
    return 0 if any(label.isdecimal() for label in labels[:first]) else first


def _is_picture(page: Any, area: float) -> bool:
    """Return whether pictures cover much of a page."""
    covered = 0.0
    for count, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        left, bottom, right, top = item.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
        if count > _MOST_OBJECTS:
            break
    return covered > _COVERED * area


def _ordered(lines: list[PdfLine], aside: set[int], width: float) -> list[tuple[str, ChromeKind | None]]:
    """Return the paragraphs, and what is set aside after the paragraph that it stands in."""
    report = [line for line in lines if id(line) not in aside]
    ends: dict[int, list[str]] = {}
    for count, line in _placed(lines, aside):
        ends.setdefault(count, []).append(line.text)
    found: list[tuple[str, ChromeKind | None]] = []
    done = 0
    for paragraph, count in join(report, width):
        found.extend((text, ChromeKind.FOOTER) for text in ends.pop(done, ()))
        found.append((paragraph, None))
        done += count
        found.extend((text, ChromeKind.FOOTER) for at in sorted(ends) if at < done for text in ends.pop(at))
    found.extend((text, ChromeKind.FOOTER) for at in sorted(ends) for text in ends[at])
    return found


def _placed(lines: list[PdfLine], aside: set[int]) -> list[tuple[int, PdfLine]]:
    """Return the lines set aside, each with the number of report lines before it."""
    placed = []
    count = 0
    for line in lines:
        if id(line) in aside:
            placed.append((count, line))
        else:
            count += 1
    return placed
