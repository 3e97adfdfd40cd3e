"""Breaks in the numbering of measures, in a paragraph or one a paragraph: 一是…二是…四是…, (1)…;(2)…;(2)…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from generator.model.source import Source
from generator.outline.runs import STYLES, WORDED, Candidate, candidates_in
from generator.text.span import Span

_OF_PARTS = re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})、")
"""The numbering of parts, which in a paragraph is looked at for gaps only: 一、…;二、…;四、…."""
_OF_STEPS = re.compile("[第其](?P<n>[一二三四五六七八九十])(?:(?<=第.)(?:步|阶段|环节)|(?<=其.))[,、:]")
"""The numbering of steps and points: 第一步,…; 其一,…."""
_LONGEST_MARKER, _INDENT = 6, 9


def breaks_in(source: Source, paragraph: Span) -> Iterator[tuple[Span, int, int]]:
    """Yield each gap in the numbering of measures that keeps a paragraph from being split.

    A gap is (span of the marker after it, number before it, number expected).
    """
    found = candidates_in(source, paragraph, 0)
    for style in range(WORDED):
        last = 0
        for candidate in (one for one in found if one.style == style and one.number):
            if candidate.number not in {1, last + 1}:
                if 0 < last < candidate.number:
                    yield candidate.span, last, last + 1
                break
            last = candidate.number


def breaks_between(source: Source, paragraphs: Sequence[Span]) -> Iterator[tuple[Span, int, int]]:
    """Yield each number of a measure that begins a paragraph and skips one or follows itself, as in `breaks_in`."""
    last: dict[int, int] = {}
    for opening in filter(None, (_opening(source, paragraph) for paragraph in paragraphs)):
        before = last.get(opening.style, 0)
        if before and opening.number != 1 and (opening.number > before + 1 or opening.number == before):
            yield opening.span, before, before + 1
        last[opening.style] = opening.number


def begins_again(source: Source, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """Yield each 一是 or 第一 that begins a paragraph between one with a later number and one with 二是 or 第二."""
    openings = [_opening(source, paragraph) for paragraph in paragraphs]
    for before, one, after in zip(openings, openings[1:], openings[2:], strict=False):
        if not (before and one and after) or before.number == 1:
            continue
        if before.style == one.style == after.style and (one.number, after.number) == (1, 2):
            yield one.span


def _opening(source: Source, paragraph: Span) -> Candidate | None:
    """Return the worded number with which a paragraph begins; None without one."""
    start = Span(paragraph.start, min(paragraph.end, paragraph.start + _LONGEST_MARKER))
    if source.place(paragraph.start)[1] > _INDENT:
        return None  # a measure in a paragraph of others
    opening = next((one for one in candidates_in(source, start, 0) if one.span.start == start.start), None)
    return opening if opening and opening.style < WORDED and opening.number else None


def slips_in(source: Source, paragraph: Span) -> Iterator[tuple[Span, int, int]]:
    """Yield the numbers of a paragraph that skip one, follow themselves or are out of turn, told as in `breaks_in`."""
    found = candidates_in(source, paragraph, 0, (*STYLES, _OF_STEPS, _OF_PARTS))
    for style in dict.fromkeys(one.style for one in found):
        own = [one for one in found if one.style == style and one.number]
        if style < WORDED and own and own[0].number != 1:
            yield from _swap(own)  # 二是…;三是…;一是…
        elif len(own) > 1 and own[0].number == 1:
            worded = style < WORDED
            yield from _repeats(own, worded=worded)
            yield from () if worded else (*_gap(own), *_swap(own))


def _gap(own: Sequence[Candidate]) -> Iterator[tuple[Span, int, int]]:
    """Yield the number left out among members with other than worded numbers: (1)…;(2)…;(4)….

    Such numbers also refer to others, so that it is told only if three and more run from 1 on with one number left out.
    """
    steps = sorted(b.number - a.number for a, b in pairwise(own))
    if steps[-1] == 2 and set(steps[:-1]) == {1}:
        yield from ((b.span, a.number, a.number + 1) for a, b in pairwise(own) if b.number - a.number > 1)


def _repeats(own: Sequence[Candidate], *, worded: bool) -> Iterator[tuple[Span, int, int]]:
    """Yield each number of a measure that follows itself (一是…二是…二是…).

    A paragraph in which a run begins twice is left out: one run may stand inside the other. Numbers other than worded
    ones also refer to others, so that one of them is told only if three and more without it run from 1 on.
    """
    numbers = [one.number for one in own]
    if numbers.count(1) == 1 and (worded or sorted(set(numbers)) == list(range(1, len(numbers)))):
        yield from ((b.span, a.number, a.number + 1) for a, b in pairwise(own) if a.number == b.number)


def _swap(own: Sequence[Candidate]) -> Iterator[tuple[Span, int, int]]:
    """Yield the first number of a run that is told in another order: (1)…;(3)…;(2)…."""
    if len(own) > 2 and sorted(one.number for one in own) == list(range(1, len(own) + 1)):
        odd = ((b.span, a.number, a.number + 1) for a, b in pairwise(own) if b.number != a.number + 1)
        yield from islice(odd, 1)
