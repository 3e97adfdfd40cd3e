"""Which stretches of a text stand inside quotation marks, title marks or brackets."""

from __future__ import annotations

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
    inside = [0] * (len(folded) + 1)
    opened: list[tuple[str, int]] = []
    for index, character in enumerate(folded):
        if character in _OPENERS:
            opened.append((character, index))
        elif character in _PAIRS:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == _PAIRS[character]:
                    inside[opened[depth][1] + 1] += 1
                    inside[index] -= 1
                    del opened[depth:]
                    break
    depth = 0
    result = []
    for index in range(len(folded)):
        depth += inside[index]
        result.append(depth > 0)
    return result
