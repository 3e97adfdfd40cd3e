"""Report numbers that stay: a report keeps its own when another is added or removed, and all follow from the slugs."""

from __future__ import annotations

from collections.abc import Iterable

from generator.search.grams import hashed


def room_for(count: int) -> int:
    """Return how many numbers there are for some reports: between 1.5 and 2 for each, beyond the first few."""
    room = 16
    while 2 * room < 3 * count:
        room = room * 3 // 2 if room & (room - 1) == 0 else room * 4 // 3
    return room


def numbered(slugs: Iterable[str]) -> dict[str, int]:
    """Return the number of each slug, in order of slug.

    Each slug tries the numbers that its hash gives, one after the other, and takes the first that is free; slugs take
    their turn in order of their hashes. So a report that comes or goes leaves nearly all others their numbers, except
    when the table of numbers has to grow.
    """
    ordered = sorted(slugs)
    room = room_for(len(ordered))
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for slug in sorted(ordered, key=lambda slug: (hashed(slug), slug)):
        row = at = 0
        while (at := hashed(f"{row} {slug}") % room) in taken:
            row += 1
        numbers[slug] = at
        taken.add(at)
    return {slug: numbers[slug] for slug in ordered}
