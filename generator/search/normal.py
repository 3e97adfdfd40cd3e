"""Normalises texts and queries, so that spellings which are the same to a searcher become the same string.

One character for one: widths, cases, traditional and simplified, radicals, µ and μ, the raised figure of m². Over
several characters: white space and invisible characters, 1,000 and 1000, ㎡ and m2, ℃ and °C, 2021-11-22 and
2021年11月22日, 〔2023〕 in brackets of any kind. The theme's engine.js has the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from generator.text.folding import fold
from generator.text.spacing import squeeze
from generator.text.variants import simplified

_MEASURES = {"m2": "㎡", "m3": "㎥", "km2": "㎢", "cm2": "㎠", "mm2": "㎟", "°c": "℃"}
_UNIFIED = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])"
    r"|(?<!\d)\d{4}(?:年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}(?!\d)|/\d{1,2}/\d{1,2}(?!\d)|\.\d{1,2}\.\d{1,2}(?![\d.]))"
    r"|[(\[【〔〖]\d{4}[)\]】〕〗]"
    r"|(?<![a-z])(?:[kcm]?m2|m3)(?![\da-z])|°c(?![a-z])",
    re.ASCII,  # as in JavaScript, \d is 0 to 9 alone
)
"""Matches, in a text without blanks, what can be written in several ways over several characters."""
INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
"""Matches an invisible character."""
_RAISED = re.compile("(?<=[a-z])[²³¹]")
_FIGURES = {"¹": "1", "²": "2", "³": "3"}
_SAME = {"µ": "μ"}
_TIGHT = re.compile(r"(?<=[\d.%]) (?=[\u3400-\u9fff%‰℃])|(?<=[\u3400-\u9fff]) (?=\d)", re.ASCII)


def variant_pairs(plain: Collection[str]) -> str:
    """Return pairs of a traditional and a simplified character, as one string, for the simplified ones in `plain`."""
    return "".join(a + b for a, b in sorted(simplified().items()) if b in plain)


def variants_of(text: str) -> str:
    """Return the `variant_pairs` for all characters of a text."""
    return variant_pairs(frozenset(folded("".join(set(text)), simplified())))


def spaced(text: str, variants: dict[str, str]) -> str:
    """Return the text as `folded` has it, with runs of white space as single blanks."""
    return folded(squeeze(text), variants)


def folded(text: str, variants: dict[str, str]) -> str:
    """Return the text in half-width, lower-case, simplified characters; it has the same length.

    `variants` is `simplified()`, or a part of it. White space is kept; an invisible character becomes a blank.
    """
    table = {}
    for character in set(text):
        half = fold(character)
        low = half.lower()
        plain = variants.get(low, low) if len(low) == 1 else half
        table[ord(character)] = " " if INVISIBLE.match(character) else _SAME.get(plain, plain)
    return _RAISED.sub(lambda match: _FIGURES[match[0]], text.translate(table))


def typed(query: str, variants: dict[str, str]) -> str:
    """Return a query as it is looked for: `spaced`, without the invisible characters that come along when pasting."""
    return spaced(INVISIBLE.sub("", query), variants)


def tightened(term: str) -> str:
    """Return a folded term without the blanks between numbers and Chinese: pages show them, the text lacks them."""
    return _TIGHT.sub("", term)


def bare(text: str) -> str:
    """Return a `spaced` text without its blanks."""
    return text.replace(" ", "")


def unified(text: str) -> str:
    """Return a `bare` text in which numbers, dates, measures and brackets are written in one way each."""
    return _UNIFIED.sub(lambda match: _one_way(match[0]), text)


def unified_with_places(text: str) -> tuple[str, list[int], list[int]]:
    """Return the `unified` text, and the offsets in `text` at which each of its characters starts and ends."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _UNIFIED.finditer(text):
        parts.append(text[at : match.start()])
        starts.extend(range(at, match.start()))
        ends.extend(range(at + 1, match.start() + 1))
        words = _one_way(match[0])
        parts.append(words)
        places = _places(match[0], words, match.start())
        starts.extend(start for start, _ in places)
        ends.extend(end for _, end in places)
        at = match.end()
    parts.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return "".join(parts), starts, ends


def _one_way(words: str) -> str:
    if words in _MEASURES:
        return _MEASURES[words]
    numbers = re.findall(r"\d+", words)
    if len(numbers) == 1:
        return f"〔{numbers[0]}〕"
    if "," in words:
        return "".join(numbers)
    return f"{numbers[0]}年{int(numbers[1])}月{int(numbers[2])}日"


def _places(words: str, unified_words: str, offset: int) -> list[tuple[int, int]]:
    """Return (start, end) of each character of `unified_words` in the `words` that they replace, plus `offset`.

    A character that the words lack is placed at their end.
    """
    found: list[tuple[int, int]] = []
    at = 0
    for character in unified_words:
        place = words.find(character, at)
        if place < 0 and at < len(words) and not words[at].isdecimal():
            place = at  # 年 replaces the dash at this place
        if place < 0:
            place = max(at, len(words) - 1) if len(unified_words) > 1 else 0
        else:
            at = place + 1
        end = len(words) if len(unified_words) == 1 else min(place + 1, len(words))
        found.append((offset + min(place, len(words) - 1), offset + end))
    return found
