"""The characters of a page → its lines, in the order in which the file draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from generator.model.marks import MarkKind
from generator.readers.pdf.characters import Character

_LATIN = re.compile(r"[\u0021-\u024f]")
_ADDRESS_BEGUN = re.compile(r"(?<![\x20-\x7e])[A-Za-z\d][\w.@:/?&=%+-]*$", re.ASCII)
"""What may be the beginning of an address at a line's end: it follows a Chinese character or mark."""
_ADDRESS_REST = re.compile(r"[\w.@:/?&=%+-]+", re.ASCII)
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
_FAR = 1.5
"""Heights of white space that part the cells of a table."""


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
