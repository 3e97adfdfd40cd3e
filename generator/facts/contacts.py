"""Telephone numbers, postal addresses and codes, and e-mail addresses of the contact paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.facts.fact import Contact, ContactKind
from generator.model.report import Kind, Report
from generator.text.span import Span

_DASH = r"[-—–―]{1,2}"
_TELEPHONE = re.compile(
    rf"(?<![\d.A-Za-z@])(?<!(?<!\d)/)(?:(?P<full>\+86(?:{_DASH}|\s)?(?:\(?0?\d{{2,3}}\)?(?:{_DASH}|\s)?\d{{7,8}}|1[3-9]\d{{9}})|\(?0\d{{2,3}}\)?(?:\s?{_DASH}\s?|\s)?\d{{7,8}}|1[3-9]\d{{9}}|[48]00{_DASH}?\d{{3,4}}{_DASH}?\d{{3,4}})"
    rf"|(?P<short>1\d{{4}}|\d{{7,8}}))(?:(?:{_DASH}|转)\d{{1,5}})?(?![\d.@A-Za-z])"
)
_CALLED = re.compile(
    r"(?:电\s*话|热\s*线|座\s*机|传\s*真|手\s*机|号\s*码|联系方式|拨打|Tel)[^\d,。;]{0,10}$", re.IGNORECASE
)
_LISTED = re.compile(r"\s*[、,;/或和及]?\s*(?:\([^()\d]{1,12}\))?\s*[、,;/或和及]?\s*(?:\([^()\d]{1,12}\))?\s*")
"""Between the numbers of one list: 88880001、88880002, 88880001（办公室）、88880002."""
_NEAR = 16
"""Characters before a number that say what it is."""
_SERVICE = 5
"""Digits of a service's number: 12345."""
_NEXT = r"电\s*话|邮\s*编|邮政编码|电子|邮\s*箱|传\s*真|联\s*系|网\s*址|收件|收信|收\s*\)"
_PATTERNS = {
    ContactKind.ADDRESS: re.compile(
        r"(?:地\s*址|(?<!电子)信\s*箱|地\s*点|(?:请|邮|函)寄[至到往]?|寄[至到往])\s*[:“ ]*\s*"
        rf"(?P<it>(?!设[在立置于]|[至到往]|位于|开通|接收|受理)[\u4e00-\u9fff](?:(?![\s(]*(?:{_NEXT})|\((?:信封|来信|请|注明|并))[^,。;:”\n]){{4,40}})"
    ),
    ContactKind.POSTCODE: re.compile(r"(?:邮\s*编|编\s*码)[: 为(]*(\d{6})(?!\d)"),
    ContactKind.EMAIL: re.compile(
        r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", re.ASCII
    ),
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
        for start, end in _telephones(text):
            found.append(Contact(ContactKind.TELEPHONE, Span(node.span.start + start, node.span.start + end)))
    return tuple(sorted(found, key=lambda contact: contact.span.start))


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of telephone numbers; one without area code counts behind 电话 or another number."""
    last = -1
    for match in _TELEPHONE.finditer(text):
        listed = 0 <= last <= match.start() <= last + 2 * _NEAR and _LISTED.fullmatch(text, last, match.start())
        called = _CALLED.search(text, max(0, match.start() - _NEAR), match.start())
        if match["full"] or listed or called or len(match["short"]) == _SERVICE:
            yield match.span()
            last = match.end()
