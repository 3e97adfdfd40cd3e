"""The same report is read alike, however an office typed it, and whatever file it came in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from generator.edition.edition import Edition
from generator.model.report import Kind, Node, Report
from generator.outline import outline
from generator.readers import READERS
from generator.settings.report import ReportSettings
from generator.text.folding import fold
from generator.text.invisible import INVISIBLE
from generator.text.spacing import solid
from generator.text.span import Span
from tests.project import ROOT
from tests.readers.offices import WAYS

SETTINGS = ReportSettings()
STATED = "half-width-themes-run-on"
"""The report whose facts are compared, too; they cost more than its outline."""
NAMES = (STATED, "gb18030-full-width", "fields-under-findings", "runs-of-paragraphs")
"""Reports with a title of one line, and long enough to tell that they were broken to a width."""


def read(data: bytes, ending: str) -> Report:
    return outline(READERS[ending](data, f"a{ending}", SETTINGS), SETTINGS)


def typed(name: str) -> list[str]:
    """Return a report's own lines, without those of the page around it."""
    source = read((ROOT / "tests" / "reports" / f"{name}.txt").read_bytes(), ".txt").source
    return [source[line.span].strip("".join(INVISIBLE)) for line in source.text_lines]


def words(report: Report, span: Span | None) -> str:
    """Return a span's words, whatever their width and the white space in them."""
    return solid(report.source.fold(span)) if span else ""


def told(report: Report) -> list[object]:
    """Return the title, and of each node depth, kind, number and its own words without the number as it is written."""
    behind = {node.marker.start: node.marker.end for node in report.walk() if node.marker}

    def below(node: Node, depth: int) -> Iterator[object]:
        own = (Span(behind.get(piece.start, piece.start), piece.end) for piece in node.pieces)
        yield depth, node.kind, node.number, "".join(words(report, span) for span in own)
        for child in node.children:
            yield from below(child, depth + 1)

    tops = (top for top in report.tops if top.kind is not Kind.TITLE)
    return [solid(fold(report.title)), *(one for top in tops for one in below(top, 0))]


def stated(report: Report) -> list[object]:
    """Return what a report states, with its words for it."""
    edition = Edition(report, SETTINGS)
    found, known = edition.facts, edition.metadata
    return [
        [(name, one.status, one.measures) for name, one in found.stated.items()],
        [(words(report, one.span), one.value, words(report, one.subject), one.change) for one in found.figures],
        [(words(report, one.span), one.start, one.end) for one in found.periods],
        [(words(report, one.span), words(report, one.number), one.act) for one in found.documents],
        [(one.kind, words(report, one.span)) for one in found.contacts],
        (known.issuing_body, known.signed, known.inspector, solid(known.inspected or "")),
    ]


@cache
def expected(name: str) -> tuple[list[object], list[object]]:
    report = read("\n".join(typed(name)).encode(), ".txt")
    return told(report), stated(report) if name == STATED else []


@pytest.mark.parametrize("way", WAYS)
def test_a_report_is_read_alike(way: str) -> None:
    ending, write = WAYS[way]
    for name in NAMES:
        report = read(write(typed(name)), ending)
        assert told(report) == expected(name)[0], name
        if name == STATED:
            assert stated(report) == expected(name)[1]
        if "broken" in way:
            joined = [one.code for one in report.warnings if one.code == "lines-joined"]
            assert joined or "source" in way, name
