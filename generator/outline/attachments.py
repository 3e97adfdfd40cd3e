"""Match the attachments that a report names with its annexes and with the files that came with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.model.report import Kind, Report
from generator.model.source import Source
from generator.outline.annexes import AnnexHead
from generator.readers.metadata import NamedAttachment, named_attachments

_MARKS = re.compile(
    r"[\s《》“”\"'()（）\[\]【】、,，.:：;；-]|\.(?:pdf|docx?|xlsx?|wps|et|zip|rar|ofd)$", re.IGNORECASE
)
"""Matches what is ignored when names of attachments are compared: white space, marks, file extensions."""


def with_attachments(source: Source, heads: Sequence[AnnexHead]) -> Source:
    """Return the Source with the names of all attachments in its metadata: those it lists, and titles of annexes.

    Of several names of which one contains the other, only the first in the text is kept.
    """
    if not heads:
        return source
    lines = {line for head in heads for line in (head.line, head.last)}
    names = [(named.line.span.start, named.name) for named in named_attachments(source) if named.line not in lines]
    names.extend((head.line.span.start, source[head.title]) for head in heads if head.title)
    known: dict[str, str] = {}
    for _, name in sorted(names):
        if not any(_is_part(_key(name), other) for other in known):
            known[_key(name)] = name
    return replace(source, metadata=replace(source.metadata, attachments=tuple(known.values())))


def missing_attachments(report: Report) -> list[NamedAttachment]:
    """Return the attachments named in the closing that are neither an annex of the report nor a file with it."""
    source = report.source
    heads = {node.line for node in report.annexes}
    ends = {node.line for node in report.closing if node.kind is Kind.ATTACHMENT} - heads
    named = [found for found in named_attachments(source) if found.line.number in ends]
    numbers = {annex.number for annex in report.annexes}
    titles = [_key(report.text(annex.title)) for annex in report.annexes if annex.title]
    files = [_key(words) for file in source.files if not file.picture for words in (file.words, file.name) if words]
    alone = len(named) == len(report.annexes) == 1
    return [
        found
        for found in named
        if not alone
        and not (found.number is not None and found.number in numbers)
        and not any(_is_part(_key(found.name), title) for title in (*titles, *files))
    ]


def _key(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return _MARKS.sub("", name)


def _is_part(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)
