"""Whether a report is a draft, published or taken back, and what was written down of it when that was decided."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.settings.words import Day
from generator.settings.yml import Strict

Sum = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256, as `sha256sum` prints it."""
Said = Annotated[str, Field(pattern=r"\S")]
"""Words that say something."""


class State(StrEnum):
    """How far a report is on its way to the public."""

    DRAFT = "draft"
    """Read, checked, previewed; never in the public site."""
    PUBLISHED = "published"
    RETRACTED = "retracted"
    """It was public; its address says when and why it was taken back."""


class Publication(Strict):
    """What is public of a report: the guards hold by it, also in a clone that has no built site."""

    date: Day
    """The day on which the report was made public here."""
    sha256: Sum
    """Of the source that is public."""
    beside: Sum | None = None
    """Of what came beside it (pictures, attachments, the file as received); None where nobody wrote that down."""


class Allowance(Strict):
    """An error of `gongkai check` that is let through."""

    code: str
    because: Said
    """Why."""


class Retraction(Strict):
    """What is told of a report that was taken back."""

    date: Day
    """The day on which it was taken back."""
    reason: Said
    """Why, in words that the site's readers see."""
    title: str | None = None
    """What stood there; None where nothing of the text may stay."""
    body: str | None = None
    """Who issued it."""
    issued: Day | None = None
    """When it was published, as its page told."""
    removed: bool = False
    """Whether nothing of the text was kept."""
    feed: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")] | None = None
    """The feed of whoever issued it, where nothing of the text may stay, the name of the body included."""
    pages: tuple[str, ...] = ()
    """The pages that it had, which answer as its cover does."""
