"""What a search answers: how it was found, and where each result stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How an answer was found."""

    WHOLE = "whole"
    ALL = "all"
    PIECES = "pieces"
    ADDRESS = "address"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Result:
    """A heading or paragraph in which something was found."""

    address: str
    """Page and anchor."""
    title: str
    """The page's title."""
    above: tuple[str, ...]
    """Titles of what stands above the page, top first."""
    label: str
    """The item, empty outside items."""
    heading: bool
    text: str
    """The sentence around the first match."""
    cut: tuple[bool, bool]
    """Whether the sentence is longer than `text` at its start and at its end."""
    marks: tuple[tuple[int, int], ...]
    """Start and end of the matches in `text`."""
    places: int
    """How many matches begin here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found."""

    query: str
    mode: Mode
    terms: tuple[str, ...]
    """What was looked for, folded."""
    places: int
    """处: how many matches, overlapping ones each."""
    results: tuple[Result, ...]
    """条: headings before text, earlier before later."""
    referred: tuple[Result, ...] = ()
    """What the query refers to by its number, which comes before all results."""

    def as_text(self) -> str:
        """Return the answer for a terminal: how much was found, then address, place and sentence of each result."""
        terms = "、".join(f"“{term}”" for term in self.terms)
        counted = f"共 {self.places} 处，在 {len(self.results)} 条中"
        head = {
            Mode.ADDRESS: "这是本站的网址或编号，可直接打开",
            Mode.NONE: f"没有找到“{self.query}”",
            Mode.PIECES: f"“{self.query}”整体没有出现；以下含{terms}，{counted}",
        }.get(self.mode, counted)
        lines = [head]
        for result in (*self.referred, *self.results):
            place = " › ".join(filter(None, (*result.above, result.title, result.label)))
            before, after = ("…" if cut else "" for cut in result.cut)
            lines += [result.address, f"  {place}", f"  {before}{result.text}{after}"]
        return "\n".join(lines)
