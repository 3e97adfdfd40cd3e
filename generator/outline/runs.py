"""Split runs of measures inside paragraphs: 一是…二是…, 第一，…第二，…, (1)…;(2)…."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model.source import Source
from generator.text.numerals import number_of
from generator.text.quotes import enclosed
from generator.text.span import Span

_HAN = "[一二三四五六七八九十]{1,3}"
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "一方面": 1, "另一方面": 2}
_LAST = "最后"
"""The word of the last member of a run, whatever its number."""
STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<n>{_HAN})是",
        rf"(?P<n>{_HAN})要",
        rf"第(?P<n>{_HAN})[,、:](?!{_HAN}[个项条点])",
        r"(?P<n>首先|其次|再次|最后)[,、:]?",
        r"(?P<n>一方面|另一方面)[,、:]?",
        rf"\(\s?(?P<n>{_HAN})\s?\)",
        r"\(\s?(?P<n>\d{1,2})\s?\)",
        r"(?P<n>\d{1,2})\)",
        r"(?P<n>\d{1,2})\.(?!\d)",
        r"(?P<n>\d{1,2})、(?!\d)",
        r"(?P<n>[①-⑳])",
        r"(?P<n>[⑴-⒇])",
        r"(?P<n>[⒈-⒛])",
        r"(?P<n>[㈠-㈩])",
    )
)
"""The styles of numbering in a run; group `n` is the numeral."""
WORDED = 3
"""Number of styles, from the first on, that are used for measures only: 一是, 一要, 第一."""
_WHY = re.compile(
    r"(?:原因|成因|症结)[^。;:针对\d]{0,6}[:,]\s*$"
    r"|(?:^|[。;,:】\]])(?:(?!针对|关于|围绕|对|就)[^。;,:]){0,12}(?:存在|反馈|突出|发现|不少|一些|以下|下列)(?:(?!针对|关于)[^。;,:]){0,8}"
    r"(?:问题|不足|困难|短板|差距)(?:有|是|主要是|如下|包括)?:\s*$"
)
"""Matches words that introduce reasons (主要原因：) or shortcomings (还存在以下问题：), not measures (针对…问题：)."""
_LONGEST_LEAD = 60
"""Number of characters before a run that are searched for such words."""
_CLOSING_QUOTES = frozenset("”’」』")
_CLAUSE_ENDS = frozenset("。;:,!?")
"""Marks after which a member numbered in Chinese words may begin."""
_SENTENCE_ENDS = frozenset("。;:!?")
"""Marks after which a member with an Arabic number may begin."""
_LABEL_ENDS = frozenset("】]")
"""Marks that close a label, after which any member may begin: 【整改情况】一是…."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a run, which becomes a measure."""

    number: int
    marker: Span
    texts: tuple[Span, ...]
    """Its paragraphs or parts of one; the first begins with the marker."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in a paragraph that may begin a member of a run."""

    style: int
    """Index in `STYLES`."""
    number: int
    """Its number; 0 for 最后, which takes the next number and ends its run."""
    span: Span
    """The span of the marker."""
    paragraph: int
    """Index of its paragraph."""


def split_runs(source: Source, paragraphs: Sequence[Span], rows: Collection[Span] = ()) -> list[Span | Member]:
    """Return a section's paragraphs in order, with every complete run in them split into its members.

    No run is looked for in the paragraphs `rows`: rows of tables, and lines that the publisher says are plain.

    A run starts at 1 and has at least two members, numbered without a gap. Each member begins at the start of a clause
    or behind a label in brackets (【整改情况】一是…), outside of quotation marks, title marks and brackets. A run goes
    on into another paragraph only if a member begins that paragraph. What is introduced as reasons or shortcomings
    (主要原因：一是…) is no run of measures.
    """
    found = [
        candidate
        for index, paragraph in enumerate(paragraphs)
        if paragraph not in rows
        for candidate in candidates_in(source, paragraph, index)
    ]
    runs = [run for style in range(len(STYLES)) for run in _runs([c for c in found if c.style == style], paragraphs)]
    runs = [run for run in runs if not _tells_why(source, paragraphs, run[0])]
    return _cut(source, paragraphs, _outermost(runs, paragraphs))


def is_run(source: Source, paragraph: Span) -> bool:
    """Say whether a paragraph begins with the first member of a run that is complete within it."""
    return any(
        isinstance(part, Member) and part.marker.start == paragraph.start for part in split_runs(source, [paragraph])
    )


def candidates_in(
    source: Source, paragraph: Span, index: int, styles: Sequence[re.Pattern[str]] = STYLES
) -> list[Candidate]:
    """Return the numerals of some styles that stand at the start of a clause in a paragraph, by style."""
    text = source.fold(paragraph)
    inside = enclosed(text)
    found = []
    for style, pattern in enumerate(styles):
        ends = _SENTENCE_ENDS if r"\d" in pattern.pattern else _CLAUSE_ENDS
        for match in pattern.finditer(text):
            before = match.start() - 1
            # A clause also ends at 。”: the closing mark is skipped to find the stop.
            while before >= 0 and (text[before].isspace() or text[before] in _CLOSING_QUOTES):
                before -= 1
            number = 0 if match["n"] == _LAST else _WORDS.get(match["n"]) or number_of(match["n"])
            opens = before < 0 or text[before] in ends or text[before] in _LABEL_ENDS
            if number is None or inside[match.start()] or not opens:
                continue
            start = paragraph.start
            found.append(Candidate(style, number, Span(start + match.start(), start + match.end()), index))
    return found


def _tells_why(source: Source, paragraphs: Sequence[Span], first: Candidate) -> bool:
    """Say whether the words before a run's first member introduce reasons or shortcomings."""
    start = max(paragraphs[first.paragraph].start, first.span.start - _LONGEST_LEAD)
    return bool(_WHY.search(source.fold(Span(start, first.span.start))))


def _runs(candidates: list[Candidate], paragraphs: Sequence[Span]) -> list[list[Candidate]]:
    """Return the complete runs among the candidates of one style, which stand in the order of the text."""
    runs: list[list[Candidate]] = []
    run: list[Candidate] = []
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


def _end(run: list[Candidate], paragraphs: Sequence[Span]) -> int:
    return paragraphs[run[-1].paragraph].end


def _outermost(runs: list[list[Candidate]], paragraphs: Sequence[Span]) -> list[list[Candidate]]:
    """Return the runs without those that begin inside another or in the paragraph in which another ends.

    A run of the same style that begins after the other's last marker is kept.
    """
    kept: list[list[Candidate]] = []
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


def _cut(source: Source, paragraphs: Sequence[Span], runs: list[list[Candidate]]) -> list[Span | Member]:
    """Return the paragraphs in order, cut at the markers of the runs."""
    heads = [candidate for run in runs for candidate in run]
    lasts = {run[-1].span.start for run in runs}
    parts: list[Span | Member] = []
    owner: tuple[Candidate, list[Span]] | None = None

    def close() -> None:
        if owner:
            candidate, texts = owner
            parts.append(Member(candidate.number, candidate.span, tuple(texts)))

    for index, paragraph in enumerate(paragraphs):
        own = [candidate for candidate in heads if candidate.paragraph == index]
        bounds = [*(candidate.span.start for candidate in own), paragraph.end]
        lead = _trim(source, Span(paragraph.start, bounds[0]))
        if lead and owner and owner[0].span.start not in lasts and not (own and own[0].span.start == paragraph.start):
            owner[1].append(lead)  # Text between two members belongs to the earlier one.
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
    """Return a span without white space at its ends; None if nothing is left."""
    text = source[span]
    stripped = text.strip()
    if not stripped:
        return None
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(stripped))
