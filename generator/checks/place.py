"""Makes a message about a place in the text, for all rules."""

from __future__ import annotations

import re
from pathlib import PurePath

from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Source
from generator.text.span import Span

_OPENED_BY_LINE = {".txt", ".md", ""}
"""Suffixes of sources that an editor can open at a line; in other files a place is found by the words around it."""
_AROUND, _LONGEST, _NUMBER = 10, 20, 24
"""Maximum characters before and after the place, of the place itself, and of a long number at an edge."""
_LONG_NUMBER = re.compile(r"\d{6,20}[\dXx]")
"""Matches a number that may be personal data; a message masks its digits."""


def message_at(report: Report, code: str, span: Span, **values: object) -> Message:
    """Return a message with a code about a span of the source; `values` fill the placeholders of its wording."""
    span = report.source.drawn(span)
    line, column = report.source.place(span.start)
    return Message(
        code,
        line,
        column,
        tuple((name, str(value)) for name, value in values.items()),
        max(span.end - span.start, 1),
        _words_at(report.source, span),
    )


def _words_at(source: Source, span: Span) -> str:
    """Return the words around a place, long numbers masked; empty for a source that an editor can open at a line."""
    if PurePath(source.name).suffix.lower() in _OPENED_BY_LINE:
        return ""
    text = source.text
    # A line may have a hundred thousand characters, and as many messages: its ends are only looked for nearby.
    lowest, highest = max(0, span.start - _AROUND - _NUMBER), span.start + _LONGEST + _AROUND + _NUMBER
    first = max(text.rfind("\n", lowest, span.start) + 1, lowest)
    last = text.find("\n", span.start, highest)
    last = min(len(text), highest) if last < 0 else last
    start = max(span.start - _AROUND, first)
    end = min(min(span.end, span.start + _LONGEST) + _AROUND, last)
    # A long number that the excerpt would cut is masked as a whole.
    before, after = max(start - _NUMBER, first), min(end + _NUMBER, last)
    told = _LONG_NUMBER.sub(lambda match: "×" * len(match[0]), text[before:after])[start - before : end - before]
    return ("…" if start > first else "") + told + ("…" if end < last else "")
