"""A page of a PDF → its lines of characters, in the order in which the file draws them."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

_LATIN = re.compile(r"[\u0021-\u024f]")
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D, 0xAD: 0x2D}
"""How PDFium tells a hyphen at the end of a line."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef]")
"""What PDFium gives for the glyph's number, where the font does not tell its character."""
_SAME_LINE = 0.5
"""Heights by which a character may stand above or below the line's first: superscripts."""
_BACK = 0.5
"""Heights by which a character may stand left of the one before: kerning, accents."""
_TELLING = 2
_OTHER_SIZE = 1.15
_FAR = 1.5
"""Heights of white space that part the cells of a table."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character that the file draws."""

    text: str
    left: float
    """Its origin: the box of a glyph is not to be relied on in all fonts."""
    right: float
    base: float
    height: float
    generated: bool
    """Whether it is a blank that PDFium puts where it sees a gap."""


@dataclass(slots=True)
class PdfLine:
    """A line of a page; points from the page's bottom left."""

    page: int
    text: str
    left: float
    right: float
    base: float
    height: float
    widths: list[float] = field(default_factory=list)
    """Of its Chinese characters."""

    @property
    def em(self) -> float:
        """The usual width of its Chinese characters; 0 if it has too few to tell."""
        return median(self.widths) if len(self.widths) > _TELLING else 0.0


def characters(page: Any) -> list[Character]:
    r"""Return the characters of a page; one that the file's fonts do not tell is \0."""
    textpage = page.get_textpage()
    found = []
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    box = pdfium.FS_RECTF()
    high = 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        code = _HYPHENS.get(code, code)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        generated = pdfium.FPDFText_IsGenerated(textpage, index) == 1
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        if pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
            edges = (box.left, box.right, box.bottom, box.top)
        else:
            pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
            edges = (left.value, right.value, bottom.value, top.value)
        if generated and code in {0x0A, 0x0D}:
            continue
        height = abs(edges[3] - edges[2])
        known = code < 0x110000 and code != 0xFFFD and (not _CONTROL.match(chr(code)))
        text = chr(code) if known else "\0"
        found.append(Character(text, x.value, max(edges[:2]), y.value, height, generated))
    return found


def lines_of(page: int, found: list[Character]) -> list[PdfLine]:
    """Return the lines of a page's characters, blank ones left out."""
    lines: list[PdfLine] = []
    gap = ""
    for character in found:
        if character.text.isspace():
            if not character.generated:
                gap = " "
            elif not gap:
                gap = "?"
            continue
        last = lines[-1] if lines else None
        if last is None or _begins(character, last):
            lines.append(PdfLine(page, "", character.left, character.right, character.base, character.height))
            last = lines[-1]
            gap = ""
        blank = _blank(last, character, gap) if last.text else ""
        last.text += blank + character.text
        last.right = max(last.right, character.right)
        last.height = max(last.height, character.height)
        if "\u3400" <= character.text <= "\u9fff":
            last.widths.append(character.right - character.left)
        gap = ""
    return lines


def _begins(character: Character, line: PdfLine) -> bool:
    height = max(line.height, character.height, 1.0)
    apart = character.left - line.right > height
    if apart and not 1 / _OTHER_SIZE < character.height / max(line.height, 1.0) < _OTHER_SIZE:
        # A note in the margin, beside the line.
        return True
    return abs(character.base - line.base) > _SAME_LINE * height or character.left < line.right - _BACK * height - 1


def _blank(line: PdfLine, character: Character, gap: str) -> str:
    """Return the blank before a character: one that the file has, one between Latin words, or one between cells."""
    far = character.left - line.right > _FAR * max(line.height, 1.0)
    latin = _LATIN.match(line.text[-1]) and _LATIN.match(character.text)
    return " " if gap == " " or far or (gap == "?" and latin) else ""
