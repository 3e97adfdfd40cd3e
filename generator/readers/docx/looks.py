"""How a run of Word looks, as far as that changes what it says: struck out, raised, or hidden from readers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml.etree import _Element

from generator.model.marks import MarkKind
from generator.readers.docx.drawing import box_fill
from generator.readers.docx.names import W, below, number, switch, value
from generator.readers.docx.styles import Styles

_SMALLEST = 5
"""Minimum size of visible type in half points; no printer shows smaller type as words."""
_NARROWEST = 10
"""Minimum width of visible type in percent of a character's normal width."""
_LOWEST = 40
"""Minimum exact height of a visible line, row or frame, in twentieths of a point."""
_NEAR = 16
"""Maximum difference per channel (0–255) at which a text can't be told from its background."""
_FAR = 20_000
"""Maximum distance of a visible frame, table or indent in twentieths of a point; beyond it is off every page."""
_RGB = re.compile("[0-9A-Fa-f]{6}")
_HIGHLIGHTS = {
    "white": "FFFFFF", "black": "000000", "yellow": "FFFF00", "lightGray": "C0C0C0", "red": "FF0000",
    "blue": "0000FF", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080",
}  # fmt: skip
_FARTHEST = 200
"""Maximum distance in half points of a visible run from its line; no note and no exponent is farther away."""
_TIGHTEST = 0.9
"""Share of a character's width; letters that are drawn together by more lie on top of each other."""
_SIZE = 21
"""Word's default type size in half points."""
_NARROWEST_FIT = 20
"""Minimum width in twentieths of a point into which a visible run is fitted (w:fitText)."""
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CLEAR = "clear"
"""Stands for the colour of transparent text."""
_CLEAR_PERCENT = 95
"""Minimum transparency of invisible text in percent."""
_AUTO = "auto"
"""Word's automatic colour: black or white, whichever is visible."""
_PAPER = "FFFFFF"
_UNKNOWN = "unknown"
"""Stands for a colour that is not known; text in it, or on it, does not count as hidden."""
_LIGHT = frozenset({"background1", "light1"})
"""Theme colours that are white."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is stated about how a run looks; None for what its style or surroundings decide."""

    color: str | None = None
    """RRGGBB, `_AUTO`, `_CLEAR` or `_UNKNOWN`."""
    size: int | None = None
    """In half points."""
    scale: int | None = None
    """Width of its characters in percent of their normal width."""
    ground: str | None = None
    """Background colour: RRGGBB or `_UNKNOWN`."""
    struck: bool | None = None
    align: str | None = None
    web_hidden: bool | None = None
    moved: int | None = None
    """Half points by which it is raised; negative if lowered."""
    apart: int | None = None
    """Twentieths of a point added between its characters; negative if they are drawn together."""
    fit: int | None = None
    """Width in twentieths of a point into which it is fitted."""

    def over(self, other: Look) -> Look:
        """Return this look with what it does not state taken from another."""
        return Look(
            other.color if self.color is None else self.color,
            other.size if self.size is None else self.size,
            other.scale if self.scale is None else self.scale,
            other.ground if self.ground is None else self.ground,
            other.struck if self.struck is None else self.struck,
            other.align if self.align is None else self.align,
            other.web_hidden if self.web_hidden is None else self.web_hidden,
            other.moved if self.moved is None else self.moved,
            other.apart if self.apart is None else self.apart,
            other.fit if self.fit is None else self.fit,
        )

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        """The kinds of marks on its text."""
        found = [MarkKind.STRUCK] if self.struck else []
        if self.align == "superscript":
            found.append(MarkKind.RAISED)
        elif self.align == "subscript":
            found.append(MarkKind.LOWERED)
        return tuple(found)

    @property
    def hidden(self) -> str:
        """How it is hidden from readers, in words; '' for visible text."""
        if how := self._out_of_shape():
            return how
        if self.color == _CLEAR:
            return "without a colour"
        color = "000000" if self.color in {None, _AUTO} else str(self.color)
        ground = self.ground or _PAPER
        if self.color in {None, _AUTO} or _UNKNOWN in {color, ground}:
            return ""  # Word chooses black or white for what has no colour of its own
        if all(abs(a - b) <= _NEAR for a, b in zip(bytes.fromhex(color), bytes.fromhex(ground), strict=True)):
            return "white" if ground == _PAPER else "of the colour of its ground"
        return ""

    def _out_of_shape(self) -> str:
        """Return how its letters are too small, too narrow or too far away to be read; '' if they are not."""
        if self.size is not None and self.size < _SMALLEST:
            return f"of {self.size / 2:g} pt"
        if self.scale is not None and self.scale < _NARROWEST:
            return f"of {self.scale}% width"
        if self.moved is not None and abs(self.moved) > _FARTHEST:
            return f"{abs(self.moved) / 2:g} pt away from its line"
        wide = 10 * (_SIZE if self.size is None else self.size)
        squeezed = self.apart is not None and self.apart < -_TIGHTEST * wide
        return "drawn on one place" if squeezed or (self.fit or _NARROWEST_FIT) < _NARROWEST_FIT else ""


class Looks:
    """The looks of one file's runs."""

    def __init__(self, styles: Styles, *, paper: bool) -> None:
        """Take the file's styles; `paper` is whether its pages are white."""
        self.styles = styles
        self._known: dict[str | None, Look] = {}
        self._default = self._of(styles.defaults)
        self._page = Look(ground=_PAPER if paper else _UNKNOWN)

    def of_paragraph(self, paragraph: _Element) -> Look:
        """Return the look of those runs of a paragraph that state nothing themselves."""
        own = Look(ground=_ground(below(paragraph, "pPr", "shd")))
        style = self._of_style(self.styles.of_paragraph(paragraph))
        return own.over(style).over(self._around(paragraph)).over(self._default).over(self._page)

    def of_run(self, run: _Element, paragraph: Look) -> Look:
        """Return the look of a run; `paragraph` is the look of its paragraph, as `of_paragraph` returns it."""
        properties = run.find(f"{W}rPr")
        if properties is None or not len(properties):
            return paragraph
        style = value(below(properties, "rStyle"))
        own = self._of(properties)
        return (own.over(self._of_style(style)) if style else own).over(paragraph)

    def _of_style(self, identity: str | None) -> Look:
        known = self._known.get(identity)
        if known is None:
            known = Look()
            for style in self.styles.chain(identity):
                known = known.over(self._of(style.find(f"{W}rPr")))
                known = known.over(Look(ground=_ground(below(style, "pPr", "shd"))))
            self._known[identity] = known
        return known

    @staticmethod
    def _of(properties: _Element | None) -> Look:
        if properties is None:
            return Look()
        struck = [on for name in ("strike", "dstrike") if (on := switch(below(properties, name))) is not None]
        ground = _ground(below(properties, "shd"))
        highlight = value(below(properties, "highlight"))
        if highlight is not None and highlight != "none":
            ground = _HIGHLIGHTS.get(highlight, _UNKNOWN)
        # Letters in outline, raised, sunk or with a shadow are seen in any colour.
        outlined = any(switch(below(properties, name)) for name in ("outline", "emboss", "imprint", "shadow"))
        return Look(
            _UNKNOWN if outlined else _fill(properties) or _color(below(properties, "color")),
            number(below(properties, "sz")),
            number(below(properties, "w")),
            ground,
            any(struck) if struck else None,
            value(below(properties, "vertAlign")),
            switch(below(properties, "webHidden")) or switch(below(properties, "specVanish")),
            number(below(properties, "position")),
            number(below(properties, "spacing")),
            number(below(properties, "fitText")),
        )

    @staticmethod
    def _around(paragraph: _Element) -> Look:
        """Return the background that the cell, the table's style or the text box around a paragraph gives it."""
        for item in paragraph.iterancestors():
            if item.tag == f"{W}tc" and (ground := _ground(below(item, "tcPr", "shd"))):
                return Look(ground=ground)
            styled = item.tag == f"{W}tbl" and below(item, "tblPr", "tblStyle") is not None
            if item.tag == f"{W}txbxContent":
                return Look(ground=box_fill(item) or _UNKNOWN)
            if styled:
                return Look(ground=_UNKNOWN)
        return Look()


def hidden_paragraph(paragraph: _Element, styles: Styles) -> str:
    """Return how a paragraph as a whole is hidden from readers, in words; '' for a visible one."""
    own = paragraph.find(f"{W}pPr")
    chain = [style.find(f"{W}pPr") for style in styles.chain(styles.of_paragraph(paragraph))]
    given: Callable[[str], _Element | None] = lambda name: next(  # noqa: E731 - of two lines, used twice
        (found for item in (own, *chain) if (found := below(item, name)) is not None), None
    )
    spacing, frame, indent = given("spacing"), given("framePr"), given("ind")
    framed = number(frame, "h")
    if value(frame, "hRule") == "exact" and framed is not None and framed < _LOWEST:
        return f"in a frame {framed / 20:g} pt high"
    high = number(spacing, "line")
    if value(spacing, "lineRule") == "exact" and high is not None and high < _LOWEST:
        return f"in a line {high / 20:g} pt high"
    table = below(next(paragraph.iterancestors(f"{W}tbl"), None), "tblPr")
    floating, inset = below(table, "tblpPr"), below(table, "tblInd")
    places = [(frame, "x"), (frame, "y"), (floating, "tblpX"), (floating, "tblpY"), (inset, "w")]
    places += [(indent, side) for side in ("left", "start", "right", "end")]
    if any(abs(number(element, name) or 0) > _FAR for element, name in places):
        return "off the page"
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    if switch(below(row, "trPr", "hidden")):
        return "in a row that is hidden"
    height = below(row, "trPr", "trHeight")
    tall = number(height)
    if value(height, "hRule") == "exact" and tall is not None and tall < _LOWEST:
        return f"in a row {tall / 20:g} pt high"
    return ""


def _fill(properties: _Element) -> str | None:
    """Return the colour of w14:textFill, which newer versions of Word draw in place of w:color; None without one."""
    fill = properties.find(f"{W14}textFill")
    if fill is None:
        return None
    if fill.find(f"{W14}noFill") is not None:
        return _UNKNOWN if properties.find(f"{W14}textOutline") is not None else _CLEAR
    solid = fill.find(f"{W14}solidFill/*")
    if solid is None:
        return _UNKNOWN
    through = solid.find(f"{W14}alpha")
    if through is not None and _is_clear(through.get(f"{W14}val") or ""):
        return _CLEAR
    stated = solid.get(f"{W14}val") or ""
    if _RGB.fullmatch(stated):
        return stated.upper()
    return _PAPER if stated in {"bg1", "lt1"} and not len(solid) else _UNKNOWN


def _is_clear(alpha: str) -> bool:
    """Say whether letters of this transparency (in thousandths of a percent, or in percent with a %) are invisible."""
    share = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)(%?)", alpha)
    return share is not None and float(share[1]) >= (_CLEAR_PERCENT if share[2] else _CLEAR_PERCENT * 1_000)


def _color(element: _Element | None) -> str | None:
    if element is None:
        return None
    theme = value(element, "themeColor")
    if theme is not None:
        shade = value(element, "themeShade") or "FF"
        return shade.upper() * 3 if theme in _LIGHT and re.fullmatch("[0-9A-Fa-f]{2}", shade) else _UNKNOWN
    stated = value(element) or _AUTO
    return stated.upper() if _RGB.fullmatch(stated) else _AUTO


def _ground(element: _Element | None) -> str | None:
    """Return the background colour of a w:shd; None if it has none."""
    if element is None:
        return None
    if value(element, "themeFill") or value(element) not in {None, "clear", "nil", "solid"}:
        return _UNKNOWN
    fill = value(element, "color" if value(element) == "solid" else "fill") or _AUTO
    if value(element) == "solid" and fill == _AUTO:
        return "000000"
    return fill.upper() if _RGB.fullmatch(fill) else None
