"""Whether a block of the source is a block on the page, with the blanks that the source has and no others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.proof.pages.article import TextBlock
from generator.proof.pages.kinds import CELLS, OF_LINES
from generator.text.invisible import visible
from generator.wording import say

_NEW_LINE = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ENDS = frozenset("。．.；;！!？?：:，,、”’）)》〉」』】]…—－")
"""What may stand before a paragraph that begins within a line of the source."""
_BEGINS = re.compile(
    r"[（(]?[0-9０-９一二三四五六七八九十百零〇]{1,4}[)）.．、]|[一二三四五六七八九十]{1,3}(是|要|则)|"
    r"第[一二三四五六七八九十百]{1,3}|[①-⑳⑴-⒛㈠-㈩]"
)
"""What a paragraph begins with that may begin anywhere in a line."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """The first place at which blocks are not the source's."""

    block: int
    """Its number among the blocks that hold text."""
    character: int
    """The number of the character among those expected."""
    told: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """Where the characters that are expected do not follow each other directly in the source."""

    blank: tuple[int, ...]
    """The numbers of the characters before which white space stands, those of `line` included."""
    line: tuple[int, ...]
    """The numbers of those before which a line ends."""
    free: frozenset[int]
    """The numbers of those with which a paragraph may begin within a line."""


def gaps_in(text: str, offsets: Sequence[int]) -> Gaps:
    """Return the gaps between the characters of a text that stand at some offsets."""
    blank, line, free = [], [], set()
    for number in range(1, len(offsets)):
        before, at = offsets[number - 1], offsets[number]
        if text[before] in _ENDS:
            free.add(number)
        if at - before == 1 or not (between := visible(text[before + 1 : at])):
            continue
        blank.append(number)
        if _NEW_LINE.search(between):
            line.append(number)
    return Gaps(tuple(blank), tuple(line), frozenset(free))


def misplaced(blocks: Sequence[TextBlock], gaps: Gaps, expected: str) -> Misplaced | None:
    """Return the first place at which blocks that show the right characters are not blocks of the source.

    `gaps` are those between the `expected` characters.
    """
    at = 0
    for number, block in enumerate(blocks):
        shown = block.plain
        size = len(shown) - shown.count(" ")
        if not size:
            continue
        end = at + size
        if at and not (block.tag in CELLS or at in gaps.free or _has(gaps.line, at) or _BEGINS.match(shown)):
            return Misplaced(number, at, say("<{tag}> begins within a sentence of the source", tag=block.tag))
        if block.tag not in CELLS and not OF_LINES.fullmatch(block.id):
            first = bisect_left(gaps.line, at + 1)
            if first < len(gaps.line) and gaps.line[first] < end:
                told = say("one <{tag}> holds what are two paragraphs of the source", tag=block.tag)
                return Misplaced(number, gaps.line[first], told)
        own = list(_blanks(shown, at))
        right = list(gaps.blank[bisect_left(gaps.blank, at + 1) : bisect_left(gaps.blank, end)])
        if own != right:
            for place in sorted(set(own) ^ set(right)):
                if place in own:
                    return Misplaced(number, place, say("a blank parts what the source does not part"))
                if _is_latin(expected[place - 1]) and _is_latin(expected[place]):
                    return Misplaced(
                        number, place, say("the blank is missing that parts these characters in the source")
                    )
        at = end
    return None


def _blanks(shown: str, at: int) -> Iterator[int]:
    """Yield the numbers of the characters before which a text has a blank, `at` being that of its first."""
    found = shown.find(" ")
    count = 0
    while found >= 0:
        if shown[found - 1 : found] != " " and found > 0:
            yield at + found - count
        count += 1
        found = shown.find(" ", found + 1)


def _has(numbers: Sequence[int], number: int) -> bool:
    found = bisect_left(numbers, number)
    return found < len(numbers) and numbers[found] == number


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
