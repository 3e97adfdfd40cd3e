"""Find the characters of a text that stand inside quotation marks, title marks (《》) or brackets."""

from __future__ import annotations

import re

_PAIRS = {
    "”": "“",
    "’": "‘",
    "》": "《",
    "〉": "〈",
    "」": "「",
    "』": "『",
    ")": "(",
    "]": "[",
    "】": "【",
    "〕": "〔",
}
"""Each closing mark with its opening one."""
_OPENERS = frozenset(_PAIRS.values())
_MARK = re.compile("[" + re.escape("".join([*_PAIRS, *_PAIRS.values()])) + "]")


def enclosed(folded: str) -> bytes:
    """Return for each character of a folded text 1 if it stands inside a pair of marks, else 0; so do the marks.

    A mark without its partner (exports lose some) is ignored.
    """
    inside = bytearray(len(folded))
    for start, end in _pairs(folded):
        inside[start + 1 : end] = b"\1" * (end - start - 1)
    return bytes(inside)


def _pairs(folded: str) -> list[tuple[int, int]]:
    """Return the offsets of the opening and the closing mark of each pair that stands in no other, in reading order."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_OPENERS, 0)
    for mark in _MARK.finditer(folded):
        character, index = mark[0], mark.start()
        if character in _OPENERS:
            opened.append((character, index))
            waiting[character] += 1
        elif waiting[_PAIRS[character]]:
            while True:
                opener, start = opened.pop()
                waiting[opener] -= 1
                if opener == _PAIRS[character]:
                    break
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, index))
    return found


_CORNERS = str.maketrans("「」『』", "“”‘’")


def curled(text: str) -> str:
    """Return a text, of the same length, with its quotation marks as “ and ”: "清零" and 「清零」 as “清零”.

    The straight marks of a line stay as they are if one of them has no partner.
    """
    if "「" in text or "『" in text:
        text = text.translate(_CORNERS)
    return "\n".join(map(_curled, text.split("\n"))) if '"' in text else text


def _curled(line: str) -> str:
    parts = line.split('"')
    if len(parts) == 1 or len(parts) % 2 == 0:
        return line
    return "".join(part + mark for part, mark in zip(parts, [*"“”" * (len(parts) // 2), ""], strict=True))
