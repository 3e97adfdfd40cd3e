"""The kinds of facts that a report states, each with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from generator.model.status import Status
from generator.text.moments import Bound
from generator.text.span import Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that state how far something is done."""

    status: Status
    span: Span
    """The clause with the words."""
    sentence: Span
    """The sentence with the clause, shown as evidence."""
    rule: str
    """Name of the rule in status.yml that found them."""
    keeps: bool = False
    """Whether it is a plan only to keep up what is done: 将继续加强巡查，防止反弹."""
    whole: bool = False
    """Whether it says that everything that was to be done is done: 整改任务已全部完成."""
    step: bool = False
    """Whether it says that a step of the work is done: 已完成初步设计."""


Act = Literal["made", "revised", "followed"]
"""What was done with a document: it was issued, changed, or applied and studied."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document cited in 《》."""

    span: Span
    """The citation with its outermost 《》."""
    title: Span
    """The title between the marks."""
    number: Span | None = None
    """Its number, 〔2017〕47号; None if none follows the citation."""
    issuer: Span | None = None
    """The body that issued it; None if none stands right before the citation."""
    act: Act | None = None
    """What the report says was done with it; None if it does not say."""


class ContactKind(StrEnum):
    """A way to reach the publisher."""

    TELEPHONE = "telephone"
    POSTCODE = "postcode"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Mention:
    """A body or place of the publisher's list, named in the text."""

    kind: Literal["body", "place"]
    span: Span


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number, postcode, postal address or e-mail address that the report gives as contact."""

    kind: ContactKind
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """A date or a period; a day has the same start and end."""

    span: Span
    sentence: Span
    start: date | None
    """The first day; None if it is not stated (截至2021年9月), or if the date does not exist."""
    end: date | None
    """The last day; None if it is not stated (2019年6月1日起), or if the date does not exist."""
    relative: bool
    """Whether it is counted from the report's own date (今年以来)."""
    bound: Bound = Bound.NONE
    """The end that the words leave open; 今年以来 reaches to the report's own date."""

    @property
    def impossible(self) -> bool:
        """Whether it is a date that does not exist, like 2月30日."""
        return self.start is None and self.end is None and not self.relative


Change = Literal["up", "down", "up_to", "down_to"]
"""How a figure changed: `up` and `down` by it, `up_to` and `down_to` it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and what the words around it say about it."""

    span: Span
    """From the hedging word (约) to the unit."""
    sentence: Span
    value: Decimal
    """The number with its scale multiplied out: 17.91亿元 is 1791000000 元. The lower end of a range."""
    high: Decimal | None
    """The upper end of a range; None if it is no range."""
    unit: str
    """The unit, 名次 for a rank; empty for a fraction (三分之一)."""
    qualifier: str | None
    """The hedging word: 约, 超过, 余, 以上."""
    subject: Span | None
    """The words for what it counts or measures; None if none are found."""
    change: Change | None
    """None if no change is stated."""
    basis: str | None
    """What the change is measured against: 同比, 较上年; None if it is not stated."""
    period: Span | None
    """The words of the same sentence that say when; None if none do."""
