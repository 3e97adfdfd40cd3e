"""引文核对: which words of a pasted text stand in the reports, letter by letter, and where they differ.

Width, white space, traditional forms and what else is the same to a searcher are folded before anything is compared.
What stands in quotation marks is checked as it is, and so is a line most of which stands in one place; of other lines
every run of `SHORTEST` characters and more that has a counterpart. The theme's check.js is this module's twin;
`tests/search/quotations.yml` holds both to the same answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.search.engine import Engine, Result
from generator.search.normal import INVISIBLE, folded, simplified, unified_with_places

SHORTEST = 12
"""Characters of a run outside quotation marks that is told of."""
LONGEST = 100_000
"""Characters of a text that are looked at."""
_QUOTED = re.compile('“[^“”]*(?:“[^“”]*”[^“”]*)*”|「[^「」]*」|『[^『』]*』|"[^"\n]*"')
_SHORTEST_QUOTE = 4
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


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    """In the reports' stream."""
    distance: int = 0
    places: int = 1
    steps: str = ""
    """= same, x other, - only pasted, + only in the report."""


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
        pasted = _Pasted(text[:LONGEST])
        found: list[Quoted] = []
        for start, end in pasted.lines():
            found.extend(self._line(pasted, start, end, alone=len(pasted.plain) == end - start))
        if not found and pasted.plain:
            found = [Quoted(Agreement.MISSING, *pasted.span(0, len(pasted.plain)))]
        return found

    def _line(self, pasted: _Pasted, start: int, end: int, *, alone: bool) -> Iterator[Quoted]:
        if end - start >= (_SHORTEST_QUOTE if alone else SHORTEST):
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

    def _passage(self, pasted: _Pasted, start: int, end: int, match: _Match | None) -> Quoted:
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

    def _pieces(self, pasted: _Pasted, start: int, match: _Match) -> Iterator[tuple[str, str, bool]]:
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

    def _match(self, plain: str, part: int) -> _Match | None:
        """Return where a passage stands, or where what differs least from it does, by one of `part` characters."""
        at = self.stream.find(plain)
        if at >= 0:
            return _Match(at, at + len(plain), places=self.stream.count(plain))
        if len(plain) < 2 * _GRAM:
            return None
        begins = self._beginnings(plain)
        best: _Match | None = None
        for band in _BANDS:
            for diagonal in begins:
                most = best.distance - 1 if best else len(plain) // part
                best = _align(plain, self.stream, diagonal - band, 2 * band + 1, most) or best
            if best:
                break
        return best

    def _beginnings(self, plain: str) -> list[int]:
        """Return where in the stream a passage may begin, the likeliest first; what stands everywhere tells nothing."""
        votes: Counter[int] = Counter()
        for common in (False, True):
            for offset in range(len(plain) - _GRAM + 1):
                places = self._grams.get(plain[offset : offset + _GRAM], ())
                if common or len(places) <= _PLACES:
                    votes.update(place - offset for place in places[:_PLACES])
            if votes:
                break
        return sorted(votes, key=lambda start: (-votes[start], start))[:_TRIED]

    # --- runs ---

    def _runs(self, pasted: _Pasted, start: int, end: int) -> Iterator[Quoted]:
        """Yield the runs of a stretch outside quotation marks; those that go on behind a small difference are one."""
        chain: list[tuple[int, int, int]] = []
        for block in self._blocks(pasted.plain, start, end):
            if chain and not self._goes_on(chain[-1], block):
                yield from self._run(pasted, chain)
                chain = []
            chain.append(block)
        yield from self._run(pasted, chain)

    def _run(self, pasted: _Pasted, chain: list[tuple[int, int, int]]) -> Iterator[Quoted]:
        if not chain or chain[-1][0] + chain[-1][2] - chain[0][0] < SHORTEST:
            return
        start, end = chain[0][0], chain[-1][0] + chain[-1][2]
        if len(chain) == 1:
            plain = pasted.plain[start:end]
            match = _Match(chain[0][1], chain[0][1] + chain[0][2], places=self.stream.count(plain))
        else:
            shift = chain[-1][1] - chain[-1][0] - chain[0][1] + start
            width, most = 2 * abs(shift) + 2 * _GAP + 1, end - start
            found = _align(pasted.plain[start:end], self.stream, chain[0][1] - width // 2, width, most)
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
                length = self._common(plain, at, end, place)
                if length > size:
                    size, where = length, place
            if size >= _BLOCK:
                yield at, where, size
            at += size if size >= _BLOCK else 1

    def _common(self, plain: str, at: int, end: int, place: int) -> int:
        """Return how far a text and the stream are the same from two places on."""
        low, high = _GRAM, min(end - at, len(self.stream) - place)
        while low < high:
            middle = (low + high + 1) // 2
            same = plain[at + low : at + middle] == self.stream[place + low : place + middle]
            low, high = (middle, high) if same else (low, middle - 1)
        return low


class _Pasted:
    """A text as it was pasted, and folded, with the way back."""

    def __init__(self, text: str) -> None:
        self.text = text
        seen = [at for at, character in enumerate(text) if not (character.isspace() or INVISIBLE.match(character))]
        same = folded("".join(text[at] for at in seen), simplified())
        self.plain, starts, ends = unified_with_places(same)
        self._starts = [seen[at] for at in starts]
        self._ends = [seen[at - 1] + 1 for at in ends]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text of a stretch that is not empty."""
        return self._starts[start], self._ends[end - 1]

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield the lines of the text, as stretches of the folded one."""
        start = 0
        for at in range(1, len(self.plain) + 1):
            if at == len(self.plain) or "\n" in self.text[self._ends[at - 1] : self._starts[at]]:
                yield start, at
                start = at

    def quotes(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield what stands in quotation marks in a stretch, without the marks."""
        left, right = self.span(start, end)
        for match in _QUOTED.finditer(self.text, left, right):
            inside = [at for at in range(start, end) if match.start() < self._starts[at] < match.end() - 1]
            if len(inside) >= _SHORTEST_QUOTE:
                yield inside[0], inside[-1] + 1


def _align(plain: str, stream: str, low: int, width: int, most: int) -> _Match | None:
    """Return the fewest steps from a passage to words of a stream that begin in `width` places from `low` on.

    A passage is shifted by no more than that; of equal ways the first that keeps or changes a character. None for more
    than `most` steps.
    """
    size = len(plain)
    infinite = size + 1
    row = [0 if 0 <= low + offset <= len(stream) else infinite for offset in range(width)]
    rows = [row]
    for at in range(size):
        before, row = row, []
        for offset in range(width):
            there = low + at + offset
            cost = infinite
            if 0 <= there < len(stream):
                cost = before[offset] + (plain[at] != stream[there])
            if offset + 1 < width:
                cost = min(cost, before[offset + 1] + 1)
            if offset and 0 <= there < len(stream):
                cost = min(cost, row[offset - 1] + 1)
            row.append(cost)
        if min(row) > most:
            return None
        rows.append(row)
    distance = min(row)
    offset = row.index(distance)
    end = low + size + offset
    steps = []
    at = size
    while at:
        there, cost = low + at - 1 + offset, rows[at][offset]
        same = 0 <= there < len(stream) and plain[at - 1] == stream[there]
        if 0 <= there < len(stream) and cost == rows[at - 1][offset] + (not same):
            steps.append("=" if same else "x")
            at -= 1
        elif offset + 1 < width and cost == rows[at - 1][offset + 1] + 1:
            steps.append("-")
            at, offset = at - 1, offset + 1
        else:
            steps.append("+")
            offset -= 1
    return _Match(low + offset, end, distance, steps="".join(reversed(steps)))
