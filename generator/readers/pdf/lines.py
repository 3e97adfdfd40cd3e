"""A page of a PDF → its lines of characters, in the order in which the file draws them."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.model.marks import MarkKind
from generator.readers.pdf.clear import BY_DRAWING, Suspect, seen_among
from generator.readers.pdf.seen import Looker
from generator.readers.pdf.shapes import Shapes, address_of

_LATIN = re.compile(r"[\u0021-\u024f]")
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D, 0xAD: 0x2D}
"""How PDFium tells a hyphen at the end of a line."""
_LETTERS = re.compile("[A-Za-z]{2}")
_ADDRESS_BEGUN = re.compile(r"(?<![\x20-\x7e])[A-Za-z\d][\w.@:/?&=%+-]*$", re.ASCII)
"""What may be the beginning of an address at a line's end: it follows a Chinese character or mark."""
_ADDRESS_REST = re.compile(r"[\w.@:/?&=%+-]+", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef]")
"""What PDFium gives for the glyph's number, where the font does not tell its character."""
_SAME_LINE = 0.5
"""Heights by which a character may stand above or below the line's first: superscripts."""
_BACK = 0.5
"""Heights by which a character may stand left of the one before: kerning, accents."""
_TELLING = 2
_OTHER_SIZE = 1.15
_WORD_END, _WORD_START = re.compile(r"[A-Za-z\d,.;:)%]$"), re.compile(r"[A-Za-z\d(]")
_SMALL = 0.8
"""Of a line's height; a smaller character above or below its base is raised or lowered."""
_SMALL_TYPE = 0.9
"""Of a line's size of type, likewise: browsers raise type of 83 %, and boxes of figures are higher than Chinese."""
_RAISED = 0.2
_LOW = 0.08
_TRACKED = 0.08
"""Sizes of type of white space between all Chinese characters of a line that is set wide."""
_WORD = 0.12
"""Sizes of type by which the space between words is wider."""
_HAN = "\u3400", "\u9fff"
_LEAST = 0.05
"""Heights of white space that part words."""
_AGAIN = 0.12
"""Heights by which a character may be moved that is drawn again."""
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
    angle: float = 0.0
    """Degrees by which it is turned against the clock."""
    hidden: str = ""
    """How it is hidden from whoever looks; empty for what is seen."""
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    pale: bool = False
    """Whether it is drawn so light, or so transparent, as watermarks are."""
    struck: bool = False
    """Whether a line is drawn through it."""
    size: float = 0.0
    """Of its type, in points; its height may be the glyph's alone, and that of 一 is next to nothing."""
    part: bool = False
    """Whether it is drawn with the one before, by one glyph: the second f of ff."""


@dataclass(slots=True)
class PdfLine:
    """A line of a page; points from the page's bottom left."""

    page: int
    characters: list[tuple[str, Character]] = field(default_factory=list)
    """(what stands for it in the text, the blank before it included; the character)."""
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    height: float = 0.0
    column: int = 0
    """Its number on a page of several columns, from 1; 0 for a line of none."""
    side: tuple[float, float] = (0.0, 0.0)
    """Width and height of its page."""
    size: float = 0.0
    """Of its largest type."""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _ in self.characters)

    @property
    def em(self) -> float:
        """The usual width of its Chinese characters; 0 if it has too few to tell."""
        widths = [one.right - one.left for _, one in self.characters if "\u3400" <= one.text <= "\u9fff"]
        return median(widths) if len(widths) > _TELLING else 0.0

    @property
    def pieces(self) -> list[tuple[str, tuple[MarkKind, ...]]]:
        """Its words, with what is struck out, raised or lowered."""
        struck = {True: (MarkKind.STRUCK,), False: ()}
        return [(text, (*struck[one.struck], *self._kinds(one))) for text, one in self.characters]

    def _kinds(self, one: Character) -> tuple[MarkKind, ...]:
        small = one.height <= self.height * _SMALL or one.size <= self.size * _SMALL_TYPE
        if not small or one.text.isspace():
            return ()
        off = one.base - self.base
        return (
            (MarkKind.RAISED,)
            if off > _RAISED * self.height
            else (MarkKind.LOWERED,)
            if off < -_LOW * self.height
            else ()
        )


def characters(page: Any, shapes: Shapes, off: frozenset[bytes] = frozenset()) -> list[Character]:
    r"""Return the characters of a page as they stand when its text is upright; one that its fonts do not tell is \0."""
    textpage = page.get_textpage()
    look = Looker(page, textpage, shapes, off)
    found: list[Character] = []
    drawn: list[Any] = []
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    box = pdfium.FS_RECTF()
    high, origin = 0, (0.0, 0.0)
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
        if generated and code in {0x0A, 0x0D}:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        if pdfium.FPDFText_GetLooseCharBox(textpage, index, box):
            edges = (box.left, box.bottom, box.right, box.top)
        else:
            pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
            edges = (left.value, bottom.value, right.value, top.value)
        (across, base), edges = look.placed(index, (x.value, y.value), edges)
        known = code < 0x110000 and code != 0xFFFD and (not _CONTROL.match(chr(code)))
        text = chr(code) if known else "\0"
        item = look.item(index)
        blank = generated or text.isspace()
        last = found[-1] if found else None
        # The letters of a glyph that draws several have one origin.
        part = bool(last and item and _LETTERS.fullmatch(last.text + text)) and origin == (x.value, y.value)
        part = part and address_of(item) == address_of(drawn[-1])
        origin = x.value, y.value
        if last and part:
            across = last.right
            edges = (min(across, edges[2]), *edges[1:])
        middle = ((edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2)
        found.append(
            Character(
                text,
                across,
                max(edges[0], edges[2]),
                base,
                abs(edges[3] - edges[1]),
                generated,
                last.angle if generated and last else look.angle(index),
                "" if blank else look.hidden(index, middle),
                edges,
                not blank and look.pale(index, middle),
                size=0.0 if generated else look.size(index) or abs(edges[3] - edges[1]),
                part=part,
            )
        )
        drawn.append(item)
    return _looked_at(page, found, drawn) if look.draws else found


def _looked_at(page: Any, found: list[Character], drawn: list[Any]) -> list[Character]:
    """Return characters without a way of hiding where the page shows them after all; `drawn` is what draws each."""
    at = [index for index, one in enumerate(found) if one.hidden in BY_DRAWING]
    suspects = [
        Suspect(found[index].text, found[index].box, (found[index].hidden, round(found[index].base)), drawn[index])
        for index in at
    ]
    seen = seen_among(page, suspects) if suspects else []
    for index in (index for index, shown in zip(at, seen, strict=True) if shown):
        found[index] = replace(found[index], hidden="", pale=False)
    return found


def upright(found: list[Character], width: float, height: float) -> tuple[list[Character], int, tuple[float, float]]:
    """Return characters as they stand when most of a page's text is upright, by how many quarters, and its size.

    A page that lies on its side, by its own /Rotate or drawn so, reads as one that stands.
    """
    turns = Counter(round(one.angle / 90) % 4 for one in found if not one.generated and not one.text.isspace())
    quarters = turns.most_common(1)[0][0] if turns else 0
    if not quarters:
        return found, 0, (width, height)
    turned = []
    for one in found:
        x, y = turned_point((one.left, one.base), quarters, width, height)
        corners = [turned_point((a, b), quarters, width, height) for a in one.box[::2] for b in one.box[1::2]]
        xs, ys = [a for a, _ in corners], [b for _, b in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        angle = (one.angle - 90 * quarters) % 360
        turned.append(replace(one, left=x, right=box[2], base=y, height=box[3] - box[1], angle=angle, box=box))
    return turned, quarters, (height, width) if quarters % 2 else (width, height)


def once(found: list[Character]) -> list[Character]:
    """Return characters without those drawn again on nearly the same place, as programs do to make type bolder."""
    met: dict[tuple[str, int, int, int], list[Character]] = {}
    kept: list[Character] = []
    before: Character | None = None
    for last, one in zip((None, *found), found, strict=False):
        if one.generated or one.text.isspace() or one.part:
            # What one glyph draws stays together.
            if not one.part or before is last:
                kept.append(one)
                before = one
            continue
        high = max(round(one.size or one.height), 1)
        far = _AGAIN * high
        column, row = int(one.left // far), int(one.base // far)
        near = (met.get((one.text, high, column + x, row + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
        if any(abs(o.left - one.left) <= far and abs(o.base - one.base) <= far for group in near for o in group):
            continue
        met.setdefault((one.text, high, column, row), []).append(one)
        kept.append(one)
        before = one
    return kept


def turned_point(point: tuple[float, float], quarters: int, width: float, height: float) -> tuple[float, float]:
    """Return where a point stands when a page is turned so that what was written upwards is upright."""
    x, y = point
    return [(x, y), (y, width - x), (width - x, height - y), (height - y, x)][quarters]


def lines_of(page: int, found: list[Character], *, apart: float | None = None) -> list[PdfLine]:
    """Return the lines of characters in the order in which they are drawn, blank ones left out.

    A gap of `apart` heights begins a new piece of a line, which is put in its place later.
    """
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
        if last is None or _begins(character, last, apart):
            lines.append(PdfLine(page, [], character.left, character.right, character.base, character.height))
            last = lines[-1]
            gap = ""
        blank = _blank(last, character, gap) if last.characters else ""
        last.characters.append((blank + character.text, character))
        last.right = max(last.right, character.right)
        # What begins with a raised figure stands where its larger characters stand.
        if last.height < character.height * _SMALL or last.size <= character.size * _SMALL_TYPE:
            last.base = character.base
        last.height, last.size = max(last.height, character.height), max(last.size, character.size)
        gap = ""
    for line in lines:
        _close_up(line)
    return lines


def _close_up(line: PdfLine) -> None:
    """Take out the blanks that are only the white space which a line has between all its characters."""
    pairs = list(pairwise(one for _, one in line.characters))
    apart = [other.left - one.right for one, other in pairs if _HAN[0] <= one.text <= _HAN[1]]
    usual = median(apart) if len(apart) > _TELLING else 0.0
    if usual <= _TRACKED * line.size:
        return
    for at, (one, other) in enumerate(pairs, 1):
        text, character = line.characters[at]
        if text.startswith(" ") and other.left - one.right < usual + _WORD * line.size:
            line.characters[at] = (text[1:], character)


def joined_line(one: PdfLine, other: PdfLine, *, spread: bool = False) -> PdfLine:
    """Return two pieces of one line, from the left, as one; a gap as between cells is a blank, but where all are."""
    first, character = other.characters[0]
    far = other.left - one.right > _FAR * max(one.height, 1.0) and not spread
    latin = _LATIN.match(one.text[-1]) and _LATIN.match(first)
    blank = " " if far or (latin and other.left - one.right > one.height / 5) else ""
    return PdfLine(
        one.page,
        [*one.characters, (blank + first, character), *other.characters[1:]],
        one.left,
        max(one.right, other.right),
        one.base if one.height >= other.height else other.base,
        max(one.height, other.height),
        one.column,
        one.side,
        max(one.size, other.size),
    )


def is_words(line: PdfLine, after: PdfLine) -> bool:
    """Say whether a blank stands between two lines: of figures and letters, only two letters tell."""
    before, behind = line.text, after.text
    if (begun := _ADDRESS_BEGUN.search(before)) and _goes_on(begun[0], behind):
        return False
    if not (_WORD_END.search(before) and _WORD_START.match(behind)):
        return False
    return not (before[-1].isdigit() and behind[0].isdigit()) and (
        before[-1].isascii() and behind[0].isascii() and (before[-1].isalpha() or behind[0].isalpha())
    )


def _goes_on(begun: str, behind: str) -> bool:
    """Say whether an address that a line ends with goes on in the next: nothing parts it but the width of the line."""
    rest = _ADDRESS_REST.match(behind)
    if rest is None:
        return False
    if "@" in begun:
        return "." not in begun.partition("@")[2]
    if begun.startswith(("http", "www.")):
        return "." in rest[0] or "/" in rest[0]
    return "@" in rest[0]


def _begins(character: Character, line: PdfLine, far: float | None) -> bool:
    height = max(line.height, character.height, 1.0)
    if far is not None and character.left - line.right > far * height:
        return True
    apart = character.left - line.right > height
    if apart and not 1 / _OTHER_SIZE < character.height / max(line.height, 1.0) < _OTHER_SIZE:
        # A note in the margin, beside the line.
        return True
    return abs(character.base - line.base) > _SAME_LINE * height or character.left < line.right - _BACK * height - 1


def _blank(line: PdfLine, character: Character, gap: str) -> str:
    """Return the blank before a character: one that the file has, one between Latin words, or one between cells."""
    far = character.left - line.right > _FAR * max(line.height, 1.0)
    latin = _LATIN.match(line.text[-1]) and _LATIN.match(character.text)
    # Where a letter drawn again was left out, the gap before it is none.
    apart = character.left - line.right > _LEAST * line.height
    return " " if gap == " " or far or (gap == "?" and latin and apart) else ""
