"""Split a text into sentences, by the same rules as the search in the browser (engine.js, `sentenceEnds`)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from generator.text.quotes import enclosed
from generator.text.span import Span

STOPS = frozenset("。;!?")
"""The marks that end a sentence, where a semicolon does so too."""
FULL_STOPS = STOPS - {";"}
"""The marks that end a sentence, where a semicolon only joins its parts."""
_CLOSERS = frozenset("”’」』)")
_MARK = re.compile("[\n" + re.escape("".join(sorted(STOPS | _CLOSERS))) + "]")
_OPENING = re.compile(b"\0\1")
"""Matches in what `enclosed` returns where a mark opens."""
_OPENS_WHOLE = STOPS | {":"} | _CLOSERS
"""Characters before an opening mark that show that a whole sentence is quoted: 会议指出：“要抓好整改。”"""
_GOES_ON = frozenset("的地得等之、,:。;!?”’」』)》〉")
"""Characters after a closing mark with which the sentence around the quotation goes on: “回复慢。”的问题."""
_KEPT = 2_000
"""Maximum characters of a text whose sentences are kept, in case they are asked for again."""


def split_sentences(folded: str, stops: frozenset[str] = STOPS, inside: bytes | None = None) -> Iterator[Span]:
    """Yield the spans of the sentences of a text in half-width forms, without stray stops before a sentence.

    `inside` is the result of `enclosed` for the text, if the caller already has it.
    """
    kept = inside is None and len(folded) <= _KEPT
    yield from _kept(folded, stops) if kept else _split(folded, stops, inside)


@lru_cache(maxsize=1000)  # Many checks ask for the sentences of the same lines.
def _kept(folded: str, stops: frozenset[str]) -> tuple[Span, ...]:
    return tuple(_split(folded, stops, None))


def _split(folded: str, stops: frozenset[str], inside: bytes | None) -> Iterator[Span]:
    start = 0
    for end in sentence_ends(folded, stops, inside):
        while start < end and (folded[start] in stops or folded[start] == "\n"):
            start += 1
        stop = end - 1 if folded[end - 1] == "\n" else end
        if start < stop:
            yield Span(start, stop)
        start = end


def sentence_ends(folded: str, stops: frozenset[str] = STOPS, inside: bytes | None = None) -> list[int]:
    """Return the offsets after the sentences of a text in half-width forms; the last one is the text's length.

    A stop inside quotation marks or brackets ends no sentence. A closing mark right after such a stop does, if whole
    sentences are quoted: the quotation was opened after a colon or a stop, and the sentence does not go on after it.
    """
    inside = enclosed(folded) if inside is None else inside
    openings = [opening.start() for opening in _OPENING.finditer(inside)]
    goes_on = _CLOSERS | stops
    ends: list[int] = []
    before, stopped = 0, False
    for mark in _MARK.finditer(folded):
        at, character = mark.start(), mark[0]
        following = folded[at + 1 : at + 2]
        stopped = stopped and at == before + 1
        before = at
        if character == "\n":
            ends.append(at + 1)
            stopped = False
        elif character in stops:
            stopped = True
            if not inside[at] and following not in goes_on:
                ends.append(at + 1)
        elif character in _CLOSERS and stopped:
            paired = inside[at - 1]
            place = bisect_right(openings, at)
            opened = openings[place - 1] if place else 0
            whole = not paired or not opened or opened in ends[-1:] or folded[opened - 1] in _OPENS_WHOLE
            if not inside[at] and whole and following not in _GOES_ON:
                ends.append(at + 1)
        else:
            stopped = False
    if folded and ends[-1:] != [len(folded)]:
        ends.append(len(folded))
    return ends
