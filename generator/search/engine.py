"""The search itself: it scans the folded text for a query and returns every place.

It tries these modes and takes the first that finds something: the `whole` string; the page whose `address` the query
is; `all` words or "phrases" in one unit; the longest `pieces` of a string that stands nowhere; `none`. All lines are
scanned as one text, so a string is found across the cut between a heading and its paragraph; a match belongs to the
piece in which it begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from generator.search.answer import Answer, Mode, Result
from generator.search.index import Index, Piece
from generator.search.normal import bare, spaced, tightened, typed, unified, unified_with_places
from generator.search.references import References
from generator.text.folding import fold
from generator.text.sentences import sentence_ends
from generator.text.variants import simplified

LONGEST_QUERY = 200
"""Maximum characters of a query; the rest is ignored."""
_ADDRESS = re.compile(
    r"(?:(?:https?|file)://[^/?#]*)?/*(?P<path>[\w./%~-]*/[\w./%~-]*|[a-z0-9-]+(?=#))(?:\?[^#]*)?(?:#(?P<anchor>[\w-]*))?$",
    re.ASCII,  # as in JavaScript, \w has no Chinese
)
_QUOTED = re.compile(r'"([^"]*)"')
_JOINED = re.compile(r"[0-9a-z.]")
_SHORTEST_PIECE = 2
_CONTEXT = 60
"""Maximum characters of a sentence that are shown before and after a match."""


class Engine:
    """An index made ready for scanning."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._variants = simplified()
        self._pieces = [piece for line in index.lines for piece in line]
        self.shown = "\n".join("".join(piece[0] for piece in line) for line in index.lines)
        self._spaced = "\n".join(spaced("".join(piece[0] for piece in line), self._variants) for line in index.lines)
        self._starts: list[int] = []
        offset = 0
        for line in index.lines:
            for piece in line:
                self._starts.append(offset)
                offset += len(piece[0])
            offset += 1
        self._bare_at = [at for at, character in enumerate(self._spaced) if character != " "]
        self._bare = bare(self._spaced)
        self._plain, starts, ends = unified_with_places(self._bare)
        self._plain_at = [self._bare_at[start] for start in starts]
        self._plain_end = [self._bare_at[end - 1] + 1 for end in ends]
        self._cut_at = -1
        self._ends: list[int] = []

    @cached_property
    def _references(self) -> References:
        """The places by number; made when first asked for, since only a search needs them."""
        return References(self._index)

    def search(self, query: str) -> Answer:
        """Return the answer to a query."""
        referred = tuple(map(self._place, self._references.find(query)))
        found = self._search(query)
        if referred and found.mode in {Mode.NONE, Mode.PIECES, Mode.ADDRESS}:
            return Answer(query, Mode.ADDRESS, (), len(referred), referred)
        return replace(found, referred=referred)

    def stream(self) -> tuple[str, list[int], list[int]]:
        """Return the whole folded text, and the offsets in `shown` at which each of its characters starts and ends.

        It has line breaks only between reports, since a quotation may span paragraphs.
        """
        slugs = [address.partition("/")[0] if "/" in address else "" for address, _, _ in self._index.pages]
        kept = []
        before = None
        for at, character in enumerate(self._plain):
            if character == "\n":
                following = slugs[self._index.units[self._unit(self._plain_at[at] + 1)][1]]
                if following == before:
                    continue
                before = following
            elif before is None:
                before = slugs[self._index.units[self._unit(self._plain_at[at])][1]]
            kept.append(at)
        text = "".join(self._plain[at] for at in kept)
        return text, [self._plain_at[at] for at in kept], [self._plain_end[at] for at in kept]

    def place(self, offset: int) -> Result:
        """Return the heading or paragraph in which a character of `shown` stands."""
        return self._place(self._pieces[self._piece(offset)])

    def _search(self, query: str) -> Answer:
        wanted = typed(query[:LONGEST_QUERY], self._variants)
        for term in dict.fromkeys((wanted, tightened(wanted))):
            places = self._find(term)
            if places:
                return self._answer(query, Mode.WHOLE, (term,), places, places)
        if opened := self._open(query):
            return Answer(query, Mode.ADDRESS, (), 1, (opened,))
        phrases = tuple(spaced(phrase, self._variants) for phrase in _QUOTED.findall(wanted) if phrase.strip())
        words = tuple(_QUOTED.sub(" ", wanted).replace('"', " ").split(" "))
        words = tuple(word for word in words if word)
        terms = (*phrases, *words)
        if len(terms) > 1 or phrases:
            mode = Mode.WHOLE if len(terms) == 1 else Mode.ALL
            found = self._together(terms)
            if found:
                return self._answer(query, mode, terms, found, self._find(bare(wanted)))
        if all(self._find(phrase) for phrase in phrases):
            pieces = tuple(dict.fromkeys((*phrases, *(piece for word in words for piece in self._longest(word)))))
            found = self._together(pieces)
            if not found and pieces:
                pieces = (max(pieces, key=len),)
                found = self._find(pieces[0])
            # Pieces that are less than half of the query are not what was meant.
            if found and words and 2 * sum(map(len, pieces)) >= sum(map(len, terms)):
                return self._answer(query, Mode.PIECES, pieces, found, [])
        return Answer(query, Mode.NONE, (), 0, ())

    def _open(self, query: str) -> Result | None:
        """Return the page or paragraph whose address the query is; None if it is no address of this site."""
        match = _ADDRESS.match(query.strip())
        if not match:
            return None
        path = f"/{match['path'].strip('/')}/".replace("/index.html/", "/")
        pages = [at for at, (address, _, _) in enumerate(self._index.pages) if path.endswith(f"/{address}")]
        if not pages:
            return None
        page = max(pages, key=lambda at: len(self._index.pages[at][0]))
        own = [piece for piece in self._pieces if self._index.units[piece[2]][1] == page]
        piece = next((piece for piece in own if piece[1] == match["anchor"]), None)
        if piece:
            return self._place(piece)
        address, title, above = self._index.pages[page]
        cut = (False, len(title) > _CONTEXT)
        return Result(address, title, above, "", heading=True, text=title[:_CONTEXT], cut=cut, marks=(), places=1)

    def _place(self, piece: Piece) -> Result:
        """Return the result for a piece that was found by its address or number, without marks."""
        text, anchor, unit, heading = piece
        address, title, above = self._index.pages[self._index.units[unit][1]]
        cut = (False, len(text) > _CONTEXT)
        return Result(f"{address}#{anchor}", title, above, "", bool(heading), text[:_CONTEXT], cut, (), 1)

    def _find(self, term: str) -> list[tuple[int, int]]:
        """Return all places of a folded term as (start, end) in the shown text."""
        if not term.strip():
            return []
        if " " in term:
            return [(at, at + len(term)) for at in _scan(self._spaced, term)]
        found = {(self._bare_at[at], self._bare_at[at + len(term) - 1] + 1) for at in _scan(self._bare, term)}
        plain = unified(term)
        if plain != term or self._plain != self._bare:
            last = len(plain) - 1
            found |= {(self._plain_at[at], self._plain_end[at + last]) for at in _scan(self._plain, plain)}
        return sorted(found)

    def _together(self, terms: tuple[str, ...]) -> list[tuple[int, int]]:
        """Return the places of all terms, but only in the units that hold every term."""
        found = [self._find(term) for term in terms]
        if not found:
            return []
        units = set.intersection(*({self._unit(at) for at, _ in places} for places in found))
        return sorted({place for places in found for place in places if self._unit(place[0]) in units})

    def _longest(self, word: str) -> list[str]:
        """Return the longest pieces of a word that stand in the text, in order; no number or Latin word is cut."""
        edges = [
            at
            for at in range(len(word) + 1)
            if at in (0, len(word)) or not (_JOINED.match(word[at - 1]) and _JOINED.match(word[at]))
        ]
        best = (0, 0)
        for first, start in enumerate(edges):
            # If a piece stands in the text, so do all its beginnings: the longest is found by binary search.
            low, high = first, len(edges) - 1
            while low < high:
                middle = (low + high + 1) // 2
                low, high = (middle, high) if self._stands(word[start : edges[middle]]) else (low, middle - 1)
            if edges[low] - start > best[1] - best[0]:
                best = (start, edges[low])
        start, end = best
        if end - start < _SHORTEST_PIECE:
            return []
        return [*self._longest(word[:start]), word[start:end], *self._longest(word[end:])]

    def _stands(self, term: str) -> bool:
        return term in self._bare or unified(term) in self._plain

    def _piece(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _unit(self, offset: int) -> int:
        return self._pieces[self._piece(offset)][2]

    def _answer(
        self,
        query: str,
        mode: Mode,
        terms: tuple[str, ...],
        places: list[tuple[int, int]],
        whole: Iterable[tuple[int, int]],
    ) -> Answer:
        """Return the answer with the places grouped by piece.

        Pieces with a place of the `whole` query come first, then headings, each in reading order.
        """
        grouped: dict[int, list[tuple[int, int]]] = {}
        for place in places:
            grouped.setdefault(self._piece(place[0]), []).append(place)
        best = {self._piece(at) for at, _ in whole}
        order = sorted(grouped, key=lambda piece: (piece not in best, not self._pieces[piece][3], piece))
        results = tuple(self._result(piece, grouped[piece]) for piece in order)
        return Answer(query, mode, terms, len(places), results)

    def _result(self, piece: int, places: list[tuple[int, int]]) -> Result:
        _, anchor, unit, heading = self._pieces[piece]
        label, page = self._index.units[unit]
        address, title, above = self._index.pages[page]
        start, end, cut = self._sentence(*places[0])
        marks = tuple((max(a, start) - start, min(b, end) - start) for a, b in places if a < end and b > start)
        text = self.shown[start:end]
        return Result(
            address=f"{address}#{anchor}",
            title=title,
            above=above,
            label="" if label == title else label,
            heading=bool(heading),
            text=text,
            cut=cut,
            marks=marks,
            places=len(places),
        )

    def _sentence(self, start: int, end: int) -> tuple[int, int, tuple[bool, bool]]:
        """Return (start, end, cut) of the sentence around a match, at most `_CONTEXT` characters on either side."""
        line = self.shown.rfind("\n", 0, start) + 1
        stop = self.shown.find("\n", end)
        stop = len(self.shown) if stop < 0 else stop
        if self._cut_at != line:
            self._cut_at, self._ends = line, sentence_ends(fold(self.shown[line:stop]))
        before = bisect_right(self._ends, start - line)
        after = min(bisect_right(self._ends, end - 1 - line), len(self._ends) - 1)
        first, last = line + (self._ends[before - 1] if before else 0), line + self._ends[after]
        left, right = max(first, start - _CONTEXT), min(last, end + _CONTEXT)
        return left, right, (left > first, right < last)


def _scan(text: str, term: str) -> Iterable[int]:
    at = text.find(term)
    while at >= 0:
        yield at
        at = text.find(term, at + 1)
