"""The answer to a query: in which mode something was found, and where each result stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How an answer was found."""

    WHOLE = "whole"
    """The whole query stands in the text."""
    ALL = "all"
    """All its words and "phrases" stand together in one unit."""
    PIECES = "pieces"
    """The whole query stands nowhere, but the longest pieces of it do."""
    ADDRESS = "address"
    """The query is an address of the site, or the number of a place."""
    NONE = "none"
    """Nothing was found."""


@dataclass(frozen=True, slots=True)
class Result:
    """A heading or paragraph in which something was found."""

    address: str
    """The page's path in the site, with `#` and the anchor."""
    title: str
    """The page's title."""
    above: tuple[str, ...]
    """Titles of the pages above the page, top first."""
    label: str
    """The heading of the item; empty outside of items."""
    heading: bool
    text: str
    """The sentence around the first match."""
    cut: tuple[bool, bool]
    """Whether the sentence was cut off at its start, and at its end."""
    marks: tuple[tuple[int, int], ...]
    """Start and end of each match, as offsets in `text`."""
    places: int
    """Number of matches that begin in this heading or paragraph."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found."""

    query: str
    mode: Mode
    terms: tuple[str, ...]
    """The strings that were found, folded."""
    places: int
    """Number of matches (处); overlapping ones count each."""
    results: tuple[Result, ...]
    """The headings and paragraphs (条): those with the whole query first, headings before text, in reading order."""
    referred: tuple[Result, ...] = ()
    """The places whose number the query is (二（五）2); they are shown before all results."""

    def as_text(self) -> str:
        """Return the answer as text for a terminal: the numbers, then address, place and sentence of each result."""
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
