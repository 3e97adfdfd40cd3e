"""Runs of measures inside paragraphs: 一是…二是…, 第一，…第二，…, (1)…;(2)…."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model.source import Source
from generator.text.numerals import number_of
from generator.text.quotes import enclosed
from generator.text.span import Span

_HAN = "[一二三四五六七八九十]{1,3}"
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "一方面": 1, "另一方面": 2}
_LAST = "最后"
_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<n>{_HAN})是",
        rf"(?P<n>{_HAN})要",
        rf"第(?P<n>{_HAN})[,、:]",
        r"(?P<n>首先|其次|再次|最后)[,、:]?",
        r"(?P<n>一方面|另一方面)[,、:]?",
        rf"\((?P<n>{_HAN})\)",
        r"\((?P<n>\d{1,2})\)",
        r"(?P<n>\d{1,2})\)",
        r"(?P<n>\d{1,2})\.(?!\d)",
        r"(?P<n>\d{1,2})、(?!\d)",
        r"(?P<n>[①-⒇])",
    )
)
_WORDED = 3
"""The styles that are nothing but numbers of measures: 一是, 一要, 第一."""
_CLOSING_QUOTES = frozenset("”’」』")
_CLAUSE_ENDS = frozenset("。;:,!?")
_SENTENCE_ENDS = frozenset("。;:!?")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a run."""

    number: int
    marker: Span
    texts: tuple[Span, ...]
    """Its paragraphs; the first begins with the marker."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    style: int
    number: int
    """0 for 最后, which counts as whatever is due and ends its run."""
    span: Span
    paragraph: int


def split_runs(source: Source, paragraphs: Sequence[Span], rows: Collection[Span] = ()) -> list[Span | Member]:
    """Return a section's paragraphs in order, every complete run in them split into its members.

    `rows` are paragraphs that are rows of tables, or that the publisher says are plain: no run is looked for in them.

    A run starts at 1, has at least two members in unbroken sequence, all at clause starts and none inside
    quotation marks, title marks or brackets; it goes on into a further paragraph only at its start.
    """
    found = [
        candidate
        for index, paragraph in enumerate(paragraphs)
        if paragraph not in rows
        for candidate in _candidates(source, paragraph, index)
    ]
    runs = [run for style in range(len(_STYLES)) for run in _runs([c for c in found if c.style == style], paragraphs)]
    return _cut(source, paragraphs, _outermost(runs, paragraphs))


def is_run(source: Source, paragraph: Span) -> bool:
    """Say whether a paragraph begins with the first member of a run that is complete within it."""
    return any(
        isinstance(part, Member) and part.marker.start == paragraph.start for part in split_runs(source, [paragraph])
    )


def breaks_in(source: Source, paragraph: Span) -> Iterator[tuple[Span, int, int]]:
    """Yield where the numbers of a paragraph jump, which keeps it from being split: place, number before, expected."""
    found = _candidates(source, paragraph, 0)
    for style in range(_WORDED):
        last = 0
        for candidate in (one for one in found if one.style == style and one.number):
            if candidate.number not in {1, last + 1}:
                if 0 < last < candidate.number:
                    yield candidate.span, last, last + 1
                break
            last = candidate.number


def _candidates(source: Source, paragraph: Span, index: int) -> list[_Candidate]:
    text = source.fold(paragraph)
    inside = enclosed(text)
    found = []
    for style, pattern in enumerate(_STYLES):
        ends = _SENTENCE_ENDS if r"\d" in pattern.pattern else _CLAUSE_ENDS
        for match in pattern.finditer(text):
            before = match.start() - 1
            # 。” ends a clause as 。 does: the sentence that ends is the quoted one.
            while before >= 0 and (text[before].isspace() or text[before] in _CLOSING_QUOTES):
                before -= 1
            number = 0 if match["n"] == _LAST else _WORDS.get(match["n"]) or number_of(match["n"])
            if number is None or inside[match.start()] or (before >= 0 and text[before] not in ends):
                continue
            start = paragraph.start
            found.append(_Candidate(style, number, Span(start + match.start(), start + match.end()), index))
    return found


def _runs(candidates: list[_Candidate], paragraphs: Sequence[Span]) -> list[list[_Candidate]]:
    """Return the complete runs among the candidates of one style."""
    runs: list[list[_Candidate]] = []
    run: list[_Candidate] = []
    broken = ended = False
    for candidate in candidates:
        due = len(run) + 1
        opens = candidate.span.start == paragraphs[candidate.paragraph].start
        reachable = not run or candidate.paragraph == run[-1].paragraph or opens
        if candidate.number == 1:
            if len(run) > 1 and not broken:
                runs.append(run)
            run, broken, ended = [candidate], False, False
        elif run and reachable and candidate.number in (due, 0) and not ended:
            run.append(replace(candidate, number=due))
            ended = candidate.number == 0
        elif run and reachable and candidate.paragraph == run[-1].paragraph:
            broken = True
    if len(run) > 1 and not broken:
        runs.append(run)
    return runs


def _end(run: list[_Candidate], paragraphs: Sequence[Span]) -> int:
    return paragraphs[run[-1].paragraph].end


def _outermost(runs: list[list[_Candidate]], paragraphs: Sequence[Span]) -> list[list[_Candidate]]:
    """Drop runs that lie within another, or that begin in the paragraph in which another ends."""
    kept: list[list[_Candidate]] = []
    for run in sorted(runs, key=lambda run: run[0].span.start):
        before = kept[-1] if kept else None
        same = before is not None and before[0].style == run[0].style
        if (
            before is None
            or run[0].span.start >= _end(before, paragraphs)
            or (same and run[0].span.start > before[-1].span.start)
        ):
            kept.append(run)
    return kept


def _cut(source: Source, paragraphs: Sequence[Span], runs: list[list[_Candidate]]) -> list[Span | Member]:
    heads = [candidate for run in runs for candidate in run]
    lasts = {run[-1].span.start for run in runs}
    parts: list[Span | Member] = []
    owner: tuple[_Candidate, list[Span]] | None = None

    def close() -> None:
        if owner:
            candidate, texts = owner
            parts.append(Member(candidate.number, candidate.span, tuple(texts)))

    for index, paragraph in enumerate(paragraphs):
        own = [candidate for candidate in heads if candidate.paragraph == index]
        bounds = [*(candidate.span.start for candidate in own), paragraph.end]
        lead = _trim(source, Span(paragraph.start, bounds[0]))
        if lead and owner and owner[0].span.start not in lasts and not (own and own[0].span.start == paragraph.start):
            owner[1].append(lead)  # between two members: the earlier one's
        elif lead:
            close()
            owner = None
            parts.append(lead)
        for candidate, (start, end) in zip(own, pairwise(bounds), strict=True):
            close()
            text = _trim(source, Span(start, end))
            owner = (candidate, [text] if text else [])
    close()
    return parts


def _trim(source: Source, span: Span) -> Span | None:
    text = source[span]
    stripped = text.strip()
    if not stripped:
        return None
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(stripped))
