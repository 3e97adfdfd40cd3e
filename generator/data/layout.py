"""The layout of report.json: a model for each kind of object in it, and the JSON Schema.

The docstrings of the models are descriptions in the published schema.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from generator.facts.fact import Act, Change, ContactKind
from generator.facts.fields import FieldKind
from generator.model.level import Level
from generator.model.marks import MarkKind
from generator.model.report import Kind
from generator.model.source import ChromeKind
from generator.model.status import Status
from generator.text.moments import Bound

FORMAT = 2
"""Version of the layout, as `format` in report.json."""

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

    status: Status = Field(
        description="By the statements, of an item by the counts of its measures; the publisher's where one is set."
    )
    statements: list[StatementRecord]
    measures: dict[Status, int] = Field(
        default={}, description="How many of the measures in it are how far; one that holds others counts as those."
    )
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
    group: int | None = Field(None, description="What stands before the point of a number of two: 2 of 项目2.1.")
    marker: Offsets | None = None
    head: Offsets | None = None
    title: Offsets | None = None
    rows: int | None = Field(None, description="Rows that a merged cell takes, where it takes more than one.")
    columns: int | None = Field(None, description="Columns that a merged cell takes, where it takes more than one.")
    origin: Offsets | None = Field(None, description="Of a cell that a merged one covers: what that one says.")
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
    """Who the report is by, what it is called and when it appeared; null where neither text nor settings say."""

    title: str | None = None
    source: str | None = None
    published: datetime | date | None = None
    issuing_body: str | None = None
    signed: date | None = None
    inspector: str | None = None
    inspected: str | None = None
    attachments: list[str] = []
    region: str | None = None
    level: Level | None = None
    round: str | None = None
    author: str | None = None
    keywords: list[str] = []


class MergedRecord(_Record):
    """A cell that takes more than one column or row; the places that it covers have cells without text."""

    column: int = Field(description="Index in the row's cells of the place where it begins.")
    rows: int = 1
    columns: int = 1


class MarkRecord(_Record):
    """A stretch of the text that the file draws struck out, raised or lowered."""

    kind: MarkKind = Field(description="What is struck out is shown, but no longer said; 6 raised is an exponent.")
    span: Offsets


class RowRecord(LineRecord):
    """A row of a table in the file."""

    table: int
    cells: list[Offsets]
    header: bool = False
    merged: list[MergedRecord] = []
    origins: list[Offsets | None] = Field(default=[], description="For each cell the merged one that covers it.")


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
    marks: list[MarkRecord] = []
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
    end: date | None = Field(
        None, description="The last day; of what reaches to now (`今年以来`, `截至目前`) the report's own day."
    )
    relative: bool
    impossible: bool
    bound: Bound | None = Field(None, description="Which end the words leave open: `until` or `since`.")


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
    annexes: list[NodeRecord] = Field(default=[], description="What is attached: in no ledger.")
    figures: list[FigureRecord]
    periods: list[PeriodRecord]
    documents: list[DocumentRecord]
    contacts: list[ContactRecord]
    mentions: list[MentionRecord]
    warnings: list[WarningRecord]
    source: SourceRecord
    versions: list[VersionRecord] = Field(default=[], description="All versions, where it was ever corrected.")


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of report.json."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ReportRecord.model_json_schema()}
