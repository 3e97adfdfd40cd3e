"""Attachments that a report names but does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.place import message_at
from generator.model.messages import Message
from generator.model.report import Report
from generator.outline.attachments import missing_attachments


def check_annexes(report: Report) -> Iterator[Message]:
    """Yield the attachments named in the text for which the report has neither an annex nor a file."""
    for named in missing_attachments(report):
        yield message_at(report, "attachment-missing", named.line.span, name=named.name)
