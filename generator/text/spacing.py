"""White space and lengths of Chinese text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.text.invisible import INVISIBLE
from generator.text.span import Span

_BLANK = " \xa0\u2002-\u200a\u202f"
"""Blanks of all widths, as members of a set in a pattern."""
_UNSEEN = "".join(sorted(INVISIBLE))
_INNER = re.compile(rf"[{_BLANK}{_UNSEEN}]{{1,2}}(?=\S)|[{_UNSEEN}]")
"""Matches one or two blanks or invisible characters before the end of a line."""
_RANGE = rf"\d[\d.]{{0,12}}(?:[{_BLANK}]?[-—–~至到]{{1,2}}[{_BLANK}]?\d[\d.]{{0,12}})?"
_NUMBER_BEFORE = re.compile(rf"[\u4e00-\u9fff(,:;、“《—–~-][{_BLANK}]{{0,2}}{_RANGE}$")
_OPENS_WITH_DATE = re.compile(rf"(?:^|[\n。;!?])(?:(?:19|20)\d\d年[{_BLANK}]{{0,2}})?{_RANGE}$")
"""Matches at its end a number with which a sentence begins; before 年 or 月 it is a year or a month."""
_NUMBER_BEHIND = re.compile(rf"{_RANGE}[{_BLANK}]{{0,2}}[\u4e00-\u9fff%]")
_IN_CHINESE = re.compile(r"[\u4e00-\u9fff(,:;、“]")
_UNIT = re.compile(r"[\u4e00-\u9fff%]")
_PAUSES, _MARKS = frozenset(",:;、"), frozenset(",:;、。!?)》”")
_OPENERS, _CLOSERS = frozenset("(《“"), frozenset(")》”")
_CHINESE = re.compile(r"[\u4e00-\u9fff%\d(“《)》”]")
_NUMBERING = re.compile(r"(?:^|\n)\s{0,4}\(?[\d一二三四五六七八九十]{1,4}[)、]$")
"""Matches at its end the numbering of a line, behind which a blank stays: (一) 关于…, 1、 加强…."""
_LONGEST = 20
"""Maximum characters before a blank in which the number that it follows is looked for."""
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:,\d{3}){0,3}(?![\d,]))(?<![\d.]\d{3},)")
"""Matches a comma between the thousands of a number: 1,204."""
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
    left_out: Sequence[int]
    """The offsets in the text with the blanks of what this text lacks, ascending."""
    gaps: Sequence[int]
    """The offsets in this text at which it lacks something, one for each of `left_out`."""

    def inside(self, span: Span) -> Span:
        """Return the span in this text of a span of the text with the blanks."""
        if not self.left_out:
            return span
        return Span(
            span.start - bisect_left(self.left_out, span.start), span.end - bisect_left(self.left_out, span.end)
        )

    def outside(self, span: Span) -> Span:
        """Return the span in the text with the blanks of a span of this text."""
        if not self.left_out or span.start == span.end:
            return span
        start, last = (at + bisect_right(self.gaps, at) for at in (span.start, span.end - 1))
        return Span(start, last + 1)


def without(text: str, left_out: Sequence[int]) -> ClosedUp:
    """Return a text without the characters at some offsets, ascending."""
    starts, ends = [0, *(at + 1 for at in left_out)], [*left_out, len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return ClosedUp("".join(parts), left_out, [at - before for before, at in enumerate(left_out)])


def closed_up(folded: str, also: Iterable[int] = ()) -> ClosedUp:
    """Return a folded text without the blanks around numbers that stand in Chinese, and beside commas and brackets.

    It lacks invisible characters, too, and those at the offsets `also`.
    """
    left_out = sorted({*_loose_blanks(folded), *also})
    return without(folded, left_out) if left_out else ClosedUp(folded, (), ())


def _loose_blanks(folded: str) -> list[int]:
    """Return the offsets of the blanks around numbers and beside marks, and of the invisible characters."""
    return [
        at
        for match in _INNER.finditer(folded)
        if not match[0].strip(_UNSEEN) or _is_between(folded, *match.span())
        for at in range(*match.span())
    ]


def _is_between(folded: str, start: int, end: int) -> bool:
    """Tell whether blanks stand between a number and Chinese, or beside a comma, a bracket or the like."""
    before, behind = folded[start - 1 : start], folded[end]
    if not before or before.isspace() or behind in _MARKS or before in _OPENERS:
        return bool(before) and not before.isspace()
    if before in _CLOSERS or behind in _OPENERS:
        beside = _CHINESE.match(before) and _CHINESE.match(behind)
        return bool(beside and not _NUMBERING.search(folded, max(0, start - _LONGEST), start))
    ahead = folded[max(0, start - 4) : start - 1].rstrip()[-1:] if before in _PAUSES else ""
    if ahead and _CHINESE.match(ahead):  # also behind a comma that has a blank before it
        apart = before == "," and ahead.isdigit() and behind.isdigit()  # 1, 200 may be one number
        return not apart and not _NUMBERING.search(folded, max(0, start - _LONGEST), start)
    if behind.isdigit():
        return bool(_IN_CHINESE.match(before) and _NUMBER_BEHIND.match(folded, end))
    if not (before.isdigit() and _UNIT.match(behind)):
        return False
    begin = max(0, start - _LONGEST)
    opens = behind in "年月" and _OPENS_WITH_DATE.search(folded, begin, start)
    return bool(opens or _NUMBER_BEFORE.search(folded, begin, start))


@dataclass(frozen=True, slots=True)
class ClosedUpInPlace:
    """A folded text of the same length in which the blanks around numbers stand behind their sentence or cell.

    So do the commas between thousands, so that the offsets of sentences, cells and lines stay as they are.
    """

    text: str
    places: Sequence[int]
    """The offset of each of its characters in the text with the blanks in their places."""

    def outside(self, span: Span) -> Span:
        """Return the span in the text with the blanks in their places of a span of this text."""
        return Span(self.places[span.start], self.places[span.end - 1] + 1) if span.start < span.end else span


def closed_up_in_place(folded: str) -> ClosedUpInPlace | None:
    """Return a folded text with the blanks and commas of numbers behind their sentence; None if there are none."""
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for stretch in _STRETCH.finditer(folded):
        commas = [mark.start() for mark in _BETWEEN_THOUSANDS.finditer(stretch[0])]
        closed = without(stretch[0], sorted([*_loose_blanks(stretch[0]), *commas]))
        if not closed.left_out:
            continue
        start, lacking = stretch.start(), set(closed.left_out)
        parts += folded[end:start], closed.text.ljust(len(stretch[0]))
        places += range(end, start)
        places += (start + at for at in range(len(stretch[0])) if at not in lacking)
        places += [stretch.end() - 1] * len(lacking)
        end = stretch.end()
    return ClosedUpInPlace("".join((*parts, folded[end:])), [*places, *range(end, len(folded))]) if parts else None
