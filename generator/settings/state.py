"""The state of a report (draft, published, retracted), and the records of its publication and retraction in its yml."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.settings.words import Day
from generator.settings.yml import Strict

Sum = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 as 64 hexadecimal digits, as `sha256sum` prints it."""
Said = Annotated[str, Field(pattern=r"\S")]
"""A text that is not blank."""


class State(StrEnum):
    """How far a report is on its way to the public."""

    DRAFT = "draft"
    """It can be checked and previewed, but is never in the public site."""
    PUBLISHED = "published"
    RETRACTED = "retracted"
    """It was public; its address now shows when and why it was retracted."""


class Publication(Strict):
    """What is public of a report: the guards hold by it, also in a clone that has no built site."""

    date: Day
    """The day on which the report was published on this site."""
    sha256: Sum
    """Checksum of the published source."""
    beside: Sum | None = None
    """Checksum of the files beside the source (pictures, attachments, the file as received); None if not recorded."""


class Allowance(Strict):
    """An error of `gongkai check` that is let through."""

    code: str
    """The code of the message."""
    because: Said
    """The reason why it is let through."""


class Retraction(Strict):
    """What is told of a report that was taken back."""

    date: Day
    """The day on which the report was retracted."""
    reason: Said
    """The reason, which the site's readers see."""
    title: str | None = None
    """The report's title; None if nothing of its text may stay."""
    body: str | None = None
    """The issuing body; None if nothing of the text may stay."""
    issued: Day | None = None
    """The day of publication, or else of the signature, that the report stated."""
    removed: bool = False
    """Whether the text was removed completely."""
    feed: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")] | None = None
    """Id of the issuing body's feed, for a report of which not even the name of the body may stay; else None."""
    pages: tuple[str, ...] = ()
    """Names of the report's former pages, which show the same notice as its cover."""
