"""From a place in the text to a message."""

from __future__ import annotations

import re
from pathlib import PurePath

from generator.model.messages import Message
from generator.model.report import Report
from generator.model.source import Source
from generator.text.span import Span

_OPENED_BY_LINE = {".txt", ".md", ""}
"""What an editor opens at a line; in any other file a place is found by the words around it."""
_AROUND, _LONGEST, _NUMBER = 10, 20, 24
_LONG_NUMBER = re.compile(r"\d{6,20}[\dXx]")
"""What may be personal data, and is told nowhere."""


def message_at(report: Report, code: str, span: Span, **values: object) -> Message:
    """Return the message of a code about a span of the source; `values` fill in its wording."""
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
    """Return the words around a place, for a file that has no lines."""
    if PurePath(source.name).suffix.lower() in _OPENED_BY_LINE:
        return ""
    text = source.text
    first = text.rfind("\n", 0, span.start) + 1
    last = text.find("\n", span.start)
    last = len(text) if last < 0 else last
    start = max(span.start - _AROUND, first)
    end = min(min(span.end, span.start + _LONGEST) + _AROUND, last)
    # Of a long number that is cut no figure is told either.
    before, after = max(start - _NUMBER, first), min(end + _NUMBER, last)
    told = _LONG_NUMBER.sub(lambda match: "×" * len(match[0]), text[before:after])[start - before : end - before]
    return ("…" if start > first else "") + told + ("…" if end < last else "")
