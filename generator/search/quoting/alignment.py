"""A passage beside words of the reports that it nearly is: the fewest characters to change, drop or add.

By the furthest place that each diagonal reaches with so many differences (Ukkonen, Myers): what a passage costs grows
with its differences and not with its length. The theme's alignment.js is this module's twin.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The counterpart of a passage."""

    start: int
    end: int
    """In the reports' stream."""
    distance: int = 0
    places: int = 1
    steps: str = ""
    """= same, x other, - only pasted, + only in the report."""


def common(plain: str, at: int, stream: str, there: int) -> int:
    """Return how far a passage and a stream are the same from two places on."""
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
    """Return how many of a passage's characters a window lacks: no fewer differences than that are possible."""
    return (letters - Counter(window)).total()


def align(plain: str, stream: str, low: int, width: int, most: int) -> Counterpart | None:
    """Return the fewest steps from a passage to words of a stream that begin in `width` places from `low` on.

    A passage is shifted by no more than that; of equal ways the first that keeps or changes a character. None for more
    than `most` steps.
    """
    size, limit = len(plain), len(stream)
    # How far each shift comes with so many differences; -1 where it has no place in the stream.
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
