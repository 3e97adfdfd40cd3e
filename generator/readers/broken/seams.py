"""The seam of two lines: how a paragraph's line ends and the next begins, and whether a blank belongs between them."""

from __future__ import annotations

import re

from generator.text.numerals import SIGNS

ENDED = re.compile(r"[。！？；：!?;:…][”’」』）)]*$")
"""Matches the end of a line with which a sentence ends."""
NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条款部方]|[一二三四五六七八九十]+、"
    rf"|[（(]\s?[一二三四五六七八九十\d]+\s?[）)]|\d+[.．、](?!\d)|[{SIGNS}]|附件)"
)
"""Matches a number or a word with which a paragraph often begins."""
_FIRST_WORD = re.compile(
    r"[（(“‘《〈〔【]*(?:[A-Za-z\d.,:/%+@_-]+|.)(?:[“”‘’]+[^。，、；：！？]){0,3}[。，、；：！？”’）)》〉〕】%]*"
)
"""Matches the unbreakable beginning of a line; browsers break a line neither before nor after a quotation mark."""
_ADDRESS_BEGUN = re.compile(r"(?<![\x20-\x7e])[A-Za-z\d][\w.@:/?&=%+-]*$", re.ASCII)
"""Matches what may be the beginning of an address, at a line's end, after a Chinese character or mark."""
_ADDRESS_REST = re.compile(r"[\w.@:/?&=%+-]+", re.ASCII)
_WORD_END, _WORD_START = re.compile(r"[A-Za-z\d,.;:)%]$"), re.compile(r"[A-Za-z\d(]")


def room_of(line: str) -> float:
    """Return the width of a line's unbreakable beginning, in Chinese characters.

    If there was room for it in the line before, a paragraph ends there.
    """
    word = _FIRST_WORD.match(line)
    return sum(0.5 if character.isascii() else 1.0 for character in word[0]) if word else 1.0


def is_words(before: str, behind: str) -> bool:
    """Say whether a blank is needed between a line and the next, which go on in each other.

    It is if the break is between two Latin words. A number or an address may be broken in two, so it gets no blank.
    """
    if (begun := _ADDRESS_BEGUN.search(before)) and _goes_on(begun[0], behind):
        return False
    if not (_WORD_END.search(before) and _WORD_START.match(behind)):
        return False
    return not (before[-1].isdigit() and behind[0].isdigit()) and (
        before[-1].isascii() and behind[0].isascii() and (before[-1].isalpha() or behind[0].isalpha())
    )


def _goes_on(begun: str, behind: str) -> bool:
    """Say whether an address at a line's end goes on in the text `behind` of the next line."""
    rest = _ADDRESS_REST.match(behind)
    if rest is None:
        return False
    if "@" in begun:
        return "." not in begun.partition("@")[2]
    if begun.startswith(("http", "www.")):
        return "." in rest[0] or "/" in rest[0]
    return "@" in rest[0]
