"""Aligns a pasted passage with similar words of the reports: the fewest characters to change, drop or add.

It computes the furthest place that each diagonal reaches with 0, 1, 2… differences (Ukkonen, Myers), so that the time
grows with the number of differences and not with the length. The theme's alignment.js has the same rules.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The words of the reports that a passage corresponds to."""

    start: int
    end: int
    """`start` and `end` are offsets in the reports' stream (`Engine.stream`)."""
    distance: int = 0
    """Number of characters that differ."""
    places: int = 1
    """Number of places at which the words stand."""
    steps: str = ""
    """A sign for each character: `=` same, `x` changed, `-` only in the passage, `+` only in the report.

    Empty for an exact counterpart.
    """


def common(plain: str, at: int, stream: str, there: int) -> int:
    """Return how many characters `plain` from `at` on and `stream` from `there` on have in common."""
    most = min(len(plain) - at, len(stream) - there)
    if most <= 0 or plain[at] != stream[there]:
        return 0
    size, step = 1, 8
    while size + step <= most and plain[at + size : at + size + step] == stream[there + size : there + size + step]:
        size += step
        step *= 2
    while step:
        end = min(size + step, most)
        if plain[at + size : at + end] == stream[there + size : there + end]:
            size = end
        step //= 2
    return size


def unmatched(letters: Counter[str], window: str) -> int:
    """Return how many of a passage's characters a window of the stream lacks: a minimum of the differences."""
    return (letters - Counter(window)).total()


def align(plain: str, stream: str, low: int, width: int, most: int) -> Counterpart | None:
    """Return the counterpart of a passage with the fewest differences, among those that begin in a band of the stream.

    The band has `width` offsets from `low` on, and no character is shifted out of it. Of equally good alignments the
    one that keeps or changes a character wins over one that drops or adds one. None if there are more than `most`
    differences.
    """
    size, limit = len(plain), len(stream)
    # The characters of the passage that each shift covers with so many differences; -1 if it is outside the stream.
    row = [common(plain, 0, stream, at) if 0 <= at <= limit else -1 for at in range(low, low + width)]
    rows = [row]
    while max(row) < size:
        if len(rows) > most:
            return None
        before = [-1, *row, -1]
        row = []
        for offset in range(width):
            here = low + offset
            kept, added, dropped = before[offset + 1], before[offset], before[offset + 2]
            far = kept + 1 if 0 <= kept < limit - here else kept
            far = max(far, min(added, limit - here))
            if dropped >= max(far, 0):
                far = dropped + 1
            if far >= 0:
                far += common(plain, far, stream, here + far)
            row.append(far)
        rows.append(row)
    distance, offset = len(rows) - 1, row.index(size)
    end = low + size + offset
    steps = []
    at, cost = size, distance
    while cost:
        there = low + at - 1 + offset
        if 0 <= there < limit and plain[at - 1] == stream[there]:
            steps.append("=")
            at -= 1
            continue
        cost -= 1
        if 0 <= there < limit and at and rows[cost][offset] >= at - 1:
            steps.append("x")
            at -= 1
        elif at and offset + 1 < width and rows[cost][offset + 1] >= at - 1:
            steps.append("-")
            at, offset = at - 1, offset + 1
        else:
            steps.append("+")
            offset -= 1
    steps.append("=" * at)
    return Counterpart(low + offset, end, distance, steps="".join(reversed(steps)))
