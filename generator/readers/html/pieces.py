"""The pieces into which a page is read: its lines and the rows of its tables, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.marks import TextMark
from generator.model.source import Merged
from generator.readers.html.tree import Element

BOLD = 9
"""Level of a line that is all bold and no heading: below every heading."""
_WHITE = re.compile(r"[ \t\n\r\f]+")
_CHINESE = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·"
_BETWEEN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])[ \t]*[\r\n][ \t\r\n\f]*(?=[{_CHINESE}])")
"""Matches the end of a line of the page's code between Chinese characters, where browsers show nothing."""


def in_one_line(text: str) -> str:
    """Return text of a page's code as browsers show it: each run of white space is one blank."""
    return _WHITE.sub(" ", _BETWEEN_CHINESE.sub("", text) if "\n" in text or "\r" in text else text)


@dataclass(frozen=True, slots=True)
class FlowPiece:
    """A line of a page, or a row of a table."""

    text: str
    element: Element
    """The block element that it is in; the <tr> of a row."""
    linked: float = 0.0
    """Share of its characters that are links or buttons."""
    level: int | None = None
    how: str = ""
    """How the page hides it; empty for what it shows."""
    hider: Element | None = None
    """The element that hides it, if one does."""
    cells: tuple[str, ...] = ()
    table: int | None = None
    header: bool = False
    pictures: tuple[Element, ...] = ()
    links: tuple[Element, ...] = ()
    """Its <a> elements."""
    unread: tuple[Element, ...] = ()
    """Elements in it that show words and are not read as text: form fields, frames."""
    marks: tuple[TextMark, ...] = ()
    """The stretches that are struck out, raised or lowered; in a row, offsets into its cells joined by tabs."""
    merged: tuple[Merged, ...] = ()
    """The cells of a row that take more than one place."""
    indent: int = 0
    """Width of the blanks before it, in halves of a Chinese character."""

    @property
    def hidden(self) -> bool:
        """Whether the page hides it."""
        return bool(self.how)

    @property
    def line(self) -> str:
        """The words in one line."""
        return " ".join(self.cells) if self.cells else self.text
