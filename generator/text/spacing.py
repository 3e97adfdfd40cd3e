"""White space and lengths of Chinese text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from generator.text.span import Span

_BLANK = " \xa0\u2002-\u200a\u202f"
"""Blanks of all widths, as members of a set in a pattern."""
_NUMBER = re.compile(
    rf"(?<=[\u4e00-\u9fff(,:;、“])[{_BLANK}]{{0,2}}\d[\d.]{{0,12}}[{_BLANK}]{{0,2}}(?=[\u4e00-\u9fff%])"
    rf"|(?<=[^\s])[{_BLANK}]{{1,2}}(?=[,:;、。!?])|(?<=[\u4e00-\u9fff%][,:;、])[{_BLANK}]{{1,2}}(?=[^\s])"
)
"""Matches a number inside folded Chinese text with the blanks around it, and blanks beside a comma or colon."""
_STRETCH = re.compile(r"[^\t\n。;!?]{1,1000}[。;!?]?")
"""Matches what stands between two ends of sentences, cells or lines, with the first's mark."""
_SPACED = re.compile(r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])")
"""Matches a blank beside a Chinese character."""


EXCERPT = 12
"""Number of characters of a paragraph that the printed outline shows."""


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one blank, and no white space at the ends."""
    return " ".join(text.split())


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the first `length` characters of `text`, with … where more follows."""
    return text if len(text) <= length else text[:length] + "…"


def solid(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


def unspaced(text: str) -> str:
    """Return `text` without blanks beside Chinese characters, as in letter-spaced titles (政 府 工 作 报 告)."""
    return _SPACED.sub("", squeeze(text))


@dataclass(frozen=True, slots=True)
class ClosedUp:
    """A folded text without the blanks around its numbers and beside its commas: 反馈的 36 项问题 as 反馈的36项问题."""

    text: str
    places: Sequence[int] | None
    """The offset of each of its characters in the text with the blanks; None if there are none."""

    def inside(self, span: Span) -> Span:
        """Return the span in this text of a span of the text with the blanks."""
        if self.places is None:
            return span
        return Span(bisect_left(self.places, span.start), bisect_left(self.places, span.end))

    def outside(self, span: Span) -> Span:
        """Return the span in the text with the blanks of a span of this text."""
        if self.places is None or span.start == span.end:
            return span
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def closed_up(folded: str) -> ClosedUp:
    """Return a folded text without the blanks around numbers that stand in Chinese, and beside commas."""
    blanks = {at for match in _NUMBER.finditer(folded) for at in range(*match.span()) if folded[at].isspace()}
    if not blanks:
        return ClosedUp(folded, None)
    places = [at for at in range(len(folded)) if at not in blanks]
    return ClosedUp("".join(map(folded.__getitem__, places)), places)


def closed_up_in_place(folded: str) -> ClosedUp:
    """Return a folded text of the same length in which the blanks around numbers stand behind their sentence or cell.

    So the offsets of sentences, cells and lines stay as they are.
    """
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for stretch in _STRETCH.finditer(folded):
        closed = closed_up(stretch[0])
        if closed.places is None:
            continue
        start = stretch.start()
        parts += folded[end:start], closed.text.ljust(len(stretch[0]))
        places += range(end, start)
        places += (start + at for at in closed.places)
        places += [stretch.end() - 1] * (len(stretch[0]) - len(closed.text))
        end = stretch.end()
    return ClosedUp("".join((*parts, folded[end:])), [*places, *range(end, len(folded))] if parts else None)
