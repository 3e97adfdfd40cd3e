"""The tables of a report as columns with a name each and rows of cells, for rules that compare the cells of a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.facts.ledgers import columns_of, heads_of
from generator.model.report import Kind, Node, Report

_MOST_COLUMNS, _MOST_ROWS = 20, 500


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without its head."""

    names: tuple[str, ...]
    """The name of each column, all rows of the head joined, the lowest last."""
    head: Sequence[Node]
    """The cells of the lowest row of the head, which are those of a problem if the table has no head."""
    rows: tuple[Sequence[Node], ...]
    """The cells of each row below the head."""
    whole: bool
    """Whether no cell below the head is merged with another."""


def grids(report: Report) -> Iterator[Grid]:
    """Yield the tables of a report that have a head and a row below it, annexes included; larger ones are left out."""
    for table in report.of(Kind.TABLE):
        heads = heads_of(table)
        rows = tuple(row.children for row in table.children[table.children.index(heads[-1]) + 1 :])
        if not rows or len(rows) > _MOST_ROWS or len(rows[0]) > _MOST_COLUMNS:
            continue
        names = tuple("".join(dict.fromkeys(reversed(words))) for words in columns_of(report, heads))
        merged = any(cell.origin or cell.rows > 1 or cell.columns > 1 for row in rows for cell in row)
        if all(len(row) == len(names) for row in rows):
            yield Grid(names, heads[-1].children, rows, not merged)


def words_of(report: Report, cell: Node) -> str:
    """Return the words of a cell in half-width forms, without white space."""
    return "".join(report.source.fold(cell.said).split())
