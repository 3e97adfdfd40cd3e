"""Which stretches of a text stand inside quotation marks, title marks or brackets."""

from __future__ import annotations

from collections import Counter

_PAIRS = {
    "”": "“",
    "’": "‘",
    "》": "《",
    "〉": "〈",
    "」": "「",
    "』": "『",
    ")": "(",
    "]": "[",
    "】": "【",
    "〕": "〔",
}
_OPENERS = frozenset(_PAIRS.values())


def enclosed(folded: str) -> list[bool]:
    """Return for each character of a folded text whether it stands strictly inside a pair of marks.

    A mark whose partner is missing (exports lose some) encloses nothing.
    """
    change = [0] * (len(folded) + 1)
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for index, character in enumerate(folded):
        if character in _OPENERS:
            opened.append((character, index))
            waiting[character] += 1
        elif waiting[_PAIRS.get(character, "")]:
            while True:
                opener, start = opened.pop()
                waiting[opener] -= 1
                if opener == _PAIRS[character]:
                    break
            change[start + 1] += 1
            change[index] -= 1
    depth = 0
    result = []
    for index in range(len(folded)):
        depth += change[index]
        result.append(depth > 0)
    return result
