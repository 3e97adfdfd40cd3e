"""引文核对: which words of a pasted text stand in the reports, character by character, and where they differ.

Width, white space, traditional forms and whatever else is the same to a searcher are folded before the comparison.
Text in quotation marks is checked as a whole, and so is a line most of which stands in one place. In other lines every
run of at least `SHORTEST` characters that has a counterpart is found. The theme's quotations.js and pasted.js have the
same rules; `tests/search/quotations.yml` tests both.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.search.answer import Result
from generator.search.engine import Engine
from generator.search.quoting.alignment import Counterpart, align, common, unmatched
from generator.search.quoting.pasted import SHORTEST_QUOTE, Pasted

SHORTEST = 12
"""Minimum characters of a run outside quotation marks that is reported."""
LONGEST = 100_000
"""Maximum characters of a pasted text; the rest is ignored."""
_GRAM = 4
"""Characters of the strings by which places in the stream are looked up."""
_PLACES = 64
"""Maximum number of places of one gram that are tried."""
_TRIED = 12
"""Maximum number of places that are tried as the beginning of an inexact counterpart."""
_BLOCK = 6
"""Minimum characters of a block: equal words that may be part of a longer run with differences."""
_GAP = 4
"""Maximum characters between two blocks of one run."""
_BANDS = (8, 64)
"""Maximum characters that a passage may be shifted against its counterpart; the second is tried if the first fails."""


class Agreement(StrEnum):
    """Whether a passage stands in the reports word for word, with differences, or not at all."""

    EXACT = "exact"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of the pasted text, and its counterpart in the reports."""

    agreement: Agreement
    start: int
    end: int
    """`start` and `end` are offsets in the pasted text."""
    place: Result | None = None
    """The paragraph in which the counterpart begins; None if there is none."""
    last: Result | None = None
    """The paragraph in which the counterpart ends; None if it is the same."""
    places: int = 0
    """Number of places at which exact words stand in the reports."""
    distance: int = 0
    """The fewest characters to change, drop or add."""
    pieces: tuple[tuple[str, str, bool], ...] = ()
    """Pieces of a passage that differs: (pasted words, the report's words, whether they are the same)."""


class Checker:
    """The reports of an index made ready for checking."""

    def __init__(self, engine: Engine) -> None:
        """Index the grams of an engine's stream."""
        self._engine = engine
        self.stream, self._starts, self._ends = engine.stream()
        self._grams: dict[str, list[int]] = {}
        for at in range(len(self.stream) - _GRAM + 1):
            self._grams.setdefault(self.stream[at : at + _GRAM], []).append(at)

    def check(self, text: str) -> list[Quoted]:
        """Return the passages of a text in order; if none has a counterpart, the whole text as one missing passage."""
        pasted = Pasted(text[:LONGEST])
        found: list[Quoted] = []
        for start, end in pasted.lines():
            found.extend(self._line(pasted, start, end, alone=len(pasted.plain) == end - start))
        if not found and pasted.plain:
            found = [Quoted(Agreement.MISSING, *pasted.span(0, len(pasted.plain)))]
        return found

    def _line(self, pasted: Pasted, start: int, end: int, *, alone: bool) -> Iterator[Quoted]:
        if end - start >= (SHORTEST_QUOTE if alone else SHORTEST):
            match = self._match(pasted.plain[start:end], part=10)
            if match:
                yield self._passage(pasted, start, end, match)
                return
        at = start
        for left, right in pasted.quotes(start, end):
            yield from self._runs(pasted, at, left)
            match = self._match(pasted.plain[left:right], part=3)
            yield self._passage(pasted, left, right, match)
            at = right
        yield from self._runs(pasted, at, end)

    def _passage(self, pasted: Pasted, start: int, end: int, match: Counterpart | None) -> Quoted:
        if match is None:
            return Quoted(Agreement.MISSING, *pasted.span(start, end))
        first = self._engine.place(self._starts[match.start])
        last = self._engine.place(self._starts[match.end - 1])
        return Quoted(
            Agreement.DIFFERS if match.distance else Agreement.EXACT,
            *pasted.span(start, end),
            place=first,
            last=last if last.address != first.address else None,
            places=match.places,
            distance=match.distance,
            pieces=tuple(self._pieces(pasted, start, match)) if match.distance else (),
        )

    def _pieces(self, pasted: Pasted, start: int, match: Counterpart) -> Iterator[tuple[str, str, bool]]:
        """Yield the `Quoted.pieces` of a passage that differs from its counterpart."""
        at, there = start, match.start
        for steps in re.findall("=+|[^=]+", match.steps):
            to = at + sum(step != "+" for step in steps)
            until = there + sum(step != "-" for step in steps)
            left, right = pasted.span(at, to) if to > at else (0, 0)
            words = self._engine.shown[self._starts[there] : self._ends[until - 1]] if until > there else ""
            yield pasted.text[left:right], words.replace("\n", ""), steps[0] == "="
            at, there = to, until

    # --- a passage as it is ---

    def _match(self, plain: str, part: int) -> Counterpart | None:
        """Return the exact counterpart of a passage, or the one that differs least: in at most 1 of `part` characters.

        None if there is neither.
        """
        exact = self._exact(plain)
        if exact or len(plain) < 2 * _GRAM:
            return exact
        found = [self._grams.get(plain[at : at + _GRAM], ()) for at in range(len(plain) - _GRAM + 1)]
        most = len(plain) // part
        floor = self._floor(found)
        if floor > most or not any(found):
            return None
        if floor <= _BANDS[0] and (best := self._least(plain, found, floor)):
            return best
        votes, untold = self._votes(found)
        begins = heapq.nsmallest(_TRIED, votes, key=lambda start: (-votes[start], start))
        letters = Counter(plain)
        best = None
        for widest in _BANDS:
            band = min(widest, most)  # from the place that a gram gives, a shift is no longer than the differences
            tried: list[int] = []
            for start in begins:
                if any(abs(start - other) <= band // 2 for other in tried):
                    continue
                tried.append(start)
                least = best.distance - 1 if best else most
                low, width = start - band, 2 * band + 1
                # A difference spoils at most the _GRAM grams that contain it; the other grams must vote for this place.
                if (
                    least < floor
                    or sum(votes[at] for at in range(low, low + width)) < len(found) - _GRAM * least - untold
                ):
                    continue
                if unmatched(letters, self.stream[max(0, low) : max(0, low + width + len(plain))]) <= least:
                    best = align(plain, self.stream, low, width, least) or best
            if best:
                break
        return best

    @staticmethod
    def _floor(found: Sequence[Sequence[int]]) -> int:
        """Return the minimum number of differences of a passage that has no exact counterpart.

        `found` are the places of its grams. Grams that stand nowhere and do not overlap have a difference each.
        """
        floor, following = 0, 0
        for at, places in enumerate(found):
            if not places and at >= following:
                floor += 1
                following = at + _GRAM
        return max(floor, 1)

    def _least(self, plain: str, found: Sequence[Sequence[int]], floor: int) -> Counterpart | None:
        """Return a counterpart at a place of the passage's rarest gram that has no more differences than `floor`.

        As `floor` is the minimum, no other counterpart can be better. None if there is none.
        """
        rarest = min((at for at in range(len(found)) if found[at]), key=lambda at: len(found[at]))
        places = (place - rarest - floor for place in found[rarest][:_TRIED])
        aligned = (align(plain, self.stream, low, 2 * floor + 1, floor) for low in places)
        return next(filter(None, aligned), None)

    def _exact(self, plain: str) -> Counterpart | None:
        """Return the first exact counterpart of a passage, with the number of all; None if there is none.

        Places are looked up by the rarest of three grams: the first, the middle and the last.
        """
        if len(plain) < _GRAM:
            return None
        offsets = {0, (len(plain) - _GRAM) // 2, len(plain) - _GRAM}
        places, offset = min(
            ((self._grams.get(plain[at : at + _GRAM], []), at) for at in sorted(offsets)), key=lambda one: len(one[0])
        )
        found: list[int] = []
        for place in places:
            at = place - offset
            if (not found or at >= found[-1] + len(plain)) and at >= 0 and self.stream.startswith(plain, at):
                found.append(at)
        return Counterpart(found[0], found[0] + len(plain), places=len(found)) if found else None

    @staticmethod
    def _votes(found: Sequence[Sequence[int]]) -> tuple[Counter[int], int]:
        """Return the offsets in the stream at which a passage may begin, each with the number of its grams that say so.

        The second value is the number of grams without a vote: those at more than _PLACES places. If all grams are so
        common, the first _PLACES places of each do vote.
        """
        votes: Counter[int] = Counter()
        untold = 0
        for offset, places in enumerate(found):
            if len(places) > _PLACES:
                untold += 1
            else:
                for place in places:
                    votes[place - offset] += 1
        if not votes:
            for offset, places in enumerate(found):
                votes.update(place - offset for place in places[:_PLACES])
        return votes, untold

    # --- runs ---

    def _runs(self, pasted: Pasted, start: int, end: int) -> Iterator[Quoted]:
        """Yield the runs of a stretch outside quotation marks; blocks with a small difference between form one run."""
        chain: list[tuple[int, int, int]] = []
        for block in self._blocks(pasted.plain, start, end):
            if chain and not self._goes_on(chain[-1], block):
                yield from self._run(pasted, chain)
                chain = []
            chain.append(block)
        yield from self._run(pasted, chain)

    def _run(self, pasted: Pasted, chain: list[tuple[int, int, int]]) -> Iterator[Quoted]:
        if not chain or chain[-1][0] + chain[-1][2] - chain[0][0] < SHORTEST:
            return
        start, end = chain[0][0], chain[-1][0] + chain[-1][2]
        plain = pasted.plain[start:end]
        if len(chain) == 1:
            exact = self._exact(plain)
            assert exact is not None  # it is one block of the stream
            match = exact
        else:
            shift = chain[-1][1] - chain[-1][0] - chain[0][1] + start
            width, most = 2 * abs(shift) + 2 * _GAP + 1, end - start
            found = align(plain, self.stream, chain[0][1] - width // 2, width, most)
            assert found is not None  # a chain has fewer differences than characters
            match = found
        yield self._passage(pasted, start, end, match)

    @staticmethod
    def _goes_on(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
        here, there = other[0] - one[0] - one[2], other[1] - one[1] - one[2]
        return here <= _GAP and 0 <= there <= _GAP

    def _blocks(self, plain: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the blocks of a stretch from left to right as (offset in `plain`, offset in the stream, length)."""
        at = start
        while at + _GRAM <= end:
            size, where = 0, 0
            for place in self._grams.get(plain[at : at + _GRAM], ())[:_PLACES]:
                length = min(common(plain, at, self.stream, place), end - at)
                if length > size:
                    size, where = length, place
            if size >= _BLOCK:
                yield at, where, size
            at += size if size >= _BLOCK else 1
