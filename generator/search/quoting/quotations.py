"""引文核对: which words of a pasted text stand in the reports, letter by letter, and where they differ.

Width, white space, traditional forms and what else is the same to a searcher are folded before anything is compared.
What stands in quotation marks is checked as it is, and so is a line most of which stands in one place; of other lines
every run of `SHORTEST` characters and more that has a counterpart. The theme's quotations.js and pasted.js are
this module's twin; `tests/search/quotations.yml` holds both to the same answers.
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
"""Characters of a run outside quotation marks that is told of."""
LONGEST = 100_000
"""Characters of a text that are looked at."""
_GRAM = 4
_PLACES = 64
"""Places of one gram that are looked at."""
_TRIED = 12
"""Places at which a passage that stands nowhere as it is may begin."""
_BLOCK = 6
"""Characters of a run that may be part of a longer one with differences."""
_GAP = 4
"""Characters between two such."""
_BANDS = (8, 64)
"""How many characters a passage may be shifted against its counterpart; the second where the first is too narrow."""


class Agreement(StrEnum):
    """How a passage stands in the reports."""

    EXACT = "exact"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A part of the pasted text, and its counterpart."""

    agreement: Agreement
    start: int
    end: int
    """Its offsets in the text."""
    place: Result | None = None
    """Where its counterpart begins."""
    last: Result | None = None
    """The paragraph in which its counterpart ends, where that is another."""
    places: int = 0
    """How many times the words stand in the reports; told of exact ones."""
    distance: int = 0
    """The fewest characters to change, drop or add."""
    pieces: tuple[tuple[str, str, bool], ...] = ()
    """Of one that differs: the words pasted and the reports', piece by piece, and whether they are the same."""


class Checker:
    """The reports of an index made ready for checking."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine's reports."""
        self._engine = engine
        self.stream, self._starts, self._ends = engine.stream()
        self._grams: dict[str, list[int]] = {}
        for at in range(len(self.stream) - _GRAM + 1):
            self._grams.setdefault(self.stream[at : at + _GRAM], []).append(at)

    def check(self, text: str) -> list[Quoted]:
        """Return the passages of a text in order; one that is missing where nothing of it stands anywhere."""
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
        """Yield the words of a passage that differs and their counterparts."""
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
        """Return where a passage stands, or where what differs least from it does, by one of `part` characters."""
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
            band = min(widest, most)  # where a gram stands right, no more is shifted than differs
            tried: list[int] = []
            for start in begins:
                if any(abs(start - other) <= band // 2 for other in tried):
                    continue
                tried.append(start)
                least = best.distance - 1 if best else most
                low, width = start - band, 2 * band + 1
                # A difference spoils no more grams than those in which it stands; the others are in the reports.
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
        """Return how many differences a passage that stands nowhere as it is has at least.

        Grams that stand nowhere and share no character have a difference each.
        """
        floor, following = 0, 0
        for at, places in enumerate(found):
            if not places and at >= following:
                floor += 1
                following = at + _GRAM
        return max(floor, 1)

    def _least(self, plain: str, found: Sequence[Sequence[int]], floor: int) -> Counterpart | None:
        """Return what differs at a place of a passage's rarest gram by as little as must be: nothing differs less."""
        rarest = min((at for at in range(len(found)) if found[at]), key=lambda at: len(found[at]))
        places = (place - rarest - floor for place in found[rarest][:_TRIED])
        aligned = (align(plain, self.stream, low, 2 * floor + 1, floor) for low in places)
        return next(filter(None, aligned), None)

    def _exact(self, plain: str) -> Counterpart | None:
        """Return the first place at which a passage stands, with the number of places; by its rarest gram of three."""
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
        """Return where in the stream a passage may begin, by how many of its grams, and how many grams don't say.

        What stands everywhere tells nothing, unless there is nothing else.
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
        """Yield the runs of a stretch outside quotation marks; those that go on behind a small difference are one."""
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
        """Yield the longest runs from left to right: where each starts here and there, and its length."""
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
