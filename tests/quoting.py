"""Makes passages for the check of quotations: from the test reports, as they are or with one character changed."""

from __future__ import annotations

import random
from collections.abc import Iterator

SHORTEST, LONGEST = 20, 80


def drawn(stream: str, count: int, seed: int) -> list[str]:
    """Return passages of a stream of reports, each from one report and without quotation marks."""
    return [words for words, _ in zip(_passages(stream, random.Random(seed)), range(count), strict=False)]  # noqa: S311


def _passages(stream: str, chance: random.Random) -> Iterator[str]:
    while True:
        at, size = chance.randrange(len(stream) - LONGEST), chance.randrange(SHORTEST, LONGEST)
        words = stream[at : at + size]
        if not set(words) & set('\n“”"「」『』'):
            yield words


def changed(stream: str, count: int, seed: int) -> list[tuple[str, int]]:
    """Return (passage, distance) for passages with one character changed, dropped or added, or two swapped."""
    chance = random.Random(seed)  # noqa: S311
    letters = sorted(set(stream) - set('\n“”"「」『』'))
    found: list[tuple[str, int]] = []
    for words in _passages(stream, chance):
        at, letter = chance.randrange(len(words) - 1), chance.choice(letters)
        made, distance = chance.choice(
            (
                (words[:at] + letter + words[at + 1 :], 1),
                (words[:at] + words[at + 1 :], 1),
                (words[:at] + letter + words[at:], 1),
                (words[:at] + words[at + 1] + words[at] + words[at + 2 :], 2),
            )
        )
        if made not in stream:
            found.append((made, distance))
        if len(found) == count:
            return found
    raise AssertionError
