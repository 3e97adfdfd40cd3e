"""Telephone numbers, postal addresses and codes, and e-mail addresses of the contact paragraph."""

from __future__ import annotations

import re

from generator.facts.fact import Contact, ContactKind
from generator.model.report import Kind, Report
from generator.text.span import Span

_PATTERNS = {
    ContactKind.TELEPHONE: re.compile(
        r"(?<![\d.-])(?:\(?0\d{2,3}\)?[- ]?\d{7,8}(?:-\d{1,5})?|1[3-9]\d{9}|1\d{4})(?![\d.-])"
    ),
    ContactKind.ADDRESS: re.compile(r"(?:地址|信箱|地点)[: ]*(?P<it>[\u4e00-\u9fff][^,。;:]{4,40})"),
    ContactKind.POSTCODE: re.compile(r"(?:邮编|编码)[: ]*(\d{6})(?!\d)"),
    ContactKind.EMAIL: re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII),
}


def find_contacts(report: Report) -> tuple[Contact, ...]:
    """Return what the contact paragraphs give, in reading order."""
    found = []
    for node in report.of(Kind.CONTACT):
        text = report.source.fold(node.span)
        for kind, pattern in _PATTERNS.items():
            for match in pattern.finditer(text):
                start, end = match.span(pattern.groups)
                found.append(Contact(kind, Span(node.span.start + start, node.span.start + end)))
    return tuple(sorted(found, key=lambda contact: contact.span.start))
