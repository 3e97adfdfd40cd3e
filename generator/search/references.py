"""Finds the places that a reference may mean, as people write one: 二（五）2一是, 2.5.2, p2t2f5i2m1.

The ids of the index tell the numbering. A reference may leave out themes, since numbering mostly runs on across them,
and whatever stands above a number in brackets. The theme's engine.js has the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.search.index import Index, Piece
from generator.search.normal import bare, typed
from generator.text.numerals import number_of

_NUMBER = "[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|[0-9]{1,3}"
_TOKEN = re.compile(
    rf"第?(?P<named>{_NUMBER})(?P<unit>部分|个?方面(?:问题)?|节|项|条|点)|\((?P<bracketed>{_NUMBER})\)"
    rf"|(?P<measure>{_NUMBER})是|(?P<plain>{_NUMBER})[.、-]?"
)
_UNITS = {"部": "p", "方": "t", "个": "t", "项": "i", "条": "m"}
_SEGMENT = re.compile(r"([a-z]+)([0-9]+(?:_[0-9]+)?)(?:-[0-9]+)?")
_ID = re.compile(r"[pa]u?[0-9]+(?:[ptfimdbrcaen]u?[0-9_]+)*")
_FEWEST = 2
"""Minimum numbers in a reference, unless the only one is that of a part or a theme, with its unit."""

Token = tuple[str, int, bool]
"""A number of a reference, as (kind, number, whether what stands above it may be left out).

The kind is the letter of an id, "(" for a number in brackets, which parts and themes never have, or empty if unknown.
"""
Segment = tuple[str, int]
"""A letter of an id and its number: ("f", 5)."""


class References:
    """The places of an index by their numbering."""

    def __init__(self, index: Index) -> None:
        """Collect the first piece of each place of the index."""
        self.places: list[tuple[str, tuple[Segment, ...], Piece]] = []
        seen = set()
        for line in index.lines:
            for piece in line:
                page = index.units[piece[2]][1]
                if (page, piece[1]) in seen:
                    continue
                seen.add((page, piece[1]))
                name = index.pages[page][0].rstrip("/").rpartition("/")[2].removesuffix(".html")
                ident = piece[1] if piece[1] == name else f"{name}{piece[1]}"
                if _ID.fullmatch(ident):
                    self.places.append((ident, segments_of(ident), piece))

    def find(self, query: str) -> list[Piece]:
        """Return the places that a query refers to, most likely first; none for a query that is no reference."""
        written = bare(typed(query, {}))
        if _ID.fullmatch(written.replace("#", "")):
            return [piece for ident, _, piece in self.places if ident == written.replace("#", "")]
        tokens = tokens_of(written)
        if not tokens:
            return []
        found = [
            piece
            for left_out in (True, False)
            for _, segments, piece in self.places
            if _means(tokens, segments, left_out=left_out)
        ]
        return list(dict.fromkeys(found))


def tokens_of(written: str) -> list[Token]:
    """Return the numbers of a reference; empty if the text is no reference."""
    tokens: list[Token] = []
    at = 0
    while at < len(written):
        match = _TOKEN.match(written, at)
        if not match:
            return []
        unit = _UNITS.get((match["unit"] or " ")[0], "m" if match["measure"] else "(" if match["bracketed"] else "")
        number = number_of(match["named"] or match["bracketed"] or match["measure"] or match["plain"])
        if number is None:
            return []
        tokens.append((unit, number, bool(match["bracketed"] or match["unit"])))
        at = match.end()
    return tokens if len(tokens) >= _FEWEST or (tokens and tokens[0][0] in {"p", "t"}) else []


def segments_of(ident: str) -> tuple[Segment, ...]:
    """Return the letters and numbers of an id; 0 for a number that the report does not state."""
    found = _SEGMENT.findall(ident)
    return tuple(
        (letter[0], int(number) if letter[1:] != "u" and number.isdecimal() else 0) for letter, number in found
    )


def _means(tokens: Sequence[Token], segments: Sequence[Segment], *, left_out: bool) -> bool:
    """Say whether the numbers of a reference are those of a place; `left_out`: its themes may be left out."""
    if segments[-1][0] == "d":
        return False
    named = [segment for segment in segments if segment[1]]
    if left_out and all(letter != "t" for letter, _, _ in tokens):
        if segments[-1][0] == "t":
            return False
        named = [segment for segment in named if segment[0] != "t"]
    if len(named) > len(tokens) and tokens[0][2]:
        named = named[-len(tokens) :]
        if named[0][0] != tokens[0][0].replace("(", "f"):
            return False
    return len(named) == len(tokens) and all(
        number == wanted and (letter in {"", kind} or (letter == "(" and kind not in "pt"))
        for (letter, wanted, _), (kind, number) in zip(tokens, named, strict=True)
    )
