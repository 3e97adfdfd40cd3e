"""The report as JSON: what report.json holds, its schema, and the way back to the same Report."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.facts.annotate import Facts
from generator.facts.fact import Act, Change, ContactKind, Figure, Period, Status
from generator.facts.fields import FieldKind
from generator.facts.status import Stated
from generator.folding import fold
from generator.messages import Message
from generator.model import Chrome, ChromeKind, Kind, Line, Metadata, Node, Report, Row, Source, Span, line_starts
from generator.writers.corrections import versions_of
from generator.writers.display import Display

FORMAT = 1
"""Version of the layout."""

Offsets = tuple[int, int]
"""Offsets in the source's text: of the first character, and of the one after the last."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StatementRecord(_Record):
    """Words that state how far something is."""

    status: Status
    words: Offsets
    sentence: Offsets
    text: str = Field(description="The sentence as received.")
    line: int
    column: int


class StatedRecord(_Record):
    """How far the report says that an item or a measure is."""

    status: Status = Field(description="The least finished of the statements; the publisher's where one is set.")
    statements: list[StatementRecord]
    set_by_publisher: str | None = Field(None, description="Why the publisher set the status.")


class FieldRecord(_Record):
    """A labelled field of a problem: 责任单位：…, or the cell of a column of that name."""

    kind: FieldKind
    label: str = Field(description="Its words, empty where brackets alone tell it.")
    span: Offsets
    text: str = Field(description="What it tells, as received.")


class NodeRecord(_Record):
    """A node of the report's tree."""

    kind: Kind
    id: str
    line: int
    span: Offsets
    number: int | None = None
    marker: Offsets | None = None
    head: Offsets | None = None
    title: Offsets | None = None
    text: str = Field(description="Its own text as received: the heading, or the paragraph.")
    stated: StatedRecord | None = None
    fields: list[FieldRecord] = Field(default=[], description="The labelled fields of a row of the ledger.")
    children: list[NodeRecord] = []


class LineRecord(_Record):
    """A line of the source that is not blank."""

    number: int
    span: Offsets


class ChromeRecord(LineRecord):
    """A line that is none of the report's."""

    kind: ChromeKind


class MetadataRecord(_Record):
    """What the page and the text state about the report."""

    title: str | None = None
    source: str | None = None
    published: datetime | date | None = None
    issuing_body: str | None = None
    signed: date | None = None
    inspector: str | None = None
    inspected: str | None = None
    attachments: list[str] = []


class RowRecord(LineRecord):
    """A row of a table in the file."""

    table: int
    cells: list[Offsets]
    header: bool = False


class SourceRecord(_Record):
    """The report as received."""

    name: str
    encoding: str
    sha256: str
    text: str
    lines: list[LineRecord]
    chrome: list[ChromeRecord]
    title: list[LineRecord]
    extracted: bool = Field(default=False, description="Whether the text was taken out of HTML, Word or PDF.")
    rows: list[RowRecord] = []
    levels: list[tuple[int, int]] = Field(default=[], description="Lines that the file's style calls headings.")


class WarningRecord(_Record):
    """What was odd in the report."""

    code: str
    line: int
    column: int
    values: list[tuple[str, str]]


class DocumentRecord(_Record):
    """A document cited in 《》."""

    span: Offsets
    title: str
    number: str | None = None
    issuer: str | None = None
    act: Act | None = Field(None, description="What the report says was done with it.")
    line: int
    column: int


class FigureRecord(_Record):
    """A number with what the words around it say of it."""

    span: Offsets
    sentence: Offsets
    line: int
    column: int
    text: str
    value: Decimal
    high: Decimal | None = None
    unit: str
    qualifier: str | None = None
    subject: str | None = None
    change: Change | None = None
    basis: str | None = None
    period: str | None = None


class PeriodRecord(_Record):
    """A date or a period."""

    span: Offsets
    sentence: Offsets
    line: int
    column: int
    text: str
    start: date | None = None
    end: date | None = None
    relative: bool
    impossible: bool


class ContactRecord(_Record):
    """A way to reach the publisher."""

    kind: ContactKind
    span: Offsets
    text: str


class MentionRecord(_Record):
    """A body or place that the publisher's list names."""

    kind: Literal["body", "place"]
    span: Offsets
    text: str


class VersionRecord(_Record):
    """The report as it was published at a time."""

    number: int
    date: str | None = Field(None, description="The day of its publication.")
    reason: str | None = Field(None, description="Why it took the place of the one before.")
    address: str = Field(description="Below the report's own address; empty for the current version.")


class ReportRecord(_Record):
    """A report with its facts; all offsets count characters of source.text."""

    format: int = FORMAT
    kind: str = "report"
    slug: str
    title: str
    metadata: MetadataRecord
    front: list[NodeRecord]
    sections: list[NodeRecord]
    closing: list[NodeRecord]
    figures: list[FigureRecord]
    periods: list[PeriodRecord]
    documents: list[DocumentRecord]
    contacts: list[ContactRecord]
    mentions: list[MentionRecord]
    warnings: list[WarningRecord]
    source: SourceRecord
    versions: list[VersionRecord] = Field(default=[], description="All versions, where it was ever corrected.")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of report.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ReportRecord.model_json_schema()}


def record_of(display: Display, slug: str) -> ReportRecord:
    """Return a report and its facts as the record that becomes JSON."""
    report, facts, source = display.report, display.facts, display.report.source
    metadata = source.metadata
    return ReportRecord(
        slug=slug,
        title=report.title,
        metadata=MetadataRecord(
            title=metadata.title,
            source=metadata.source,
            published=metadata.published,
            issuing_body=metadata.issuing_body,
            signed=metadata.signed,
            inspector=metadata.inspector,
            inspected=metadata.inspected,
            attachments=list(metadata.attachments),
        ),
        front=[_node(report, facts, node) for node in report.front],
        sections=[_node(report, facts, node) for node in report.sections],
        closing=[_node(report, facts, node) for node in report.closing],
        figures=[_figure(report, figure) for figure in facts.figures],
        periods=[_period(report, period) for period in facts.periods],
        documents=[
            DocumentRecord(
                span=_pair(d.span),
                title=source[d.title],
                number=report.text(d.number) or None,
                issuer=report.text(d.issuer) or None,
                act=d.act,
                **_place(report, d.span),
            )
            for d in facts.documents
        ],
        contacts=[ContactRecord(kind=c.kind, span=_pair(c.span), text=source[c.span]) for c in facts.contacts],
        mentions=[MentionRecord(kind=m.kind, span=_pair(m.span), text=source[m.span]) for m in facts.mentions],
        warnings=[
            WarningRecord(code=w.code, line=w.line, column=w.column, values=list(w.values)) for w in report.warnings
        ],
        source=SourceRecord(
            name=source.published_name,
            encoding=source.encoding,
            sha256=source.sha256,
            text=source.text,
            lines=[LineRecord(number=line.number, span=_pair(line.span)) for line in source.lines],
            chrome=[ChromeRecord(number=c.line.number, span=_pair(c.line.span), kind=c.kind) for c in source.chrome],
            title=[LineRecord(number=line.number, span=_pair(line.span)) for line in source.title],
            extracted=source.extracted,
            rows=[
                RowRecord(
                    number=row.line.number,
                    span=_pair(row.line.span),
                    table=row.table,
                    cells=[_pair(cell) for cell in row.cells],
                    header=row.header,
                )
                for row in source.rows
            ],
            levels=list(source.levels),
        ),
        versions=[VersionRecord.model_validate(v) for v in versions_of(display)] if display.earlier else [],
    )


def report_of(record: ReportRecord) -> Report:
    """Return the Report that a record was made of, its source known by its file's name alone."""
    found, metadata = record.source, record.metadata
    source = Source(
        name=found.name,
        text=found.text,
        encoding=found.encoding,
        sha256=found.sha256,
        lines=tuple(_line(line) for line in found.lines),
        chrome=tuple(Chrome(item.kind, _line(item)) for item in found.chrome),
        title=tuple(_line(line) for line in found.title),
        metadata=Metadata(**{**metadata.model_dump(), "attachments": tuple(metadata.attachments)}),
        folded=fold(found.text),
        rows=tuple(
            Row(row.table, _line(row), tuple(Span(*cell) for cell in row.cells), row.header) for row in found.rows
        ),
        levels=tuple((line, level) for line, level in found.levels),
        extracted=found.extracted,
        _starts=line_starts(found.text),
    )
    return Report(
        source=source,
        front=tuple(_back(node) for node in record.front),
        sections=tuple(_back(node) for node in record.sections),
        closing=tuple(_back(node) for node in record.closing),
        warnings=tuple(Message(w.code, w.line, w.column, tuple(w.values)) for w in record.warnings),
    )


def _pair(span: Span) -> Offsets:
    return span.start, span.end


def _span(pair: Offsets | None) -> Span | None:
    return Span(*pair) if pair else None


def _line(record: LineRecord) -> Line:
    return Line(record.number, Span(*record.span))


def _place(report: Report, span: Span) -> dict[str, int]:
    line, column = report.source.place(span.start)
    return {"line": line, "column": column}


def _node(report: Report, facts: Facts, node: Node) -> NodeRecord:
    stated = facts.stated.get(node.id)
    return NodeRecord(
        kind=node.kind,
        id=node.id,
        line=node.line,
        span=_pair(node.span),
        number=node.number,
        marker=_pair(node.marker) if node.marker else None,
        head=_pair(node.head) if node.head else None,
        title=_pair(node.title) if node.title else None,
        text="".join(report.source[piece] for piece in node.pieces),
        stated=_stated(report, stated) if stated else None,
        fields=[
            FieldRecord(
                kind=field.kind,
                label=report.source[field.label],
                span=_pair(field.value),
                text=report.source[field.value],
            )
            for field in facts.fields.get(node.id, ())
        ],
        children=[_node(report, facts, child) for child in node.children],
    )


def _figure(report: Report, figure: Figure) -> FigureRecord:
    return FigureRecord(
        span=_pair(figure.span),
        sentence=_pair(figure.sentence),
        text=report.source[figure.span],
        value=figure.value,
        high=figure.high,
        unit=figure.unit,
        qualifier=figure.qualifier,
        subject=report.text(figure.subject) or None,
        change=figure.change,
        basis=figure.basis,
        period=report.text(figure.period) or None,
        **_place(report, figure.span),
    )


def _period(report: Report, period: Period) -> PeriodRecord:
    return PeriodRecord(
        span=_pair(period.span),
        sentence=_pair(period.sentence),
        text=report.source[period.span],
        start=period.start,
        end=period.end,
        relative=period.relative,
        impossible=period.impossible,
        **_place(report, period.span),
    )


def _stated(report: Report, stated: Stated) -> StatedRecord:
    return StatedRecord(
        status=stated.status,
        statements=[
            StatementRecord(
                status=item.status,
                words=_pair(item.span),
                sentence=_pair(item.sentence),
                text=report.source[item.sentence],
                **_place(report, item.span),
            )
            for item in stated.statements
        ],
        set_by_publisher=stated.set_by_publisher,
    )


def _back(record: NodeRecord) -> Node:
    return Node(
        kind=record.kind,
        span=Span(*record.span),
        line=record.line,
        number=record.number,
        marker=_span(record.marker),
        head=_span(record.head),
        title=_span(record.title),
        children=tuple(_back(child) for child in record.children),
        id=record.id,
    )
