"""Documents cited in 《》: number, issuing body, and what the report did with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.facts.fact import Act, Document
from generator.model.report import Report
from generator.text.span import Span

_NUMBER = re.compile(r"\s*\(?\s*(?P<number>[\u4e00-\u9fff]{0,8}[〔\[【]\s*\d{4}\s*[〕\]】]\s*第?\s*\d+\s*号)")
_ISSUER = re.compile(
    r"(?:按照|根据|依据|依照|落实|执行|贯彻|学习|对照|结合|由|经)*(?P<body>(?:中共|国务院|中央|全国|[\u4e00-\u9fff]{1,12}?(?:省|市|区|县|镇|乡|州|旗|盟))?[\u4e00-\u9fff]{0,12}?"
    r"(?:委员会|人民政府|政府|国务院|办公厅|办公室|党委|区委|市委|省委|县委|党组|纪委监委|纪委|组织部|财政部|教育厅|教育局|财政局))"
    r"(?:关于)?(?:制定|印发|出台|发布|下发)?(?:的)?$"
)
_ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("revised", re.compile(r"修订|修改|完善|修编")),
    ("made", re.compile(r"制定|制订|出台|印发|起草|编制|下发|拟定|草拟|发布|建立|形成")),
    ("followed", re.compile(r"按照|根据|依据|依照|落实|执行|学习|贯彻|对照|遵守|严格")),
)
_NEAR = 40
"""Characters before a citation in which its issuing body is looked for."""


def find_documents(report: Report) -> tuple[Document, ...]:
    """Return the citations of a report in reading order; a mark without its partner cites nothing.

    A citation inside another belongs to the outer one's title.
    """
    return tuple(document for node in report.walk() for piece in node.pieces for document in _described(report, piece))


def _citations(report: Report, piece: Span) -> Iterator[Document]:
    opened: list[int] = []
    found: list[Document] = []
    for offset, character in enumerate(report.source[piece], piece.start):
        if character == "《":
            opened.append(offset)
        elif character == "》" and opened:
            start = opened.pop()
            # What this pair holds is part of its title; an outer 《 that never closes must not swallow it.
            found = [document for document in found if document.span.end <= start]
            if offset > start + 1:
                found.append(Document(Span(start, offset + 1), Span(start + 1, offset)))
    yield from found


def _described(report: Report, piece: Span) -> Iterator[Document]:
    """Yield the citations with what stands around them; several in a row were all made, revised or followed."""
    text = report.source.fold(piece)
    act: Act | None = None
    end = 0
    for document in _citations(report, piece):
        start = document.span.start - piece.start
        between = text[end:start]
        if not (end and re.fullmatch(r"\s*[、和及与以,]*\s*", between)):
            clause = text[max(end, *(text.rfind(mark, 0, start) + 1 for mark in ",。;:!?")) : start]
            act = _act(clause)
        after = _NUMBER.match(text, document.span.end - piece.start)
        left = max(end, start - _NEAR)
        issuer = _ISSUER.search(text[left:start])
        end = after.end() if after else document.span.end - piece.start
        yield replace(
            document,
            number=_span(piece, *after.span("number")) if after else None,
            issuer=_span(piece, left + issuer.start("body"), left + issuer.end("body")) if issuer else None,
            act=act,
        )


def _act(clause: str) -> Act | None:
    """Return what the verb nearest before a citation says was done with it."""
    last = max(
        ((match.start(), act) for act, pattern in _ACTS for match in pattern.finditer(clause)),
        default=None,
    )
    return last[1] if last else None


def _span(piece: Span, start: int, end: int) -> Span:
    return Span(piece.start + start, piece.start + end)
