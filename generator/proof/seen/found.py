"""What was looked at, and what of it no reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from generator.wording import say

LONGEST = 30
"""Characters that are told of a text."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something of a page that a reader doesn't see as it stands in the file."""

    page: str
    view: str
    why: str
    """The end of a sentence whose subject is the text."""
    text: str

    def __str__(self) -> str:
        return say(
            "{page}, {view}: “{text}” {why}.", page=self.page, view=self.view, text=self.text[:LONGEST], why=self.why
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at, and what is not seen."""

    pages: int
    characters: int
    """Of the report's text, each page counted once."""
    unseen: tuple[Unseen, ...]
    sheets: int = 0
    """The pages of PDFs."""
    left_out: tuple[str, ...] = ()
    """The pages that show words out of reports and were not looked at."""

    def as_dict(self) -> dict[str, Any]:
        """Return it for JSON."""
        return asdict(self)


def together(looked: Looked, paper: Iterable[tuple[int, list[Unseen]]], left_out: Iterable[str]) -> Looked:
    """Return what was found on pages and in PDFs, each with its sheets, as one."""
    sheets = 0
    unseen = list(looked.unseen)
    for count, found in paper:
        sheets += count
        unseen += found
    return Looked(looked.pages, looked.characters, tuple(unseen), sheets, tuple(left_out))
