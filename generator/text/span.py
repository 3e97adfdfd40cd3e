"""Places in a text: offsets of characters, and where lines start."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEWLINE = re.compile(r"\r\n|\r|\n")


def line_starts(text: str) -> tuple[int, ...]:
    r"""Return the offset at which each line of a text starts; a line ends with \r\n, \r or \n, as in an editor."""
    return (0, *(match.end() for match in _NEWLINE.finditer(text)))


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the source's text: offsets of its first character and of the one after its last."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Say whether another piece lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end
