"""Converts a report to the record that becomes report.json, and back to the same Report."""

from __future__ import annotations

from dataclasses import asdict

from generator.data.layout import (
    ChromeRecord,
    ContactRecord,
    DocumentRecord,
    FieldRecord,
    FigureRecord,
    LineRecord,
    MarkRecord,
    MentionRecord,
    MergedRecord,
    MetadataRecord,
    NodeRecord,
    Offsets,
    PeriodRecord,
    ReportRecord,
    RowRecord,
    SourceRecord,
    StatedRecord,
    StatementRecord,
    VersionRecord,
    WarningRecord,
)
from generator.edition.edition import Edition
from generator.facts.annotate import Facts
from generator.facts.fact import Figure, Period
from generator.facts.status.stated import Stated
from generator.model.marks import TextMark, folded_text
from generator.model.messages import Message
from generator.model.report import Node, Report
from generator.model.source import Chrome, Line, Merged, Metadata, Source, TableRow
from generator.model.status import Status
from generator.text.span import Span, line_starts
from generator.writers.report.corrections import versions_of


def record_of(edition: Edition, slug: str) -> ReportRecord:
    """Return a report and its facts as the record that becomes JSON."""
    report, facts, source = edition.report, edition.facts, edition.report.source
    metadata = edition.metadata
    return ReportRecord(
        slug=slug,
        title=report.title,
        metadata=MetadataRecord.model_validate(asdict(metadata)),
        front=[_node(report, facts, node) for node in report.front],
        sections=[_node(report, facts, node) for node in report.sections],
        closing=[_node(report, facts, node) for node in report.closing],
        annexes=[_node(report, facts, node) for node in report.annexes],
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
                    merged=[MergedRecord(column=m.column, rows=m.rows, columns=m.columns) for m in row.merged],
                    origins=[_pair(origin) if origin else None for origin in row.origins],
                )
                for row in source.rows
            ],
            marks=[MarkRecord(kind=mark.kind, span=_pair(mark.span)) for mark in source.marks],
            levels=list(source.levels),
        ),
        versions=[VersionRecord.model_validate(v) for v in versions_of(edition)] if edition.earlier else [],
    )


def report_of(record: ReportRecord) -> Report:
    """Return the Report that a record was made of; its source has the file's name, but no path."""
    found, metadata = record.source, record.metadata
    marks = tuple(TextMark(mark.kind, Span(*mark.span)) for mark in found.marks)
    source = Source(
        name=found.name,
        text=found.text,
        encoding=found.encoding,
        sha256=found.sha256,
        lines=tuple(_line(line) for line in found.lines),
        chrome=tuple(Chrome(item.kind, _line(item)) for item in found.chrome),
        title=tuple(_line(line) for line in found.title),
        metadata=Metadata(
            **{
                **metadata.model_dump(),
                "attachments": tuple(metadata.attachments),
                "keywords": tuple(metadata.keywords),
            }
        ),
        folded=folded_text(found.text, marks),
        rows=tuple(
            TableRow(
                row.table,
                _line(row),
                tuple(Span(*cell) for cell in row.cells),
                row.header,
                tuple(Merged(m.column, m.rows, m.columns) for m in row.merged),
                tuple(map(_span, row.origins)),
            )
            for row in found.rows
        ),
        marks=marks,
        levels=tuple((line, level) for line, level in found.levels),
        extracted=found.extracted,
        _starts=line_starts(found.text),
    )
    return Report(
        source=source,
        front=tuple(_back(node) for node in record.front),
        sections=tuple(_back(node) for node in record.sections),
        closing=tuple(_back(node) for node in record.closing),
        annexes=tuple(_back(node) for node in record.annexes),
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
        group=node.group,
        marker=_pair(node.marker) if node.marker else None,
        head=_pair(node.head) if node.head else None,
        title=_pair(node.title) if node.title else None,
        rows=node.rows if node.rows > 1 else None,
        columns=node.columns if node.columns > 1 else None,
        origin=_pair(node.origin) if node.origin else None,
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
        bound=period.bound or None,
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
        measures={status: stated.measures[status] for status in Status if status in stated.measures},
        set_by_publisher=stated.set_by_publisher,
    )


def _back(record: NodeRecord) -> Node:
    return Node(
        kind=record.kind,
        span=Span(*record.span),
        line=record.line,
        number=record.number,
        group=record.group,
        marker=_span(record.marker),
        head=_span(record.head),
        title=_span(record.title),
        children=tuple(_back(child) for child in record.children),
        id=record.id,
        rows=record.rows or 1,
        columns=record.columns or 1,
        origin=_span(record.origin),
    )
