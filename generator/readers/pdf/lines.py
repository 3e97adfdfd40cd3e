"""Group the characters of a page into lines, in the order in which the file draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from generator.model.marks import MarkKind
from generator.readers.pdf.characters import Character

_LATIN = re.compile(r"[\u0021-\u024f]")
_SAME_LINE = 0.5
"""Maximum distance of a character's baseline from the line's, in line heights: superscripts stay in the line."""
_BACK = 0.5
"""How far a character may begin left of the end of the one before, in line heights: kerning, accents."""
_TELLING = 2
"""More values than this are needed for their median to be used."""
_OTHER_SIZE = 1.15
"""Ratio of two heights from which they are different sizes."""
_SMALL = 0.8
"""Maximum height, as a share of the line's, of a superscript or subscript."""
_SMALL_TYPE = 0.9
"""The same for sizes of type: browsers raise type of 83 %, but boxes of digits are higher than those of Chinese."""
_RAISED = 0.2
"""Minimum height of a superscript's baseline above the line's, in line heights."""
_LOW = 0.08
"""Minimum depth of a subscript's baseline below the line's, in line heights."""
_TRACKED = 0.08
"""Minimum gap between the Chinese characters of a letter-spaced line, in sizes of type."""
_WORD = 0.12
"""How much wider than that gap a blank between words must be, in sizes of type."""
_HAN = "\u3400", "\u9fff"
_LEAST = 0.05
"""Minimum gap between Latin words, in line heights."""
_FAR = 1.5
"""Minimum gap between the cells of a table row, in line heights."""


@dataclass(slots=True)
class PdfLine:
    """A line of a page, or a piece of one; places are in points from the page's bottom left."""

    page: int
    """0-based index of its page."""
    characters: list[tuple[str, Character]] = field(default_factory=list)
    """The characters, each with its text, in which a blank before it is included."""
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    """Height of its baseline."""
    height: float = 0.0
    """Height of its highest character."""
    column: int = 0
    """Its column on a page of several, from 1; 0 for a line in none; negative for a line beside a frame."""
    side: tuple[float, float] = (0.0, 0.0)
    """Width and height of its page."""
    size: float = 0.0
    """Size of its largest type, in points."""

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(text for text, _ in self.characters)

    @property
    def em(self) -> float:
        """The usual width of its Chinese characters in points; 0 if it has too few to tell."""
        widths = [one.right - one.left for _, one in self.characters if "\u3400" <= one.text <= "\u9fff"]
        return median(widths) if len(widths) > _TELLING else 0.0

    @property
    def pieces(self) -> list[tuple[str, tuple[MarkKind, ...]]]:
        """Its text in pieces, each with the marks on it: struck out, raised, lowered."""
        struck = {True: (MarkKind.STRUCK,), False: ()}
        return [(text, (*struck[one.struck], *self._kinds(one))) for text, one in self.characters]

    def _kinds(self, one: Character) -> tuple[MarkKind, ...]:
        """Return whether a character of the line is raised or lowered: a tuple with that kind, or an empty one."""
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
    """Return the lines of the characters, in the order in which they are drawn; blank lines are left out.

    With `apart`, a gap of so many line heights begins a new piece of a line; the pieces are put in order later.
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
        # In a line that begins with a superscript, the first larger character gives the baseline.
        if last.height < character.height * _SMALL or last.size <= character.size * _SMALL_TYPE:
            last.base = character.base
        last.height, last.size = max(last.height, character.height), max(last.size, character.size)
        gap = ""
    for line in lines:
        _close_up(line)
    return lines


def _close_up(line: PdfLine) -> None:
    """Remove the blanks in a letter-spaced line that are no wider than its usual gap between characters."""
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
    """Return two pieces of one line, left one first, as one line, with a blank for a gap between Latin words or cells.

    `spread` is for letter-spaced lines, in which a wide gap is no blank.
    """
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


def _begins(character: Character, line: PdfLine, far: float | None) -> bool:
    """Say whether a character begins a new line or, after a gap of `far` line heights, a new piece."""
    height = max(line.height, character.height, 1.0)
    if far is not None and character.left - line.right > far * height:
        return True
    apart = character.left - line.right > height
    if apart and not 1 / _OTHER_SIZE < character.height / max(line.height, 1.0) < _OTHER_SIZE:
        return True  # A note in the margin beside the line.
    return abs(character.base - line.base) > _SAME_LINE * height or character.left < line.right - _BACK * height - 1


def _blank(line: PdfLine, character: Character, gap: str) -> str:
    """Return the blank before a character, or an empty text.

    `gap` is a blank if the file has one, `?` if PDFium inserted one: that counts only between Latin words.
    """
    far = character.left - line.right > _FAR * max(line.height, 1.0)
    latin = _LATIN.match(line.text[-1]) and _LATIN.match(character.text)
    # PDFium also inserts a blank before a repeated letter (`once`), where there is no gap.
    apart = character.left - line.right > _LEAST * line.height
    return " " if gap == " " or far or (gap == "?" and latin and apart) else ""
