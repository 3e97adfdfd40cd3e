"""A table of contents that was typed or copied along: lines above the body that say again what stands below."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from generator.model.source import Line, Source
from generator.text.spacing import solid

_HEADING = re.compile(r"^[\[【]?目\s*[录次][\]】]?:?$")
_PAGE = re.compile(r"[-(—]{0,2}\d{1,3}[-)—]{0,2}$")
_DOTS = ".·…‥•・_﹒-"
_FEWEST, _FEWEST_UNNAMED = 2, 3
"""Entries below 目录, and of a list over which no 目录 stands."""
_LONGEST = 300
"""Characters of an entry, its dots included."""
_MOST = 300
"""Entries; a report has some forty headings."""


def find_contents(source: Source, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a table of contents: 目录 and its entries, or entries that all end in dots and a number.

    Most of the entries stand again below as headings; where they have no page numbers, all of them do.
    """
    tabled = {row.line for row in source.rows}
    lines = [line for line in lines if line not in tabled]
    texts = [source.fold(line.span) for line in lines]
    named = next((at for at, text in enumerate(texts) if _HEADING.match(text)), None)
    first = _first_led(texts) if named is None else named + 1
    if first is None:
        return []
    known = sorted(solid(text) for text in texts[first:])

    def stands_again(entry: str) -> bool:
        at = bisect_left(known, entry) + 1  # the entry's own line is one that begins so
        return bool(entry) and at < len(known) and known[at].startswith(entry)

    seen: set[str] = set()
    for text in texts[first : first + _MOST]:
        if len(text) > _LONGEST or "。" in text[:-1]:
            break
        entry = _entry(text)
        # A line that the list has already begins the text below it.
        if entry in seen or not (_is_led(text) or (named is not None and stands_again(entry))):
            break
        seen.add(entry)
    fewest = _FEWEST_UNNAMED if named is None else _FEWEST
    if len(seen) < fewest or 2 * sum(map(stands_again, seen)) <= len(seen):
        return []
    return list(lines[first if named is None else named : first + len(seen)])


def _first_led(texts: Sequence[str]) -> int | None:
    """Return the first of several lines in a row that end in dots and a number, None where there are none."""
    at = 0
    while at < len(texts):
        led = len(list(takewhile(_is_dotted, texts[at : at + _FEWEST_UNNAMED])))
        if led == _FEWEST_UNNAMED:
            return at
        at += led + 1
    return None


def _is_led(text: str) -> bool:
    """Say whether a line ends in dots, or a gap, and the number of a page."""
    gap = _gap(text)
    return "\t" in gap or len(gap) > 1


def _is_dotted(text: str) -> bool:
    """Say whether a line ends in dots and the number of a page: a row of figures has only gaps."""
    return sum(character in _DOTS for character in _gap(text)) > 1


def _gap(text: str) -> str:
    """Return what stands between the words of an entry and the number of its page; nothing where there is none."""
    if len(text) > _LONGEST or not _PAGE.search(text):
        return ""
    words, page = _parted(text)
    return text[len(words) : page]


def _entry(text: str) -> str:
    """Return what an entry says, without blanks, dots and page number."""
    return solid(_parted(text)[0])


def _parted(text: str) -> tuple[str, int]:
    """Return the words of an entry and where the number of its page begins."""
    match = _PAGE.search(text)
    page = match.start() if match else len(text)
    return text[:page].rstrip(f"{_DOTS} \t\u3000\xa0"), page
