"""What a report states: facts, each with the place in the source that states it."""

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
    """The sentence that they stand in, shown as evidence."""
    rule: str
    """Name of the rule in status.yml that found them."""
    keeps: bool = False
    """It plans only to keep up what is done: 将继续加强巡查，防止反弹."""
    whole: bool = False
    """It says of all that was to be done that it is: 整改任务已全部完成."""
    step: bool = False
    """It says that a step of it is done: 已完成初步设计."""


Act = Literal["made", "revised", "followed"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document cited in 《》."""

    span: Span
    """The citation with its outermost marks."""
    title: Span
    """The words between them."""
    number: Span | None = None
    """Its number, 〔2017〕47号, where it follows."""
    issuer: Span | None = None
    """The body that issued it, where it stands right before."""
    act: Act | None = None
    """What the report says was done with it; None where no verb says it."""


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
    """A telephone number, postcode or e-mail address that the contact paragraph gives."""

    kind: ContactKind
    span: Span


@dataclass(frozen=True, slots=True)
class Period:
    """A date or a period; a day has the same start and end."""

    span: Span
    sentence: Span
    start: date | None
    """None where it is not told (截至2021年9月), or cannot be."""
    end: date | None
    """None where it is not told (2019年6月1日起), or cannot be."""
    relative: bool
    """Whether it is told from the report's own date (今年以来)."""
    bound: Bound = Bound.NONE
    """Which end the words leave open; 今年以来 reaches to the report's own date."""

    @property
    def impossible(self) -> bool:
        """Whether it is a date that cannot be, like 2月30日."""
        return self.start is None and self.end is None and not self.relative


Change = Literal["up", "down", "up_to", "down_to"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what the words around it say of it."""

    span: Span
    """From the hedging word to the unit."""
    sentence: Span
    value: Decimal
    """As a number: 17.91亿元 is 1791000000 元. Of a range, the lower end."""
    high: Decimal | None
    """The upper end of a range."""
    unit: str
    """名次 for a rank."""
    qualifier: str | None
    """约, 超过, 余, 以上 …"""
    subject: Span | None
    """The words that it belongs to."""
    change: Change | None
    """`up`, `down` by so much; `up_to`, `down_to` so much; None where no change is told."""
    basis: str | None
    """What the change is measured against: 同比, 较上年 …"""
    period: Span | None
    """The words of the same sentence that say when."""
