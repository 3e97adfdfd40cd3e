"""The clauses of a sentence, and which of its characters belong to names that hold no figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = frozenset(",;:。!?")
_NAMED = re.compile("“[^“”。]{1,12}”|《[^《》]{1,120}》")
"""A name in quotation marks, a title: what looks like a figure in it (“抗疫暖企6条”) is part of the name."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence in half-width forms, looked through once."""

    text: str
    begins: tuple[int, ...]
    """For each place, where the clause begins that goes on there; a bracket that is closed before it is no boundary."""
    hidden: bytes
    """For each character, whether it stands in a name."""

    def clause(self, at: int) -> int:
        """Return where the clause begins that a place belongs to."""
        return self.begins[at]


def frame_of(text: str) -> Frame:
    """Return the clauses of a sentence."""
    begins = [0] * (len(text) + 1)
    opened: list[int] = []
    start = 0
    for at, character in enumerate(text):
        begins[at] = start
        if character == "(":
            opened.append(start)
            start = at + 1
        elif character == ")":
            start = opened.pop() if opened else start
        elif character in _MARKS and not (character == "," and _in_number(text, at)):
            start = at + 1
    begins[len(text)] = start
    hidden = bytearray(len(text))
    for name in _NAMED.finditer(text):
        hidden[name.start() : name.end()] = b"\1" * (name.end() - name.start())
    return Frame(text, tuple(begins), bytes(hidden))


def _in_number(text: str, at: int) -> bool:
    """Say whether a comma stands at the thousands of a number: 8,494万元."""
    after = text[at + 1 : at + 5]
    return text[at - 1 : at].isdecimal() and after[:3].isdecimal() and len(after) >= 3 and not after[3:].isdecimal()
