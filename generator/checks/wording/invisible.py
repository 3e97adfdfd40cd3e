"""Invisible characters, and private-use characters, which each machine shows in its own way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.text.invisible import INVISIBLE
from generator.text.span import Span

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
"""Matches control characters, zero-width and direction marks, soft hyphens and private-use characters.

Tabs and line ends are not matched: they are white space.
"""
_JOINERS = frozenset("\u200c\u200d")
_LOST = "\ufffd"


def check_invisible(report: Report) -> Iterator[Message]:
    """Yield one message for each kind of invisible or private-use character in a line, and one for a lost character.

    A joiner between emoji belongs to them and is not reported. U+FFFD stands for a character that was lost.
    """
    source = report.source
    for line in source.text_lines:
        start, end = line.span.start, line.span.end
        while start and source.text[start - 1] in INVISIBLE:
            start -= 1
        while end < len(source.text) and source.text[end] in INVISIBLE:
            end += 1
        text = source.text[start:end]
        found: dict[str, list[int]] = {}
        for match in _INVISIBLE.finditer(text):
            if not (match[0] in _JOINERS and _joins_symbols(text, match.start())):
                found.setdefault(match[0], []).append(start + match.start())
        for character, offsets in found.items():
            yield message_at(
                report,
                "invisible-character",
                Span(offsets[0], offsets[0] + 1),
                found=_name(character),
                count=len(offsets),
            )
        lost = text.find(_LOST)
        if lost >= 0:
            yield message_at(report, "replacement-character", Span(start + lost, start + lost + 1))


def _joins_symbols(text: str, index: int) -> bool:
    """Say whether a joiner stands between emoji, or between their variation selectors and skin tones."""
    sides = text[max(index - 1, 0) : index], text[index + 1 : index + 2]
    return all(side and unicodedata.category(side) in ("So", "Sk", "Mn") for side in sides)


def _name(character: str) -> str:
    return " ".join([f"U+{ord(character):04X}", unicodedata.name(character, "")]).rstrip()
