"""Recognise the lines of tables, whose first cells often look like numbered headings, and build table nodes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from generator.model.report import Kind, Node
from generator.model.source import Line, Merged, Source, TableRow
from generator.outline.markers import read_marker
from generator.text.span import Span

_ROW = re.compile(r"\t|\s\d+(?:\.\d+)?\s*[%分项个]?$|[▲★☆△]$|\S\s{2,}\S+\s{2,}\S")
"""Matches what shows a line to be a table row: a tab, a number or a mark at its end, three cells with wide gaps."""
_SENTENCE = re.compile(r"[。,;:!?]")
_LONGEST_CELL = 20
"""Maximum length in characters of a cell on a line of its own."""
_FEWEST_LINES = 5
"""Minimum number of short lines that are a table."""


def is_row(source: Source, line: Line) -> bool:
    """Say whether a single line is plainly a table row: it has separated cells, a score or a mark (▲) at its end."""
    text = source.fold(line.span)
    if "。" in text or not _ROW.search(text):
        return False
    # The white space behind a number parts no cells: Word's numbers have a tab there when it saves plain text.
    marker = read_marker(source, line)
    return marker is None or bool(_ROW.search(source.fold(marker.rest).lstrip()))


def table_lines(source: Source, lines: tuple[Line, ...]) -> frozenset[Line]:
    """Return the lines that belong to tables, be it a row on a line or a cell on a line.

    These are the rows that the file marks up, single lines that are plainly rows (`is_row`), and each run of at least
    five short lines without punctuation of which fewer than half are numbered. Numbered lines at the edges of a run
    are headings around the table and not part of it. The rows that the file marks up bound a run.
    """
    marked = {row.line for row in source.rows}
    found = {line for line in lines if is_row(source, line)} | marked
    run: list[Line] = []
    for line in (*lines, None):
        if line is not None and line not in marked and (line in found or _is_cell(source, line)):
            run.append(line)
            continue
        found.update(_inner(source, run, found))
        run = []
    return frozenset(found)


def with_tables(source: Source, nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes, with consecutive paragraphs that are rows of one table of the file as one table node."""
    found: list[Node] = []
    run: list[TableRow] = []
    for node in (*nodes, None):
        row = _row_at(source, node.span) if node else None
        if run and (row is None or row.table != run[0].table):
            found.append(_table(run))
            run = []
        if row:
            run.append(row)
        elif node:
            found.append(node)
    return found


def _row_at(source: Source, span: Span) -> TableRow | None:
    """Return the row whose line is exactly a span, or None; by bisection, since this is called for every paragraph."""
    at = bisect_left(source.rows, span.start, key=lambda row: row.line.span.start)
    return source.rows[at] if at < len(source.rows) and source.rows[at].line.span == span else None


def _table(rows: list[TableRow]) -> Node:
    children = tuple(
        Node(
            Kind.ROW,
            row.line.span,
            row.line.number,
            children=tuple(_cells(row, len(rows) - at)),
        )
        for at, row in enumerate(rows)
    )
    span = Span(children[0].span.start, children[-1].span.end)
    return Node(Kind.TABLE, span, children[0].line, children=children)


def _cells(row: TableRow, left: int) -> Iterator[Node]:
    """Yield the cell nodes of a row; `left` is the number of rows from this one to the end of its table node."""
    spans = {cell.column: cell for cell in row.merged}
    for column, cell in enumerate(row.cells):
        own = spans.get(column, Merged(column))
        yield Node(
            Kind.CELL,
            cell,
            row.line.number,
            rows=min(own.rows, left),
            columns=own.columns,
            origin=row.origins[column] if row.origins else None,
        )


def _is_cell(source: Source, line: Line) -> bool:
    text = source.fold(line.span)
    return len(text) <= _LONGEST_CELL and not _SENTENCE.search(text)


def _inner(source: Source, run: list[Line], rows: set[Line]) -> list[Line]:
    """Return the lines of a run that are a table, without the numbered lines at its edges; empty if none is."""
    numbered = {line for line in run if read_marker(source, line)}
    while run and run[-1] in numbered and run[-1] not in rows:
        run.pop()
    while run and run[0] in numbered and run[0] not in rows:
        run.pop(0)
    inside = numbered.intersection(run)
    return run if len(run) >= _FEWEST_LINES and 2 * len(inside) < len(run) else []
