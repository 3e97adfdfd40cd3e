"""The results of looking at pages and PDFs: how much was looked at, and which text readers do not see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from generator.wording import say

LONGEST = 30
"""Maximum number of characters of a text that a message quotes."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A text of a page that readers do not see as it is in the file."""

    page: str
    """The page's name in messages."""
    view: str
    """The view in which it is unseen: a key of `VIEWS`, or `PDF`."""
    why: str
    """The reason, as the end of a sentence whose subject is the text: “is invisible”."""
    text: str

    def __str__(self) -> str:
        return say(
            "{page}, {view}: “{text}” {why}.", page=self.page, view=self.view, text=self.text[:LONGEST], why=self.why
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """The result of looking at a site."""

    pages: int
    """Number of HTML pages, each counted once for all views."""
    characters: int
    """Number of characters of report text on these pages."""
    unseen: tuple[Unseen, ...]
    sheets: int = 0
    """Number of pages of PDFs."""
    left_out: tuple[str, ...] = ()
    """The paths of pages that quote reports and were not looked at."""

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a dictionary for JSON."""
        return asdict(self)


def together(looked: Looked, paper: Iterable[tuple[int, list[Unseen]]], left_out: Iterable[str]) -> Looked:
    """Return one result for HTML pages and PDFs; `paper` gives page count and unseen text of each PDF."""
    sheets = 0
    unseen = list(looked.unseen)
    for count, found in paper:
        sheets += count
        unseen += found
    return Looked(looked.pages, looked.characters, tuple(unseen), sheets, tuple(left_out))
