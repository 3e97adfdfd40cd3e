"""The clauses of a sentence, and which of its characters belong to names, in which no figure is looked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_MARKS = re.compile(r"[(),;:。!?]")
_NAMED = re.compile("“[^“”。]{1,12}”|《[^《》]{1,120}》")
"""Matches a name in quotation marks or a title: what looks like a figure in it (“抗疫暖企6条”) is part of the name."""

_NUMBER = re.compile(r"[-−负约超近达逾]{0,2}\d")
"""Matches the beginning of a number, its sign or short hedging word included."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence in half-width forms with its clauses; all offsets are into `text`."""

    text: str
    marks: tuple[int, ...]
    """The offsets of its punctuation marks."""
    begins: tuple[int, ...]
    """For the stretch before each mark, and after the last, the offset at which its clause begins.

    A clause goes on after a bracket that is closed.
    """
    hidden: bytes
    """For each character 1 if it stands in a name, else 0."""

    def clause(self, at: int) -> int:
        """Return the offset at which the clause before an offset begins."""
        return self.begins[bisect_left(self.marks, at)]

    def aside(self, opens: int, at: int) -> int:
        """Return where a bracket that opens at `opens`, right behind a figure, closes if `at` is in it; else 0."""
        closes = self.text.find(")", opens) if 0 < opens < at and self.text.startswith("(", opens) else 0
        return closes if closes > at else 0


def frame_of(text: str) -> Setting:
    """Return the frame of a sentence, which must be in half-width forms."""
    marks: list[int] = []
    begins = [0]
    opened: list[int] = []
    for mark in _MARKS.finditer(text):
        at, start = mark.start(), begins[-1]
        if mark[0] == "(":
            opened.append(start)
            start = at + 1
        elif mark[0] == ")":
            start = opened.pop() if opened else start
        elif mark[0] not in ",:" or not _in_number(text, at):
            start = at + 1
        marks.append(at)
        begins.append(start)
    hidden = bytearray(len(text))
    for name in _NAMED.finditer(text):
        hidden[name.start() : name.end()] = b"\1" * (name.end() - name.start())
    return Setting(text, tuple(marks), tuple(begins), bytes(hidden))


def _in_number(text: str, at: int) -> bool:
    """Say whether a comma separates thousands (8,494万元), or a colon a verb and its number (分别为:7%)."""
    if text[at] == ":":
        return text.endswith(("为", "是", "别", "达"), 0, at) and bool(_NUMBER.match(text, at + 1))
    after = text[at + 1 : at + 5]
    return text[at - 1 : at].isdecimal() and after[:3].isdecimal() and len(after) >= 3 and not after[3:].isdecimal()
