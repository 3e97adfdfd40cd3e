"""What a page comes to when it is read: its lines and the rows of its tables, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.marks import TextMark
from generator.model.source import Merged
from generator.readers.html.tree import Element

BOLD = 9
"""Level of a line that is all bold and no heading: below every heading."""


@dataclass(frozen=True, slots=True)
class FlowPiece:
    """A line of a page, or a row of a table."""

    text: str
    element: Element
    """The block that it stands in."""
    linked: float = 0.0
    """Share of its characters that are links or buttons."""
    level: int | None = None
    how: str = ""
    """How the page hides it; empty for what it shows."""
    hider: Element | None = None
    """The element that hides it, where one does."""
    cells: tuple[str, ...] = ()
    table: int | None = None
    header: bool = False
    pictures: tuple[Element, ...] = ()
    links: tuple[Element, ...] = ()
    """The links in it."""
    unread: tuple[Element, ...] = ()
    """What stands in it that shows words and is no text."""
    marks: tuple[TextMark, ...] = ()
    """What of it is struck out, raised or lowered; of a row by offsets in its cells parted by tabs."""
    merged: tuple[Merged, ...] = ()
    """The cells of a row that take more than one place."""

    @property
    def hidden(self) -> bool:
        """Whether the page hides it."""
        return bool(self.how)

    @property
    def line(self) -> str:
        """The words in one line."""
        return " ".join(self.cells) if self.cells else self.text
