"""Numbers of reports in the shards: computed from the slugs, and mostly unchanged when a report comes or goes."""

from __future__ import annotations

from collections.abc import Iterable

from generator.search.grams import hashed


def room_for(count: int) -> int:
    """Return the size of the table of numbers for `count` reports: 16, or else from 1.5 to 2 times `count`."""
    room = 16
    while 2 * room < 3 * count:
        room = room * 3 // 2 if room & (room - 1) == 0 else room * 4 // 3
    return room


def numbered(slugs: Iterable[str]) -> dict[str, int]:
    """Return the number of each slug, in order of slug.

    As in a hash table, each slug tries the numbers that its hashes give and takes the first that is free; slugs take
    their turn in order of their hashes. So nearly all reports keep their numbers when another comes or goes, unless
    the table has to grow or shrink.
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
