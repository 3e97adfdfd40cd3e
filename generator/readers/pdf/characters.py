"""Extract the characters of a PDF page in the order in which the file draws them, and tell how each is hidden."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no annotations

from generator.readers.pdf.clear import BY_DRAWING, Suspect, seen_among
from generator.readers.pdf.seen import Looker
from generator.readers.pdf.shapes import Shapes, address_of

_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D, 0xAD: 0x2D}
"""The code points that PDFium returns for a hyphen at the end of a line, with that of the hyphen."""
_ONE_GLYPH = re.compile(r"[A-Za-z]{2}|(\S)\1")
"""Matches two characters that one glyph may draw: letters, or twice the same, as ——."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef]")
"""Matches what PDFium returns (the glyph's number) if the font does not tell the character of a glyph."""
_AGAIN = 0.12
"""Maximum distance, in sizes of type, between a character and its repetition that makes it look bold."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character that the file draws; places are in points from the page's bottom left."""

    text: str
    left: float
    """Its origin, as drawn: in some fonts the left side of a glyph's box is wrong."""
    right: float
    """Right side of its box."""
    base: float
    """Height of its baseline."""
    height: float
    """Height of its box."""
    generated: bool
    """Whether it is a blank that PDFium inserts at a gap and the file does not have."""
    angle: float = 0.0
    """Degrees by which its line is turned counter-clockwise."""
    hidden: str = ""
    """How it is hidden, in the words of messages ("white"); empty if it is visible."""
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Its box: left, bottom, right, top."""
    pale: bool = False
    """Whether it is as light or as transparent as watermarks are."""
    struck: bool = False
    """Whether a line is drawn through it."""
    size: float = 0.0
    """Size of its type in points. Its height may be only that of the glyph, which for 一 is almost nothing."""
    part: bool = False
    """Whether one glyph draws it together with the character before: the second f of ff, the second half of ——."""


def characters(page: Any, shapes: Shapes, off: frozenset[bytes] = frozenset()) -> list[Character]:
    r"""Return the characters of a page in the order in which it draws them; \0 for a glyph of unknown character.

    Places are those before the page is turned upright. `off` are the names of the layers that are off.
    """
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
        # Several letters that one glyph draws have the same origin.
        part = bool(last and item and _ONE_GLYPH.fullmatch(last.text + text)) and origin == (x.value, y.value)
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
    """Return the characters, those that only seem hidden as visible; `drawn` are the objects that draw each of them."""
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
    """Return the characters of a page turned so that most of them are upright, the quarter turns made, and its size.

    So a page that lies on its side, by its /Rotate or because it is drawn so, is read like any other. The size is
    (width, height) in points after the turn.
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
    """Return the characters without repetitions at nearly the same place, by which programs make type look bold."""
    met: dict[tuple[str, int, int, int], list[Character]] = {}
    kept: list[Character] = []
    before: Character | None = None
    for last, one in zip((None, *found), found, strict=False):
        if one.generated or one.text.isspace() or one.part:
            # The letters of one glyph are kept or left out together.
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
    """Return a point of a page of that width and height after some quarter turns, by which text becomes upright."""
    x, y = point
    return [(x, y), (y, width - x), (width - x, height - y), (height - y, x)][quarters]
