"""What a report states: facts, each with the place in the source that states it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model import Span


class Status(StrEnum):
    """How far the report itself says that something is done, the least finished first."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    ONGOING = "ongoing"
    MOSTLY_COMPLETED = "mostly_completed"
    COMPLETED = "completed"
    NOT_STATED = "not_stated"


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


@dataclass(frozen=True, slots=True)
class Document:
    """A document cited in 《》."""

    span: Span
    """The citation with its outermost marks."""
    title: Span
    """The words between them."""


class ContactKind(StrEnum):
    """A way to reach the publisher."""

    TELEPHONE = "telephone"
    POSTCODE = "postcode"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone number, postcode or e-mail address that the contact paragraph gives."""

    kind: ContactKind
    span: Span
