"""A text that was broken to a width, with each paragraph in one line again; every character but white space stays."""

from __future__ import annotations

import re
from itertools import pairwise

from generator.model.messages import Message
from generator.readers.broken.rejoin import BrokenLine, going_on
from generator.readers.broken.seams import is_words
from generator.readers.chrome import page_numbers
from generator.text.folding import fold
from generator.text.span import line_starts

_SEPARATOR = re.compile(r"[\t\v\f\x85\u2028\u2029]")
"""Matches inside a line what parts cells or lines."""
_LONGEST_NUMBER = 80
"""Maximum length of a line with the number of a page, in characters, the white space around it included."""
_WIDE = {"\t": 4, "\u3000": 2, "\u2003": 2}
"""The width of white space, in halves of a Chinese character; of any other it is 1."""


def relined(text: str) -> tuple[str, list[Message]]:
    """Return a text with the lines of each broken paragraph joined, and a message if there are any.

    A paragraph stands in its first line, and the others that it was broken into are blank, so that all lines keep their
    numbers. The number of a page that stands inside a paragraph stays in its line, and so below the paragraph.
    """
    starts = line_starts(text)
    raw = [text[start:end] for start, end in zip(starts, (*starts[1:], len(text)), strict=True)]
    filled = [at for at, line in enumerate(raw) if line.strip()]
    short = [at for at in filled if len(raw[at]) <= _LONGEST_NUMBER]
    paged = {short[place] for place in page_numbers([fold(raw[at].strip()) for at in short])}
    own = [at for at in filled if at not in paged]
    lines = [
        line_of(raw[at], apart=at > before + 1 and paged.isdisjoint(range(before + 1, at)))
        for before, at in pairwise([-1, *own])
    ]
    goes_on = going_on(lines)
    if not any(goes_on):
        return text, []
    ends = [line[len(line.rstrip("\r\n")) :] for line in raw]
    first = own[0]
    for (_, below), runs_on in zip(pairwise(own), goes_on, strict=False):
        if not runs_on:
            first = below
            continue
        before, behind = raw[first].rstrip(), raw[below].strip()
        raw[first] = f"{before}{' ' if is_words(before, behind) else ''}{behind}{ends[first]}"
        raw[below] = ends[below]
    return "".join(raw), [lines_joined(own[goes_on.index(True)] + 1, sum(goes_on))]


def line_of(raw: str, *, apart: bool = False, fixed: bool = False) -> BrokenLine:
    """Return a line of a text or of a paragraph, given with the white space before it."""
    words = raw.strip()
    return BrokenLine(words, indent_of(raw), apart, fixed or bool(_SEPARATOR.search(words)))


def indent_of(raw: str) -> int:
    """Return the width of the white space before a line, in halves of a Chinese character."""
    return sum(_WIDE.get(character, 1) for character in raw[: len(raw) - len(raw.lstrip())])


def lines_joined(number: int, count: int) -> Message:
    """Return the message that a number of lines are read as one with the next; the first of them has this number."""
    return Message("lines-joined", number, 1, (("count", str(count)),))
