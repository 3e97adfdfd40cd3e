"""Find the characters of a text that stand inside quotation marks, title marks (《》) or brackets."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate

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


def enclosed(folded: str) -> list[bool]:
    """Return for each character of a folded text whether it stands inside a pair of marks; the marks themselves do not.

    A mark without its partner (exports lose some) is ignored.
    """
    change = [0] * (len(folded) + 1)
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    for mark in _MARK.finditer(folded):
        character, index = mark[0], mark.start()
        if character in _OPENERS:
            opened.append((character, index))
            waiting[character] += 1
        elif waiting[_PAIRS.get(character, "")]:
            while True:
                opener, start = opened.pop()
                waiting[opener] -= 1
                if opener == _PAIRS[character]:
                    break
            change[start + 1] += 1
            change[index] -= 1
    if not any(change):
        return [False] * len(folded)
    return [depth > 0 for depth in accumulate(change[:-1])]


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
