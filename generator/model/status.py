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
    """Of items alone: some of its measures are completed, of the others nothing is said."""
    NOT_STATED = "not_stated"
