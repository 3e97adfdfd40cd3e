"""The ledger and the figures as tables for CSV and spreadsheets: columns with their meaning, and rows."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from generator.edition.edition import Edition
from generator.edition.places import name_of, place_of
from generator.edition.words import WORDS, counts_of
from generator.facts.fields import FieldKind
from generator.model.report import Kind
from generator.model.status import Status

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: Literal["string", "integer", "number"]
    title: str
    """Its heading in a spreadsheet, in Chinese."""
    description: str
    """Its meaning in datapackage.json."""
    width: int = 12
    """Its width in a spreadsheet, in characters."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a value in each row for each column."""

    name: str
    """Its file name without ending."""
    title: str
    """Its name for readers, in Chinese."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def titled(self, report: str) -> str:
        """Return its title after that of its report: 关于…的通报：整改台账."""
        return f"{report}：{self.title}"


_BELOW_ZERO = re.compile(r"-\d[\d,]*(?:\.\d+)?%?")

_LEDGER = (
    Column("report", "string", "通报", "The report's slug.", 16),
    Column("id", "string", "编号", "The item's id in report.json and in addresses.", 14),
    Column("address", "string", "网址", "Where it stands: absolute where the site has an address.", 30),
    Column("place", "string", "出处", "What that place is called, by the numbers above it: 二（一）2.", 14),
    Column("part", "string", "部分", "The heading of the part that it stands in.", 30),
    Column("theme", "string", "方面", "The heading of the theme, if there are themes.", 30),
    Column("finding", "string", "问题归类", "The heading of the finding.", 30),
    Column("problem", "string", "问题", "The item's heading, or its beginning, as shown.", 44),
    Column("line", "integer", "原文行", "The line of the source on which it starts.", 8),
    Column("measures", "integer", "措施数", "How many measures it has; one that holds others counts as those.", 8),
    Column("measures_stated", "string", "各条措施", "How many of them are how far, in Chinese.", 24),
    Column("status", "string", "状态代码", f"One of {', '.join(Status)}.", 16),
    Column("status_shown", "string", "通报所述状态", "The same in Chinese.", 12),
    Column("status_reason", "string", "发布单位标注", "Why the publisher set the status; empty where it is read.", 20),
    Column("evidence", "string", "依据", "The sentences that state it, joined by a slash; empty where none does.", 60),
    Column("responsible", "string", "责任单位", "Who is responsible, where the report labels it (责任单位：…).", 24),
    Column("deadline", "string", "整改时限", "By when, where the report labels it (整改时限：…).", 16),
    Column("documents", "string", "涉及文件", "Documents cited in 《》, joined by a semicolon.", 40),
)


def ledger_table(edition: Edition, slug: str, address: str) -> Table:
    """Return the ledger with a row for each problem; `address` is the report's, empty if the site has none."""
    rows = []
    report = edition.report
    for problem in edition.facts.problems:
        node = problem.node
        heads = {above.kind: edition.label(above) for above in problem.above}
        stated = edition.stated(node)
        place = place_of(report, node.head or node.span)
        rows.append(
            (
                slug,
                node.id,
                f"{address or f'{slug}/'}{place.address_in(flat=edition.flat)}",
                name_of(edition, place),
                heads.get(Kind.PART),
                heads.get(Kind.THEME),
                heads.get(Kind.FINDING),
                edition.problem(problem),
                node.line,
                len(problem.measures),
                counts_of(stated) or None,
                str(stated.status),
                WORDS[stated.status],
                stated.set_by_publisher,
                " / ".join(edition.evidence(stated)) or None,
                edition.told(node, FieldKind.RESPONSIBLE) or None,
                edition.told(node, FieldKind.DEADLINE) or None,
                "；".join(edition.cited(node)) or None,
            )
        )
    return Table("ledger", "整改台账", _LEDGER, tuple(rows))


_FIGURES = (
    Column("report", "string", "通报", "The report's slug.", 16),
    Column("address", "string", "网址", "Where it stands: absolute where the site has an address.", 30),
    Column("place", "string", "出处", "What that place is called, by the numbers above it: 二（一）2.", 14),
    Column("line", "integer", "原文行", "The line of the source.", 8),
    Column("text", "string", "原文", "The figure as shown, with hedging word and unit.", 16),
    Column("value", "number", "数值", "As a number, 万 and 亿 multiplied out; the lower end of a range.", 16),
    Column("high", "number", "上限", "The upper end of a range.", 12),
    Column("unit", "string", "单位", "The unit; 名次 for a rank.", 10),
    Column("qualifier", "string", "限定", "约, 超过, 余, 以上 and the like.", 10),
    Column("subject", "string", "所指", "The words that it belongs to, by their place.", 30),
    Column("change", "string", "变化", "up or down by so much, up_to or down_to so much.", 10),
    Column("basis", "string", "对比", "What the change is measured against.", 10),
    Column("period", "string", "时间", "The words of the same sentence that say when.", 16),
    Column("sentence", "string", "原句", "The sentence that tells it.", 60),
)


def figures_table(edition: Edition, slug: str, address: str) -> Table:
    """Return the table with a row for each figure; `address` is the report's, empty if the site has none."""
    report = edition.report
    rows = tuple(
        (
            slug,
            f"{address or f'{slug}/'}{place.address_in(flat=edition.flat)}",
            name_of(edition, place),
            report.source.place(figure.span.start)[0],
            edition.words(figure.span),
            figure.value,
            figure.high,
            figure.unit,
            figure.qualifier,
            edition.words(figure.subject) or None,
            figure.change,
            figure.basis,
            edition.words(figure.period) or None,
            edition.words(figure.sentence),
        )
        for figure, place in ((figure, place_of(report, figure.span)) for figure in edition.facts.figures)
    )
    return Table("figures", "数据", _FIGURES, rows)


def as_csv(table: Table) -> bytes:
    """Return a table as CSV that Excel opens correctly: UTF-8 with a byte order mark, CRLF, no formulas."""
    return BOM_UTF8 + rows_as_csv([[column.name for column in table.columns], *table.rows])


def rows_as_csv(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV in UTF-8 with CRLF, without a byte order mark."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(map(plain, row) for row in rows)
    return out.getvalue().encode()


def plain(cell: object) -> object:
    """Return a cell for CSV: no number in powers of ten, no text that a spreadsheet takes for a formula."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return harmless(cell) if isinstance(cell, str) else cell


_FORMULA = frozenset("=+-@＝＋－＠")
"""Characters that begin a formula; a spreadsheet may treat the full-width forms like the half-width ones."""


def harmless(text: str) -> str:
    """Return a cell's text with an apostrophe before it if a spreadsheet would take it for a formula.

    A negative number stays as it is.
    """
    taken = text.lstrip()[:1] in _FORMULA or text[:1] in {"\t", "\r"}
    return f"'{text}" if taken and not _BELOW_ZERO.fullmatch(text) else text
