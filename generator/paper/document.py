"""The report for paper, as data that the Typst template lays out: so no text of the report is taken for markup."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import takewhile, zip_longest
from math import sqrt
from typing import Any

from generator.edition.edition import Edition
from generator.edition.history import history_of
from generator.edition.places import place_of
from generator.model.report import Kind, Node
from generator.settings.office import OfficeLine
from generator.text.invisible import visible
from generator.text.qr import qr_svg
from generator.text.span import Span
from generator.writers.markdown.days import day
from generator.writers.report.corrections import full_stop, name_of
from generator.writers.report.cover import facts_of, promise_of

_NARROWEST = 1.5
"""Minimum width of a table's column, relative to the widths of the others."""
_LISTED_DEPTH = 3
"""Maximum levels of headings in the contents list."""


class PaperSize(StrEnum):
    """The size of type on paper."""

    STANDARD = "standard"
    LARGE = "large"


def write_paper(  # noqa: PLR0913 - what is laid out, and how
    edition: Edition,
    address: str,
    size: PaperSize,
    faces: dict[str, list[str]],
    part: Node | None = None,
    *,
    office: Iterable[OfficeLine] = (),
) -> str:
    """Return the JSON that the template reads; `address` is the report's, empty if the site has none.

    `faces` are the font families by the names that the template uses; `office` are the cover's lines about the office
    that runs the site. With a `part`, only this node is set: without a cover, but with its address and the headings
    above it.
    """
    report = edition.report
    metadata = edition.metadata
    body = list(blocks(edition, part, address))
    stands = address_of(edition, part, address)
    levels = {block["level"] for block in body if block["kind"] == "heading"}
    published = metadata.published
    return json.dumps(
        {
            "size": size,
            "whole": part is None,
            "address": stands,
            "code": qr_svg(stands) if stands else None,
            "draft": edition.settings.is_draft,
            "faces": faces,
            "title": visible(edition.title),
            "author": metadata.issuing_body,
            "description": f"{edition.title}（全文）",
            "keywords": ["巡视整改", *([metadata.issuing_body] if metadata.issuing_body else [])],
            "date": _date(published) if published else None,
            "facts": [
                *facts_of(edition),
                *_corrections(edition),
                ("原始文件", f"SHA-256 {_grouped(report.source.sha256)}"),
            ],
            "office": [f"{line.label}：{visible(line.words)}" for line in office if line.label],
            "promise": f"正文取自原始文件，逐字核对。{promise_of(edition)}",
            "numbering": f"页边的编号接在 {address} 之后，就是该节的永久链接。"
            if address
            else "页边的编号是该节在网站上的永久编号。",
            "listed": bool(levels) and part is None,
            "depth": min(max(levels, default=1), _LISTED_DEPTH),
            "body": body,
        },
        ensure_ascii=False,
    )


def _corrections(edition: Edition) -> list[tuple[str, str]]:
    """Return the corrections after publication as (label, words) for the cover's facts."""
    return [
        ("更正", f"{name_of(version)}，{day(version.dated)}：{full_stop(version.reason or '')}")
        for version in history_of(edition).versions[1:]
    ]


def _grouped(digest: str) -> str:
    """Return a checksum in groups of 16 digits, so that it can be read aloud and broken over lines."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def _date(when: date) -> dict[str, int]:
    return {"year": when.year, "month": when.month, "day": when.day}


def blocks(edition: Edition, part: Node | None, address: str) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a part of a report, or of all of it if `part` is None.

    A block is a dict with its `kind` (title, heading, measure, table, or that of its node) and what that kind needs.
    """
    return _part_blocks(edition, part, address) if part else _report_blocks(edition, address)


def address_of(edition: Edition, part: Node | None, address: str) -> str:
    """Return the address of a part of a report, or the report's own without a part; empty if the site has none."""
    if not address or not part:
        return address
    return address + place_of(edition.report, part.head or part.span).address_in(flat=edition.flat)


def _report_blocks(edition: Edition, address: str) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a whole report."""
    report = edition.report
    titles = [node for node in report.front if node.kind is Kind.TITLE]
    for node in report.front:
        if node.kind is Kind.TITLE:
            yield {"kind": "title", "text": visible(edition.text(node.span)), "last": node is titles[-1]}
        else:
            yield from _below(edition, node, 1, address)
    for node in (*report.sections, *report.closing, *report.annexes):
        yield from _below(edition, node, 1, address)


def _part_blocks(edition: Edition, part: Node, address: str) -> Iterator[dict[str, Any]]:
    """Yield the headings that a part of a report stands under, then its blocks."""
    path = place_of(edition.report, part.head or part.span).path
    above = [node for node in takewhile(lambda node: node is not part, path) if node.head]
    for level, node in enumerate(above, 1):
        yield next(_below(edition, node, level, address))
    yield from _below(edition, part, len(above) + 1, address)


def _below(edition: Edition, node: Node, level: int, address: str) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a node and all below it; `level` is the level of its heading."""
    if node.head:
        local = place_of(edition.report, node.head).address_in(flat=edition.flat)
        yield {
            "kind": "heading",
            "level": level,
            "annex": node.kind is Kind.ANNEX,
            "id": node.id,
            "text": _words(edition, node.head),
            "address": local,
            "link": f"{address}{local}" if address else None,
        }
        for child in node.children:
            yield from _below(edition, child, level + 1, address)
    elif node.kind is Kind.MEASURE:
        first, *others = node.children or (node,)
        cut = node.marker.end if node.marker else first.span.start
        blank = " " if edition.report.source.text[cut : cut + 1].isspace() else ""
        rest = _words(edition, Span(cut, first.span.end), blank)
        yield {"kind": "measure", "marker": _words(edition, Span(first.span.start, cut)), "text": rest}
        for child in others:
            yield from _below(edition, child, level + 1, address)
    elif node.kind is Kind.TABLE:
        rows = [["" if cell.columns > 1 else edition.text(cell.span) for cell in row.children] for row in node.children]
        columns = list(zip_longest(*rows, fillvalue=""))
        # The width is the root of the length of the column's longest cell: so the cells of a row get about as high.
        # A cell over several columns counts for none of them.
        widths = [max(sqrt(max(map(len, column))), _NARROWEST) for column in columns]
        cells = [[_cell(edition, node, at, column) for column in range(len(widths))] for at in range(len(rows))]
        yield {"kind": "table", "widths": widths, "head": _head(node), "rows": cells}
    elif node.children:
        for child in node.children:
            yield from _below(edition, child, level + 1, address)
    else:
        cut = label.end if (label := edition.label_of(node)) else node.span.start
        marker, text = _words(edition, Span(node.span.start, cut)), _words(edition, Span(cut, node.span.end))
        if marker or text:
            yield {"kind": str(node.kind), "marker": marker, "text": text}


def _words(edition: Edition, span: Span, before: str = "") -> str | list[tuple[str, list[str]]]:
    """Return a span for the template, after the text `before`: a string, or (text, kinds of mark) for each piece."""
    if not edition.report.source.marks_in(span):
        return before + visible(edition.text(span))
    pieces = [(visible(text), [str(kind) for kind in kinds]) for text, kinds in edition.runs(span)]
    return [(before, []), *pieces] if before else pieces


def _head(table: Node) -> int:
    """Return the number of rows in a table's head: 1, or as many as a merged cell of the first row covers."""
    deepest = max(cell.rows for cell in table.children[0].children)
    return deepest if deepest < len(table.children) else 1


def _cell(edition: Edition, table: Node, at: int, column: int) -> Any:
    """Return a cell for the template: its words, or for a merged cell a dict that also has its columns and edges.

    A cell over several rows is not merged for Typst, which would set its words after those of all its rows. Instead
    no line is drawn between it and the blank cells below it: `begins` and `ends` tell where there is one.
    """
    row = table.children[at].children
    cell = row[column] if column < len(row) else None
    words = _words(edition, cell.span) if cell else ""
    if cell is None or (cell.rows == 1 and cell.columns == 1 and cell.origin is None):
        return words
    below = table.children[at + 1].children if at + 1 < len(table.children) else ()
    said = cell.said
    return {
        "words": words,
        "columns": cell.columns,
        "covered": bool(cell.origin and column and row[column - 1].said == said),
        "begins": cell.origin is None or not (at and _says(table.children[at - 1], column, said)),
        "ends": not (column < len(below) and below[column].origin == said),
    }


def _says(row: Node, column: int, said: Span) -> bool:
    return column < len(row.children) and row.children[column].said == said
