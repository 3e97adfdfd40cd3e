"""How far a report says that something is done."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How far the report itself says that something is done, the least finished first."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    ONGOING = "ongoing"
    MOSTLY_COMPLETED = "mostly_completed"
    COMPLETED = "completed"
    PARTLY_STATED = "partly_stated"
    """Only of items: some of its measures are completed, and of the others the report does not say."""
    NOT_STATED = "not_stated"
