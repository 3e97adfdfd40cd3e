"""Marks (struck out, raised, lowered) of a line that is still being put together: signs around the words."""

from __future__ import annotations

import re

from generator.model.marks import MarkKind
from generator.readers.words import DrawnWords, words_of

SIGNS = {
    MarkKind.STRUCK: ("\ufdd0", "\ufdd1"),
    MarkKind.RAISED: ("\ufdd2", "\ufdd3"),
    MarkKind.LOWERED: ("\ufdd4", "\ufdd5"),
}
"""The signs before and after marked words until the line is complete; these characters are refused in texts."""
SIGN = re.compile("([\ufdd0-\ufdd5])")
_KINDS = {sign: kind for kind, signs in SIGNS.items() for sign in signs}
_OPENING = frozenset(opening for opening, _ in SIGNS.values())


def signed(words: DrawnWords) -> str:
    """Return a text with signs in place of its marks."""
    signs = [(mark.span.start, 1, SIGNS[mark.kind][0]) for mark in words.marks]
    signs.extend((mark.span.end, 0, SIGNS[mark.kind][1]) for mark in words.marks)
    text, at = "", 0
    for place, _, sign in sorted(signs):
        text, at = text + words.text[at:place] + sign, place
    return text + words.text[at:]


def marked(text: str) -> DrawnWords:
    """Return a text with marks in place of its signs."""
    if not SIGN.search(text):
        return DrawnWords(text)
    pieces: list[tuple[str, list[MarkKind]]] = []
    on: list[MarkKind] = []
    for part in SIGN.split(text):
        if part in _KINDS:
            on = [kind for kind in on if kind is not _KINDS[part]] + [_KINDS[part]] * (part in _OPENING)
        else:
            pieces.append((part, list(on)))
    return words_of(pieces)
