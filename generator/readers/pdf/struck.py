"""Words of a PDF through which a line is drawn: they are struck out, and stated no more."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from generator.readers.pdf.lines import Character
from generator.readers.pdf.shapes import Box

_LOW, _HIGH = 0.15, 0.5
"""Heights above the base between which a line goes through a character; below it underlines, above it is a rule."""
_COVERED = 0.6
"""Share of a character's width that a line goes through."""
_LEVEL = 0.5
"""Points by which a line may rise."""
_TALLEST = 100.0
"""Points; larger type stands on no line of a report."""


def with_struck(found: Sequence[Character], rules: Sequence[Box]) -> list[Character]:
    """Return the characters of an upright page, those marked through which one of its rules goes."""
    level = [rule for rule in rules if rule[3] - rule[1] < _LEVEL]
    order = sorted(range(len(found)), key=lambda at: found[at].base)
    bases = [found[at].base for at in order]
    struck: set[int] = set()
    for left, y, right, _ in level:
        for place in range(bisect_left(bases, y - _HIGH * _TALLEST), bisect_right(bases, y)):
            at = order[place]
            one = found[at]
            high = min(one.height, _TALLEST)
            if _LOW * high <= y - one.base <= _HIGH * high and not one.text.isspace():
                inside = min(right, one.right) - max(left, one.left)
                if inside >= _COVERED * max(one.right - one.left, 1.0):
                    struck.add(at)
    return [replace(one, struck=True) if at in struck else one for at, one in enumerate(found)] if struck else [*found]
