"""From a place in the text to a message."""

from __future__ import annotations

from generator.model.messages import Message
from generator.model.report import Report
from generator.text.span import Span


def message_at(report: Report, code: str, span: Span, **values: object) -> Message:
    """Return the message of a code about a span of the source; `values` fill in its wording."""
    line, column = report.source.place(span.start)
    return Message(
        code,
        line,
        column,
        tuple((name, str(value)) for name, value in values.items()),
        max(span.end - span.start, 1),
    )
