"""Compares two texts of a paragraph: what was removed and added, in pieces that a person can read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\d+(?:[.,．，]\d+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_ISLAND = 2
"""Two changes with at most so many unchanged characters between them are shown as one."""


@dataclass(frozen=True, slots=True)
class WordRun:
    """A piece of a corrected paragraph: `added` replaces `removed`; both are equal where nothing changed."""

    removed: str
    added: str

    @property
    def same(self) -> bool:
        """Whether it is in both texts."""
        return self.removed == self.added


def pieces(before: str, after: str) -> list[WordRun]:
    """Return the pieces of a paragraph before and after a correction; numbers and Latin words are never cut."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[WordRun] = []
    for _, start, end, place, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found.append(WordRun("".join(old[start:end]), "".join(new[place:to])))
    joined: list[WordRun] = []
    for at, piece in enumerate(found):
        island = piece.same and 0 < at < len(found) - 1 and len(piece.added) <= _ISLAND
        if joined and not joined[-1].same and (island or not piece.same):
            joined[-1] = WordRun(joined[-1].removed + piece.removed, joined[-1].added + piece.added)
        else:
            joined.append(piece)
    return joined
