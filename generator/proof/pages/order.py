"""Check that the blocks of a page are the paragraphs of the source, with the source's blanks and no others."""

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
"""Characters after which a block of the page may begin within a line of the source."""
_BEGINS = re.compile(
    r"[（(]?[0-9０-９一二三四五六七八九十百零〇]{1,4}[)）.．、]|[一二三四五六七八九十]{1,3}(是|要|则)|"
    r"第[一二三四五六七八九十百]{1,3}|[①-⑳⑴-⒛㈠-㈩]"
)
"""Matches the beginning of a numbered paragraph, which may begin anywhere in a line: `1.`, `（一）`, 一是, 第一, ①."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """The first place at which the blocks differ from the source's."""

    block: int
    """Index of the block."""
    character: int
    """Index of the character among the expected ones."""
    told: str
    """What is wrong, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The places where white space or a line's end separates expected characters in the source.

    All fields have indexes of expected characters, sorted in the tuples.
    """

    blank: tuple[int, ...]
    """The characters with white space before them, those of `line` included."""
    line: tuple[int, ...]
    """The characters with a line's end before them."""
    free: frozenset[int]
    """The characters with which a block may begin within a line, as they follow one of `_ENDS`."""


def gaps_in(text: str, offsets: Sequence[int]) -> Gaps:
    """Return the gaps between the expected characters of a text, given their offsets."""
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
    """Return the first place at which blocks begin, end or have a blank unlike the source; None if there is none.

    The blocks must show the `expected` characters; `gaps` are the gaps between these in the source.
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
    """Yield the indexes of the characters that have a blank before them; `at` is the index of the text's first."""
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
